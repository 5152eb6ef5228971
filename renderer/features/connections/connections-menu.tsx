import { ActionIcon, Button, Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi, useConnections } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { useCommands } from '../../ui/commands.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Icon } from '../../ui/icon.tsx';
import { AboutDialog } from './about-dialog.tsx';
import classes from './connections.module.css';
import { useConnectionsImport } from './connections-import.tsx';
import { useExportConnections } from './use-export.ts';

/** Connections to and from a file that holds no secret. */
export function ConnectionsMenu() {
  const hasSome = useConnections().some(({ practice }) => !practice);
  const chooseFile = useConnectionsImport();
  const save = useExportConnections();
  const { queries } = useApi();
  const { data: info } = useQuery(queries.appInfo());
  const [isAbout, setAbout] = useState(false);
  useCommands('Connections', [
    { label: 'Import connections…', run: chooseFile },
    { label: 'Export connections…', off: hasSome ? null : 'There is none to export.', run: () => save.mutate() },
    ...(info?.host === 'browser' ? [{ label: 'About Loose Parts…', run: () => setAbout(true) }] : []),
  ]);
  return (
    <>
      <Menu position="top-end" withInitialFocusPlaceholder={false} transitionProps={{ duration: 0 }}>
        <Menu.Target>
          <ActionIcon aria-label="More for connections" variant="default" size={30}>
            <Icon name="more" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={chooseFile}>Import connections…</Menu.Item>
          <Menu.Item disabled={!hasSome} onClick={() => save.mutate()}>
            Export connections…
          </Menu.Item>
          {/* The desktop app has it in its own menu. */}
          {info?.host === 'browser' && <Menu.Item onClick={() => setAbout(true)}>About Loose Parts…</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      {isAbout && <AboutDialog onClose={() => setAbout(false)} />}
      {save.error && (
        <Dialog onClose={save.reset} title="Connections" size={460}>
          <div className={classes.outcome}>
            <Failure error={toErrorShape(save.error)} />
            <Button variant="default" onClick={save.reset} data-autofocus>
              Close
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
