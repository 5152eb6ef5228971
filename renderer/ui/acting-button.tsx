import { Button, type ButtonProps } from '@mantine/core';
import type { ReactNode } from 'react';
import { readOnlyReason } from './connection-mark.tsx';

export type ActingButtonProps = ButtonProps & {
  /** The connection is read-only: the button stays, off, and says why. */
  readOnly: boolean;
  onClick: () => void;
  children: ReactNode;
};

/**
 * A button for something that changes the store. Where that is not allowed it is off, yet keeps its place in the tab
 * order: a person who cannot see why it does nothing must be able to hear it.
 */
export function ActingButton({ readOnly, onClick, children, ...rest }: ActingButtonProps) {
  if (!readOnly) {
    return (
      <Button onClick={onClick} {...rest}>
        {children}
      </Button>
    );
  }
  return (
    <Button {...rest} data-disabled aria-disabled title={readOnlyReason} onClick={(event) => event.preventDefault()}>
      {children}
    </Button>
  );
}
