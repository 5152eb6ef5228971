import { ActionIcon } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './hanging.module.css';
import { Icon } from './icon.tsx';

export type HangingProps = {
  /** `below` or `above` the edge of the positioned element that it is in. */
  place: 'below' | 'above';
  /** Names the button that puts it away: "Put the scan’s failure away". */
  away: string;
  onAway: () => void;
  children: ReactNode;
};

/** A message that hangs over what is there, and moves nothing of it. It stays until it is put away. */
export function Hanging({ place, away, onAway, children }: HangingProps) {
  return (
    <div className={classes.hanging} data-place={place}>
      <div className={classes.message}>{children}</div>
      <ActionIcon size="sm" aria-label={away} onClick={onAway}>
        <Icon name="close" size={14} />
      </ActionIcon>
    </div>
  );
}
