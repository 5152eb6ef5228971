import { checksumWords } from './german/checksums.ts';
import { costWords } from './german/costs.ts';
import { deletionWords } from './german/deletion.ts';
import { desktopWords } from './german/desktop.ts';
import { endpointWords } from './german/endpoint.ts';
import { describeError } from './german/error-words.ts';
import { conditionWords, exceptionWords, filterWords, setsWords } from './german/filters.ts';
import { hostWords } from './german/host.ts';
import { leakWords } from './german/leaks.ts';
import { lensWords } from './german/lens.ts';
import { lifecycleWords } from './german/lifecycle.ts';
import { noticeWords } from './german/notices.ts';
import { openingWords } from './german/openings.ts';
import { outageWords, storeWaitWords } from './german/outages.ts';
import { germanPage } from './german/page.ts';
import { reasonWords } from './german/reasons.ts';
import { reportWords } from './german/report.ts';
import { sayings } from './german/sayings.ts';
import { startWarningWords } from './german/start-warnings.ts';
import { unknownWords } from './german/unknowns.ts';
import { unnamedWords } from './german/unnamed.ts';
import { stateNames, verdicts } from './german/verdicts.ts';
import type { Language } from './language.ts';

export const german: Language = {
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
  page: germanPage,
};
