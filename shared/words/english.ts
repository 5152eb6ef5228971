import { costWords } from './english/costs.ts';
import { desktopWords } from './english/desktop.ts';
import { endpointWords } from './english/endpoint.ts';
import { errorWords } from './english/errors.ts';
import { leakWords } from './english/leaks.ts';
import { lensWords } from './english/lens.ts';
import { lifecycleWords } from './english/lifecycle.ts';
import { noticeWords } from './english/notices.ts';
import { partProblemWords } from './english/part-problems.ts';
import { reasonWords } from './english/reasons.ts';
import { unknownWords } from './english/unknowns.ts';
import { verdicts } from './english/verdicts.ts';
import type { Language } from './language.ts';

export const english: Language = {
  reason: reasonWords,
  verdicts,
  error: errorWords,
  endpoint: endpointWords,
  unknown: unknownWords,
  notice: noticeWords,
  partProblem: partProblemWords,
  cost: costWords,
  leak: leakWords,
  lifecycle: lifecycleWords,
  lens: lensWords,
  desktop: desktopWords,
};
