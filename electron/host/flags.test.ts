import { expect, test } from 'vitest';
import { parseFlags } from './flags.ts';

const none = { browser: false, port: null, open: true, dataDir: null, practice: false };

test('every flag is understood', () => {
  expect(parseFlags([])).toEqual({ kind: 'run', flags: none });
  const args = ['--browser', '--port', '8080', '--no-open', '--data-dir', '/d', '--practice'];
  const flags = { browser: true, port: 8080, open: false, dataDir: '/d', practice: true };
  expect(parseFlags(args)).toEqual({ kind: 'run', flags });
  expect(parseFlags(['--port=0'])).toEqual({ kind: 'run', flags: { ...none, port: 0 } });
  expect(parseFlags(['--help'])).toEqual({ kind: 'help' });
});

test.each([
  [['--wat'], "Unknown option '--wat'. Try --help."],
  [['extra'], "Unexpected argument 'extra'. This command does not take positional arguments. Try --help."],
  [['--port'], "Option '--port <value>' argument missing. Try --help."],
  [['--port', 'x'], "--port takes a number from 0 (any free one) to 65535, not 'x'."],
  [['--port', '65536'], "--port takes a number from 0 (any free one) to 65535, not '65536'."],
  [['--port=-1'], "--port takes a number from 0 (any free one) to 65535, not '-1'."],
  [['--port=1e3'], "--port takes a number from 0 (any free one) to 65535, not '1e3'."],
  [['--data-dir='], '--data-dir takes the path of a folder.'],
])('%o is refused in one sentence', (args, message) => {
  expect(parseFlags(args)).toEqual({ kind: 'wrong', message });
});
