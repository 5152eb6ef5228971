import type { Job } from '../../../shared/schema/model.ts';
import type { Notice } from '../../../shared/schema/watch.ts';

/** What hangs there now, newest last; in the shape that `useSyncExternalStore` wants. */
export type NoticeBoard = {
  get: () => readonly Notice[];
  subscribe: (listener: () => void) => () => void;
  /** Hangs up a notice, unless it is about a job that the person is looking at. */
  add: (notice: Notice) => void;
  remove: (id: string) => void;
  /** A job as it is now: it is not waiting any more, or has ended, and what was told of that is old news. */
  jobChanged: (job: Pick<Job, 'id' | 'state' | 'waitingFor'>) => void;
};

/** More than this is a wall, not a word: older ones make room. */
const mostShown = 3;

/** @param isLookedAt whether the person has this job before their eyes */
export function createNoticeBoard(isLookedAt: (jobId: string) => boolean): NoticeBoard {
  const listeners = new Set<() => void>();
  let shown: readonly Notice[] = [];
  const set = (next: readonly Notice[]) => {
    shown = next;
    for (const listener of listeners) listener();
  };
  return {
    get: () => shown,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    add: (notice) => {
      // A job's newer notice makes its older one old news, also where the newer one need not be shown.
      const others = shown.filter(({ id, jobId }) => id !== notice.id && (jobId === null || jobId !== notice.jobId));
      if (notice.jobId !== null && isLookedAt(notice.jobId)) {
        if (others.length < shown.length) set(others);
        return;
      }
      set([...others, notice].slice(-mostShown));
    },
    jobChanged: ({ id, state, waitingFor }) => {
      if (state === 'running' && waitingFor !== null) return;
      const left = shown.filter(({ kind, jobId }) => kind !== 'waiting' || jobId !== id);
      if (left.length < shown.length) set(left);
    },
    remove: (id) => set(shown.filter((notice) => notice.id !== id)),
  };
}
