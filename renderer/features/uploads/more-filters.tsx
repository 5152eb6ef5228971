import { Button, NativeSelect, Popover, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatBytes } from '../../../shared/format/bytes.ts';
import type { UploadFilter } from '../../../shared/schema/model.ts';
import { uploadStates } from '../../../shared/values/upload-states.ts';
import { useApi } from '../../api/api.tsx';
import type { BucketPlace } from '../../api/queries.ts';
import { formatCount } from '../../ui/amounts.ts';
import { showKey } from '../../ui/safe-key.ts';
import { dayField, parseDay, parseDayEnd, parseSize } from './field-text.ts';
import classes from './filter-bar.module.css';
import { useTypedText } from './typed-text.ts';

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
        <Button variant="default" className={classes.whole ?? ''} onClick={() => setOpen(!isOpen)}>
          More filters{count > 0 ? ` (${count})` : ''}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label="More filters">
        <Fields at={at} filter={filter} onFilter={onFilter} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Fields({ at, filter, onFilter }: Omit<MoreFiltersProps, 'count'>) {
  const { queries } = useApi();
  const facets = useQuery(queries.facets(at)).data;
  const set = <Name extends keyof UploadFilter>(name: Name, value: UploadFilter[Name] | undefined) => {
    const { [name]: _old, ...rest } = filter;
    onFilter(value === undefined ? rest : { ...rest, [name]: value });
  };
  const chosen = (value: string): string | null | undefined =>
    value === any ? undefined : value === none ? null : value.slice(valuePrefix.length);
  const shown = (value: string | null | undefined) =>
    value === undefined ? any : value === null ? none : `${valuePrefix}${value}`;
  const classesFound = facets?.storageClasses ?? [];
  const initiators = facets?.initiators ?? [];
  return (
    <div className={classes.fields}>
      <div className={classes.wide}>
        <TextField
          label="Key prefix"
          placeholder="renders/2026/"
          value={filter.keyPrefix ?? ''}
          read={(text) => text}
          onValue={(value) => {
            const { keyPrefix: _prefix, keyDirect: _direct, ...rest } = filter;
            onFilter(value ? { ...rest, keyPrefix: value } : rest);
          }}
        />
      </div>
      <TextField
        label="Size from"
        placeholder="100 MiB"
        value={sizeField(filter.minBytes)}
        read={parseSize}
        problem="Enter a size such as 100 MiB"
        onValue={(value) => set('minBytes', value)}
      />
      <TextField
        label="Size up to"
        placeholder="5 GiB"
        value={sizeField(filter.maxBytes)}
        read={parseSize}
        problem="Enter a size such as 5 GiB"
        onValue={(value) => set('maxBytes', value)}
      />
      <NativeSelect
        label="Storage class"
        value={shown(filter.storageClass)}
        onChange={(event) => set('storageClass', chosen(event.currentTarget.value))}
        data={[
          { value: any, label: 'Any' },
          ...withChosen(
            filter.storageClass,
            classesFound.map(({ value }) => value),
          ).map((value) => ({
            value: shown(value),
            label: withCount(value ?? 'Not named', classesFound.find((found) => found.value === value)?.uploads),
          })),
        ]}
      />
      <NativeSelect
        label="Initiator"
        value={shown(filter.initiator)}
        onChange={(event) => set('initiator', chosen(event.currentTarget.value))}
        description={
          facets && facets.initiatorCount > initiators.length
            ? `The ${formatCount(initiators.length)} with most uploads of ${formatCount(facets.initiatorCount)}`
            : undefined
        }
        data={[
          { value: any, label: 'Any' },
          ...withChosen(
            filter.initiator,
            initiators.map(({ value }) => value),
          ).map((value) => {
            const found = initiators.find((initiator) => initiator.value === value);
            const name = value === null ? 'Not named' : showKey(found?.displayName || value);
            return { value: shown(value), label: withCount(name, found?.uploads) };
          }),
        ]}
      />
      <div className={classes.wide}>
        <NativeSelect
          label="State"
          value={filter.state ?? any}
          onChange={(event) =>
            set(
              'state',
              uploadStates.find((state) => state === event.currentTarget.value),
            )
          }
          data={[{ value: any, label: 'Any' }, ...uploadStates.map((state) => ({ value: state, label: state }))]}
        />
      </div>
      <DayField
        label="Initiated from (UTC)"
        value={filter.initiatedAfter}
        read={parseDay}
        onValue={(value) => set('initiatedAfter', value)}
      />
      <DayField
        label="Initiated until (UTC)"
        value={filter.initiatedBefore}
        read={parseDayEnd}
        onValue={(value) => set('initiatedBefore', value)}
      />
      <NativeSelect
        label="Lifecycle abort date"
        value={filter.lifecycle ?? any}
        onChange={(event) => {
          const { value } = event.currentTarget;
          set('lifecycle', value === 'has date' || value === 'has none' ? value : undefined);
        }}
        data={[
          { value: any, label: 'Any' },
          { value: 'has date', label: 'Has one' },
          { value: 'has none', label: 'Has none' },
        ]}
      />
      <DayField
        label="Aborted until (UTC)"
        value={filter.abortBefore}
        read={parseDayEnd}
        onValue={(value) => set('abortBefore', value)}
      />
    </div>
  );
}

type TextFieldProps<Value> = {
  label: string;
  placeholder: string;
  /** As the filter has it now, in words. */
  value: string;
  /** null: what is written is no value. */
  read: (text: string) => Value | null;
  problem?: string;
  onValue: (value: Value | undefined) => void;
};

function TextField<Value>({ label, placeholder, value, read, problem, onValue }: TextFieldProps<Value>) {
  const tell = (next: string) => {
    const found = next.trim() === '' ? undefined : read(next);
    // What is no value leaves the filter as it was: the field says so.
    if (found !== null) onValue(found);
  };
  const { text, type, settle } = useTypedText(value, tell, (a, b) => a === b || read(a) === read(b));
  return (
    <TextInput
      label={label}
      placeholder={placeholder}
      value={text}
      spellCheck={false}
      autoComplete="off"
      error={text.trim() !== '' && read(text) === null ? problem : undefined}
      onChange={(event) => type(event.currentTarget.value)}
      onBlur={settle}
      onKeyDown={(event) => {
        if (event.key === 'Enter') settle();
      }}
    />
  );
}

type DayFieldProps = {
  label: string;
  value: number | undefined;
  read: (text: string) => number | null;
  onValue: (value: number | undefined) => void;
};

function DayField({ label, value, read, onValue }: DayFieldProps) {
  return (
    <TextInput
      type="date"
      label={label}
      value={dayField(value)}
      onChange={(event) => onValue(read(event.currentTarget.value) ?? undefined)}
    />
  );
}

/** The chosen value is among the choices even where no upload has it any more. */
function withChosen(chosen: string | null | undefined, found: readonly (string | null)[]): readonly (string | null)[] {
  return chosen === undefined || found.includes(chosen) ? found : [...found, chosen];
}

function withCount(name: string, uploads: number | undefined): string {
  return uploads === undefined ? name : `${name} (${formatCount(uploads)})`;
}

/** A size to edit: in a unit where that is exact, else in bytes. */
function sizeField(bytes: number | undefined): string {
  if (bytes === undefined) return '';
  const words = formatBytes(bytes);
  return parseSize(words) === bytes ? words : String(bytes);
}
