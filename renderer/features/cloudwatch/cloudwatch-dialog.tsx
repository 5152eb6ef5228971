import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatBytes } from '../../../shared/format/bytes.ts';
import type { SizeReading, ToldSizes } from '../../../shared/schema/cloudwatch.ts';
import type { Bucket, Connection } from '../../../shared/schema/model.ts';
import { leadsToAws } from '../../../shared/values/aws-places.ts';
import { isStaging } from '../../../shared/values/storage-types.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import dialog from '../../ui/dialog.module.css';
import { Dialog } from '../../ui/dialog.tsx';
import { Failure } from '../../ui/failure.tsx';
import { NameText } from '../../ui/key-text.tsx';
import table from '../../ui/table.module.css';
import classes from './cloudwatch.module.css';
import { useAsking, useSwitch } from './use-asking.ts';

/** Buckets that one press asks about: as many as one call of the contract takes. */
const mostBuckets = 1000;

export type CloudWatchDialogProps = { connection: Connection; buckets: readonly Bucket[]; onClose: () => void };

/** The dialog `CloudWatch`: whether it may be asked through a connection, what that costs, and what it told. */
export function CloudWatchDialog({ connection, buckets, onClose }: CloudWatchDialogProps) {
  const { queries } = useApi();
  const told = useQuery(queries.toldSizes(connection.id));
  const ask = useAsking(connection);
  const { cloudWatch } = words.page;
  const names = buckets.map(({ name }) => name).slice(0, mostBuckets);
  return (
    <Dialog onClose={onClose} title={cloudWatch.title} size={860}>
      <div className={dialog.body}>
        <p>{cloudWatch.intro}</p>
        <p>{cloudWatch.costs()}</p>
        {connection.cloudWatch && (
          <div className={classes.asking}>
            <Button disabled={names.length === 0} loading={ask.isPending} onClick={() => ask.mutate(names)}>
              {cloudWatch.ask(names.length)}
            </Button>
            <span className={dialog.note}>
              {names.length === 0
                ? cloudWatch.noBuckets
                : cloudWatch.price({ count: names.length, isAws: connection.cloudWatch.endpointUrl === null })}
              {buckets.length > mostBuckets && ` ${cloudWatch.most(mostBuckets)}`}
            </span>
          </div>
        )}
        {ask.error && <Failure error={toErrorShape(ask.error)} />}
        {ask.data && <Failures failures={ask.data.failures} />}
        {told.data && told.data.length > 0 && <SizesTable sizes={told.data} />}
        <SwitchForm key={JSON.stringify(connection.cloudWatch)} connection={connection} />
      </div>
    </Dialog>
  );
}

function SwitchForm({ connection }: { connection: Connection }) {
  const [endpoint, setEndpoint] = useState(connection.cloudWatch?.endpointUrl ?? '');
  const change = useSwitch(connection);
  const { cloudWatch } = words.page;
  const isAws = leadsToAws(connection);
  return (
    <form
      className={classes.section}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        change.mutate({ endpointUrl: endpoint.trim() === '' ? null : endpoint.trim() });
      }}
    >
      {!connection.cloudWatch && <p className={dialog.note}>{cloudWatch.isOff}</p>}
      {!connection.cloudWatch && (
        <TextInput
          label={cloudWatch.endpointLabel}
          description={`${isAws ? cloudWatch.endpointOfAws : cloudWatch.endpointOfOther}${endpoint.trim() === '' ? '' : ` ${cloudWatch.otherPrice}`}`}
          placeholder="https://monitoring.example.com"
          value={endpoint}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setEndpoint(event.currentTarget.value)}
        />
      )}
      {change.error && <Failure error={toErrorShape(change.error)} />}
      {connection.cloudWatch ? (
        <Button variant="default" loading={change.isPending} onClick={() => change.mutate(null)}>
          {cloudWatch.switchOff}
        </Button>
      ) : (
        <Button type="submit" variant="default" loading={change.isPending}>
          {cloudWatch.switchOn}
        </Button>
      )}
    </form>
  );
}

function Failures({ failures }: { failures: SizeReading['failures'] }) {
  const { cloudWatch } = words.page;
  if (failures.length === 0) return null;
  /** One line for what went wrong alike. */
  const alike = new Map<string, SizeReading['failures'][number]>();
  for (const failure of failures) {
    const { title, hint } = words.error(failure.error);
    alike.set(`${title} ${hint}`, failure);
  }
  return (
    <section className={classes.section} aria-label={cloudWatch.failed(failures.length)}>
      <h3>{cloudWatch.failed(failures.length)}</h3>
      {[...alike].map(([sentence, { error }]) => (
        <Failure key={sentence} error={error} />
      ))}
    </section>
  );
}

function SizesTable({ sizes }: { sizes: readonly ToldSizes[] }) {
  const { cloudWatch } = words.page;
  const { columns } = cloudWatch;
  return (
    <table className={table.table} aria-label={cloudWatch.table}>
      <thead>
        <tr>
          <th scope="col">{columns.bucket}</th>
          <th scope="col" className={table.end}>
            {columns.size}
          </th>
          <th scope="col" className={table.end}>
            {columns.staging}
          </th>
          <th scope="col">{columns.day}</th>
          <th scope="col">{columns.region}</th>
        </tr>
      </thead>
      <tbody>
        {sizes.map(({ bucket, region, figures }) => (
          <tr key={bucket}>
            <td>
              <NameText value={bucket} />
              {figures.length === 0 && <span className={table.note}>{cloudWatch.nothingTold}</span>}
            </td>
            <td className={table.end}>{bytesOf(figures)}</td>
            <td className={table.end}>{bytesOf(figures.filter(({ storageType }) => isStaging(storageType)))}</td>
            <td className={classes.short}>{figures.length === 0 ? cloudWatch.notTold : cloudWatch.days(figures)}</td>
            <td className={classes.short}>{region}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function bytesOf(figures: ToldSizes['figures']): string {
  if (figures.length === 0) return words.page.cloudWatch.notTold;
  return formatBytes(figures.reduce((sum, { bytes }) => sum + bytes, 0));
}
