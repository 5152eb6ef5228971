import { ActionIcon, Button } from '@mantine/core';
import { useEffect, useState, useSyncExternalStore } from 'react';
import type { Notice } from '../../../shared/schema/watch.ts';
import { words } from '../../../shared/words/words.ts';
import { Icon } from '../../ui/icon.tsx';
import { showKey } from '../../ui/safe-key.ts';
import { showJob, showWatching } from '../activity/index.ts';
import type { NoticeBoard } from './notice-board.ts';
import classes from './notices.module.css';

/** How long a notice hangs while somebody may be reading, ms. One that needs a person stays until it is put away. */
const hangsMs = 12_000;

/** The region of notices, above the Activity strip: calm, read out by screen readers, and gone by itself. */
export function Notices({ board }: { board: NoticeBoard }) {
  const notices = useSyncExternalStore(board.subscribe, board.get);
  return (
    // Always there, so that screen readers notice what comes into it.
    <div role="status" aria-label={words.page.notices.label} className={classes.notices}>
      {notices.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} onAway={() => board.remove(notice.id)} />
      ))}
    </div>
  );
}

function NoticeCard({ notice, onAway }: { notice: Notice; onAway: () => void }) {
  const [held, setHeld] = useState(false);
  const isReading = useIsReading();
  const stays = notice.kind === 'waiting' || held || !isReading;
  useEffect(() => {
    if (stays) return;
    const timer = setTimeout(onAway, hangsMs);
    return () => clearTimeout(timer);
  }, [stays, onAway]);
  const { title, body } = words.notice(notice);
  const show = () => {
    if (notice.jobId === null) showWatching();
    else showJob(notice.jobId);
    onAway();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: holding it is a kindness to readers, not a control
    <div
      className={classes.notice}
      data-kind={notice.kind}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <p className={classes.title}>{showKey(title)}</p>
      <p className={classes.body}>{showKey(body)}</p>
      <div className={classes.buttons}>
        <Button
          variant="default"
          size="compact-xs"
          aria-label={words.page.notices.showThis(showKey(title))}
          onClick={show}
        >
          {words.page.notices.show}
        </Button>
        <ActionIcon size="sm" aria-label={words.page.notices.putAway(showKey(title))} onClick={onAway}>
          <Icon name="close" size={14} />
        </ActionIcon>
      </div>
    </div>
  );
}

/** Whether the page is in front of somebody: while it is not, nothing is counted as read. */
function useIsReading(): boolean {
  return useSyncExternalStore(subscribeToVisibility, () => document.visibilityState === 'visible');
}

function subscribeToVisibility(listener: () => void) {
  document.addEventListener('visibilitychange', listener);
  return () => document.removeEventListener('visibilitychange', listener);
}
