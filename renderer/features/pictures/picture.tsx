import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useRef } from 'react';
import type { CsvValue } from '../../../shared/format/csv.ts';
import { words } from '../../../shared/words/words.ts';
import { toErrorShape } from '../../api/errors.ts';
import { Failure } from '../../ui/failure.tsx';
import { saveFile } from '../../ui/save-file.ts';
import styles from '../../ui/table.module.css';
import { tableExports } from '../../ui/table-export.ts';
import classes from './pictures.module.css';
import { savePng, saveSvg } from './save-picture.ts';

/** A picture's own size; it is drawn as wide as there is room. */
export const pictureWidth = 760;

/** A column of the table that says the same as the picture. */
export type PictureColumn = { head: string; end?: boolean };

export type PictureProps = {
  title: string;
  /** The picture in a sentence, for who cannot see it. */
  summary: string;
  /** Of which bucket, folder and filter it is: a saved picture says so itself. */
  about: string;
  /** Of the file it is saved as. */
  fileName: string;
  height: number;
  columns: readonly PictureColumn[];
  /** Each with a key of its own. */
  rows: readonly { key: string; cells: readonly ReactNode[] }[];
  /** The same as a file that machines read: names of columns, and rows of plain values. */
  data: { columns: readonly string[]; rows: readonly (readonly CsvValue[])[] };
  /** What goes between title and picture. */
  above?: ReactNode;
  children: ReactNode;
};

/** A picture with its title, the same data as a table, and the ways to save it. */
export function Picture(props: PictureProps) {
  const { title, summary, about, fileName, height, columns, rows, data, above, children } = props;
  const svg = useRef<SVGSVGElement>(null);
  const drawn = (draw: (of: SVGSVGElement) => Promise<void> | void) => async () => {
    if (svg.current) await draw(svg.current);
  };
  const said = words.page.pictures.picture;
  const files = [
    { kind: 'PNG', label: said.saveAsPng(title), save: drawn((of) => savePng(of, fileName, { title, about })) },
    { kind: 'SVG', label: said.saveAsSvg(title), save: drawn((of) => saveSvg(of, fileName, { title, about })) },
    ...tableExports(title, fileName, data.columns, () => data.rows).map(({ label, read }, at) => ({
      kind: at === 0 ? 'CSV' : 'JSON',
      label,
      save: async () => saveFile(await read()),
    })),
  ];
  const save = useMutation({ mutationFn: (file: (typeof files)[number]) => file.save() });
  return (
    <section className={classes.picture} aria-label={title}>
      <header className={classes.head}>
        <h3>{title}</h3>
        {files.map((file) => (
          <Button
            key={file.kind}
            size="compact-xs"
            variant="default"
            aria-label={file.label}
            onClick={() => save.mutate(file)}
          >
            {file.kind}
          </Button>
        ))}
      </header>
      {save.error && <Failure error={toErrorShape(save.error)} />}
      {above}
      <svg
        ref={svg}
        className={classes.canvas}
        viewBox={`0 0 ${pictureWidth} ${height}`}
        role="img"
        aria-label={summary}
      >
        {children}
      </svg>
      <details className={classes.table}>
        <summary>{said.asTable(title)}</summary>
        <table className={styles.table} aria-label={said.asTable(title)}>
          <thead>
            <tr>
              {columns.map(({ head, end }) => (
                <th key={head} scope="col" className={end ? styles.end : undefined}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, cells }) => (
              <tr key={key}>
                {cells.map((cell, index) => (
                  <td key={columns[index]?.head} className={columns[index]?.end ? styles.end : undefined}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  );
}
