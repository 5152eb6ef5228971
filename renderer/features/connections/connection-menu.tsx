import { ActionIcon, Button, Menu } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Connection } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { route } from '../../route.ts';
import { type Command, useCommands } from '../../ui/commands.ts';
import { ConnectionMarks } from '../../ui/connection-mark.tsx';
import { DecidingButton } from '../../ui/deciding-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Filled } from '../../ui/filled.tsx';
import { Icon } from '../../ui/icon.tsx';
import { NameText } from '../../ui/key-text.tsx';
import classes from './connections.module.css';
import { useExportConnections } from './use-export.ts';

export type ConnectionMenuProps = {
  connection: Connection;
  onEdit: () => void;
  onLens: () => void;
  onCloudWatch: () => void;
};

/** What can be done with a connection itself. Practice storage is nobody's to edit or to export. */
export function ConnectionMenu({ connection, onEdit, onLens, onCloudWatch }: ConnectionMenuProps) {
  const [removing, setRemoving] = useState(false);
  const save = useExportConnections();
  const text = words.page.connections.one;
  const off = connection.practice ? text.practiceOff : null;
  const items: readonly Command[] = [
    { label: text.edit, off, run: onEdit },
    { label: text.exportAll, off, run: () => save.mutate() },
    { label: text.importLens, run: onLens },
    { label: words.page.cloudWatch.menu, run: onCloudWatch },
    { label: text.remove, run: () => setRemoving(true) },
  ];
  useCommands(text.title, items);
  return (
    <>
      {save.error && <Failure error={toErrorShape(save.error)} />}
      <Menu position="bottom-end" withInitialFocusPlaceholder={false} transitionProps={{ duration: 0 }}>
        <Menu.Target>
          <ActionIcon aria-label={text.more} variant="default" size={30}>
            <Icon name="more" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {items.map(({ label, off: why, run }) => (
            <Menu.Item key={label} disabled={Boolean(why)} onClick={run}>
              {label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {removing && <RemoveDialog connection={connection} onClose={() => setRemoving(false)} />}
    </>
  );
}

function RemoveDialog({ connection, onClose }: { connection: Connection; onClose: () => void }) {
  const { client } = useApi();
  const remove = useMutation({
    mutationFn: () => client.connections.remove({ connectionId: connection.id }),
    onSuccess: () => route.go({ screen: 'start' }),
  });
  const text = words.page.connections.removal;
  return (
    <Dialog onClose={onClose} title={text.title} size={460}>
      <div className={classes.outcome}>
        <p>
          <Filled
            text={text.question}
            parts={{
              name: (
                <strong>
                  <NameText value={connection.name} />
                </strong>
              ),
            }}
          />{' '}
          <ConnectionMarks connection={connection} />
        </p>
        <p>{text.consequence}</p>
        {remove.error && <Failure error={toErrorShape(remove.error)} />}
        <div className={classes.formButtons}>
          <DecidingButton color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
            {text.remove}
          </DecidingButton>
          <Button variant="default" onClick={onClose} data-autofocus>
            {text.keep}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
