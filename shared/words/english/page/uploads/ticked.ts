import { formatBytes } from '../../../../format/bytes.ts';
import { formatCount } from '../../../../format/numbers.ts';
import { counted } from '../../../counted.ts';

const uploads = (count: number) => counted(count, 'upload', 'uploads');
const ticks = (count: number) => `${formatCount(count)} ticked`;

/** What is ticked, and what can be done with it. */
export const ticked = {
  /** The bar's name; also what the command palette calls these commands' place. */
  label: 'Ticked uploads',
  groupsLabel: 'Ticked groups',
  nothing: 'Nothing ticked',
  noGroup: 'No group ticked',
  /** Why buttons are off. */
  nothingOff: 'Nothing is ticked.',
  noGroupOff: 'No group is ticked.',
  all: ({ count, bytes }: { count: number; bytes: number }) => `${ticks(count)}, ${formatBytes(bytes)}`,
  atLeast: ({ count, bytes }: { count: number; bytes: number }) => `${ticks(count)}, ${formatBytes(bytes)} or more`,
  sizeUnknown: (count: number) => `${ticks(count)}, size not known`,
  /** @param bytes in words; "–" where nothing was sized. @param isWhole false: not all of them are sized */
  groups: (of: { groups: number; uploads: number; bytes: string; isWhole: boolean }) =>
    `${counted(of.groups, 'group', 'groups')}: ${uploads(of.uploads)}, ${of.bytes}${of.isWhole ? '' : ' or more'}`,
  abort: (count: number) => (count === 0 ? 'Abort ticked…' : `Abort ${formatCount(count)} ticked…`),
  untickAll: 'Untick all',
  leaveOut: 'Leave ticked out',
  /** Why ticked uploads, or those taken out of all, cannot be planned. */
  tooManyNamed: (most: number) =>
    `At most ${uploads(most)} can be ticked, or taken out, one by one. Filter, and select all.`,
  copy: 'Copy',
  copies: {
    keys: 'Copy keys',
    'upload IDs': 'Copy upload IDs',
    'keys and upload IDs': 'Copy keys and upload IDs',
  },
  copying: 'Copying…',
  copied: (count: number) => `Copied ${uploads(count)}`,
  tooManyToCopy: (most: number) => `Too many to copy: ${formatCount(most)} at most`,
  notCopied: 'Could not copy',
  /** Why the last step did nothing. */
  notes: {
    rangeTooLong: (most: number) => `A range holds at most ${uploads(most)}. Filter, and select all.`,
    rowsMoved: 'The rows have moved meanwhile, so nothing was ticked or unticked.',
    rowsUnread: 'The rows between could not be read, so nothing was ticked or unticked.',
    folderTicked: 'Its folder is ticked. Untick the folder first.',
    mostGroups: (most: number) => `At most ${most} groups can be ticked.`,
  },
};
