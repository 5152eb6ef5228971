import { ActionIcon, Button, Menu } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { words } from '../../../shared/words/words.ts';
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
import { usePractice } from './use-practice.ts';

/** Connections to and from a file that holds no secret, and practice storage for whoever has others already. */
export function ConnectionsMenu() {
  const hasSome = useConnections().some(({ practice }) => !practice);
  const chooseFile = useConnectionsImport();
  const save = useExportConnections();
  const practice = usePractice();
  const { queries } = useApi();
  const { data: info } = useQuery(queries.appInfo());
  const [isAbout, setAbout] = useState(false);
  const text = words.page.connections.all;
  useCommands(text.title, [
    { label: text.import, run: chooseFile },
    { label: text.export, off: hasSome ? null : text.noneToExport, run: () => save.mutate() },
    { label: text.practice, run: () => practice.mutate() },
    ...(info?.host === 'browser' ? [{ label: text.about, run: () => setAbout(true) }] : []),
  ]);
  return (
    <>
      <Menu position="top-end" withInitialFocusPlaceholder={false} transitionProps={{ duration: 0 }}>
        <Menu.Target>
          <ActionIcon aria-label={text.more} variant="default" size={30}>
            <Icon name="more" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={chooseFile}>{text.import}</Menu.Item>
          <Menu.Item disabled={!hasSome} onClick={() => save.mutate()}>
            {text.export}
          </Menu.Item>
          <Menu.Item onClick={() => practice.mutate()}>{text.practice}</Menu.Item>
          {/* The desktop app has it in its own menu. */}
          {info?.host === 'browser' && <Menu.Item onClick={() => setAbout(true)}>{text.about}</Menu.Item>}
        </Menu.Dropdown>
      </Menu>
      {isAbout && <AboutDialog onClose={() => setAbout(false)} />}
      {[save, practice].map(
        ({ error, reset }) =>
          error && (
            <Dialog key={error.message} onClose={reset} title={text.title} size={460}>
              <div className={classes.outcome}>
                <Failure error={toErrorShape(error)} />
                <Button variant="default" onClick={reset} data-autofocus>
                  {text.close}
                </Button>
              </div>
            </Dialog>
          ),
      )}
    </>
  );
}
