import { type Dispatch, type SetStateAction, useEffect, useState } from 'react';

/** How a person has each of many places before them, by the place's ID. */
export type KeptViews<View> = {
  /** A place's view, to be read and changed in place; nothing is drawn again by that. */
  of: (id: string) => View;
  entries: () => [string, View][];
  set: (id: string, view: View) => void;
};

/** @param first how a place is shown that one has not been to */
export function createViews<View extends object>(first: View): KeptViews<View> {
  const views = new Map<string, View>();
  return {
    of: (id) => {
      const view = views.get(id) ?? { ...first };
      views.set(id, view);
      return view;
    },
    entries: () => [...views],
    set: (id, view) => views.set(id, view),
  };
}

/** A state that is there again when one comes back to its place. The view stays the same while its reader is drawn. */
export function useKeptField<View extends object, Field extends keyof View>(
  view: View,
  field: Field,
): [View[Field], Dispatch<SetStateAction<View[Field]>>] {
  const [value, setValue] = useState<View[Field]>(view[field]);
  useEffect(() => {
    view[field] = value;
  }, [view, field, value]);
  return [value, setValue];
}
