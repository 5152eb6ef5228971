import { createElement, Fragment, type ReactNode } from 'react';

export type FilledProps = {
  /** A sentence with places in it, such as `Type {name} to go on.` */
  text: string;
  /** What stands in each place, by its name. */
  parts: Readonly<Record<string, ReactNode>>;
};

/**
 * A sentence whose places hold elements: each language puts them where it needs them.
 *
 * @throws Error where the sentence names a place that has no part, so that none is lost on screen
 */
export function Filled({ text, parts }: FilledProps) {
  // Every second piece of what is split so is the name of a place. As arguments they keep their order, and need no keys.
  const pieces = text.split(/\{([a-z]+)\}/i).map((piece, index) => {
    if (index % 2 === 0) return piece;
    if (!Object.hasOwn(parts, piece))
      throw new Error(`The sentence "${text}" has a place "${piece}" that nothing fills`);
    return parts[piece];
  });
  return createElement(Fragment, null, ...pieces);
}
