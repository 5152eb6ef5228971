import { useSyncExternalStore } from 'react';

/** Whether the strip is open, and which job it shows; null shows the newest. */
export type PanelState = { open: boolean; jobId: string | null };

function createPanel() {
  const listeners = new Set<() => void>();
  let state: PanelState = { open: false, jobId: null };
  return {
    get: () => state,
    set: (next: Partial<PanelState>) => {
      state = { ...state, ...next };
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

const panel = createPanel();

/** Opens the strip at a job: what was just started should be seen. */
export function showJob(jobId: string): void {
  panel.set({ open: true, jobId });
}

export const setPanel = panel.set;

export function usePanel(): PanelState {
  return useSyncExternalStore(panel.subscribe, panel.get);
}
