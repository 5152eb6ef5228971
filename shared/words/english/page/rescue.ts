import { formatBytes, formatKnownBytes } from '../../../format/bytes.ts';
import { counted } from '../../counted.ts';

/** What the page says of completing an upload. */
export const rescuePage = {
  /** In an upload's details: what completing it would make of its parts. */
  asObject: {
    label: 'If completed',
    made: ({ bytes, parts }: { bytes: number; parts: number }) =>
      `Completed, it would be an object of ${formatBytes(bytes)}, made of ${counted(parts, 'part', 'parts')}.`,
    impossible: 'It cannot be completed as it is.',
  },
  completion: {
    /** The dialog's title, and the button that does it. */
    title: 'Complete upload',
    close: 'Close',
    looking: 'Looking at its parts…',
    object: 'Object',
    parts: 'Parts',
    missingNumbers: 'Missing numbers',
    key: 'Key',
    bucket: 'Bucket',
    /** `marks` are those of the connection, such as PRODUCTION. */
    bucketOfConnection: '{bucket} of connection {connection} {marks}',
    bucketName: 'Bucket name',
    typeForActive: (bucket: string) => `Type ${bucket} to complete it as it is now.`,
    typeForProduction: (bucket: string) => `This is a production connection. Type ${bucket} to start.`,
    activeLabel: 'Active upload',
    active:
      'It was begun, or got a part, within the active window, or its age is not known: somebody may still be uploading. What they send after this is lost.',
    /** What is still to be done before it may start: a tick, a typed name, or both. */
    toStart: ({ tick, name }: { tick: boolean; name: boolean }): string => {
      if (tick && name) return 'To start, tick the box and type the name of the bucket above.';
      return tick ? 'To start, tick the box above.' : 'To start, type the name of the bucket above.';
    },
    whatHappens:
      'Exactly these parts are sent, and only if nothing has changed by then. The upload ends, and the parts become the object.',
  },
  /** The object that stands under the key already. */
  underTheKey: {
    label: 'Object under the key',
    absent: 'No object is under this key.',
    present: (bytes: number | null) =>
      `An object of ${formatKnownBytes(bytes)} is under this key, written {time}. Completing replaces it, for good where the bucket keeps no versions.`,
    replace: 'Replace the object',
    /** @param permission the one that is missing, where that is why */
    unseen: (permission: string | null) =>
      permission === null
        ? 'Whether an object is under this key cannot be seen. If there is one, it is replaced. The result cannot be proved either.'
        : `Whether an object is under this key cannot be seen: these credentials lack ${permission}. If there is one, it is replaced. The result cannot be proved either.`,
    allTheSame: 'Complete it all the same',
  },
  plannedParts: {
    label: 'Parts to complete with',
    part: 'Part',
    size: 'Size',
    etag: 'ETag',
    noEtag: 'not told',
  },
};
