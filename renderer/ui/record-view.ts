import { useSyncExternalStore } from 'react';

/** What of a job's record is shown. */
export type RecordView = 'uploads' | 'evidence';

function createRecordView() {
  const listeners = new Set<() => void>();
  let view: RecordView = 'uploads';
  return {
    get: () => view,
    set: (next: RecordView) => {
      view = next;
      for (const listener of listeners) listener();
    },
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

/** As it was chosen last: records are read one after the other, for the same thing. */
export const recordView = createRecordView();

export function useRecordView(): RecordView {
  return useSyncExternalStore(recordView.subscribe, recordView.get);
}
