import { Button, NativeSelect, Popover } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { UploadFilter } from '../../../shared/schema/model.ts';
import type { UploadConditions } from '../../../shared/schema/upload-filter.ts';
import { lifecycleDates } from '../../../shared/values/lifecycle-kinds.ts';
import { uploadStates } from '../../../shared/values/upload-states.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi } from '../../api/api.tsx';
import type { BucketPlace } from '../../api/queries.ts';
import { showKey } from '../../ui/safe-key.ts';
import { type ConditionFields, type Standing, standing, withStanding } from './conditions.ts';
import { parseDay, parseDayEnd, parseSize } from './field-text.ts';
import classes from './filter-bar.module.css';
import { DayField, sizeField, TextField } from './filter-fields.tsx';

export type MoreFiltersProps = {
  at: BucketPlace;
  filter: UploadFilter;
  onFilter: (filter: UploadFilter) => void;
  /** How many of the conditions in here hold now. */
  count: number;
};

/** A value that is always there in a list of choices: no condition, or the store named none. */
const any = 'any';
const none = 'none';
const valuePrefix = '=';

/** The filters that most people do not need every day, behind the button `More filters`. */
export function MoreFilters({ at, filter, onFilter, count }: MoreFiltersProps) {
  const say = words.page.uploads.filter.more;
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="bottom-start"
      trapFocus
      returnFocus
      shadow="md"
      transitionProps={{ duration: 0 }}
    >
      <Popover.Target>
        <Button variant="default" onClick={() => setOpen(!isOpen)}>
          {say.button(count)}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={say.label}>
        <Fields at={at} filter={filter} onFilter={onFilter} />
      </Popover.Dropdown>
    </Popover>
  );
}

/** Conditions that are turned around together. */
const sets = {
  text: ['text'],
  prefix: ['keyPrefix', 'keyDirect'],
  size: ['minBytes', 'maxBytes'],
  class: ['storageClass'],
  initiator: ['initiator'],
  state: ['state'],
  initiated: ['initiatedAfter', 'initiatedBefore'],
  lifecycle: ['lifecycle'],
  abort: ['abortBefore'],
} as const satisfies Record<string, ConditionFields>;
type SetName = keyof typeof sets;

function Fields({ at, filter, onFilter }: Omit<MoreFiltersProps, 'count'>) {
  const { queries } = useApi();
  const say = words.page.uploads.filter.more;
  const facets = useQuery(queries.facets(at)).data;
  // A condition can be turned around before it has a value.
  const [turned, setTurned] = useState<ReadonlySet<SetName>>(new Set());
  const stands = (set: SetName): Standing => {
    const found = standing(filter, sets[set]);
    return Object.keys(found.conditions).length > 0 ? found : { conditions: {}, not: turned.has(set) };
  };
  const put = (set: SetName, changes: Partial<UploadConditions>) => {
    const { conditions, not } = stands(set);
    onFilter(withStanding(filter, sets[set], { conditions: { ...conditions, ...changes }, not }));
  };
  const not = (set: SetName) => (
    <Button
      size="compact-xs"
      variant={stands(set).not ? 'filled' : 'default'}
      className={classes.not ?? ''}
      aria-pressed={stands(set).not}
      aria-label={say.notThis[set]}
      onClick={() => {
        const { conditions, not: was } = stands(set);
        const next = new Set(turned);
        if (was) next.delete(set);
        else next.add(set);
        setTurned(next);
        onFilter(withStanding(filter, sets[set], { conditions, not: !was }));
      }}
    >
      {say.not}
    </Button>
  );
  const text = stands('text');
  const prefix = stands('prefix').conditions;
  const size = stands('size').conditions;
  const { storageClass } = stands('class').conditions;
  const { initiator } = stands('initiator').conditions;
  const { state } = stands('state').conditions;
  const initiated = stands('initiated').conditions;
  const { lifecycle } = stands('lifecycle').conditions;
  const { abortBefore } = stands('abort').conditions;
  const chosen = (value: string): string | null | undefined =>
    value === any ? undefined : value === none ? null : value.slice(valuePrefix.length);
  const shown = (value: string | null | undefined) =>
    value === undefined ? any : value === null ? none : `${valuePrefix}${value}`;
  const classesFound = facets?.storageClasses ?? [];
  const initiators = facets?.initiators ?? [];
  return (
    <div className={classes.fields}>
      <TextField
        label={say.contains}
        placeholder={say.containsExample}
        value={text.conditions.text ?? ''}
        read={(value) => value}
        onValue={(value) => put('text', { text: value || undefined })}
      />
      {not('text')}
      <TextField
        label={say.prefix}
        placeholder={say.prefixExample}
        value={prefix.keyPrefix ?? ''}
        read={(value) => value}
        onValue={(value) => put('prefix', { keyPrefix: value || undefined, keyDirect: undefined })}
      />
      {not('prefix')}
      <div className={classes.pair}>
        <TextField
          label={say.sizeFrom}
          placeholder={say.sizeFromExample}
          value={sizeField(size.minBytes)}
          read={parseSize}
          problem={say.noSize(say.sizeFromExample)}
          onValue={(value) => put('size', { minBytes: value })}
        />
        <TextField
          label={say.sizeUpTo}
          placeholder={say.sizeUpToExample}
          value={sizeField(size.maxBytes)}
          read={parseSize}
          problem={say.noSize(say.sizeUpToExample)}
          onValue={(value) => put('size', { maxBytes: value })}
        />
      </div>
      {not('size')}
      <NativeSelect
        label={say.storageClass}
        value={shown(storageClass)}
        onChange={(event) => put('class', { storageClass: chosen(event.currentTarget.value) })}
        data={[
          { value: any, label: say.any },
          ...withChosen(
            storageClass,
            classesFound.map(({ value }) => value),
          ).map((value) => ({
            value: shown(value),
            label: withCount(value ?? say.notNamed, classesFound.find((found) => found.value === value)?.uploads),
          })),
        ]}
      />
      {not('class')}
      <NativeSelect
        label={say.initiator}
        value={shown(initiator)}
        onChange={(event) => put('initiator', { initiator: chosen(event.currentTarget.value) })}
        description={
          facets && facets.initiatorCount > initiators.length
            ? say.mostUploads({ shown: initiators.length, of: facets.initiatorCount })
            : undefined
        }
        data={[
          { value: any, label: say.any },
          ...withChosen(
            initiator,
            initiators.map(({ value }) => value),
          ).map((value) => {
            const found = initiators.find((initiator) => initiator.value === value);
            const name = value === null ? say.notNamed : showKey(found?.displayName || value);
            return { value: shown(value), label: withCount(name, found?.uploads) };
          }),
        ]}
      />
      {not('initiator')}
      <NativeSelect
        label={say.state}
        value={state ?? any}
        onChange={(event) => put('state', { state: uploadStates.find((one) => one === event.currentTarget.value) })}
        data={[
          { value: any, label: say.any },
          ...uploadStates.map((one) => ({ value: one, label: words.stateNames[one] })),
        ]}
      />
      {not('state')}
      <div className={classes.pair}>
        <DayField
          label={say.initiatedFrom}
          value={initiated.initiatedAfter}
          read={parseDay}
          onValue={(value) => put('initiated', { initiatedAfter: value })}
        />
        <DayField
          label={say.initiatedUntil}
          value={initiated.initiatedBefore}
          read={parseDayEnd}
          onValue={(value) => put('initiated', { initiatedBefore: value })}
        />
      </div>
      {not('initiated')}
      <NativeSelect
        label={say.abortDate}
        value={lifecycle ?? any}
        onChange={(event) => {
          const { value } = event.currentTarget;
          put('lifecycle', { lifecycle: lifecycleDates.find((one) => one === value) });
        }}
        data={[
          { value: any, label: say.any },
          { value: 'has date', label: say.hasDate },
          { value: 'has none', label: say.hasNoDate },
          { value: 'lapsed', label: say.hasLapsed },
        ]}
      />
      {not('lifecycle')}
      <DayField
        label={say.abortedUntil}
        value={abortBefore}
        read={parseDayEnd}
        onValue={(value) => put('abort', { abortBefore: value })}
      />
      {not('abort')}
    </div>
  );
}

/** The chosen value is among the choices even where no upload has it any more. */
function withChosen(chosen: string | null | undefined, found: readonly (string | null)[]): readonly (string | null)[] {
  return chosen === undefined || found.includes(chosen) ? found : [...found, chosen];
}

function withCount(name: string, uploads: number | undefined): string {
  return uploads === undefined ? name : words.page.uploads.filter.more.withCount({ name, uploads });
}
