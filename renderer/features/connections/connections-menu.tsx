import { ActionIcon, Button, Menu, Modal } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { ImportedConnections } from '../../../shared/model.ts';
import { useApi, useConnections } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { formatNoun } from '../../ui/amounts.ts';
import { Failure } from '../../ui/failure.tsx';
import { Icon } from '../../ui/icon.tsx';
import classes from './navigation.module.css';
import { useExportConnections } from './use-export.ts';

/** The most characters that a file of connections may have, as the contract says. */
const largestFile = 1_000_000;

/** Connections to and from a file that holds no secret. */
export function ConnectionsMenu() {
  const { client } = useApi();
  const hasSome = useConnections().some(({ practice }) => !practice);
  const input = useRef<HTMLInputElement>(null);
  const [tooLarge, setTooLarge] = useState(false);
  const save = useExportConnections();
  const open = useMutation({
    mutationFn: async (file: File) => client.connections.import({ text: await file.text() }),
  });
  const choose = (file: File | undefined) => {
    if (!file) return;
    setTooLarge(file.size > largestFile);
    if (file.size <= largestFile) open.mutate(file);
  };
  const isOver = tooLarge || open.error !== null || open.data !== undefined || save.error !== null;
  const close = () => {
    setTooLarge(false);
    open.reset();
    save.reset();
  };
  return (
    <>
      <Menu position="top-end" withInitialFocusPlaceholder={false} transitionProps={{ duration: 0 }}>
        <Menu.Target>
          <ActionIcon aria-label="More for connections" variant="default" size={30}>
            <Icon name="more" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => input.current?.click()}>Import connections…</Menu.Item>
          <Menu.Item disabled={!hasSome} onClick={() => save.mutate()}>
            Export connections…
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label="Connections file"
        onChange={({ currentTarget }) => {
          choose(currentTarget.files?.[0]);
          // So that choosing the same file again is a change as well.
          currentTarget.value = '';
        }}
      />
      {isOver && (
        <Modal opened onClose={close} title="Connections" size={460} closeButtonProps={{ 'aria-label': 'Close' }}>
          <div className={classes.outcome}>
            {tooLarge && <p role="alert">This file is too large to hold connections.</p>}
            {open.error && <Failure error={toErrorShape(open.error)} />}
            {save.error && <Failure error={toErrorShape(save.error)} />}
            {open.data && <Imported result={open.data} />}
            <Button variant="default" onClick={close} data-autofocus>
              Close
            </Button>
          </div>
        </Modal>
      )}
    </>
  );
}

function Imported({ result: { added, needSecret } }: { result: ImportedConnections }) {
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
    </div>
  );
}
