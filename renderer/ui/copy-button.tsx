import { ActionIcon, CopyButton as Copy } from '@mantine/core';
import { words } from '../../shared/words/words.ts';
import { Icon } from './icon.tsx';

/** Copies a value as it really is, not as it is shown. `what` names it: "key", "upload ID". */
export function CopyButton({ value, what }: { value: string; what: string }) {
  return (
    <Copy value={value} timeout={1500}>
      {({ copied, copy }) => (
        <ActionIcon
          onClick={copy}
          aria-label={copied ? words.page.ui.copied(what) : words.page.ui.copy(what)}
          size="sm"
        >
          <Icon name={copied ? 'check' : 'copy'} size={14} />
        </ActionIcon>
      )}
    </Copy>
  );
}
