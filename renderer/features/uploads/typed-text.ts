import { useEffect, useRef, useState } from 'react';

/** Letters that come closer together than this are one question, ms. */
const typingPauseMs = 200;

/**
 * The text of a field whose owner is told while a person types: of the first letter at once, of the following ones after
 * a pause. An empty `outside` (cleared from elsewhere) empties the field as well.
 */
export function useTypedText(
  outside: string,
  tell: (text: string) => void,
  /** Whether two texts mean the same: what was typed stays as it was typed. */
  isSame: (a: string, b: string) => boolean = Object.is,
) {
  const [text, setText] = useState(outside);
  const told = useRef(outside);
  const latest = useRef({ tell, isSame });
  latest.current = { tell, isSame };
  const typing = useRef<ReturnType<typeof setTimeout> | null>(null);

  const flush = (value: string) => {
    if (value === told.current) return;
    told.current = value;
    latest.current.tell(value);
  };
  useEffect(() => {
    // What comes back is what was told; anything else was chosen elsewhere.
    if (latest.current.isSame(outside, told.current)) return;
    told.current = outside;
    setText(outside);
  }, [outside]);
  useEffect(
    () => () => {
      if (typing.current) clearTimeout(typing.current);
    },
    [],
  );

  return {
    text,
    type: (value: string) => {
      setText(value);
      if (typing.current) clearTimeout(typing.current);
      else flush(value);
      typing.current = setTimeout(() => {
        typing.current = null;
        flush(value);
      }, typingPauseMs);
    },
    /** Tells at once: Enter, or the field was left. */
    settle: () => {
      if (typing.current) clearTimeout(typing.current);
      typing.current = null;
      flush(text);
    },
  };
}
