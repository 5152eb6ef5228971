import { Button, type ButtonProps } from '@mantine/core';
import type { ReactNode, Ref } from 'react';
import classes from './off-button.module.css';

export type OffButtonProps = ButtonProps & {
  /** Why it does nothing now, in words; null where it does. */
  off: string | null;
  /** Where it stands in another component (a menu’s target, say), that component listens. */
  onClick?: () => void;
  ref?: Ref<HTMLButtonElement>;
  children: ReactNode;
};

/**
 * A button that keeps its place while it does nothing, in the page and in the tab order: the focus stays on it, and a person
 * who cannot see why it does nothing can hear it.
 */
export function OffButton({ off, onClick, children, ...rest }: OffButtonProps) {
  if (off === null) {
    return (
      <Button {...rest} {...(onClick && { onClick })}>
        {children}
      </Button>
    );
  }
  return (
    <Button
      {...rest}
      className={`${rest.className ?? ''} ${classes.off}`}
      data-disabled
      aria-disabled
      title={off}
      onClick={(event) => event.preventDefault()}
    >
      {children}
    </Button>
  );
}
