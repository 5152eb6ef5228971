import { Button, type ButtonProps } from '@mantine/core';
import type { ReactNode } from 'react';

export type DecidingButtonProps = ButtonProps & {
  /** `submit`: what it decides is its form's. */
  type?: 'submit';
  onClick?: () => void;
  children: ReactNode;
};

/**
 * A button that begins what changes a store, or takes away what is kept. The second click of a double click is none of its own: the
 * first may have opened the dialog that it stands in, right below the pointer. Neither is a key that is still held down.
 */
export function DecidingButton({ onClick, children, ...rest }: DecidingButtonProps) {
  return (
    <Button
      {...rest}
      onKeyDown={(event) => {
        if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault();
      }}
      onClick={(event) => {
        if (event.detail > 1) event.preventDefault();
        else onClick?.();
      }}
    >
      {children}
    </Button>
  );
}
