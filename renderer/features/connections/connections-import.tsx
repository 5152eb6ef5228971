import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useMemo, useRef, useState } from 'react';
import type { ImportedConnections } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Filled } from '../../ui/filled.tsx';
import { FullText } from '../../ui/key-text.tsx';
import classes from './connections.module.css';

/** The most characters that a file of connections may have, as the contract says. */
const largestFile = 1_000_000;

const ChooseFile = createContext<() => void>(() => {
  throw new Error('There is no ConnectionsImport above');
});

/** Lets the person choose a file of connections, which is then opened. Needs a {@link ConnectionsImport} above. */
export function useConnectionsImport(): () => void {
  return useContext(ChooseFile);
}

/**
 * Opens files of connections, and says what became of them. Stands above every screen: the one that the file was chosen
 * on may give way to what came with it.
 */
export function ConnectionsImport({ children }: { children: ReactNode }) {
  const { client } = useApi();
  const input = useRef<HTMLInputElement>(null);
  const [tooLarge, setTooLarge] = useState(false);
  const open = useMutation({
    mutationFn: async (file: File) => client.connections.import({ text: await file.text() }),
  });
  const text = words.page.connections;
  const chooseFile = useMemo(() => () => input.current?.click(), []);
  const take = (file: File | undefined) => {
    if (!file) return;
    setTooLarge(file.size > largestFile);
    if (file.size <= largestFile) open.mutate(file);
  };
  const close = () => {
    setTooLarge(false);
    open.reset();
  };
  return (
    <ChooseFile value={chooseFile}>
      {children}
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label={text.import.file}
        onChange={({ currentTarget }) => {
          take(currentTarget.files?.[0]);
          // So that choosing the same file again is a change as well.
          currentTarget.value = '';
        }}
      />
      {(tooLarge || open.error !== null || open.data !== undefined) && (
        <Dialog onClose={close} title={text.all.title} size={460}>
          <div className={classes.outcome}>
            {tooLarge && <p role="alert">{text.import.tooLarge}</p>}
            {open.error && <Failure error={toErrorShape(open.error)} />}
            {open.data && <Imported result={open.data} />}
            <Button variant="default" onClick={close} data-autofocus>
              {text.all.close}
            </Button>
          </div>
        </Dialog>
      )}
    </ChooseFile>
  );
}

function Imported({ result: { added, needSecret, leftOut } }: { result: ImportedConnections }) {
  const text = words.page.connections.import;
  return (
    <div role="status" className={classes.outcome}>
      <p>{added.length === 0 ? text.none : text.added(added.length)}</p>
      {needSecret.length > 0 && (
        <>
          <p>{text.needSecret}</p>
          <ul className={classes.names}>
            {needSecret.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        </>
      )}
      {leftOut.length > 0 && (
        <>
          <p>{text.leftOut}</p>
          <ul className={classes.names} aria-label={text.leftOutLabel}>
            {leftOut.map(({ name, settings }) => (
              <li key={name}>
                {name}
                <ul className={classes.leftOut}>
                  {settings.map(({ setting, value }) => (
                    <li key={setting}>
                      <Filled
                        text={text.setting}
                        parts={{ setting: text.settings[setting], value: <FullText value={value} /> }}
                      />
                    </li>
                  ))}
                </ul>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
