import { Button, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Connection } from '../../../shared/schema/model.ts';
import type { OwnPrice } from '../../../shared/schema/own-price.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import { isOfCosts } from '../../api/queries.ts';
import dialog from '../../ui/dialog.module.css';
import { Failure } from '../../ui/failure.tsx';
import classes from './costs.module.css';
import { type PriceFields, priceFieldsOf, toOwnPrice } from './own-price.ts';

/** What the person pays, for every bucket of a connection: goes before any list, in any currency. */
export function OwnPriceForm({ connection }: { connection: Connection }) {
  const { client } = useApi();
  const cache = useQueryClient();
  const [fields, setFields] = useState(() => priceFieldsOf(connection));
  const [problem, setProblem] = useState<string | null>(null);
  const save = useMutation({
    mutationFn: (price: OwnPrice | null) => client.costs.setOwnPrice({ connectionId: connection.id, price }),
    onSuccess: () => cache.invalidateQueries({ predicate: isOfCosts }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const made = toOwnPrice(fields);
    setProblem('problem' in made ? made.problem : null);
    if ('price' in made) save.mutate(made.price);
  };
  const field = (name: keyof PriceFields) => ({
    value: fields[name],
    autoComplete: 'off',
    spellCheck: false,
    onChange: (event: { currentTarget: { value: string } }) =>
      setFields({ ...fields, [name]: event.currentTarget.value }),
  });
  const said = words.page.costs.own;
  return (
    <form className={classes.section} aria-label={said.heading} onSubmit={submit} noValidate>
      <h3>{said.heading}</h3>
      <p className={dialog.note}>{said.about(connection.name)}</p>
      <div className={classes.fields}>
        <TextInput label={said.currency} {...field('currency')} />
        <TextInput {...said.perGiBMonth} {...field('perGiBMonth')} />
        <TextInput {...said.perThousandLists} {...field('perThousandLists')} />
        <Textarea {...said.byClass} autosize minRows={1} {...field('byClass')} />
      </div>
      <div role="alert" className={classes.problem}>
        {problem}
      </div>
      {save.error && <Failure error={toErrorShape(save.error)} />}
      <div className={dialog.buttons}>
        {connection.ownPrice && (
          <Button variant="default" loading={save.isPending} onClick={() => save.mutate(null)}>
            {said.useLists}
          </Button>
        )}
        <Button type="submit" loading={save.isPending}>
          {said.save}
        </Button>
      </div>
    </form>
  );
}
