import { useEffect, useState } from 'react';
import type { UploadRef } from '../../../shared/schema/model.ts';
import { type CopyKind, copiedText } from './copied-text.ts';

export type CopyState =
  | { status: 'idle' }
  | { status: 'copying' }
  | { status: 'failed' }
  | { status: 'copied'; count: number }
  | { status: 'too many'; most: number };

/** Uploads that are copied at once: about two megabytes of text. */
const mostCopied = 10_000;
/** How long it is said that something was copied, ms. */
const saidMs = 4_000;

/**
 * Copies uploads to the clipboard, and says how that went.
 * @param read fetches them; called only where they are not too many
 */
export function useCopy(): {
  state: CopyState;
  copy: (count: number, kind: CopyKind, read: () => Promise<readonly UploadRef[]>) => void;
} {
  const [state, setState] = useState<CopyState>({ status: 'idle' });
  useEffect(() => {
    if (state.status === 'idle' || state.status === 'copying') return;
    const timer = setTimeout(() => setState({ status: 'idle' }), saidMs);
    return () => clearTimeout(timer);
  }, [state]);

  const copyNow = async (kind: CopyKind, read: () => Promise<readonly UploadRef[]>): Promise<CopyState> => {
    try {
      const refs = await read();
      await navigator.clipboard.writeText(copiedText(refs, kind));
      return { status: 'copied', count: refs.length };
    } catch {
      return { status: 'failed' };
    }
  };
  return {
    state,
    copy: (count, kind, read) => {
      if (count === 0) return;
      if (count > mostCopied) {
        setState({ status: 'too many', most: mostCopied });
        return;
      }
      setState({ status: 'copying' });
      void copyNow(kind, read).then(setState);
    },
  };
}
