import { formatCount } from '../../../format/numbers.ts';
import { counted } from '../../counted.ts';
import type { PageWords } from '../../english/page.ts';

const notListed = (connections: number) => (connections === 0 ? '' : `, ${formatCount(connections)} nicht gelistet`);

/** German for the page's part "sidebar". */
export const sidebarPage: PageWords['sidebar'] = {
  label: 'Verbindungen',
  noConnection: 'Es gibt keine Verbindung mehr.',
  welcome: 'Willkommen',
  history: 'Verlauf',
  addConnection: 'Neue Verbindung',
  filter: 'Verbindungen und Buckets filtern',
  filterHint: 'Filtern',
  expandAll: 'Alle Verbindungen aufklappen',
  collapseAll: 'Alle Verbindungen zuklappen',
  known: 'Bekannte Buckets',
  count: ({ buckets, connections, unasked }) =>
    `${counted(buckets, 'Bucket', 'Buckets')} in ${counted(connections, 'Verbindung', 'Verbindungen')}${notListed(unasked)}`,
  matching: ({ matching, buckets, unasked }) =>
    `${formatCount(matching)} von ${counted(buckets, 'Bucket', 'Buckets')}${notListed(unasked)}`,
  tree: {
    label: 'Verbindungen und Buckets',
    all: 'Alle Verbindungen',
    notListed: 'noch nicht gelistet',
    listing: 'Buckets werden gelistet …',
    buckets: (count) => counted(count, 'Bucket', 'Buckets'),
    holding: ({ buckets, bytes }) => `${counted(buckets, 'Bucket', 'Buckets')} · ${bytes}`,
    holdingSoFar: ({ buckets, bytes }) => `${counted(buckets, 'Bucket', 'Buckets')} · bisher ${bytes}`,
    noAccess: 'Kein Zugriff',
    notSized: 'Größe offen',
    notReadToTheEnd: 'nicht zu Ende gelesen',
  },
  addBucket: {
    add: 'Bucket hinzufügen',
    name: 'Name des Buckets',
    nameHint: 'Ein Name, oder ARN oder Alias eines Access Points, wie AWS sie zeigt.',
    close: 'Schließen',
  },
};
