import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useMemo, useRef, useState } from 'react';
import type { ImportedConnections, LeftOutSetting } from '../../../shared/schema/model.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { formatNoun } from '../../ui/amounts.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
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
        aria-label="Connections file"
        onChange={({ currentTarget }) => {
          take(currentTarget.files?.[0]);
          // So that choosing the same file again is a change as well.
          currentTarget.value = '';
        }}
      />
      {(tooLarge || open.error !== null || open.data !== undefined) && (
        <Dialog onClose={close} title="Connections" size={460}>
          <div className={classes.outcome}>
            {tooLarge && <p role="alert">This file is too large to hold connections.</p>}
            {open.error && <Failure error={toErrorShape(open.error)} />}
            {open.data && <Imported result={open.data} />}
            <Button variant="default" onClick={close} data-autofocus>
              Close
            </Button>
          </div>
        </Dialog>
      )}
    </ChooseFile>
  );
}

/** What a file may not set, by the words of the form. */
const settingWords: Record<LeftOutSetting['setting'], string> = {
  proxy: 'Proxy',
  'trusted certificate': 'Trusted certificate, SHA-256',
  'CA file': 'CA file',
  'token file': 'Token file',
};

function Imported({ result: { added, needSecret, leftOut } }: { result: ImportedConnections }) {
  return (
    <div role="status" className={classes.outcome}>
      <p>{added.length === 0 ? 'The file holds no connection.' : `${formatNoun(added.length, 'connection')} added.`}</p>
      {needSecret.length > 0 && (
        <>
          <p>Such a file never holds a secret. Edit these to enter theirs:</p>
          <ul className={classes.names}>
            {needSecret.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        </>
      )}
      {leftOut.length > 0 && (
        <>
          <p>
            A file may not say whom to trust, how requests travel or which file to read. These were left out; set by
            hand what you have checked:
          </p>
          <ul className={classes.names} aria-label="Left out">
            {leftOut.map(({ name, settings }) => (
              <li key={name}>
                {name}
                <ul className={classes.leftOut}>
                  {settings.map(({ setting, value }) => (
                    <li key={setting}>
                      {settingWords[setting]}: <FullText value={value} />
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
