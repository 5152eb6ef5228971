import { showKey, showName } from '../../format/shown-key.ts';
import type { ErrorShape } from '../../schema/errors.ts';
import type { RefusedOpening } from '../../schema/openings.ts';
import { planFileEnding } from '../../values/plan-file.ts';
import type { OpeningWords } from '../language.ts';
import { describeError } from './error-words.ts';

/** Why a link or a file is not opened. */
export const openingWords: OpeningWords = {
  title: 'Not opened',
  refusal(refusal: RefusedOpening): string {
    switch (refusal.why) {
      case 'no link':
        return 'This link leads to no bucket. Links to buckets are made by “Copy link”, in the menu of a bucket.';
      case 'unknown connection':
        return 'This link leads to a connection that is not here. Links lead to the connections of the computer on which they were copied.';
      case 'unknown bucket':
        return `This link leads to the bucket “${showName(refusal.bucket)}”, which is not among the known buckets of “${showName(refusal.connectionName)}”. Nothing was asked of the store. Where the bucket is new, refresh that connection’s list, or add the bucket by its name.`;
      case 'no plan file':
        return `“${showKey(refusal.name)}” is no plan: plans are exported from the dialog “Clean-up plan”, and their names end in .${planFileEnding} or .json.`;
      case 'several files':
        return `${refusal.files} files are too many: one plan is opened at a time.`;
      case 'no file':
        return 'Only the file of an exported plan can be dropped here.';
      case 'too large':
        return `“${showKey(refusal.name)}” is too large to be a plan.`;
      case 'unreadable':
        return `“${showKey(refusal.name)}” cannot be read.`;
      case 'bad plan':
        return `“${showKey(refusal.name)}” is not opened. ${showKey(whyOf(refusal.error))}`;
      case 'dialog open':
        return `“${showKey(refusal.name)}” is not opened while a dialog is. Close that first, and drop the file again.`;
    }
  },
};

/** What is wrong with a plan's file says the engine itself; any other failure has its words. */
function whyOf(error: ErrorShape): string {
  if (error.code === 'INVALID_INPUT') return error.message;
  const { title, hint } = describeError(error);
  return `${title}. ${hint}`;
}
