import { Menu } from '@mantine/core';
import { Fragment } from 'react';
import classes from './row-menu.module.css';

/** Something that a row's menu offers: to do, or to copy as it really is. */
export type RowAction = {
  label: string;
  /** The key that does the same, as it is written. */
  keys?: string;
  /** Why it does nothing now, in words; null or left out where it does. */
  off?: string | null;
  /** It begins another kind of thing: a line parts it from what stands before it. */
  parted?: boolean;
} & ({ run: () => void } | { copy: string });

/** Where a menu opens, px from the upper left of the grid's frame, and for which row. */
export type RowMenuPlace = { index: number; x: number; y: number };

export type RowMenuProps = {
  place: RowMenuPlace;
  /** What it is about, in words. */
  name: string;
  actions: readonly RowAction[];
  onChoose: (action: RowAction) => void;
  onClose: () => void;
};

/** The menu of a row, as a right click or Shift+F10 opens it. */
export function RowMenu({ place, name, actions, onChoose, onClose }: RowMenuProps) {
  return (
    <Menu
      opened
      onClose={onClose}
      position="bottom-start"
      offset={0}
      shadow="md"
      withInitialFocusPlaceholder={false}
      // The library counts the key that opens it as one pressed beside it.
      clickOutsideEvents={['mousedown', 'touchstart']}
      transitionProps={{ duration: 0 }}
    >
      <Menu.Target>
        {/* Only a place: the row is what the menu belongs to. */}
        <button
          type="button"
          tabIndex={-1}
          aria-hidden="true"
          className={classes.place}
          style={{ left: place.x, top: place.y }}
        />
      </Menu.Target>
      <Menu.Dropdown aria-label={name} aria-labelledby={undefined} onContextMenu={(event) => event.preventDefault()}>
        {actions.map((action) => (
          <Fragment key={action.label}>
            {action.parted && <Menu.Divider />}
            <Menu.Item
              disabled={Boolean(action.off)}
              title={action.off ?? undefined}
              rightSection={action.keys === undefined ? undefined : <kbd className={classes.keys}>{action.keys}</kbd>}
              onClick={() => onChoose(action)}
            >
              {action.label}
            </Menu.Item>
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
