import { words } from '../../shared/words/words.ts';
import { OffButton, type OffButtonProps } from './off-button.tsx';

export type ActingButtonProps = Omit<OffButtonProps, 'off'> & {
  /** The connection is read-only: the button stays, off, and says why. */
  readOnly: boolean;
  /** Another reason for which it does nothing; null where there is none. */
  off?: string | null;
};

/** A button for something that changes the store. */
export function ActingButton({ readOnly, off = null, ...rest }: ActingButtonProps) {
  return <OffButton off={readOnly ? words.page.ui.readOnlyReason : off} {...rest} />;
}
