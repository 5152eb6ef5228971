import type { Connection } from '../../../shared/schema/model.ts';
import type { ConnectionFields, FieldProblems } from './connection-draft.ts';

/** What a part of the connection form needs to show its fields and to tell of a change. */
export type FormFields = {
  fields: ConnectionFields;
  problems: FieldProblems;
  /** The connection being edited; undefined for a new one. */
  editing: Connection | undefined;
  change: (changed: Partial<ConnectionFields>) => void;
};

type NamesOf<T> = { [K in keyof ConnectionFields]: ConnectionFields[K] extends T ? K : never }[keyof ConnectionFields];
/** Fields of free text. */
export type TextName = Exclude<NamesOf<string>, 'credentials' | 'proxy' | 'colour'>;
type FlagName = NamesOf<boolean>;
type NumberName = Exclude<
  { [K in keyof ConnectionFields]: number extends ConnectionFields[K] ? K : never }[keyof ConnectionFields],
  never
>;

/** The properties of a text input. Nothing here is a word of a language, so nothing is completed or spelled. */
export function textProps({ fields, problems, change }: FormFields, name: TextName) {
  return {
    value: fields[name],
    error: problems[name],
    onChange: (event: { currentTarget: { value: string } }) => change({ [name]: event.currentTarget.value }),
    autoComplete: 'off',
    spellCheck: false,
  };
}

/** The properties of a checkbox. */
export function flagProps({ fields, change }: FormFields, name: FlagName) {
  return {
    checked: fields[name],
    onChange: (event: { currentTarget: { checked: boolean } }) => change({ [name]: event.currentTarget.checked }),
  };
}

/** The properties of a number input. */
export function numberProps({ fields, problems, change }: FormFields, name: NumberName) {
  return {
    value: fields[name],
    error: problems[name],
    min: 0,
    onChange: (value: number | string) => change({ [name]: value }),
  };
}
