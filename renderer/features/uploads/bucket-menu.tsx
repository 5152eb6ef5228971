import { ActionIcon, Menu } from '@mantine/core';
import { useRef, useState } from 'react';
import { Hanging } from '../../ui/hanging.tsx';
import { Icon } from '../../ui/icon.tsx';
import { readPlanText } from './plan-text.ts';

export type BucketMenuProps = {
  /** Nothing may be planned through this connection. */
  readOnly: boolean;
  /** Opens an exported plan: the text of its file. */
  onOpenPlan: (text: string) => void;
  onLifecycle: () => void;
  onPermissions: () => void;
  onSettings: () => void;
};

/** What can be done with a whole bucket. */
export function BucketMenu(props: BucketMenuProps) {
  const { readOnly, onOpenPlan, onLifecycle, onPermissions, onSettings } = props;
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const open = async (file: File | undefined) => {
    if (!file) return;
    const read = await readPlanText(file);
    setProblem(read.ok ? null : read.problem);
    if (read.ok) onOpenPlan(read.text);
  };
  return (
    <>
      {problem && (
        <Hanging place="below" away="Put the plan’s problem away" onAway={() => setProblem(null)}>
          <p role="alert">{problem}</p>
        </Hanging>
      )}
      <Menu position="bottom-end" withInitialFocusPlaceholder={false} transitionProps={{ duration: 0 }}>
        <Menu.Target>
          <ActionIcon aria-label="More for this bucket" variant="default" size={30}>
            <Icon name="more" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item disabled={readOnly} onClick={() => input.current?.click()}>
            Open a plan…{readOnly && ' (read-only)'}
          </Menu.Item>
          <Menu.Item onClick={onLifecycle}>Lifecycle rules…</Menu.Item>
          <Menu.Item onClick={onPermissions}>Check permissions</Menu.Item>
          <Menu.Item onClick={onSettings}>Bucket settings…</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label="Plan file"
        onChange={(event) => {
          const { currentTarget } = event;
          void open(currentTarget.files?.[0]).finally(() => {
            // So that choosing the same file again is a change as well.
            currentTarget.value = '';
          });
        }}
      />
    </>
  );
}
