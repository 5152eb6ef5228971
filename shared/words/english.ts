import { checksumWords } from './english/checksums.ts';
import { costWords } from './english/costs.ts';
import { deletionWords } from './english/deletion.ts';
import { desktopWords } from './english/desktop.ts';
import { endpointWords } from './english/endpoint.ts';
import { describeError } from './english/error-words.ts';
import { conditionWords, exceptionWords, filterWords, setsWords } from './english/filters.ts';
import { hostWords } from './english/host.ts';
import { leakWords } from './english/leaks.ts';
import { lensWords } from './english/lens.ts';
import { lifecycleWords } from './english/lifecycle.ts';
import { noticeWords } from './english/notices.ts';
import { openingWords } from './english/openings.ts';
import { outageWords, storeWaitWords } from './english/outages.ts';
import { pageWords } from './english/page.ts';
import { reasonWords } from './english/reasons.ts';
import { reportWords } from './english/report.ts';
import { sayings } from './english/sayings.ts';
import { startWarningWords } from './english/start-warnings.ts';
import { unknownWords } from './english/unknowns.ts';
import { unnamedWords } from './english/unnamed.ts';
import { stateNames, verdicts } from './english/verdicts.ts';
import type { Language } from './language.ts';

export const english: Language = {
  reason: reasonWords,
  verdicts,
  stateNames,
  error: describeError,
  sayings,
  outage: outageWords,
  storeWait: storeWaitWords,
  unnamed: unnamedWords,
  endpoint: endpointWords,
  unknown: unknownWords,
  notice: noticeWords,
  checksum: checksumWords,
  conditions: conditionWords,
  exception: exceptionWords,
  anyOf: setsWords,
  filter: filterWords,
  cost: costWords,
  leak: leakWords,
  lifecycle: lifecycleWords,
  deletion: deletionWords,
  lens: lensWords,
  opening: openingWords,
  desktop: desktopWords,
  host: hostWords,
  startWarnings: startWarningWords,
  report: reportWords,
  page: pageWords,
};
