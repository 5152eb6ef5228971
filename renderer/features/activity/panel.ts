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

/** The job that was asked to be shown and has not had the focus since. */
let awaited: string | null = null;

/** Opens the strip at a job and leads the keyboard there: what was just started should be seen. */
export function showJob(jobId: string): void {
  awaited = jobId;
  panel.set({ open: true, jobId, watching: false });
}

/** Whether the keyboard is to be led to a job, once for each time that it was asked to be shown. */
export function takeAwaited(jobId: string): boolean {
  if (awaited !== jobId) return false;
  awaited = null;
  return true;
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
