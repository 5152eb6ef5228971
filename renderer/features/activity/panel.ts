import { useSyncExternalStore } from 'react';
import type { Job } from '../../../shared/schema/model.ts';

/** Whether the strip is open, and what it shows: a job (null: the newest), or the uploads that are watched. */
export type PanelState = { open: boolean; jobId: string | null; watching: boolean };

function createPanel() {
  const listeners = new Set<() => void>();
  let state: PanelState = { open: false, jobId: null, watching: false };
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
  panel.set({ open: true, jobId, watching: false });
}

/** Opens the strip at the uploads that are watched. */
export function showWatching(): void {
  panel.set({ open: true, watching: true });
}

/** The job that the panel shows. */
export function shownJob({ jobId, watching }: PanelState, jobs: readonly Job[]): Job | undefined {
  return watching ? undefined : (jobs.find(({ id }) => id === jobId) ?? jobs[0]);
}

/** Whether a job is on screen now, of all jobs. */
export function isJobOnScreen(jobId: string, jobs: readonly Job[]): boolean {
  const state = panel.get();
  return state.open && shownJob(state, jobs)?.id === jobId;
}

export const setPanel = panel.set;

export function usePanel(): PanelState {
  return useSyncExternalStore(panel.subscribe, panel.get);
}
