import { useLocalStorage } from '@mantine/hooks';

/** Which connections have their buckets hidden, by ID; kept from one start to the next. */
export function useCollapsed(): {
  collapsed: ReadonlySet<string>;
  setExpanded: (connectionIds: readonly string[], expanded: boolean) => void;
} {
  const [collapsed, setCollapsed] = useLocalStorage<ReadonlySet<string>>({
    key: 'loose-parts-collapsed',
    defaultValue: none,
    getInitialValueInEffect: false,
    serialize: (ids) => JSON.stringify([...ids]),
    deserialize: idsOf,
  });
  return {
    collapsed,
    setExpanded: (connectionIds, expanded) =>
      setCollapsed((before) => {
        const next = new Set(before);
        for (const id of connectionIds) {
          if (expanded) next.delete(id);
          else next.add(id);
        }
        return next;
      }),
  };
}

const none: ReadonlySet<string> = new Set();

/** What was kept, or nothing where it is not what this wrote. */
function idsOf(kept: string | undefined): ReadonlySet<string> {
  try {
    const ids: unknown = JSON.parse(kept ?? '[]');
    return new Set(Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : []);
  } catch {
    return none;
  }
}
