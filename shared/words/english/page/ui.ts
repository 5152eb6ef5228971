import { formatCount } from '../../../format/numbers.ts';
import { leftClause, leftFigure } from '../left.ts';

/** Pieces that more than one screen uses. */
export const uiPage = {
  close: 'Close',
  export: 'Export…',
  asCsv: (what: string) => `${what} as CSV`,
  asJson: (what: string) => `${what} as JSON`,
  /** Buttons and what is said after them; `what` is a noun that the screen gives: "upload ID". */
  copy: (what: string) => `Copy the ${what}`,
  copied: (what: string) => `Copied the ${what}`,
  /** What was chosen in a menu, by its label: "Copy the upload ID". */
  copiedBy: (label: string) => `Copied the ${label.replace(/^Copy (the )?/, '')}`,
  notCopied: 'Could not copy',
  /** Why a button that changes something is off. */
  readOnlyReason: 'This connection is read-only: nothing is aborted or completed through it.',
  readOnly: 'Read-only',
  production: 'PRODUCTION',
  productionMeaning: 'This connection is marked as production.',
  /** What "present" means, of an upload that was looked at and never aborted. */
  presentMeaning: 'It is there, with what its parts hold.',
  /** The store's own ID of a call that failed. */
  request: (id: string) => `request ${id}`,
  outage: {
    line: (connection: string) => `${connection} does not answer`,
    since: 'Since {when}.',
    tryNow: 'Try now',
    tryOfNow: (connection: string) => `Try ${connection} now`,
    trying: 'Trying now…',
    nextTry: (countdown: string) => `Next try in ${countdown}.`,
    waitLine: (connection: string) => `${connection} is given time`,
    goingOn: (countdown: string) => `Going on in ${countdown}.`,
  },
  scan: {
    waitingForServer: 'Waiting for the server',
    waitingUntil: (clock: string) => `Waiting until ${clock}`,
    never: 'Not scanned',
    listing: (uploads: number) => `Listing, ${formatCount(uploads)} so far`,
    sizing: 'Sizing',
    complete: 'Scanned',
    finished: (time: string) => `Finished ${time}`,
    stopped: 'Stopped early',
    stoppedMeaning: 'Stopped before the end: the counts are of what was read.',
    noAccess: 'No access',
    failed: 'Failed',
  },
  /** Columns of a grid that is too narrow for them. */
  noRoomFor: (columns: readonly string[]) => `No room for: ${columns.join(', ')}`,
  withoutRoom: 'Columns without room:',
  unknownTime: 'It is not known when: the server does not tell, or tells what cannot be.',
  now: 'now',
  inTime: (countdown: string) => `in ${countdown}`,
  costUnknown: 'Not known yet.',
  pricesOf: ({ name, date }: { name: string; date: string | null }) =>
    `Prices: ${name}${date === null ? '' : `, ${date}`}.`,
  sized: ({ sized, uploads }: { sized: number; uploads: number }) =>
    `sized ${formatCount(sized)} of ${formatCount(uploads)}`,
  leftFigure,
  left: leftClause,
};
