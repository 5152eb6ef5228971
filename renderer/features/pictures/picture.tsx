import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useRef } from 'react';
import { words } from '../../../shared/words/words.ts';
import { toErrorShape } from '../../api/errors.ts';
import { Failure } from '../../ui/failure.tsx';
import styles from '../../ui/table.module.css';
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
  /** Of the file it is saved as. */
  fileName: string;
  height: number;
  columns: readonly PictureColumn[];
  /** Each with a key of its own. */
  rows: readonly { key: string; cells: readonly ReactNode[] }[];
  /** What goes between title and picture. */
  above?: ReactNode;
  children: ReactNode;
};

/** A picture with its title, the same data as a table, and the ways to save it. */
export function Picture(props: PictureProps) {
  const { title, summary, fileName, height, columns, rows, above, children } = props;
  const svg = useRef<SVGSVGElement>(null);
  const save = useMutation({
    mutationFn: async (kind: 'png' | 'svg') => {
      if (!svg.current) return;
      if (kind === 'svg') saveSvg(svg.current, fileName);
      else await savePng(svg.current, fileName);
    },
  });
  const said = words.page.pictures.picture;
  return (
    <section className={classes.picture} aria-label={title}>
      <header className={classes.head}>
        <h3>{title}</h3>
        <Button
          size="compact-xs"
          variant="default"
          aria-label={said.saveAsPng(title)}
          onClick={() => save.mutate('png')}
        >
          PNG
        </Button>
        <Button
          size="compact-xs"
          variant="default"
          aria-label={said.saveAsSvg(title)}
          onClick={() => save.mutate('svg')}
        >
          SVG
        </Button>
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
