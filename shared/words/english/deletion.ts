import { formatCount } from '../../format/numbers.ts';
import { showKey } from '../../format/shown-key.ts';
import { formatDay } from '../../format/time.ts';
import type { BucketDeletion, DeletionBlocker } from '../../schema/deletion.ts';
import type { DeletionQuestion } from '../../values/deletion-kinds.ts';
import type { DeletionWords } from '../language.ts';

const questions: Readonly<Record<DeletionQuestion, string>> = {
  uploads: 'Incomplete uploads',
  'hidden uploads': 'Uploads that the listing hides',
  objects: 'Objects',
  'old versions': 'Older versions',
  'delete markers': 'Delete markers',
  'MFA delete': 'MFA delete',
  'object lock': 'Retention of every new version',
  retention: 'Retention and legal hold of versions',
  policy: 'Bucket policy',
  'right to delete': 'The right to delete the bucket',
  'access points': 'Access points',
};

function blocker(it: DeletionBlocker): { title: string; text: string } {
  switch (it.what) {
    case 'uploads':
      return { title: counted(it, 'incomplete upload'), text: `${keeping[it.keeps]} ${keysOf(it.keys)}`.trim() };
    case 'hidden uploads':
      return {
        title: plural(it.count, 'upload that the listing hides', 'uploads that the listing hides'),
        text: `Each was met by its ID and holds parts. ${keysOf(it.keys)}`.trim(),
      };
    case 'unreachable uploads':
      return {
        title: plural(it.count, 'upload that no call finds', 'uploads that no call finds'),
        text: `The listing shows it, and under that key no call finds it: the store’s own tools must. ${keysOf(it.keys)}`.trim(),
      };
    case 'objects':
      return {
        title: counted(it, 'object'),
        text: `A bucket is deleted only when it holds none. ${keysOf(it.keys)}`.trim(),
      };
    case 'old versions':
      return {
        title: counted(it, 'older version'),
        text: `No listing of objects shows them, and deleting an object leaves them. ${keysOf(it.keys)}`.trim(),
      };
    case 'delete markers':
      return {
        title: counted(it, 'delete marker'),
        text: `What is left where an object was deleted and versions are kept. A bucket that looks empty may hold many. ${keysOf(it.keys)}`.trim(),
      };
    case 'MFA delete':
      return {
        title: 'MFA delete is on',
        text: 'Versions are deleted for good only by the account’s root user, with its MFA device.',
      };
    case 'default retention':
      return {
        title: 'Every new version is locked',
        text: `Object Lock gives each ${span(it)} in ${mode(it.mode)}. What is written from now on is locked as well.`,
      };
    case 'retention':
      return {
        title: `${it.count} of the ${it.asked} versions that were asked ${it.count === 1 ? 'is' : 'are'} under retention`,
        text: `In ${mode(it.mode)}, ${it.until === null ? 'until when the store does not tell' : `the last until ${formatDay(it.until, 'UTC')}`}. ${keysOf(it.keys)}`.trim(),
      };
    case 'legal hold':
      return {
        title: `${it.count} of the ${it.asked} versions that were asked ${it.count === 1 ? 'is' : 'are'} under legal hold`,
        text: `It ends when somebody with s3:PutObjectLegalHold lifts it. ${keysOf(it.keys)}`.trim(),
      };
    case 'policy': {
      const statement = it.statement === '' ? 'A statement without a name' : `Statement “${showKey(it.statement)}”`;
      const limits = it.isConditional
        ? ' It has conditions, or is not for everybody: whether it is for you is not known.'
        : '';
      return { title: 'The bucket’s policy denies it', text: `${statement} denies ${it.actions.join(', ')}.${limits}` };
    }
  }
}

/** A verdict on all of it, in one sentence. */
function summary({ blockers, unknown }: Pick<BucketDeletion, 'blockers' | 'unknown'>): string {
  const keeps = blockers.filter((it) => it.what !== 'uploads' || it.keeps !== 'no').length;
  // What no call can ever tell is no gap of this look.
  const gaps = unknown.filter(({ because }) =>
    ['failed', 'listing goes on', 'some asked'].includes(because.why),
  ).length;
  const unseen = gaps > 0 ? ` ${plural(gaps, 'question', 'questions')} could not be answered.` : '';
  if (keeps > 0) return `${plural(keeps, 'cause was', 'causes were')} found.${unseen}`;
  return gaps > 0 ? `No cause was found.${unseen}` : 'No cause was found among what can be asked.';
}

const keeping: Readonly<Record<'yes' | 'no' | 'not known', string>> = {
  yes: 'A directory bucket is deleted only when it has none.',
  no: 'AWS deletes a bucket with uploads in it. Until then their parts are billed.',
  'not known': 'Some stores refuse to delete a bucket that has any; this one was not tried.',
};

function counted({ count, more }: { count: number; more: boolean }, noun: string): string {
  return more ? `${formatCount(count)} ${noun}s or more` : plural(count, noun, `${noun}s`);
}

function plural(count: number, one: string, many: string): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

function keysOf(keys: readonly string[]): string {
  return keys.length === 0 ? '' : `For example ${keys.map((key) => `“${showKey(key)}”`).join(', ')}.`;
}

function mode(name: string): string {
  switch (name) {
    case 'COMPLIANCE':
      return 'compliance mode, which nobody can end sooner';
    case 'GOVERNANCE':
      return 'governance mode, which s3:BypassGovernanceRetention can pass over';
    default:
      return `a mode called ${showKey(name)}`;
  }
}

function span({ days, years }: { days: number | null; years: number | null }): string {
  if (days !== null) return plural(days, 'day', 'days');
  return years === null ? 'a time that could not be read' : plural(years, 'year', 'years');
}

export const deletionWords: DeletionWords = { blocker, question: (question) => questions[question], summary };
