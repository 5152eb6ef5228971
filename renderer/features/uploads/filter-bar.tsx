import { NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { UploadFilter } from '../../../shared/schema/model.ts';
import type { Grouping } from '../../../shared/schema/upload-groups.ts';
import { useApi } from '../../api/api.tsx';
import type { BucketPlace } from '../../api/queries.ts';
import { useClickGuard } from '../../ui/click-guard.ts';
import { Icon } from '../../ui/icon.tsx';
import { OffButton } from '../../ui/off-button.tsx';
import { ageChoicesWith, isFiltering, olderThan } from './age-filter.ts';
import classes from './filter-bar.module.css';
import { filterChips } from './filter-chips.ts';
import { MoreFilters } from './more-filters.tsx';
import { SavedCleanUps } from './saved-clean-ups.tsx';
import { useTypedText } from './typed-text.ts';

export type FilterBarProps = {
  at: BucketPlace;
  filter: UploadFilter;
  onFilter: (filter: UploadFilter) => void;
  grouping: Grouping | null;
  onGrouping: (grouping: Grouping | null) => void;
};

/** Narrows the grid down, and puts its uploads into groups. Two lines, always: what is below stays where it is. */
export function FilterBar({ at, filter, onFilter, grouping, onGrouping }: FilterBarProps) {
  const { queries } = useApi();
  const [days, setDays] = useState<number | null>(null);
  const { text, type, settle } = useTypedText(filter.text ?? '', (value) => {
    const { text: _old, ...rest } = filter;
    onFilter(value ? { ...rest, text: value } : rest);
  });
  // Names only: whoever filters by an initiator wants to read one, not an ARN.
  const facets = useQuery({ ...queries.facets(at), enabled: typeof filter.initiator === 'string' }).data;
  const names = new Map(
    facets?.initiators.flatMap(({ value, displayName }) =>
      value && displayName ? [[value, displayName] as const] : [],
    ),
  );

  const guard = useClickGuard();
  const clear = useRef<HTMLButtonElement>(null);
  const chips = filterChips(filter, names);
  const hasAge = filter.initiatedAfter !== undefined || filter.initiatedBefore !== undefined;
  const isRange = hasAge && (filter.initiatedAfter !== undefined || days === null);
  return (
    <div className={classes.bar}>
      <div className={classes.line}>
        <TextInput
          size="xs"
          className={classes.text ?? ''}
          aria-label="Filter"
          placeholder="Filter by key"
          leftSection={<Icon name="search" size={14} />}
          value={text}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => type(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') settle();
          }}
        />
        <SegmentedControl
          size="xs"
          className={classes.whole ?? ''}
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
            ...ageChoicesWith(days).map((choice) => ({
              value: String(choice),
              label: choice === 1 ? 'Older than a day' : `Older than ${choice} days`,
            })),
            ...(isRange ? [{ value: 'range', label: 'As chosen' }] : []),
          ]}
        />
        <MoreFilters at={at} filter={filter} onFilter={onFilter} count={chips.length} />
        <NativeSelect
          size="xs"
          aria-label="Group by"
          miw={112}
          value={grouping ?? ''}
          onChange={(event) => {
            const { value } = event.currentTarget;
            onGrouping(value === 'prefix' || value === 'initiator' || value === 'week' ? value : null);
          }}
          data={[
            { value: '', label: 'No groups' },
            { value: 'prefix', label: 'By prefix' },
            { value: 'initiator', label: 'By initiator' },
            { value: 'week', label: 'By week' },
          ]}
        />
        <SavedCleanUps
          filter={filter}
          days={hasAge && !isRange ? days : null}
          onUse={({ filter: saved, olderThanDays }) => {
            setDays(olderThanDays);
            onFilter(olderThanDays === null ? saved : olderThan(saved, olderThanDays, Date.now()));
          }}
        />
      </div>
      <div className={classes.chips}>
        <OffButton
          ref={clear}
          off={isFiltering(filter) ? null : 'No filter is set.'}
          variant="subtle"
          color="gray"
          size="compact-xs"
          mih={24}
          onClick={() => {
            setDays(null);
            onFilter({});
          }}
        >
          Clear filters
        </OffButton>
        {chips.map(({ id, label, without }) => (
          <button
            key={id}
            type="button"
            className={classes.chip}
            title={label}
            aria-label={`Remove the filter: ${label}`}
            onPointerDown={() => guard.pressed(id)}
            onClick={(event) => {
              // The next chip comes to lie where this one was.
              if (!guard.isMeant(event, id)) return;
              clear.current?.focus();
              onFilter(without);
            }}
          >
            <span>{label}</span>
            <Icon name="close" size={12} />
          </button>
        ))}
        {!isFiltering(filter) && <span className={classes.unfiltered}>No filter is set.</span>}
      </div>
    </div>
  );
}
