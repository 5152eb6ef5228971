import type { Language } from '../language.ts';
import { answerSayings } from './sayings/answers.ts';
import { addressSayings } from './sayings/bucket-address.ts';
import { connectionSayings } from './sayings/connections.ts';
import { credentialSayings } from './sayings/credentials.ts';
import { partProblemSayings } from './sayings/part-problems.ts';
import { sayingParts } from './sayings/parts.ts';
import { requestSayings } from './sayings/requests.ts';
import { startSayings } from './sayings/start.ts';
import { waySayings } from './sayings/way.ts';

/** German for what failures say beyond their code. */
export const sayings: Language['sayings'] = {
  ...requestSayings,
  ...connectionSayings,
  ...credentialSayings,
  ...startSayings,
  ...waySayings,
  ...answerSayings,
  ...addressSayings,
  ...partProblemSayings,
  ...sayingParts,
};
