import { Combobox, TextInput, useCombobox } from '@mantine/core';
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import { flushSync } from 'react-dom';
import { words } from '../../shared/words/words.ts';
import { useConnections, useLive } from '../api/api.tsx';
import { route } from '../route.ts';
import { commandGroups } from '../ui/commands.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import { showName } from '../ui/safe-key.ts';
import classes from './command-palette.module.css';
import { type PaletteEntry, paletteMatches } from './palette-matches.ts';

/** Entries that are shown at once; whoever wants another types on. */
const most = 50;

/** The dialog `Command palette`: everything that can be done now, every connection, bucket and screen, found by its name. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const { palette } = words.page.shell;
  const places = usePlaces();
  const [typed, setTyped] = useState('');
  const sought = useDeferredValue(typed);
  const { shown, count } = useMemo(
    // What can be done is asked anew each time: it may have changed beneath the dialog.
    () => paletteMatches([...commandEntries(), ...places], sought, most),
    [places, sought],
  );
  const combobox = useCombobox({ opened: true });
  const { selectFirstOption } = combobox;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the best match is chosen anew whenever the matches are others
  useEffect(() => {
    selectFirstOption();
  }, [shown, selectFirstOption]);

  const choose = (id: string) => {
    const entry = shown.find((one) => one.id === id);
    if (!entry || entry.off !== null) return;
    // First the focus goes back to where the person was: what is done now takes it from there.
    flushSync(onClose);
    queueMicrotask(entry.run);
  };
  return (
    <Dialog title={palette.title} size={600} onClose={onClose}>
      <Combobox store={combobox} onOptionSubmit={choose}>
        <Combobox.EventsTarget withExpandedAttribute>
          <TextInput
            data-autofocus
            size="sm"
            aria-label={palette.find}
            placeholder={palette.find}
            leftSection={<Icon name="search" size={14} />}
            spellCheck={false}
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            onKeyDown={(event) => {
              // The library keeps this key to close a list that is open; this one always is.
              if (event.key === 'Escape') onClose();
            }}
          />
        </Combobox.EventsTarget>
        <Combobox.Options aria-label={palette.found} className={classes.list ?? ''}>
          {shown.map(({ id, label, of, off }) => (
            <Combobox.Option key={id} value={id} aria-disabled={off !== null} className={classes.entry ?? ''}>
              <bdi className={classes.label}>{label}</bdi>
              <span className={classes.of}>{off ?? of}</span>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox>
      <p role="status" className={classes.count}>
        {count > most ? palette.first({ shown: most, of: count }) : palette.count(count)}
      </p>
    </Dialog>
  );
}

function commandEntries(): PaletteEntry[] {
  return commandGroups().flatMap(({ name, commands }) =>
    commands.map(({ label, off = null, run }) => ({ id: `do ${name}: ${label}`, label, of: name, off, run })),
  );
}

/** Every screen, connection and bucket there is. */
function usePlaces(): PaletteEntry[] {
  const connections = useConnections();
  const lists = useLive().state?.buckets;
  return useMemo(() => {
    const { palette, places } = words.page.shell;
    const to = (id: string, label: string, of: string, run: () => void) => ({ id, label, of, off: null, run });
    return [
      to('screen history', places.history, palette.screen, () => route.go({ screen: 'history', jobId: null })),
      ...connections.map(({ id, name }) =>
        to(`connection ${id}`, showName(name), palette.connection, () =>
          route.go({ screen: 'connection', connectionId: id }),
        ),
      ),
      ...connections.flatMap(({ id, name }) =>
        (lists?.[id]?.items ?? []).map((bucket) =>
          to(`bucket ${id} ${bucket.name}`, showName(bucket.name), palette.bucketIn(showName(name)), () =>
            route.go({ screen: 'bucket', connectionId: id, bucket: bucket.name, upload: null }),
          ),
        ),
      ),
    ];
  }, [connections, lists]);
}
