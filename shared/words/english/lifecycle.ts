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

const days = (count: number | string) => `${count} ${String(count) === '1' ? 'day' : 'days'}`;
const where = (prefix: string) => (prefix === '' ? 'of every key' : `under “${showKey(prefix)}”`);
const named = (id: string) => (id === '' ? 'the rule without a name' : `the rule “${showKey(id)}”`);
const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** `Name=“value”` of a detail's inside, where it is the only thing in it. */
function only(details: string, name: string): string | null {
  const found = /^\w+\((\w+)="([^"]*)"\)$/.exec(details);
  return found?.[1] === name ? (found[2] ?? null) : null;
}

/** What an action does, as a clause: “deletes objects 30 days after they were stored”. */
function action(name: string, details: string): string {
  const after = (field: string) => only(details, field);
  switch (name) {
    case 'AbortIncompleteMultipartUpload': {
      const wait = after('DaysAfterInitiation');
      return wait === null ? 'aborts incomplete uploads' : `aborts incomplete uploads ${days(wait)} after they began`;
    }
    case 'AbortMultipartUpload': {
      const wait = after('Days');
      return wait === null
        ? 'aborts incomplete uploads'
        : `aborts incomplete uploads ${days(wait)} after their last part`;
    }
    case 'Expiration': {
      const [wait, date] = [after('Days'), after('Date')];
      if (wait !== null) return `deletes objects ${days(wait)} after they were stored`;
      if (date !== null) return `deletes objects from ${date.slice(0, 10)} on`;
      return after('ExpiredObjectDeleteMarker') === 'true'
        ? 'removes delete markers with nothing behind'
        : `expires objects: ${details}`;
    }
    case 'NoncurrentVersionExpiration': {
      const wait = after('NoncurrentDays');
      return wait === null ? `deletes old versions: ${details}` : `deletes old versions after ${days(wait)}`;
    }
    case 'Transition':
    case 'NoncurrentVersionTransition': {
      const what = name === 'Transition' ? 'objects' : 'old versions';
      const found = /^\w+\((?:Noncurrent)?Days="(\d+)",StorageClass="(\w+)"\)$/.exec(details);
      return found ? `moves ${what} to ${found[2]} after ${days(found[1] ?? '')}` : `moves ${what}: ${details}`;
    }
    default:
      return `does ${name}: ${details}`;
  }
}

function aborts(rule: LifecycleRuleView): string | null {
  switch (rule.abort?.kind) {
    case undefined:
      return null;
    case 'days after initiation':
      return `aborts incomplete uploads ${days(rule.abort.days)} after they began`;
    case 'days after last part':
      return `aborts incomplete uploads ${days(rule.abort.days)} after their last part`;
    case 'before':
      return `aborts incomplete uploads that were begun before ${formatUtc(rule.abort.at)}`;
    case 'unreadable':
      return 'aborts incomplete uploads, at a time that cannot be understood';
  }
}

function condition(text: string): string {
  const [, name = text, value = ''] = /^(\w+)=?"?([^"]*)"?$/.exec(text) ?? [];
  if (name === 'ObjectSizeGreaterThan') return `objects larger than ${value} bytes`;
  if (name === 'ObjectSizeLessThan') return `objects smaller than ${value} bytes`;
  const tag = /^Tag\(Key="(.*)",Value="(.*)"\)$/.exec(text);
  return tag ? `the tag ${tag[1]}=${tag[2]}` : text;
}

const status = (enabled: boolean | null) =>
  enabled === true ? '' : enabled === false ? 'disabled: ' : 'of unknown status: ';

function rule(it: LifecycleRuleView): string {
  const does = [aborts(it), ...it.actions.map(({ name, details }) => action(name, details))].filter(
    (each) => each !== null,
  );
  const only = it.conditions.length === 0 ? '' : `, only with ${it.conditions.map(condition).join(' and ')}`;
  const all = does.length === 0 ? 'does nothing' : does.join('; ');
  return sentence(`${status(it.enabled)}${where(it.prefix)}, ${all}${only}`);
}

function statement({ enabled, prefix, conditions, action: name, details, ids }: LifecycleStatement): string {
  const only = conditions.length === 0 ? '' : `, only with ${conditions.map(condition).join(' and ')}`;
  const by = ids.filter((id) => id !== '').map((id) => `“${showKey(id)}”`);
  return sentence(
    `${status(enabled)}${where(prefix)}, ${action(name, details)}${only}${by.length > 0 ? ` (${by.join(', ')})` : ''}`,
  );
}

const transitionDefault = (value: string | null) => value ?? 'nothing said';

function difference({ gone, added, changed, transitionDefault: small }: LifecycleDifference): string[] {
  return [
    ...added.map((each) => `New: ${statement(each)}`),
    ...changed.map(({ from, to }) => `Changed: ${statement(from)} Then: ${statement(to)}`),
    ...gone.map((each) => `Gone: ${statement(each)}`),
    ...(small
      ? [
          `Changed for small objects (TransitionDefaultMinimumObjectSize): ${transitionDefault(small.from)} becomes ${transitionDefault(small.to)}.`,
        ]
      : []),
  ];
}

function gap({ nearest }: Pick<Uncovered, 'nearest'>, rules: readonly LifecycleRuleView[]): string {
  if (nearest === null) return 'There is no rule.';
  if (rules.every(({ abort }) => abort === null)) return 'No rule of this bucket aborts uploads.';
  const of = named(rules[nearest.rule]?.id ?? '');
  switch (nearest.why) {
    case 'condition':
      return sentence(`${of} is for certain tags or sizes, which an incomplete upload has none of: it aborts nothing`);
    case 'disabled':
      return sentence(`${of} would abort them, but it is disabled`);
    case 'unreadable':
      return sentence(`${of} is for these keys, but it cannot be understood`);
    case 'too young':
      return sentence(`${of} is for uploads that were begun before a date, and these were begun after it`);
    case 'other prefix':
      return 'Every rule that aborts uploads is for other keys.';
    case 'no abort action':
      return sentence(`${of} is for these keys, but it aborts no uploads`);
  }
}

function state({ state: found }: Pick<LifecycleView, 'state'>): string | null {
  switch (found) {
    case 'rules':
      return null;
    case 'none':
      return 'The store says that this bucket has no lifecycle rules.';
    case 'empty':
      return 'The store answers with an empty list of rules. Some stores do so where they know no lifecycle: it proves nothing.';
    case 'not supported':
      return 'This store does not answer when it is asked for lifecycle rules.';
  }
}

function proposal({ kind, unchanged }: Pick<LifecycleProposal, 'kind' | 'unchanged'>): string {
  const others =
    unchanged === 1 ? 'The one other rule stays as it is.' : `The ${unchanged} other rules stay as they are.`;
  const stays = unchanged === 0 ? 'There are no other rules.' : others;
  switch (kind.kind) {
    case 'added':
      return `One rule is added. ${stays}`;
    case 'altered':
      return `${sentence(`${named(kind.id)} gets these days`)} ${stays}`;
    case 'there':
      return `${sentence(`${named(kind.id)} does so already`)} Nothing is to be changed.`;
    case 'impossible':
      switch (kind.why) {
        case 'too many rules':
          return 'The bucket has as many rules as S3 keeps (1,000). Take one away first.';
        case 'days':
          return 'A rule waits at least one day.';
        case 'not supported':
          return 'This store takes no lifecycle rules. Its own tool may.';
        case 'own way':
          return 'This store has such rules in its own way only. Use the snippet of its own tool.';
      }
  }
}

const sameAsBefore = 'The rules are as they were before.';

function outcome(it: LifecycleOutcome): { title: string; body: string[] } {
  switch (it.outcome) {
    case 'applied':
      return {
        title: 'The rule is in place',
        body: [
          'It was read back, and the configuration means what was proposed: everything else is as it was.',
          ...(it.rules === it.put
            ? []
            : [`The store keeps it as ${it.rules} rules where ${it.put} were sent, which mean the same.`]),
          ...(it.contentMd5 ? ['The store wanted Content-MD5, and got it. That is remembered.'] : []),
        ],
      };
    case 'there already':
      return { title: 'Nothing to change', body: ['A rule does so already. Nothing was sent.'] };
    case 'changed since':
      return {
        title: 'The rules have changed meanwhile',
        body: [
          'They are no longer those that the proposal was made of, so nothing was sent. Look at the new proposal first.',
        ],
      };
    case 'refused': {
      const { title, hint } = describeError(it.error);
      return {
        title: 'The store refused the rule',
        body: [
          `${title}. ${hint}`.trim(),
          sameAsBefore,
          ...(it.hint === 'fewer days' ? ['It names the days: try fewer of them.'] : []),
          ...(it.hint === 'no such rule'
            ? ['It may know no rule that aborts uploads: see “Put it by another tool”.']
            : []),
        ],
      };
    }
    case 'not kept':
      return {
        title: 'The store dropped the rule',
        body: [
          'It accepted the rule and did not keep it.',
          sameAsBefore,
          'See “Put it by another tool” for what it may have instead.',
        ],
      };
    case 'undone':
      return {
        title:
          it.how === 'put back'
            ? 'Undone: the store changed more than was asked'
            : 'Switched off: the store made another rule of it',
        body: [
          'What it had made of the configuration, against what was sent:',
          ...difference(it.difference),
          it.how === 'put back'
            ? `What was there before was put back and read back. ${sameAsBefore}`
            : 'There was no rule before, and a configuration is never deleted: the rule is there, disabled, and does nothing.',
        ],
      };
    case 'not undone':
      return {
        title: 'The store changed more than was asked, and it cannot be undone from here',
        body: [
          ...(it.left === null
            ? ['How it differs now from what it was before is not known: it cannot be read.']
            : ['How it differs now from what it was before:', ...difference(it.left)]),
          ...(it.error ? [describeError(it.error).title] : []).map((title) => `Putting it back failed: ${title}.`),
          'The configuration as it was is below: put it back by the store’s own tool.',
        ],
      };
    case 'unsure':
      return {
        title: 'Nobody knows yet whether the rule is in place',
        body: [
          it.why === 'unread'
            ? `The rules cannot be read back: ${describeError(it.error).title}.`
            : `No answer says whether the store took it: ${describeError(it.error).title}. The rules are as they were so far.`,
          'Look again before anything else is changed. The configuration as it was is below.',
        ],
      };
  }
}

const notes: Readonly<Record<SnippetNote, string>> = {
  'replaces all rules': 'It takes the place of all rules of the bucket: put it beside those that are there.',
  'holds all rules': 'It holds all rules that were read just now, because it takes their place.',
  'whole server': 'The setting is the server’s: it holds for every bucket.',
  'runs once': 'The second command runs once. Nothing but the setting keeps uploads from coming back.',
  'days after last part': 'Days count from the last part of an upload, not from its beginning.',
  'no Content-MD5':
    'Today’s AWS CLI sends no Content-MD5. A store that takes rules with nothing else (Ceph 16) refuses it: use s3cmd there.',
  'billed as PUT': 'Each upload that it aborts is billed as a PUT.',
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
      return `This tool does not know what is in the rules already (${snippet.elements.join(', ')}), and would drop it. Nothing is given for it.`;
    case 'too many rules':
      return 'The bucket has as many rules as S3 keeps (1,000).';
    case 'days':
      return 'A rule waits at least one day.';
  }
}

function ownTool(tool: SnippetTool): string {
  return tool === 'alibaba'
    ? 'Alibaba Cloud has this rule under another name, and counts its days from the last part. It is not put from here: use its own tool, below.'
    : `This store has no lifecycle rules over S3. It has them in its own way: use ${tools[tool]}, below.`;
}

function brief(seen: Pick<BucketLifecycle, 'state' | 'coversEverything' | 'aborting'>): string {
  if (seen.state === 'not supported') return 'not told';
  if (seen.coversEverything) return `all after ${days(seen.coversEverything.days)}`;
  return seen.aborting > 0 ? 'some keys' : seen.state === 'empty' ? 'none told' : 'no rule';
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
