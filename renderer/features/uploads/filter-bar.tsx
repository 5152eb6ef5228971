import { NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import type { UploadFilter } from '../../../shared/schema/model.ts';
import type { Grouping } from '../../../shared/schema/upload-groups.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi } from '../../api/api.tsx';
import type { BucketPlace } from '../../api/queries.ts';
import { useClickGuard } from '../../ui/click-guard.ts';
import { useCommands } from '../../ui/commands.ts';
import { Icon } from '../../ui/icon.tsx';
import { OffButton } from '../../ui/off-button.tsx';
import { ageChoicesWith, isFiltering, olderThan } from './age-filter.ts';
import { useKept } from './bucket-view.ts';
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
  const say = words.page.uploads.filter.bar;
  const [days, setDays] = useKept(at, 'days');
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

  const noFilter = isFiltering(filter) ? null : say.notSet;
  const clearAll = () => {
    setDays(null);
    onFilter({});
  };
  const groupings = (['none', 'prefix', 'initiator', 'week'] as const).map((name) => ({
    value: name === 'none' ? null : name,
    label: say.groupings[name],
    command: say.groupCommands[name],
  }));
  useCommands(say.label, [
    { label: say.clear, off: noFilter, run: clearAll },
    ...groupings.map(({ value, command }) => ({ label: command, run: () => onGrouping(value) })),
  ]);
  const guard = useClickGuard();
  const clear = useRef<HTMLButtonElement>(null);
  const chips = filterChips(filter, names);
  const hasAge = filter.initiatedAfter !== undefined || filter.initiatedBefore !== undefined;
  const isRange = hasAge && (filter.initiatedAfter !== undefined || days === null);
  return (
    <div className={classes.bar} data-region="filter">
      <div className={classes.line}>
        <TextInput
          size="xs"
          className={classes.text ?? ''}
          aria-label={say.label}
          data-filter
          placeholder={say.placeholder}
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
          aria-label={say.which}
          value={filter.activity ?? 'all'}
          data={[
            { value: 'all', label: say.all },
            { value: 'stale', label: say.stale },
            { value: 'active', label: say.active },
          ]}
          onChange={(value) => {
            const { activity: _old, ...rest } = filter;
            onFilter(value === 'active' || value === 'stale' ? { ...rest, activity: value } : rest);
          }}
        />
        <NativeSelect
          size="xs"
          aria-label={say.age}
          value={isRange ? 'range' : hasAge ? String(days) : ''}
          onChange={(event) => {
            const { value } = event.currentTarget;
            if (value === 'range') return;
            const chosen = value === '' ? null : Number(value);
            setDays(chosen);
            onFilter(olderThan(filter, chosen, Date.now()));
          }}
          data={[
            { value: '', label: say.anyAge },
            ...ageChoicesWith(days).map((choice) => ({
              value: String(choice),
              label: say.olderThan(choice),
            })),
            ...(isRange ? [{ value: 'range', label: say.asChosen }] : []),
          ]}
        />
        <MoreFilters at={at} filter={filter} onFilter={onFilter} count={chips.length} />
        <NativeSelect
          size="xs"
          aria-label={say.groupBy}
          miw={112}
          value={grouping ?? ''}
          onChange={(event) => {
            const { value } = event.currentTarget;
            onGrouping(value === 'prefix' || value === 'initiator' || value === 'week' ? value : null);
          }}
          data={groupings.map(({ value, label }) => ({ value: value ?? '', label }))}
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
          off={noFilter}
          variant="subtle"
          color="gray"
          size="compact-xs"
          mih={24}
          onClick={clearAll}
        >
          {say.clear}
        </OffButton>
        {chips.map(({ id, label, without }) => (
          <button
            key={id}
            type="button"
            className={classes.chip}
            title={label}
            aria-label={say.remove(label)}
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
        {!isFiltering(filter) && <span className={classes.unfiltered}>{say.notSet}</span>}
      </div>
    </div>
  );
}
