import { setImmediate } from 'node:timers/promises';
import { parentPort } from 'node:worker_threads';
import { AppError, type ErrorShape } from '../../../shared/schema/errors.ts';
import { assertNever } from '../../../shared/values/exhaustive.ts';
import { entriesAtOnce, type PlanFile, readPlanFile } from '../records/plan-file.ts';

/** What is asked: first the text, of which the last piece alone is answered, then some entries of its lists. */
export type PlanFileRequest =
  | { kind: 'piece'; text: string }
  | { kind: 'last piece'; text: string }
  | { kind: 'entries'; list: 'items' | 'leftOut'; from: number };

/** A plan file without its long lists. */
export type PlanFileOutline = Omit<PlanFile['plan'], 'items' | 'leftOut'>;

/** What is answered, each such request once and in order. */
export type PlanFileReply =
  | { kind: 'read'; outline: PlanFileOutline }
  /** The text is no plan, and why. */
  | { kind: 'bad'; error: ErrorShape }
  /** Up to {@link entriesAtOnce} entries of a list; none behind its end. */
  | { kind: 'items'; entries: PlanFile['plan']['items'] }
  | { kind: 'leftOut'; entries: PlanFile['plan']['leftOut'] };

const port = parentPort;
if (!port) throw new Error('The reader of plan files runs in a worker thread only.');
let text = '';
let plan: PlanFile['plan'] | null = null;

async function answer(request: PlanFileRequest): Promise<PlanFileReply | null> {
  switch (request.kind) {
    case 'piece':
      text += request.text;
      return null;
    case 'last piece':
      return read(text + request.text);
    case 'entries': {
      const { list, from } = request;
      const to = from + entriesAtOnce;
      return list === 'items'
        ? { kind: list, entries: plan?.items.slice(from, to) ?? [] }
        : { kind: list, entries: plan?.leftOut.slice(from, to) ?? [] };
    }
    default:
      return assertNever(request);
  }
}

async function read(whole: string): Promise<PlanFileReply> {
  text = '';
  try {
    plan = await readPlanFile(whole, () => setImmediate());
  } catch (error) {
    if (error instanceof AppError) return { kind: 'bad', error: error.toShape() };
    throw error;
  }
  const { items: _, leftOut: __, ...outline } = plan;
  return { kind: 'read', outline };
}

port.on('message', async (request: PlanFileRequest) => {
  const reply = await answer(request);
  if (reply) port.postMessage(reply);
});
