import { type MouseEvent, useEffect, useState } from 'react';

/** Guards what a click changes against what comes to lie under a pointer that rests; see {@link createClickGuard}. */
export type ClickGuard = {
  /** To be called where the button goes down over something, with a name that tells it from everything else. */
  pressed: (name: string) => void;
  /**
   * Whether a click is meant for what is under the pointer: the button went down over it as well, and so did the first
   * click of a double click. Clicks of the keyboard and of assistive technology (`detail` 0) always are.
   */
  isMeant: (event: Pick<MouseEvent, 'detail'>, name: string) => boolean;
};

/**
 * A guard, and what it must be told before anybody else hears of it. Rows of a list that grows come to lie under a pointer,
 * and so does the head above a row; names are of what is shown, since one element may show another row a moment later.
 */
export function createClickGuard(): ClickGuard & { onDown: () => void; onClick: (event: { detail: number }) => void } {
  /** What the button went down over last; null: something without a name here. */
  let down: string | null = null;
  /** What the first click of a series was on. */
  let first: string | null = null;
  return {
    onDown: () => {
      down = null;
    },
    onClick: ({ detail }) => {
      // Clicks are counted by place and time alone, whatever was there each time.
      if (detail === 1) first = null;
    },
    pressed: (name) => {
      down = name;
    },
    isMeant: ({ detail }, name) => {
      if (detail === 0) return true;
      if (down !== name) return false;
      if (detail === 1) first = name;
      return first === name;
    },
  };
}

/** A guard for as long as the component is there. */
export function useClickGuard(): ClickGuard {
  const [guard] = useState(createClickGuard);
  useEffect(() => {
    window.addEventListener('pointerdown', guard.onDown, true);
    window.addEventListener('click', guard.onClick, true);
    return () => {
      window.removeEventListener('pointerdown', guard.onDown, true);
      window.removeEventListener('click', guard.onClick, true);
    };
  }, [guard]);
  return guard;
}
