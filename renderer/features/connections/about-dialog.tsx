import { Button, CopyButton, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { words } from '../../../shared/words/words.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import { showKey } from '../../ui/safe-key.ts';
import classes from './connections.module.css';

/** What the app is, and what a fault report begins with: read before it is copied, and sent nowhere. */
export function AboutDialog({ onClose }: { onClose: () => void }) {
  const { client } = useApi();
  // Of this moment: a copy that is kept would be of another.
  const text = useQuery({
    queryKey: ['app', 'diagnostics'],
    queryFn: ({ signal }) => client.app.diagnostics(undefined, { signal }),
    gcTime: 0,
  });
  const { copy, message } = words.desktop.diagnostics;
  const about = words.page.connections.about;
  return (
    <Dialog onClose={onClose} title={about.title} size={640} closeLabel={about.putAway}>
      <div className={classes.outcome}>
        <p>{words.desktop.about}</p>
        {text.error && <Failure error={toErrorShape(text.error)} />}
        {text.data !== undefined && (
          <>
            <p>{message}</p>
            <Textarea
              label={about.diagnostics}
              readOnly
              autosize
              minRows={4}
              maxRows={14}
              value={text.data.split('\n').map(showKey).join('\n')}
              className={classes.diagnostics}
            />
          </>
        )}
        <div className={classes.aboutButtons}>
          {text.data !== undefined && (
            <CopyButton value={text.data} timeout={4000}>
              {({ copied, copy: now }) => <Button onClick={now}>{copied ? about.copied : copy}</Button>}
            </CopyButton>
          )}
          <Button variant="default" onClick={onClose} data-autofocus>
            {words.desktop.close}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
