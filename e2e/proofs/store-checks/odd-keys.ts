/** Keys that S3 allows and stores, proxies and XML get wrong, by a name that can be written down. */
export const oddKeys = {
  plus: 'a+b.bin',
  'plus alone': '+',
  space: 'a b',
  'space first': ' a',
  'space last': 'a ',
  percent: '%',
  'percent and digits': '%20',
  'percent inside': 'a%2Fb',
  composed: 'caf\u00e9',
  decomposed: 'cafe\u0301',
  emoji: '🎬 take 🦊.mov',
  dots: '..',
  'dots inside': 'up/../down',
  dot: 'here/./there',
  'two slashes': 'a//b',
  'slash first': '/a',
  'slash last': 'folder/',
  quotes: `"double" 'single'`,
  ampersand: 'a&b',
  'an entity': 'a&amp;b',
  'angle brackets': '<script>a</script>',
  'question and hash': 'a?b=c#d',
  backslash: 'a\\b',
  'a comma and a semicolon': 'a,b;c',
  tab: 'a\tb',
  newline: 'a\nb',
  long: `long/${'k'.repeat(1019)}`,
} as const satisfies Readonly<Record<string, string>>;

/** Keys with characters that XML 1.0 cannot hold: a listing without encoding breaks on them. */
export const unwritableKeys = {
  'a control character': 'a\u0001b',
  'a carriage return': 'a\rb',
  'a noncharacter': 'a\uffffb',
} as const satisfies Readonly<Record<string, string>>;
