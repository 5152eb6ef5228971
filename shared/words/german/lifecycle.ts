import { formatCount } from '../../format/numbers.ts';
import { showKey } from '../../format/shown-key.ts';
import { formatUtc } from '../../format/time.ts';
import type {
  BucketLifecycle,
  LifecycleDifference,
  LifecycleOutcome,
  LifecycleProposal,
  LifecycleRuleView,
  LifecycleSnippet,
  LifecycleStatement,
  LifecycleView,
  Uncovered,
} from '../../schema/lifecycle.ts';
import type { SnippetNote, SnippetTool } from '../../values/lifecycle-kinds.ts';
import type { LifecycleWords } from '../language.ts';
import { describeError } from './error-words.ts';

/** So many days, behind "nach" (dative). */
const days = (count: number | string) => `${count} ${String(count) === '1' ? 'Tag' : 'Tagen'}`;
const where = (prefix: string) => (prefix === '' ? 'jeder Key' : `Keys unter „${showKey(prefix)}“`);
const named = (id: string) => (id === '' ? 'die Regel ohne Namen' : `die Regel „${showKey(id)}“`);
const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** `Name=“value”` of a detail's inside, where it is the only thing in it. */
function only(details: string, name: string): string | null {
  const found = /^\w+\((\w+)="([^"]*)"\)$/.exec(details);
  return found?.[1] === name ? (found[2] ?? null) : null;
}

/** What an action does, as a clause: „löscht Objekte nach 30 Tagen“. */
function action(name: string, details: string): string {
  const after = (field: string) => only(details, field);
  switch (name) {
    case 'AbortIncompleteMultipartUpload': {
      const wait = after('DaysAfterInitiation');
      return wait === null ? 'bricht unvollständige Uploads ab' : abortsAfter(wait, 'ihrem Beginn');
    }
    case 'AbortMultipartUpload': {
      const wait = after('Days');
      return wait === null ? 'bricht unvollständige Uploads ab' : abortsAfter(wait, 'ihrem letzten Teil');
    }
    case 'Expiration': {
      const [wait, date] = [after('Days'), after('Date')];
      if (wait !== null) return `löscht Objekte ${String(wait) === '1' ? '1 Tag' : `${wait} Tage`} nach dem Speichern`;
      if (date !== null) return `löscht Objekte ab dem ${date.slice(0, 10)}`;
      return after('ExpiredObjectDeleteMarker') === 'true'
        ? 'entfernt Löschmarkierungen, hinter denen nichts ist'
        : `lässt Objekte ablaufen: ${details}`;
    }
    case 'NoncurrentVersionExpiration': {
      const wait = after('NoncurrentDays');
      return wait === null ? `löscht alte Versionen: ${details}` : `löscht alte Versionen nach ${days(wait)}`;
    }
    case 'Transition':
    case 'NoncurrentVersionTransition': {
      const what = name === 'Transition' ? 'Objekte' : 'alte Versionen';
      const found = /^\w+\((?:Noncurrent)?Days="(\d+)",StorageClass="(\w+)"\)$/.exec(details);
      return found
        ? `verschiebt ${what} nach ${days(found[1] ?? '')} in ${found[2]}`
        : `verschiebt ${what}: ${details}`;
    }
    default:
      return `tut ${name}: ${details}`;
  }
}

const abortsAfter = (wait: number | string, since: string) =>
  `bricht unvollständige Uploads ${String(wait) === '1' ? '1 Tag' : `${wait} Tage`} nach ${since} ab`;

function aborts(rule: LifecycleRuleView): string | null {
  switch (rule.abort?.kind) {
    case undefined:
      return null;
    case 'days after initiation':
      return abortsAfter(rule.abort.days, 'ihrem Beginn');
    case 'days after last part':
      return abortsAfter(rule.abort.days, 'ihrem letzten Teil');
    case 'before':
      return `bricht unvollständige Uploads ab, die vor ${formatUtc(rule.abort.at)} begonnen wurden`;
    case 'unreadable':
      return 'bricht unvollständige Uploads ab, zu einer Zeit, die nicht zu verstehen ist';
  }
}

function condition(text: string): string {
  const [, name = text, value = ''] = /^(\w+)=?"?([^"]*)"?$/.exec(text) ?? [];
  if (name === 'ObjectSizeGreaterThan') return `Objekten größer als ${value} Byte`;
  if (name === 'ObjectSizeLessThan') return `Objekten kleiner als ${value} Byte`;
  const tag = /^Tag\(Key="(.*)",Value="(.*)"\)$/.exec(text);
  return tag ? `dem Tag ${tag[1]}=${tag[2]}` : text;
}

const status = (enabled: boolean | null) =>
  enabled === true ? '' : enabled === false ? 'abgeschaltet: ' : 'Status unbekannt: ';

const onlyWith = (conditions: readonly string[]) =>
  conditions.length === 0 ? '' : `, nur bei ${conditions.map(condition).join(' und ')}`;

function rule(it: LifecycleRuleView): string {
  const does = [aborts(it), ...it.actions.map(({ name, details }) => action(name, details))].filter(
    (each) => each !== null,
  );
  const all = does.length === 0 ? 'tut nichts' : does.join('; ');
  return sentence(`${status(it.enabled)}${where(it.prefix)}: ${all}${onlyWith(it.conditions)}`);
}

function statement({ enabled, prefix, conditions, action: name, details, ids }: LifecycleStatement): string {
  const by = ids.filter((id) => id !== '').map((id) => `„${showKey(id)}“`);
  return sentence(
    `${status(enabled)}${where(prefix)}: ${action(name, details)}${onlyWith(conditions)}${by.length > 0 ? ` (${by.join(', ')})` : ''}`,
  );
}

const transitionDefault = (value: string | null) => value ?? 'nichts gesagt';

function difference({ gone, added, changed, transitionDefault: small }: LifecycleDifference): string[] {
  return [
    ...added.map((each) => `Neu: ${statement(each)}`),
    ...changed.map(({ from, to }) => `Geändert: ${statement(from)} Dann: ${statement(to)}`),
    ...gone.map((each) => `Weg: ${statement(each)}`),
    ...(small
      ? [
          `Geändert für kleine Objekte (TransitionDefaultMinimumObjectSize): aus ${transitionDefault(small.from)} wird ${transitionDefault(small.to)}.`,
        ]
      : []),
  ];
}

function gap({ nearest }: Pick<Uncovered, 'nearest'>, rules: readonly LifecycleRuleView[]): string {
  if (nearest === null) return 'Es gibt keine Regel.';
  if (rules.every(({ abort }) => abort === null)) return 'Keine Regel dieses Buckets bricht Uploads ab.';
  const of = named(rules[nearest.rule]?.id ?? '');
  switch (nearest.why) {
    case 'condition':
      return sentence(
        `${of} gilt für bestimmte Tags oder Größen, und ein unvollständiger Upload hat keine: Sie bricht nichts ab`,
      );
    case 'disabled':
      return sentence(`${of} würde sie abbrechen, ist aber abgeschaltet`);
    case 'unreadable':
      return sentence(`${of} gilt für diese Keys, ist aber nicht zu verstehen`);
    case 'too young':
      return sentence(`${of} gilt für Uploads, die vor einem Datum begonnen wurden, und diese begannen danach`);
    case 'other prefix':
      return 'Jede Regel, die Uploads abbricht, gilt für andere Keys.';
    case 'no abort action':
      return sentence(`${of} gilt für diese Keys, bricht aber keine Uploads ab`);
  }
}

function state({ state: found }: Pick<LifecycleView, 'state'>): string | null {
  switch (found) {
    case 'rules':
      return null;
    case 'none':
      return 'Der Speicher sagt, dass dieser Bucket keine Lifecycle-Regeln hat.';
    case 'empty':
      return 'Der Speicher antwortet mit einer leeren Liste von Regeln. Manche Speicher tun das, wenn sie kein Lifecycle kennen: Es weist nichts nach.';
    case 'not supported':
      return 'Dieser Speicher antwortet nicht, wenn er nach Lifecycle-Regeln gefragt wird.';
  }
}

function proposal({ kind, unchanged }: Pick<LifecycleProposal, 'kind' | 'unchanged'>): string {
  const others =
    unchanged === 1
      ? 'Die eine andere Regel bleibt, wie sie ist.'
      : `Die ${formatCount(unchanged)} anderen Regeln bleiben, wie sie sind.`;
  const stays = unchanged === 0 ? 'Es gibt keine anderen Regeln.' : others;
  switch (kind.kind) {
    case 'added':
      return `Eine Regel kommt hinzu. ${stays}`;
    case 'altered':
      return `${sentence(`${named(kind.id)} bekommt diese Tage`)} ${stays}`;
    case 'there':
      return `${sentence(`${named(kind.id)} tut das schon`)} Es ist nichts zu ändern.`;
    case 'impossible':
      switch (kind.why) {
        case 'too many rules':
          return `Der Bucket hat so viele Regeln, wie S3 behält (${formatCount(1_000)}). Nehmen Sie zuerst eine weg.`;
        case 'days':
          return 'Eine Regel wartet mindestens einen Tag.';
        case 'not supported':
          return 'Dieser Speicher nimmt keine Lifecycle-Regeln an. Sein eigenes Werkzeug vielleicht.';
        case 'own way':
          return 'Dieser Speicher hat solche Regeln nur auf seine eigene Art. Nehmen Sie das Snippet für sein eigenes Werkzeug.';
      }
  }
}

const sameAsBefore = 'Die Regeln sind, wie sie vorher waren.';
const otherTool = '„Mit einem anderen Werkzeug setzen“';

function outcome(it: LifecycleOutcome): { title: string; body: string[] } {
  switch (it.outcome) {
    case 'applied':
      return {
        title: 'Die Regel ist eingetragen',
        body: [
          'Sie wurde zurückgelesen, und die Konfiguration bedeutet, was vorgeschlagen war: Alles andere ist, wie es war.',
          ...(it.rules === it.put
            ? []
            : [
                `Der Speicher führt sie als ${formatCount(it.rules)} Regeln, wo ${formatCount(it.put)} geschickt wurden, und sie bedeuten dasselbe.`,
              ]),
          ...(it.contentMd5 ? ['Der Speicher wollte Content-MD5 und bekam es. Das wird behalten.'] : []),
        ],
      };
    case 'there already':
      return { title: 'Nichts zu ändern', body: ['Eine Regel tut das schon. Es wurde nichts geschickt.'] };
    case 'changed since':
      return {
        title: 'Die Regeln haben sich inzwischen geändert',
        body: [
          'Sie sind nicht mehr die, aus denen der Vorschlag entstand, deshalb wurde nichts geschickt. Sehen Sie sich zuerst den neuen Vorschlag an.',
        ],
      };
    case 'refused': {
      const { title, hint } = describeError(it.error);
      return {
        title: 'Der Speicher hat die Regel abgelehnt',
        body: [
          `${title}. ${hint}`.trim(),
          sameAsBefore,
          ...(it.hint === 'fewer days' ? ['Er nennt die Tage: Versuchen Sie es mit weniger.'] : []),
          ...(it.hint === 'no such rule'
            ? [`Vielleicht kennt er keine Regel, die Uploads abbricht: siehe ${otherTool}.`]
            : []),
        ],
      };
    }
    case 'not kept':
      return {
        title: 'Der Speicher hat die Regel fallen lassen',
        body: [
          'Er nahm die Regel an und behielt sie nicht.',
          sameAsBefore,
          `Was er stattdessen haben kann, steht unter ${otherTool}.`,
        ],
      };
    case 'undone':
      return {
        title:
          it.how === 'put back'
            ? 'Rückgängig gemacht: Der Speicher änderte mehr als verlangt'
            : 'Abgeschaltet: Der Speicher machte eine andere Regel daraus',
        body: [
          'Was er aus der Konfiguration gemacht hatte, gegen das, was geschickt wurde:',
          ...difference(it.difference),
          it.how === 'put back'
            ? `Was vorher da war, wurde zurückgeschrieben und zurückgelesen. ${sameAsBefore}`
            : 'Vorher gab es keine Regel, und eine Konfiguration wird nie gelöscht: Die Regel ist da, abgeschaltet, und tut nichts.',
        ],
      };
    case 'not undone':
      return {
        title: 'Der Speicher änderte mehr als verlangt, und von hier lässt es sich nicht rückgängig machen',
        body: [
          ...(it.left === null
            ? ['Wie sie jetzt von vorher abweicht, ist nicht bekannt: Sie lässt sich nicht lesen.']
            : ['Wie sie jetzt von vorher abweicht:', ...difference(it.left)]),
          ...(it.error ? [describeError(it.error).title] : []).map(
            (title) => `Das Zurückschreiben schlug fehl: ${title}.`,
          ),
          'Die Konfiguration, wie sie war, steht unten: Schreiben Sie sie mit dem eigenen Werkzeug des Speichers zurück.',
        ],
      };
    case 'unsure':
      return {
        title: 'Noch weiß niemand, ob die Regel eingetragen ist',
        body: [
          it.why === 'unread'
            ? `Die Regeln lassen sich nicht zurücklesen: ${describeError(it.error).title}.`
            : `Keine Antwort sagt, ob der Speicher sie angenommen hat: ${describeError(it.error).title}. Bisher sind die Regeln, wie sie waren.`,
          'Sehen Sie noch einmal nach, bevor etwas anderes geändert wird. Die Konfiguration, wie sie war, steht unten.',
        ],
      };
  }
}

const notes: Readonly<Record<SnippetNote, string>> = {
  'replaces all rules': 'Das ersetzt alle Regeln des Buckets: Stellen Sie es neben die, die da sind.',
  'holds all rules': 'Es enthält alle Regeln, die eben gelesen wurden, weil es sie ersetzt.',
  'whole server': 'Die Einstellung ist die des Servers: Sie gilt für jeden Bucket.',
  'runs once': 'Der zweite Befehl läuft einmal. Nur die Einstellung verhindert, dass wieder Uploads entstehen.',
  'days after last part': 'Die Tage zählen ab dem letzten Teil eines Uploads, nicht ab seinem Beginn.',
  'no Content-MD5':
    'Die heutige AWS CLI schickt kein Content-MD5. Ein Speicher, der Regeln nur damit annimmt (Ceph 16), lehnt es ab: Nehmen Sie dort s3cmd.',
  'billed as PUT': 'Jeder Upload, den sie abbricht, wird als PUT berechnet.',
};

const tools: Readonly<Record<SnippetTool, string>> = {
  terraform: 'Terraform',
  cloudformation: 'CloudFormation',
  aws: 'AWS CLI',
  mc: 'MinIO (mc)',
  'radosgw-admin': 'Ceph (s3cmd, radosgw-admin)',
  oci: 'Oracle Cloud (oci)',
  alibaba: 'Alibaba Cloud (ossutil)',
};

function impossible(snippet: Extract<LifecycleSnippet, { possible: false }>): string {
  switch (snippet.why) {
    case 'unknown elements':
      return `Dieses Werkzeug kennt nicht, was schon in den Regeln steht (${snippet.elements.join(', ')}), und würde es fallen lassen. Dafür wird nichts angeboten.`;
    case 'too many rules':
      return `Der Bucket hat so viele Regeln, wie S3 behält (${formatCount(1_000)}).`;
    case 'days':
      return 'Eine Regel wartet mindestens einen Tag.';
  }
}

function ownTool(tool: SnippetTool): string {
  return tool === 'alibaba'
    ? 'Alibaba Cloud hat diese Regel unter einem anderen Namen und zählt ihre Tage ab dem letzten Teil. Von hier wird sie nicht eingetragen: Nehmen Sie das eigene Werkzeug, siehe unten.'
    : `Dieser Speicher hat keine Lifecycle-Regeln über S3. Er hat sie auf eigene Weise: Nehmen Sie ${tools[tool]}, siehe unten.`;
}

function brief(seen: Pick<BucketLifecycle, 'state' | 'coversEverything' | 'aborting'>): string {
  if (seen.state === 'not supported') return 'nicht gesagt';
  if (seen.coversEverything) return `alle nach ${days(seen.coversEverything.days)}`;
  return seen.aborting > 0 ? 'manche Keys' : seen.state === 'empty' ? 'keine genannt' : 'keine Regel';
}

export const lifecycleWords: LifecycleWords = {
  rule,
  difference,
  gap,
  state,
  brief,
  proposal,
  outcome,
  note: (note) => notes[note],
  tool: (tool) => tools[tool],
  impossible,
  ownTool,
};
