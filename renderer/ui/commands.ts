import { useEffect, useRef } from 'react';

/** Something that can be done now, as the command palette offers it. */
export type Command = {
  /** As the button or the menu on screen says it. */
  label: string;
  /** Why it does nothing now, in words; null or left out where it does. */
  off?: string | null;
  run: () => void;
};

/** Commands of one part of the screen, and what that part is called. */
export type CommandGroup = { name: string; commands: readonly Command[] };

const offered = new Set<{ readonly current: CommandGroup }>();

/** Offers what a part of the screen can do for as long as it is there. @param name of the part: "Bucket media-archive" */
export function useCommands(name: string, commands: readonly Command[]): void {
  const group = useRef<CommandGroup>({ name, commands });
  group.current = { name, commands };
  useEffect(() => {
    offered.add(group);
    return () => {
      offered.delete(group);
    };
  }, []);
}

/** Everything that can be done at this moment, what came last first: it is nearest to what the person does. */
export function commandGroups(): CommandGroup[] {
  return [...offered].map(({ current }) => current).reverse();
}
