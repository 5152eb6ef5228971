import { Button, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { type ReactNode, useEffect, useState } from 'react';
import type { UploadFilter } from '../../../shared/model.ts';
import { Icon } from '../../ui/icon.tsx';
import { ageChoices, isFiltering, olderThan, withoutAge } from './age-filter.ts';
import classes from './filter-bar.module.css';

export type FilterBarProps = {
  filter: UploadFilter;
  onFilter: (filter: UploadFilter) => void;
  /** What can be done with the selected uploads. */
  selection: ReactNode;
};

/** One request per pause in typing, not per letter. */
const typingPauseMs = 200;

/** Narrows the grid down by text, by activity and by age. */
export function FilterBar({ filter, onFilter, selection }: FilterBarProps) {
  const [text, setText] = useState(filter.text ?? '');
  const [days, setDays] = useState<number | null>(null);
  const applyText = useDebouncedCallback((value: string) => {
    const { text: _old, ...rest } = filter;
    onFilter(value ? { ...rest, text: value } : rest);
  }, typingPauseMs);
  // A filter cleared from elsewhere empties the field as well.
  const outside = filter.text;
  useEffect(() => {
    if (outside === undefined) setText('');
  }, [outside]);

  const hasAge = filter.initiatedAfter !== undefined || filter.initiatedBefore !== undefined;
  const isRange = hasAge && (filter.initiatedAfter !== undefined || days === null);
  return (
    <div className={classes.bar}>
      <TextInput
        size="xs"
        className={classes.text ?? ''}
        aria-label="Filter"
        placeholder="Filter by key"
        leftSection={<Icon name="search" size={14} />}
        value={text}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => {
          setText(event.currentTarget.value);
          applyText(event.currentTarget.value);
        }}
      />
      <SegmentedControl
        size="xs"
        aria-label="Which uploads"
        value={filter.activity ?? 'all'}
        data={[
          { value: 'all', label: 'All' },
          { value: 'stale', label: 'Stale' },
          { value: 'active', label: 'Active' },
        ]}
        onChange={(value) => {
          const { activity: _old, ...rest } = filter;
          onFilter(value === 'active' || value === 'stale' ? { ...rest, activity: value } : rest);
        }}
      />
      <NativeSelect
        size="xs"
        aria-label="Age"
        value={isRange ? 'range' : hasAge ? String(days) : ''}
        onChange={(event) => {
          const { value } = event.currentTarget;
          if (value === 'range') return;
          const chosen = value === '' ? null : Number(value);
          setDays(chosen);
          onFilter(olderThan(filter, chosen, Date.now()));
        }}
        data={[
          { value: '', label: 'Any age' },
          ...ageChoices.map((choice) => ({
            value: String(choice),
            label: choice === 1 ? 'Older than a day' : `Older than ${choice} days`,
          })),
          ...(isRange ? [{ value: 'range', label: 'As in the chart' }] : []),
        ]}
      />
      {isFiltering(filter) && (
        <Button
          variant="subtle"
          color="gray"
          onClick={() => {
            setDays(null);
            setText('');
            onFilter(withoutAge({}));
          }}
        >
          Show all
        </Button>
      )}
      <div className={classes.selection}>{selection}</div>
    </div>
  );
}
