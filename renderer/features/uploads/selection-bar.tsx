import { Button, Menu } from '@mantine/core';
import { assertNever } from '../../../shared/exhaustive.ts';
import { ActingButton } from '../../ui/acting-button.tsx';
import { formatCount, formatNoun } from '../../ui/amounts.ts';
import { type CopyKind, copyKinds } from './copied-text.ts';
import type { SelectedBytes } from './selection.ts';
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
  onAbort: () => void;
  onUntickAll: () => void;
};

/** What can be done with the ticked uploads. */
export function SelectionBar({
  selected,
  bytes,
  readOnly,
  copied,
  note,
  onCopy,
  onAbort,
  onUntickAll,
}: SelectionBarProps) {
  return (
    <>
      <span role="status">{copyWords(copied) ?? note}</span>
      {selected > 0 && (
        <>
          <span>{tickedWords(selected, bytes)}</span>
          <Menu position="bottom-end" withInitialFocusPlaceholder={false} transitionProps={{ duration: 0 }}>
            <Menu.Target>
              <Button variant="default">Copy</Button>
            </Menu.Target>
            <Menu.Dropdown>
              {copyKinds.map((kind) => (
                <Menu.Item key={kind} onClick={() => onCopy(kind)}>
                  Copy {kind}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
          <ActingButton readOnly={readOnly} color="red" onClick={onAbort}>
            Abort {formatCount(selected)} ticked…
          </ActingButton>
          <Button variant="subtle" color="gray" onClick={onUntickAll}>
            Untick all
          </Button>
        </>
      )}
    </>
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
