import { systemClock } from '../../ports/clock.ts';
import type { Store } from '../../store/store.ts';
import { Outages } from '../outages.ts';

/** What knows whether a store answers, for code that is under test with that one store. */
export function outagesOf(store: Store): Outages {
  return new Outages({
    clock: systemClock,
    random: () => 0,
    log: { info() {}, warn() {}, error() {} },
    learn: () => {},
    storeFor: async () => store,
    answers: () => {},
  });
}
