import { formatCount } from '../../../format/numbers.ts';
import { counted } from '../../counted.ts';

const buckets = (count: number) => counted(count, 'bucket', 'buckets');
const notRead = ({ unread, open }: { unread: number; open: number }) =>
  [
    ...(unread > 0 ? [` ${buckets(unread)} not read yet.`] : []),
    ...(open > 0 ? [` ${buckets(open)} not read to the end.`] : []),
  ].join('');

/** What buckets hold together. */
type LeftoverFigures = {
  uploads: number;
  /** Uploads whose size is known. */
  sized: number;
  /** Of those that are sized; null where none is. */
  bytes: string | null;
  /** A month; null where it is not known. */
  cost: string | null;
  /** The cost goes by example prices. */
  isExample: boolean;
  /** Buckets that hold something, those of which nobody knows, and those whose lists were not read to the end. */
  buckets: number;
  unread: number;
  open: number;
};

/** What the page says in its part "overview": the buckets of a connection, and of all of them. */
export const overviewPage = {
  /** The name of the commands that are about the connection, and about the buckets in the table. */
  thisConnection: 'This connection',
  theseBuckets: 'These buckets',
  allConnections: 'All connections',
  /** `unasked` connections were not listed yet, `failed` ones could not be. */
  summary: (of: { buckets: number; connections: number; unasked: number; failed: number }) =>
    [
      `${buckets(of.buckets)} in ${counted(of.connections, 'connection', 'connections')}`,
      ...(of.unasked > 0 ? [`${formatCount(of.unasked)} not listed yet`] : []),
      ...(of.failed > 0 ? [`${formatCount(of.failed)} could not be listed`] : []),
    ].join(' · '),
  practice: 'practice storage on this computer',
  sameAccount: (names: readonly string[]) => `same account as ${names.join(', ')}`,
  refresh: 'Refresh',
  refreshBuckets: 'Refresh the buckets',
  refreshing: 'It is under way.',
  lifecycle: 'Lifecycle…',
  costs: 'Costs…',
  edit: 'Edit',
  cleanUpTicked: 'Clean up ticked…',
  cleanUp: (count: number) => `Clean up ${buckets(count)}…`,
  noneTicked: 'No bucket is ticked.',
  noBuckets: 'There are no buckets.',
  noBucketsHere: 'There are no buckets here.',
  cannotList: 'Buckets cannot be listed. If you know a bucket’s name, add it by name in the sidebar.',
  neverListed: 'The buckets were not listed yet. Refresh lists them.',
  listing: 'Listing buckets…',
  /** What an export holds; the kind of file is said after it. */
  exported: 'Buckets',
  scanAll: 'Scan all',
  stopAll: 'Stop all',
  allScanning: 'Every bucket is being scanned.',
  noneScanning: 'No bucket is being scanned.',
  filter: 'Filter buckets',
  filterByName: 'Filter by name',
  filterByConnection: 'Filter by bucket or connection',
  tickAll: 'Tick all shown',
  tickOf: ({ bucket, connection }: { bucket: string; connection: string }) => `Tick ${bucket} of ${connection}`,
  tick: (bucket: string) => `Tick ${bucket}`,
  table: 'Buckets',
  columns: {
    bucket: 'Bucket',
    connection: 'Connection',
    uploads: 'Uploads',
    bytes: 'Bytes',
    cost: 'Cost a month',
    oldest: 'Oldest',
    active: 'Active',
    lifecycle: 'Lifecycle',
    trend: 'Trend',
    scan: 'Scan',
  },
  /** Columns that the window is too narrow for, by their titles. */
  noRoom: (columns: readonly string[]) => `No room for: ${columns.join(', ').toLowerCase()}`,
  /** Read out before how many there are. */
  withoutRoom: 'Columns without room: ',
  costSoFar: '{cost} so far',
  /** Under a bucket's uploads, where its list was not read to the end. */
  countSoFar: 'so far',
  rules: (brief: string) => `rules: ${brief}`,
  rulesChanged: 'rules: {brief}, changed since {when}',
  /** For how many uploads the store told when lifecycle aborts them. */
  dates: {
    none: 'no dates',
    all: 'all dated',
    some: (percent: number) => `${percent} % dated`,
    meaning: ({ dated, sized }: { dated: number; sized: number }) =>
      `The store told for ${formatCount(dated)} of ${formatCount(sized)} uploads when lifecycle will abort them. Many stores never tell it.`,
  },
  trend: {
    twoScans: 'It takes two scans that came to their end.',
    scan: ({ day, bytes, uploads }: { day: string; bytes: string; uploads: number }) =>
      `${day}: ${bytes} in ${counted(uploads, 'upload', 'uploads')}`,
    moreUploads: (count: number) => `+${counted(count, 'upload', 'uploads')}`,
    fewerUploads: (count: number) => `−${counted(count, 'upload', 'uploads')}`,
    noChange: 'no change',
  },
  /** Under the table: how many buckets it shows. */
  total: {
    buckets,
    bucketsOf: ({ shown, all }: { shown: number; all: number }) => `${buckets(shown)} of ${formatCount(all)}`,
    notRead: (count: number) => `${formatCount(count)} not read yet`,
    notReadToTheEnd: (count: number) => `${formatCount(count)} not read to the end`,
  },
  leftovers: {
    nothingScanned: 'Nothing was scanned yet. A scan changes nothing.',
    /** `read` buckets were read to the end. */
    none: ({ read, ...rest }: { read: number; unread: number; open: number }) =>
      `${read > 0 ? `No leftovers in ${buckets(read)}.` : 'No leftovers found so far.'}${notRead(rest)}`,
    some: ({ uploads, sized, bytes, cost, isExample, buckets: holding, ...rest }: LeftoverFigures) => {
      const isPart = sized < uploads;
      const atLeast = rest.open > 0 ? 'At least ' : '';
      const of = isPart ? ` (sized ${formatCount(sized)} of ${formatCount(uploads)})` : '';
      const what =
        bytes === null
          ? `${atLeast}${counted(uploads, 'upload', 'uploads')} left over`
          : `${isPart ? 'At least ' : atLeast}${bytes} of leftovers${of}`;
      const money = cost === null ? [] : [`${cost} a month${isExample ? ' at example prices' : ''}`];
      return `${[what, ...money, `in ${buckets(holding)}`].join(', ')}.${notRead(rest)}`;
    },
    biggest: (bucket: string) => `Start with the biggest: ${bucket}`,
  },
};
