import { formatCount } from '../../../format/numbers.ts';
import { counted } from '../../counted.ts';

/** Of connections that were never listed it is not known what is in them. */
const notListed = (connections: number) => (connections === 0 ? '' : `, ${formatCount(connections)} not listed`);

/** What the page says in its part "sidebar". */
export const sidebarPage = {
  /** The sidebar itself, and its part of the command palette. */
  label: 'Connections',
  noConnection: 'There is no connection any more.',
  welcome: 'Welcome',
  history: 'History',
  addConnection: 'Add connection',
  filter: 'Filter connections and buckets',
  filterHint: 'Filter',
  expandAll: 'Expand all connections',
  collapseAll: 'Collapse all connections',
  known: 'Buckets known',
  /** `unasked` connections are not listed. */
  count: ({ buckets, connections, unasked }: { buckets: number; connections: number; unasked: number }) =>
    `${counted(buckets, 'bucket', 'buckets')} in ${counted(connections, 'connection', 'connections')}${notListed(unasked)}`,
  /** How many the filter leaves. */
  matching: ({ matching, buckets, unasked }: { matching: number; buckets: number; unasked: number }) =>
    `${formatCount(matching)} of ${counted(buckets, 'bucket', 'buckets')}${notListed(unasked)}`,
  tree: {
    label: 'Connections and buckets',
    all: 'All connections',
    notListed: 'not listed yet',
    listing: 'Listing buckets…',
    buckets: (count: number) => counted(count, 'bucket', 'buckets'),
    holding: ({ buckets, bytes }: { buckets: number; bytes: string }) =>
      `${counted(buckets, 'bucket', 'buckets')} · ${bytes}`,
    /** Not all of it was read. */
    holdingSoFar: ({ buckets, bytes }: { buckets: number; bytes: string }) =>
      `${counted(buckets, 'bucket', 'buckets')} · ${bytes} so far`,
    noAccess: 'No access',
    notSized: 'not sized',
    /** Of a bucket whose list broke off, or is being read. */
    notReadToTheEnd: 'not read to the end',
  },
  addBucket: {
    /** The button that opens the form, and the one that sends it. */
    add: 'Add bucket',
    name: 'Bucket name',
    nameHint: 'A name, or the ARN or alias of an access point, as AWS shows it.',
    close: 'Close',
  },
};
