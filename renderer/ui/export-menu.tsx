import { Button, Menu } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { words } from '../../shared/words/words.ts';
import { toErrorShape } from '../api/errors.ts';
import { Failure } from './failure.tsx';
import { type FileToSave, saveFile } from './save-file.ts';

/** One kind of file: its name in the menu, and how it is asked for. */
export type ExportChoice = { label: string; read: () => Promise<FileToSave> };

/** The button `Export…` and its menu. What goes wrong, and what a saved file cannot do, is said beside it. */
export function ExportMenu({ choices }: { choices: readonly ExportChoice[] }) {
  const save = useMutation({
    mutationFn: async ({ read }: ExportChoice) => {
      const file = await read();
      saveFile(file);
      // What the screen goes on showing; the file itself may go.
      return file.caution ?? null;
    },
  });
  return (
    <>
      {save.data && <p role="status">{save.data}</p>}
      {save.error && <Failure error={toErrorShape(save.error)} />}
      <Menu position="bottom-end" withInitialFocusPlaceholder={false} transitionProps={{ duration: 0 }}>
        <Menu.Target>
          <Button variant="default" loading={save.isPending}>
            {words.page.ui.export}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {choices.map((choice) => (
            <Menu.Item key={choice.label} onClick={() => save.mutate(choice)}>
              {choice.label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
