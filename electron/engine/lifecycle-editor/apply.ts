import { createHash } from 'node:crypto';
import { AppError, type ErrorShape } from '../../../shared/schema/errors.ts';
import type { LifecycleOutcome, WantedRuleInput } from '../../../shared/schema/lifecycle.ts';
import { says } from '../../../shared/words/says.ts';
import { type LifecycleConfiguration, readRule, writeConfiguration } from '../lifecycle/configuration.ts';
import { compareMeaning, type MeaningDifference, statements } from '../lifecycle/meaning.ts';
import { proposeRule } from '../lifecycle/propose.ts';
import { localName } from '../lifecycle/xml-tree.ts';
import { isUnheardOf } from '../store/trouble-table.ts';
import type { ConfigurationStore } from './configuration-store.ts';
import { differenceView } from './views.ts';

/** What a configuration means, as one word: the same for each way to write it. */
export function meaningMark(configuration: LifecycleConfiguration): string {
  const meaning = [[...statements(configuration).keys()].sort(), configuration.transitionDefault];
  return createHash('sha256').update(JSON.stringify(meaning)).digest('hex');
}

export interface ApplyPorts {
  /** Resolves after so many ms. */
  wait: (ms: number) => Promise<void>;
  /** How long to wait before each further look at a store that still shows what was there before, ms. */
  waits: readonly number[];
}

/**
 * Puts one abort rule, and proves what became of it: the configuration is read right before, and must still mean what the
 * proposal was made of (`base`); it is read back, and must mean what was put. Anything else is undone, or told with what is
 * left. Nothing is ever deleted: where there were no rules, a rule that came out wrong is put once more, disabled.
 *
 * @throws AppError where the configuration cannot be read before, so that nothing was sent
 */
export async function applyRule(
  store: ConfigurationStore,
  wanted: WantedRuleInput,
  base: string,
  ports: ApplyPorts,
): Promise<LifecycleOutcome> {
  const { configuration: before } = await store.read();
  if (meaningMark(before) !== base) return { outcome: 'changed since', difference: null };
  const proposal = proposeRule(before, wanted);
  if (proposal.kind === 'there') return { outcome: 'there already' };
  if (proposal.kind === 'impossible') {
    const error = new AppError('INVALID_INPUT', says('ruleNotPut', { why: proposal.why }));
    return { outcome: 'refused', error: error.toShape(), hint: null };
  }
  const put = proposal.configuration;

  let failure: ErrorShape | null = null;
  let contentMd5 = false;
  try {
    ({ contentMd5 } = await store.write(put));
  } catch (error) {
    // Even a refusal proves nothing, and a lost answer less: what is kept is read.
    failure = shapeOf(error);
  }
  const asBefore = (found: LifecycleConfiguration) => difference(before, found).same;
  const isRefused = failure !== null && isRefusal(failure);
  let found: LifecycleConfiguration;
  try {
    found = await readSettled(store, isRefused ? () => false : asBefore, ports);
  } catch (error) {
    return { outcome: 'unsure', why: 'unread', error: shapeOf(error), before: writeConfiguration(before) };
  }
  const kept = difference(put, found);
  if (kept.same) return { outcome: 'applied', rules: found.rules.length, put: put.rules.length, contentMd5 };
  if (asBefore(found)) {
    if (failure === null) return { outcome: 'not kept' };
    if (isRefused) return { outcome: 'refused', error: failure, hint: hintOf(failure) };
    return { outcome: 'unsure', why: 'unanswered', error: failure, before: writeConfiguration(before) };
  }
  return undo(store, before, found, kept, ports);
}

/**
 * How what is found differs in meaning. What a store says of small objects is no difference where it said nothing before: it
 * begins to tell with the first configuration.
 */
function difference(from: LifecycleConfiguration, to: LifecycleConfiguration): MeaningDifference {
  const known = from.transitionDefault === null ? { ...to, transitionDefault: null } : to;
  return compareMeaning(from, known);
}

/** Reads back, again where the store still shows what was there before: AWS takes a moment to follow. */
async function readSettled(
  store: ConfigurationStore,
  isStale: (found: LifecycleConfiguration) => boolean,
  { wait, waits }: ApplyPorts,
): Promise<LifecycleConfiguration> {
  let { configuration } = await store.read();
  for (const ms of waits) {
    if (!isStale(configuration)) break;
    await wait(ms);
    ({ configuration } = await store.read());
  }
  return configuration;
}

/** Puts back what was there. */
async function undo(
  store: ConfigurationStore,
  before: LifecycleConfiguration,
  found: LifecycleConfiguration,
  kept: MeaningDifference,
  ports: ApplyPorts,
): Promise<LifecycleOutcome> {
  // There is no PUT of no rules, and a DELETE is never sent (design, rule 1).
  const hadRules = before.rules.length > 0;
  const wanted = hadRules ? before : disabled(found);
  let error: ErrorShape | null = null;
  try {
    await store.write(wanted);
  } catch (thrown) {
    error = shapeOf(thrown);
  }
  try {
    const now = await readSettled(store, (each) => difference(found, each).same, ports);
    const left = difference(wanted, now);
    if (left.same) {
      return { outcome: 'undone', how: hadRules ? 'put back' : 'disabled', difference: differenceView(kept) };
    }
    return notUndone(before, kept, difference(before, now), error);
  } catch (thrown) {
    return notUndone(before, kept, null, error ?? shapeOf(thrown));
  }
}

function notUndone(
  before: LifecycleConfiguration,
  kept: MeaningDifference,
  left: MeaningDifference | null,
  error: ErrorShape | null,
): LifecycleOutcome {
  return {
    outcome: 'not undone',
    difference: differenceView(kept),
    left: left && differenceView(left),
    error,
    before: writeConfiguration(before),
  };
}

function disabled(configuration: LifecycleConfiguration): LifecycleConfiguration {
  const rules = configuration.rules.map(({ source }) =>
    readRule({
      ...source,
      children: source.children.map((child) =>
        localName(child) === 'Status' ? { ...child, text: 'Disabled' } : child,
      ),
    }),
  );
  return { ...configuration, rules };
}

function shapeOf(error: unknown): ErrorShape {
  if (error instanceof AppError) return error.toShape();
  throw error;
}

/** The store itself said no. A lost answer says nothing, and neither does a server's failure: either may yet be carried out. */
function isRefusal({ details }: ErrorShape): boolean {
  const { httpStatus } = details;
  return httpStatus !== undefined && (httpStatus < 500 || isUnheardOf({ details }));
}

/** What a refusal is likely for. */
function hintOf({ details }: ErrorShape): 'fewer days' | 'no such rule' | null {
  if (/days/i.test(details.storeMessage ?? '')) return 'fewer days';
  // MinIO knows no such action and calls the document malformed; others say that they lack it.
  return details.storeCode === 'MalformedXML' || isUnheardOf({ details }) ? 'no such rule' : null;
}
