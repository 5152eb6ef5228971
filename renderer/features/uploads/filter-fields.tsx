import { TextInput } from '@mantine/core';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { words } from '../../../shared/words/words.ts';
import { dayField, parseSize } from './field-text.ts';
import { useTypedText } from './typed-text.ts';

export type TextFieldProps<Value> = {
  label: string;
  placeholder: string;
  /** As the filter has it now, in words. */
  value: string;
  /** null: what is written is no value. */
  read: (text: string) => Value | null;
  problem?: string;
  onValue: (value: Value | undefined) => void;
};

/** A condition that is typed: the filter has it as soon as it can be read. */
export function TextField<Value>({ label, placeholder, value, read, problem, onValue }: TextFieldProps<Value>) {
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

export type DayFieldProps = {
  label: string;
  value: number | undefined;
  read: (text: string) => number | null;
  onValue: (value: number | undefined) => void;
};

/** A day as every other on screen is written: a browser's own field has its language's order. */
export function DayField({ label, value, read, onValue }: DayFieldProps) {
  const say = words.page.uploads.filter.more;
  return (
    <TextField
      label={label}
      placeholder={say.dayExample}
      value={dayField(value)}
      read={read}
      problem={say.noDay(say.dayExample)}
      onValue={onValue}
    />
  );
}

/** A size to edit: in a unit where that is exact, else in bytes. */
export function sizeField(bytes: number | undefined): string {
  if (bytes === undefined) return '';
  const text = formatBytes(bytes);
  return parseSize(text) === bytes ? text : String(bytes);
}
