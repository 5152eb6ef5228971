import { Menu } from '@mantine/core';
import { useState } from 'react';
import { formatCount } from '../../../shared/format/numbers.ts';
import { assertNever } from '../../../shared/values/exhaustive.ts';
import { ActingButton } from '../../ui/acting-button.tsx';
import { formatNoun } from '../../ui/amounts.ts';
import { useCommands } from '../../ui/commands.ts';
import { readOnlyReason } from '../../ui/connection-mark.tsx';
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
  const { selected, bytes, readOnly, copied, note, onCopy, exports, onAbort, onUntickAll, all } = props;
  const off = selected === 0 ? 'Nothing is ticked.' : null;
  const words = tickedWords(selected, bytes);
  const abortWords = selected === 0 ? 'Abort ticked…' : `Abort ${formatCount(selected)} ticked…`;
  useCommands('Ticked uploads', [
    { label: abortWords, off: readOnly ? readOnlyReason : off, run: onAbort },
    ...copyKinds.map((kind) => ({ label: `Copy ${kind}`, off, run: () => onCopy(kind) })),
    { label: 'Untick all', off, run: onUntickAll },
  ]);
  const said = copyWords(copied) ?? note;
  return (
    <section aria-label="Ticked uploads" className={classes.bar} data-foot data-some={selected > 0 || undefined}>
      <span className={classes.words} title={words}>
        {words}
      </span>
      <ActingButton readOnly={readOnly} off={off} color="red" className={classes.act} onClick={onAbort}>
        {abortWords}
      </ActingButton>
      <CopyMenu off={off} onCopy={onCopy} />
      {exports.length > 0 && <ExportMenu choices={exports} />}
      <OffButton off={off} variant="subtle" color="gray" onClick={onUntickAll}>
        Untick all
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
  const off = groups.length === 0 ? 'No group is ticked.' : null;
  const uploads = groups.reduce((sum, { totals }) => sum + totals.uploads, 0);
  const words = tickedGroupWords(groups.map(({ totals }) => totals));
  return (
    <section aria-label="Ticked groups" className={classes.bar} data-foot data-some={groups.length > 0 || undefined}>
      <span className={classes.words} title={words}>
        {words}
      </span>
      <ActingButton readOnly={readOnly} off={off} color="red" className={classes.act} onClick={onAbort}>
        {off ? 'Abort ticked…' : `Abort ${formatCount(uploads)} ticked…`}
      </ActingButton>
      <OffButton off={off} variant="default" onClick={onLeaveOut}>
        Leave ticked out
      </OffButton>
      <ExportMenu choices={exports} />
      <OffButton off={off} variant="subtle" color="gray" onClick={ticks.untickAll}>
        Untick all
      </OffButton>
      <span role="status" className={classes.said} title={note ?? undefined}>
        {note}
      </span>
      <CleanUpAll readOnly={readOnly} all={all} />
    </section>
  );
}

function CleanUpAll({ readOnly, all: { matching, filtering, onPlan } }: { readOnly: boolean; all: AllThatMatch }) {
  const what = filtering ? `all ${formatCount(matching)} that match` : `all ${formatNoun(matching, 'upload')}`;
  const words = `Clean up ${matching === 0 ? 'all' : what}…`;
  const off = matching === 0 ? 'There is nothing to clean up.' : null;
  useCommands('This bucket', [{ label: words, off: readOnly ? readOnlyReason : off, run: onPlan }]);
  return (
    <ActingButton readOnly={readOnly} off={off} variant="outline" color="red" onClick={onPlan}>
      {words}
    </ActingButton>
  );
}

function CopyMenu({ off, onCopy }: { off: string | null; onCopy: (kind: CopyKind) => void }) {
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
          Copy
        </OffButton>
      </Menu.Target>
      <Menu.Dropdown>
        {copyKinds.map((kind) => (
          <Menu.Item key={kind} onClick={() => onCopy(kind)}>
            Copy {kind}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function copyWords(copied: CopyState): string | null {
  switch (copied.status) {
    case 'idle':
      return null;
    case 'copying':
      return 'Copying…';
    case 'copied':
      return `Copied ${formatNoun(copied.count, 'upload')}`;
    case 'too many':
      return `Too many to copy: ${formatCount(copied.most)} at most`;
    case 'failed':
      return 'Could not copy';
    default:
      return assertNever(copied);
  }
}
