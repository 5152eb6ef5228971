import { Modal } from '@mantine/core';
import { type ReactNode, useLayoutEffect, useState } from 'react';
import { words } from '../../shared/words/words.ts';
import classes from './dialog.module.css';
import { isFocusLost, lastFocus } from './focus-keeper.ts';
import { focusAt, noteDialog } from './focus-place.ts';

export type DialogProps = {
  title: string;
  /** Its width, px; less where the window is narrower. */
  size?: number;
  onClose: () => void;
  /** What the cross is called, where another button is called Close. */
  closeLabel?: string;
  children: ReactNode;
};

/**
 * A dialog, open for as long as it is in the page. Once it is gone, the focus is where it was before: on what opened it or,
 * where that is gone as well, on what is nearest.
 */
export function Dialog({ title, size = 440, onClose, closeLabel = words.page.ui.close, children }: DialogProps) {
  // Before anything inside takes the focus.
  const [opener] = useState(lastFocus);
  useLayoutEffect(
    () => () => {
      // Once whatever replaces the dialog is there.
      queueMicrotask(() => {
        if (opener && isFocusLost()) focusAt(opener);
      });
    },
    [opener],
  );
  const note = (content: HTMLDivElement | null) => {
    if (content && opener) noteDialog(content, opener);
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={size}
      returnFocus={false}
      closeButtonProps={{ 'aria-label': closeLabel }}
    >
      <div ref={note} className={classes.content}>
        {children}
      </div>
    </Modal>
  );
}
