/** Why a rule does not abort an upload. From what is nearest to covering it to what is farthest. */
export const obstacles = [
  /** Abort rules know no tags and no sizes: S3 refuses such a rule, and a store that keeps it does not follow it. */
  'condition',
  'disabled',
  'unreadable',
  /** It is for uploads that were begun before a date. */
  'too young',
  'other prefix',
  /** It is for this key, and aborts nothing. */
  'no abort action',
] as const;
export type Obstacle = (typeof obstacles)[number];

/** Why a date that the store told of an upload holds no longer, by the rules that were read since. */
export const abortLapses = [
  /** The rule that it named is gone. */
  'rule gone',
  /** The rule is there, and does not abort the upload then: it is disabled, or has other days or another prefix. */
  'rule changed',
] as const;
export type AbortLapse = (typeof abortLapses)[number];

/** What a filter asks of an upload's abort date. */
export const lifecycleDates = [
  'has date',
  /** None was told, or it holds no longer. */
  'has none',
  /** One was told, and its rule is gone or has changed. */
  'lapsed',
] as const;
export type LifecycleDate = (typeof lifecycleDates)[number];

/** Tools that put a rule without this app. */
export const snippetTools = ['terraform', 'cloudformation', 'aws', 'mc', 'radosgw-admin', 'oci', 'alibaba'] as const;
export type SnippetTool = (typeof snippetTools)[number];

/** What has to be known about a snippet before it is used. */
export const snippetNotes = [
  /** It holds only this rule, and takes the place of all rules of the bucket: put it beside the others. */
  'replaces all rules',
  /** All rules that were read are in it, and it takes their place. */
  'holds all rules',
  /** The setting is the server's: it holds for every bucket. */
  'whole server',
  /** It runs once, now; nothing keeps the uploads from coming back. */
  'runs once',
  /** Days count from the last part, not from the beginning. */
  'days after last part',
  /** Today's AWS CLI sends no Content-MD5, and some stores take rules with nothing else. */
  'no Content-MD5',
  /** Each upload that it aborts is billed as a PUT. */
  'billed as PUT',
] as const;
export type SnippetNote = (typeof snippetNotes)[number];

/** Longest that a rule may wait, days. */
export const mostRuleDays = 3650;
