import { Button, Menu } from '@mantine/core';
import { assertNever } from '../../../shared/values/exhaustive.ts';
import { ActingButton } from '../../ui/acting-button.tsx';
import { formatCount, formatNoun } from '../../ui/amounts.ts';
import { type CopyKind, copyKinds } from './copied-text.ts';
import type { CopyState } from './use-copy.ts';

export type SelectionBarProps = {
  selected: number;
  readOnly: boolean;
  copied: CopyState;
  /** Why the last step did nothing; null where it did. */
  note: string | null;
  onCopy: (kind: CopyKind) => void;
  onAbort: () => void;
  onClear: () => void;
};

/** What can be done with the ticked uploads. */
export function SelectionBar({ selected, readOnly, copied, note, onCopy, onAbort, onClear }: SelectionBarProps) {
  return (
    <>
      <span role="status">{copyWords(copied) ?? note}</span>
      {selected > 0 && (
        <>
          <span>{formatCount(selected)} selected</span>
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
            Abort…
          </ActingButton>
          <Button variant="subtle" color="gray" onClick={onClear}>
            Clear
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
