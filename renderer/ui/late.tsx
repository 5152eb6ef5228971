import { type ComponentType, type ReactNode, useEffect, useState } from 'react';

/** A component whose code is a file of its own. */
export type Late<Props> = {
  (props: Props): ReactNode;
  /** Fetches the code before it is needed. A failure is told by the component, once it is drawn. */
  prefetch: () => void;
};

/**
 * A component whose code is fetched when it is first needed: what the first picture does without is not read for it. Until
 * then nothing is drawn in its place. Not React's `lazy`: that holds what has come back for 300 ms after an empty place was
 * shown, and goes by way of that place even where the code is there.
 *
 * @param load fetches the code; asked again by the next drawing where it failed
 */
export function late<Props extends object>(load: () => Promise<ComponentType<Props>>): Late<Props> {
  let loaded: ComponentType<Props> | null = null;
  let loading: Promise<ComponentType<Props>> | null = null;
  const fetched = () => {
    loading ??= load().then(
      (component) => {
        loaded = component;
        return component;
      },
      (thrown: unknown) => {
        loading = null;
        throw thrown;
      },
    );
    return loading;
  };
  function LatePart(props: Props) {
    const [Part, setPart] = useState(() => loaded);
    const [failure, setFailure] = useState<{ thrown: unknown } | null>(null);
    useEffect(() => {
      if (Part !== null) return;
      let isWanted = true;
      fetched().then(
        (component) => isWanted && setPart(() => component),
        (thrown: unknown) => isWanted && setFailure({ thrown }),
      );
      return () => {
        isWanted = false;
      };
    }, [Part]);
    if (failure) throw failure.thrown;
    return Part && <Part {...props} />;
  }
  return Object.assign(LatePart, {
    prefetch: () => {
      fetched().catch(() => {});
    },
  });
}
