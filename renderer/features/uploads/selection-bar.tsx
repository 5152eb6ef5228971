import { Menu } from '@mantine/core';
import { useState } from 'react';
import { assertNever } from '../../../shared/values/exhaustive.ts';
import { ActingButton } from '../../ui/acting-button.tsx';
import { formatCount, formatNoun } from '../../ui/amounts.ts';
import { type ExportChoice, ExportMenu } from '../../ui/export-menu.tsx';
import { OffButton } from '../../ui/off-button.tsx';
import { type CopyKind, copyKinds } from './copied-text.ts';
import type { SelectedBytes } from './selection.ts';
import classes from './selection-bar.module.css';
import { tickedWords } from './ticked-words.ts';
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
};

/** What is ticked, and what can be done with it. Always there, so that nothing moves where something is ticked. */
export function SelectionBar(props: SelectionBarProps) {
  const { selected, bytes, readOnly, copied, note, onCopy, exports, onAbort, onUntickAll } = props;
  const off = selected === 0 ? 'Nothing is ticked.' : null;
  const words = tickedWords(selected, bytes);
  const said = copyWords(copied) ?? note;
  return (
    <section aria-label="Ticked uploads" className={classes.bar} data-foot data-some={selected > 0 || undefined}>
      <span className={classes.words} title={words}>
        {words}
      </span>
      <ActingButton readOnly={readOnly} off={off} color="red" className={classes.act} onClick={onAbort}>
        {selected === 0 ? 'Abort ticked…' : `Abort ${formatCount(selected)} ticked…`}
      </ActingButton>
      <CopyMenu off={off} onCopy={onCopy} />
      {exports.length > 0 && <ExportMenu choices={exports} />}
      <OffButton off={off} variant="subtle" color="gray" onClick={onUntickAll}>
        Untick all
      </OffButton>
      <span role="status" className={classes.said} title={said ?? undefined}>
        {said}
      </span>
    </section>
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
