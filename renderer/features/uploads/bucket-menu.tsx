import { ActionIcon, CopyButton, Menu } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { bucketLink } from '../../../shared/values/bucket-link.ts';
import { planFileEnding } from '../../../shared/values/plan-file.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import type { BucketPlace } from '../../api/queries.ts';
import { type Command, useCommands } from '../../ui/commands.ts';
import type { ExportChoice } from '../../ui/export-menu.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Hanging } from '../../ui/hanging.tsx';
import { Icon } from '../../ui/icon.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { readPlanText } from '../cleanup/index.ts';
import type { Aside } from './bucket-aside.tsx';

export type BucketMenuProps = {
  at: BucketPlace;
  /** How many uploads the filter matches. */
  matching: number;
  filtering: boolean;
  /** Nothing may be planned through this connection. */
  readOnly: boolean;
  /** Opens an exported plan: the text of its file. */
  onOpenPlan: (text: string) => void;
  onAside: (aside: Aside) => void;
  /** Ways in which all that the filter matches can be saved. */
  exports: readonly ExportChoice[];
};

/** What can be done with a whole bucket. */
export function BucketMenu(props: BucketMenuProps) {
  const { at, matching, filtering, readOnly, onOpenPlan, onAside, exports } = props;
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const save = useMutation({ mutationFn: async ({ read }: ExportChoice) => saveFile(await read()) });
  const { away, commands, menu } = words.page.uploads.bucket;
  const all = { matching, filtering };
  const open = async (file: File | undefined) => {
    if (!file) return;
    const read = await readPlanText(file);
    setProblem(read.ok ? null : words.opening.refusal(read.refusal));
    if (read.ok) onOpenPlan(read.text);
  };
  const items: readonly Command[] = [
    { label: menu.openPlan, off: readOnly ? words.page.ui.readOnlyReason : null, run: () => input.current?.click() },
    { label: menu.pictures, run: () => onAside('pictures') },
    { label: menu.leaks, run: () => onAside('leaks') },
    { label: menu.accessLogs, run: () => onAside('logs') },
    { label: menu.costs, run: () => onAside('costs') },
    { label: menu.lifecycle, run: () => onAside('lifecycle') },
    { label: menu.permissions, run: () => onAside('permissions') },
    { label: menu.deletion, run: () => onAside('deletion') },
    { label: menu.settings, run: () => onAside('settings') },
  ];
  useCommands(commands, [
    ...items,
    ...exports.map((choice) => ({
      label: menu.exportAllAs({ ...all, kind: choice.label }),
      off: matching === 0 ? menu.nothingToExport : null,
      run: () => save.mutate(choice),
    })),
  ]);
  return (
    <>
      {problem && (
        <Hanging place="below" away={away.planProblem} onAway={() => setProblem(null)}>
          <p role="alert">{problem}</p>
        </Hanging>
      )}
      {save.error && (
        <Hanging place="below" away={away.exportFailure} onAway={save.reset}>
          <Failure error={toErrorShape(save.error)} />
        </Hanging>
      )}
      <Menu position="bottom-end" withInitialFocusPlaceholder={false} transitionProps={{ duration: 0 }}>
        <Menu.Target>
          <ActionIcon aria-label={menu.label} variant="default" size={30}>
            <Icon name="more" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <CopyLink at={at} />
          {items.map(({ label, off, run }) => (
            <Menu.Item key={label} disabled={Boolean(off)} onClick={run}>
              {off ? menu.readOnly(label) : label}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Label>{menu.exportAll(all)}</Menu.Label>
          {exports.map((choice) => (
            <Menu.Item key={choice.label} disabled={matching === 0} onClick={() => save.mutate(choice)}>
              {choice.label}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <input
        ref={input}
        type="file"
        accept={`.${planFileEnding},.json,application/json`}
        hidden
        aria-label={menu.planFile}
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

/** Copies the link that opens a bucket. Only where the desktop app runs: a link of its scheme opens nothing else. */
function CopyLink({ at }: { at: BucketPlace }) {
  const { queries } = useApi();
  const { menu } = words.page.uploads.bucket;
  const { data: info } = useQuery(queries.appInfo());
  if (info?.host !== 'desktop') return null;
  return (
    <CopyButton value={bucketLink(at)} timeout={4000}>
      {({ copied, copy }) => (
        <Menu.Item closeMenuOnClick={false} onClick={copy}>
          {copied ? menu.linkCopied : menu.copyLink}
        </Menu.Item>
      )}
    </CopyButton>
  );
}
