import { words } from '../../../shared/words/words.ts';
import { useNow } from '../../ui/now.ts';
import { TimeText } from '../../ui/time-text.tsx';

/** When a watched upload is looked at: hours away, so no countdown by the second. */
export function NextLook({ at }: { at: number }) {
  return at - useNow() < 60_000 ? words.page.activity.watching.soon : <TimeText value={at} />;
}
