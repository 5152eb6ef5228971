import { type KeyboardEvent, type MouseEvent, type ReactNode, type RefObject, useEffect, useState } from 'react';
import { words } from '../../shared/words/words.ts';
import classes from './row-menu.module.css';
import { type RowAction, RowMenu, type RowMenuPlace } from './row-menu.tsx';

/** What a grid must tell to have menus on its rows. */
export type RowMenuOptions = {
  frame: RefObject<HTMLDivElement | null>;
  grid: RefObject<HTMLDivElement | null>;
  active: number | null;
  /** Left out, rows have no menu. */
  actionsOf: ((index: number) => { name: string; actions: readonly RowAction[] } | null) | undefined;
  onActive: (index: number) => void;
};

export type RowMenuHandlers = {
  onContextMenu: (event: MouseEvent) => void;
  /** @returns whether the key was that of a menu */
  onMenuKey: (event: KeyboardEvent) => boolean;
  /** The menu that is open, and what was just copied. */
  menu: ReactNode;
};

/** How long it is said that something was copied, ms. */
const saidMs = 4_000;

/** Menus of a grid's rows, by right click and by keyboard. What is chosen begins with the focus in the grid. */
export function useRowMenu({ frame, grid, active, actionsOf, onActive }: RowMenuOptions): RowMenuHandlers {
  const [place, setPlace] = useState<RowMenuPlace | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  useEffect(() => {
    if (said === null) return;
    const timer = setTimeout(() => setSaid(null), saidMs);
    return () => clearTimeout(timer);
  }, [said]);

  const openAt = (index: number, x: number, y: number) => {
    const edge = frame.current?.getBoundingClientRect();
    if (edge) setPlace({ index, x: x - edge.left, y: y - edge.top });
  };
  const openAtActive = (): boolean => {
    const row = grid.current?.querySelector('[role="row"][data-active]');
    if (active === null || !row) return false;
    const { left, bottom } = row.getBoundingClientRect();
    openAt(active, left + 40, bottom);
    return true;
  };
  // What opens next gives the focus back to the grid, not to an entry that is gone.
  const close = () => {
    setPlace(null);
    grid.current?.focus({ preventScroll: true });
  };
  const choose = (action: RowAction) => {
    close();
    if ('run' in action) {
      action.run();
      return;
    }
    navigator.clipboard.writeText(action.copy).then(
      () => setSaid(words.page.ui.copiedBy(action.label)),
      () => setSaid(words.page.ui.notCopied),
    );
  };
  const open = place && actionsOf?.(place.index);
  return {
    onContextMenu: (event) => {
      if (!actionsOf || !(event.target instanceof Element)) return;
      // Marked text has the system's own menu, which copies it.
      if (window.getSelection()?.isCollapsed === false) return;
      const index = Number(event.target.closest('[role="row"]')?.getAttribute('aria-rowindex')) - 2;
      if (index >= 0) {
        onActive(index);
        openAt(index, event.clientX, event.clientY);
      } else if (event.target !== grid.current || !openAtActive()) return;
      event.preventDefault();
    },
    onMenuKey: (event) =>
      actionsOf !== undefined &&
      (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) &&
      openAtActive(),
    menu: (
      <>
        {open && (
          <RowMenu
            key={`${place.index} ${place.x} ${place.y}`}
            place={place}
            name={open.name}
            actions={open.actions}
            onChoose={choose}
            onClose={close}
          />
        )}
        {actionsOf && (
          <p role="status" className={classes.said}>
            {said}
          </p>
        )}
      </>
    ),
  };
}
