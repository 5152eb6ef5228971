import { parentPort } from 'node:worker_threads';
import { type ReadAnswer, readAnswer, type WireAnswer } from './answer-reading.ts';
import { freeRoomy } from './roomy-bytes.ts';

/** What the thread says: one for each answer, in their order. */
export interface AnswerReply {
  read: ReadAnswer;
}

const port = parentPort;
if (!port) throw new Error('The reader of answers runs in a worker thread only.');
port.on('message', (answer: WireAnswer) => {
  port.postMessage({ read: readAnswer(answer) } satisfies AnswerReply);
  freeRoomy(answer.bytes);
});
