import { verdicts } from './verdict-kinds.ts';

/** What the State column can say, and what can be said of sizing: the states to filter by. */
export const uploadStates = ['active', 'stale', ...verdicts, 'not sized', 'sizing failed'] as const;

/** `active` and `stale` are of uploads without a verdict, as the State column shows them. */
export type UploadState = (typeof uploadStates)[number];
