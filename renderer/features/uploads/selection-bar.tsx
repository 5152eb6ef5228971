import { Menu } from '@mantine/core';
import { useState } from 'react';
import { assertNever } from '../../../shared/values/exhaustive.ts';
import { mostNamed } from '../../../shared/values/named-uploads.ts';
import { words } from '../../../shared/words/words.ts';
import { ActingButton } from '../../ui/acting-button.tsx';
import { useCommands } from '../../ui/commands.ts';
import { type ExportChoice, ExportMenu } from '../../ui/export-menu.tsx';
import { OffButton } from '../../ui/off-button.tsx';
import { type CopyKind, copyKinds } from './copied-text.ts';
import type { GroupTicks } from './group-ticks.ts';
import type { SelectedBytes } from './selection.ts';
import classes from './selection-bar.module.css';
import { tickedGroupWords, tickedWords } from './ticked-words.ts';
import type { CopyState } from './use-copy.ts';

export type SelectionBarProps = {
  selected: number;
  /** More are ticked, or taken out, by name than can be planned. */
  isTooMany: boolean;
  bytes: SelectedBytes;
  readOnly: boolean;
  copied: CopyState;
  /** Why the last step did nothing; null where it did. */
  note: string | null;
  onCopy: (kind: CopyKind) => void;
  /** Ways in which what is ticked can be saved. */
  exports: readonly ExportChoice[];
  onAbort: () => void;
  onUntickAll: () => void;
  all: AllThatMatch;
};

/** What can be done with everything that the filter matches. */
export type AllThatMatch = { matching: number; filtering: boolean; onPlan: () => void };

/** What is ticked, and what can be done with it. Always there, so that nothing moves where something is ticked. */
export function SelectionBar(props: SelectionBarProps) {
  const { selected, isTooMany, bytes, readOnly, copied, note, onCopy, exports, onAbort, onUntickAll, all } = props;
  const say = words.page.uploads.ticked;
  const off = selected === 0 ? say.nothingOff : null;
  const abortOff = isTooMany ? say.tooManyNamed(mostNamed) : off;
  const told = tickedWords(selected, bytes);
  const abortWords = say.abort(selected);
  useCommands(say.label, [
    { label: abortWords, off: readOnly ? words.page.ui.readOnlyReason : abortOff, run: onAbort },
    ...copyKinds.map((kind) => ({ label: say.copies[kind], off, run: () => onCopy(kind) })),
    { label: say.untickAll, off, run: onUntickAll },
  ]);
  const said = copyWords(copied) ?? note ?? (isTooMany ? abortOff : null);
  return (
    <section aria-label={say.label} className={classes.bar} data-foot data-some={selected > 0 || undefined}>
      <span className={classes.words} title={told}>
        {told}
      </span>
      <ActingButton readOnly={readOnly} off={abortOff} color="red" className={classes.act} onClick={onAbort}>
        {abortWords}
      </ActingButton>
      <CopyMenu off={off} onCopy={onCopy} />
      {exports.length > 0 && <ExportMenu choices={exports} />}
      <OffButton off={off} variant="subtle" color="gray" onClick={onUntickAll}>
        {say.untickAll}
      </OffButton>
      <span role="status" className={classes.said} title={said ?? undefined}>
        {said}
      </span>
      <CleanUpAll readOnly={readOnly} all={all} />
    </section>
  );
}

export type GroupBarProps = {
  ticks: GroupTicks;
  readOnly: boolean;
  all: AllThatMatch;
  /** Ways in which the groups, and the uploads of the ticked ones, can be saved. */
  exports: readonly ExportChoice[];
  onAbort: () => void;
  onLeaveOut: () => void;
};

/** The same for groups: the ticked ones can be aborted, or be made exceptions of the filter. */
export function GroupBar({ ticks, readOnly, all, exports, onAbort, onLeaveOut }: GroupBarProps) {
  const { groups, note } = ticks;
  const say = words.page.uploads.ticked;
  const off = groups.length === 0 ? say.noGroupOff : null;
  const uploads = groups.reduce((sum, { totals }) => sum + totals.uploads, 0);
  const told = tickedGroupWords(groups.map(({ totals }) => totals));
  return (
    <section aria-label={say.groupsLabel} className={classes.bar} data-foot data-some={groups.length > 0 || undefined}>
      <span className={classes.words} title={told}>
        {told}
      </span>
      <ActingButton readOnly={readOnly} off={off} color="red" className={classes.act} onClick={onAbort}>
        {say.abort(uploads)}
      </ActingButton>
      <OffButton off={off} variant="default" onClick={onLeaveOut}>
        {say.leaveOut}
      </OffButton>
      <ExportMenu choices={exports} />
      <OffButton off={off} variant="subtle" color="gray" onClick={ticks.untickAll}>
        {say.untickAll}
      </OffButton>
      <span role="status" className={classes.said} title={note ?? undefined}>
        {note}
      </span>
      <CleanUpAll readOnly={readOnly} all={all} />
    </section>
  );
}

function CleanUpAll({ readOnly, all: { matching, filtering, onPlan } }: { readOnly: boolean; all: AllThatMatch }) {
  const say = words.page.uploads.bucket;
  const label = say.cleanUpAll({ matching, filtering });
  const off = matching === 0 ? say.nothingToCleanUp : null;
  useCommands(say.commands, [{ label, off: readOnly ? words.page.ui.readOnlyReason : off, run: onPlan }]);
  return (
    <ActingButton readOnly={readOnly} off={off} variant="outline" color="red" onClick={onPlan}>
      {label}
    </ActingButton>
  );
}

function CopyMenu({ off, onCopy }: { off: string | null; onCopy: (kind: CopyKind) => void }) {
  const say = words.page.uploads.ticked;
  const [isOpen, setOpen] = useState(false);
  return (
    <Menu
      opened={isOpen && off === null}
      onChange={(next) => setOpen(next && off === null)}
      position="top-start"
      withInitialFocusPlaceholder={false}
      transitionProps={{ duration: 0 }}
    >
      <Menu.Target>
        <OffButton off={off} variant="default">
          {say.copy}
        </OffButton>
      </Menu.Target>
      <Menu.Dropdown>
        {copyKinds.map((kind) => (
          <Menu.Item key={kind} onClick={() => onCopy(kind)}>
            {say.copies[kind]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function copyWords(copied: CopyState): string | null {
  const say = words.page.uploads.ticked;
  switch (copied.status) {
    case 'idle':
      return null;
    case 'copying':
      return say.copying;
    case 'copied':
      return say.copied(copied.count);
    case 'too many':
      return say.tooManyToCopy(copied.most);
    case 'failed':
      return say.notCopied;
    default:
      return assertNever(copied);
  }
}
