import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { formatColumnBytes } from '../../../shared/format/bytes.ts';
import { formatCount } from '../../../shared/format/numbers.ts';
import type { LeakReport } from '../../../shared/schema/leaks.ts';
import type { UploadFilter } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import type { BucketPlace } from '../../api/queries.ts';
import dialog from '../../ui/dialog.module.css';
import { Dialog } from '../../ui/dialog.tsx';
import { ExportMenu } from '../../ui/export-menu.tsx';
import { Failure } from '../../ui/failure.tsx';
import { showKey } from '../../ui/safe-key.ts';
import styles from '../../ui/table.module.css';
import { leakExports } from './leak-exports.ts';
import classes from './leaks.module.css';

export type LeaksDialogProps = { at: BucketPlace; filter: UploadFilter; onClose: () => void };

/** The dialog `Who leaks`: what the stale uploads have in common, which client left them, and what to do about it. */
export function LeaksDialog({ at, filter, onClose }: LeaksDialogProps) {
  const { queries } = useApi();
  const report = useQuery(queries.leaks(at, filter));
  const said = words.page.leaks;
  return (
    <Dialog onClose={onClose} title={said.title} size={820}>
      <div className={dialog.body}>
        {report.error && <Failure error={toErrorShape(report.error)} />}
        {report.isPending && (
          <p className={dialog.making} role="status">
            {said.looking}
          </p>
        )}
        {report.data && <Report report={report.data} />}
        {report.data && report.data.uploads > 0 && (
          <div className={dialog.buttons}>
            <p className={dialog.note} />
            <ExportMenu choices={leakExports(at.bucket, report.data)} />
          </div>
        )}
      </div>
    </Dialog>
  );
}

function Report({ report }: { report: LeakReport }) {
  const said = words.page.leaks;
  if (report.uploads === 0) return <p className={dialog.note}>{said.nothing}</p>;
  return (
    <>
      <p className={dialog.note}>
        {said.looked(report)} {report.active > 0 && `${said.leftOut(report.active)} `}
        {said.noProof}
      </p>
      <Causes report={report} />
      <Clients report={report} />
      <div className={classes.pair}>
        <Shares
          title={said.initiators.title}
          head={said.initiators.head}
          rows={report.initiators.map(({ name, ...share }) => ({
            ...share,
            name: name === null ? said.initiators.none : showKey(name),
          }))}
        />
        <Shares
          title={said.prefixes.title}
          head={said.prefixes.head}
          rows={report.prefixes.map(({ prefix, ...share }) => ({
            ...share,
            name: prefix === '' ? said.prefixes.none : showKey(prefix),
          }))}
        />
      </div>
      <Shares
        title={said.weeks.title}
        head={said.weeks.head}
        rows={report.weeks.map(({ from, ...share }) => ({ ...share, name: said.weeks.name(from) }))}
      />
    </>
  );
}

function Causes({ report: { causes } }: { report: LeakReport }) {
  const said = words.page.leaks.causes;
  return (
    <Section title={said.title}>
      {causes.length === 0 ? (
        <p className={dialog.note}>{said.none}</p>
      ) : (
        <ul className={classes.causes}>
          {causes.map((cause) => (
            <li key={cause.code}>
              <strong>{words.leak.cause(cause)}</strong>
              <span>{words.leak.advice(cause.advice)}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Clients({ report: { clients } }: { report: LeakReport }) {
  const { uploads: uploadsHead, bytes: bytesHead, clients: said } = words.page.leaks;
  return (
    <Section title={said.title}>
      <table className={styles.table} aria-label={said.title}>
        <thead>
          <tr>
            <th scope="col">{said.client}</th>
            <th scope="col" className={styles.end}>
              {said.odds}
            </th>
            <th scope="col" className={styles.end}>
              {uploadsHead}
            </th>
            <th scope="col" className={styles.end}>
              {bytesHead}
            </th>
            <th scope="col">{said.why}</th>
          </tr>
        </thead>
        <tbody>
          {clients.map(({ names, odds, uploads, bytes, reasons }) => (
            <tr key={names.join()}>
              <th scope="row">{names.length === 0 ? said.unknown : said.oneOf(names)}</th>
              <td className={styles.end}>{names.length === 0 ? '–' : `${Math.round(odds * 100)} %`}</td>
              <td className={styles.end}>{formatCount(uploads)}</td>
              <td className={styles.end}>{formatColumnBytes(bytes)}</td>
              <td>{names.length === 0 ? said.thin : reasons.map((reason) => words.leak.reason(reason)).join('; ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

type ShareRow = { name: string; uploads: number; bytes: number };

function Shares({ title, head, rows }: { title: string; head: string; rows: readonly ShareRow[] }) {
  return (
    <Section title={title}>
      <table className={`${styles.table} ${classes.shares}`} aria-label={title}>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            <th scope="col" className={styles.end}>
              {words.page.leaks.uploads}
            </th>
            <th scope="col" className={styles.end}>
              {words.page.leaks.bytes}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, uploads, bytes }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className={styles.end}>{formatCount(uploads)}</td>
              <td className={styles.end}>{formatColumnBytes(bytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.section} aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}
