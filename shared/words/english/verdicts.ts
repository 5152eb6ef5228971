import type { Verdict } from '../../values/verdict-kinds.ts';
import type { StateName } from '../language.ts';

/** What each verdict means, in one sentence. */
export const verdicts: Readonly<Record<Verdict, string>> = {
  clear: 'No parts and not listed, in two looks at least the quiet interval apart.',
  clearing: 'No parts, but only one clean look so far, or still listed. We will look again.',
  stubborn: 'Parts are there after an abort. We will abort again.',
  hidden: 'Not listed, yet parts are there. We will abort again.',
  ghost: 'Listed, though there is no such upload. There is nothing to abort; the server’s listing is wrong.',
  completed: 'The object was finished meanwhile. It was not aborted.',
  unreachable:
    'No call finds it under its key, and that it is gone is not proved: the key may be spelled otherwise than the server lists it.',
  unverified: 'The abort was accepted, but we may not look.',
  refused: 'The server will not abort it.',
  skipped: 'Left alone: it changed since the plan, or it is active.',
  'gave up': 'Still stubborn at the deadline. Parts are left.',
  cancelled: 'Stopped by you before it was finished.',
};

/** The words of the design. */
export const stateNames: Readonly<Record<StateName, string>> = {
  clear: 'clear',
  clearing: 'clearing',
  stubborn: 'stubborn',
  hidden: 'hidden',
  ghost: 'ghost',
  completed: 'completed',
  unreachable: 'unreachable',
  unverified: 'unverified',
  refused: 'refused',
  skipped: 'skipped',
  'gave up': 'gave up',
  cancelled: 'cancelled',
  present: 'present',
  active: 'active',
  stale: 'stale',
  'not sized': 'not sized',
  'sizing failed': 'sizing failed',
  pending: 'pending',
  queued: 'queued',
  working: 'working',
  waiting: 'waiting',
  done: 'done',
};
