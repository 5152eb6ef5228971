import { answerSayings } from './sayings/answers.ts';
import { addressSayings } from './sayings/bucket-address.ts';
import { connectionSayings } from './sayings/connections.ts';
import { credentialSayings } from './sayings/credentials.ts';
import { partProblemSayings } from './sayings/part-problems.ts';
import { sayingParts } from './sayings/parts.ts';
import { requestSayings } from './sayings/requests.ts';
import { startSayings } from './sayings/start.ts';
import { waySayings } from './sayings/way.ts';

/**
 * What failures say beyond their code, a sentence each, with `{places}`. The engine names one (`says`), and the page says it in
 * its own language. A name that has shipped stays: the index keeps failures by it.
 */
export const sayings = {
  ...requestSayings,
  ...connectionSayings,
  ...credentialSayings,
  ...startSayings,
  ...waySayings,
  ...answerSayings,
  ...addressSayings,
  ...partProblemSayings,
  ...sayingParts,
} as const;

export type SayingName = keyof typeof sayings;
