import { Button, Menu, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { UploadFilter } from '../../../shared/schema/model.ts';
import type { SavedCleanUp } from '../../../shared/schema/saved.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { keys } from '../../api/queries.ts';
import dialog from '../../ui/dialog.module.css';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import { Icon } from '../../ui/icon.tsx';
import { isFiltering, withoutAge } from './age-filter.ts';
import classes from './filter-bar.module.css';

export type SavedCleanUpsProps = {
  filter: UploadFilter;
  /** The age that was chosen in days; null where the filter's times are of their own. */
  days: number | null;
  onUse: (saved: SavedCleanUp) => void;
};

/** Filters with their exceptions that a person keeps by name, to be used again next month. */
export function SavedCleanUps({ filter, days, onUse }: SavedCleanUpsProps) {
  const { client, queries } = useApi();
  const say = words.page.uploads.filter.saved;
  const cache = useQueryClient();
  const [naming, setNaming] = useState(false);
  const saved = useQuery(queries.saved());
  const change = useMutation({
    mutationFn: (what: { save: SavedCleanUp } | { remove: string }) =>
      'save' in what ? client.saved.save(what.save) : client.saved.remove({ name: what.remove }),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.saved() }),
  });
  const all = saved.data ?? [];
  return (
    <>
      <Menu position="bottom-end" withInitialFocusPlaceholder={false} transitionProps={{ duration: 0 }}>
        <Menu.Target>
          <Button variant="default" title={say.button}>
            <Icon name="kept" size={14} />
            <span className={classes.savedWord}>{say.button}</span>
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {all.length === 0 && <Menu.Label>{say.none}</Menu.Label>}
          {all.map((one) => (
            <Menu.Item key={one.name} title={sentence(one)} onClick={() => onUse(one)}>
              {say.use(one.name)}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item disabled={!isFiltering(filter)} onClick={() => setNaming(true)}>
            {say.saveThis}
          </Menu.Item>
          {all.map(({ name }) => (
            <Menu.Item key={name} onClick={() => change.mutate({ remove: name })}>
              {say.forget(name)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {naming && (
        <NameDialog
          of={{ filter: days === null ? filter : withoutAge(filter), olderThanDays: days }}
          error={change.error}
          onClose={() => setNaming(false)}
          onSave={(name, of) => change.mutate({ save: { name, ...of } }, { onSuccess: () => setNaming(false) })}
        />
      )}
    </>
  );
}

type NameDialogProps = {
  of: Omit<SavedCleanUp, 'name'>;
  error: unknown;
  onClose: () => void;
  onSave: (name: string, of: Omit<SavedCleanUp, 'name'>) => void;
};

function NameDialog({ of, error, onClose, onSave }: NameDialogProps) {
  const say = words.page.uploads.filter.saved;
  const [name, setName] = useState('');
  return (
    <Dialog onClose={onClose} title={say.title}>
      <form
        className={dialog.body}
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) onSave(name.trim(), of);
        }}
      >
        <p>{sentence({ name, ...of })}</p>
        <TextInput
          label={say.name}
          data-autofocus
          maxLength={100}
          value={name}
          autoComplete="off"
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {error ? <Failure error={toErrorShape(error)} /> : null}
        <div className={dialog.buttons}>
          <Button variant="default" onClick={onClose}>
            {say.close}
          </Button>
          <Button type="submit" disabled={!name.trim()}>
            {say.title}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function sentence({ filter, olderThanDays }: SavedCleanUp): string {
  const age = olderThanDays === null ? null : words.page.uploads.filter.saved.olderThan(olderThanDays);
  const rest = isFiltering(filter) ? words.filter(filter, new Map()) : null;
  return [age, rest].filter((part) => part !== null).join(' · ');
}
