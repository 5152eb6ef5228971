import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatBytes, formatColumnBytes } from '../../../shared/format/bytes.ts';
import { formatCount } from '../../../shared/format/numbers.ts';
import type { UploadFilter } from '../../../shared/schema/model.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import type { BucketPlace } from '../../api/queries.ts';
import { Failure } from '../../ui/failure.tsx';
import { showKey } from '../../ui/safe-key.ts';
import styles from '../../ui/table.module.css';
import { Picture, pictureWidth } from './picture.tsx';
import classes from './pictures.module.css';
import { hasRoomForFigure, tileLabel } from './tile-label.ts';
import { type Tile, treemapTiles } from './treemap-tiles.ts';

const height = 300;

/** Bytes by folder, as areas; a folder opens to show what lies in it. */
export function PrefixTreemap({ at, filter }: { at: BucketPlace; filter: UploadFilter }) {
  const { queries } = useApi();
  const [prefix, setPrefix] = useState('');
  const groups = useQuery({ ...queries.groups(at, filter, 'prefix', prefix), placeholderData: keepPreviousData });
  if (groups.error) return <Failure error={toErrorShape(groups.error)} />;
  const tiles = treemapTiles(groups.data?.groups ?? [], pictureWidth, height);
  const total = tiles.reduce((sum, { bytes }) => sum + bytes, 0);
  const share = (bytes: number) => `${total === 0 ? 0 : Math.round((bytes / total) * 100)} %`;
  const enter = ({ name }: Tile) => {
    if (name?.kind === 'folder') setPrefix(name.prefix);
  };
  const { byPrefix: said, columns } = words.page.pictures;
  return (
    <Picture
      title={said.title}
      summary={
        // What is drawn until then is of the folder before.
        groups.isPending || groups.isPlaceholderData
          ? said.adding
          : tiles.length === 0
            ? said.noneSummary
            : said.summary({ bytes: total, areas: tiles.length, prefix: prefix === '' ? null : showKey(prefix) })
      }
      fileName={`loose-parts-${at.bucket}-bytes-by-prefix`}
      height={height}
      columns={[
        { head: said.prefix },
        { head: columns.uploads, end: true },
        { head: columns.bytes, end: true },
        { head: said.share, end: true },
      ]}
      rows={tiles.map((tile) => ({
        key: labelOf(tile),
        cells: [
          tile.name?.kind === 'folder' ? (
            <button key="enter" type="button" className={styles.link} onClick={() => enter(tile)}>
              {labelOf(tile)}
            </button>
          ) : (
            labelOf(tile)
          ),
          formatCount(tile.uploads),
          formatColumnBytes(tile.bytes),
          share(tile.bytes),
        ],
      }))}
      above={<Path prefix={prefix} onPrefix={setPrefix} />}
    >
      {tiles.length === 0 && (
        <text className={classes.nothing} x={pictureWidth / 2} y={height / 2}>
          {groups.isPending ? said.adding : said.none}
        </text>
      )}
      {tiles.map((tile) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: by keyboard, the table below has the same as buttons
        <g key={labelOf(tile)} data-folder={tile.name?.kind === 'folder' || undefined} onClick={() => enter(tile)}>
          <title>{said.area({ name: labelOf(tile), bytes: tile.bytes, uploads: tile.uploads })}</title>
          <rect
            className={`${classes.tile} ${tile.name === null ? classes.rest : ''}`}
            x={tile.x}
            y={tile.y}
            width={tile.width}
            height={tile.height}
          />
          <Label tile={tile} />
        </g>
      ))}
    </Picture>
  );
}

function Label({ tile }: { tile: Tile }) {
  const { x, y, width, height: tall } = tile;
  const name = tileLabel(labelOf(tile), width);
  if (name === null || tall < 20) return null;
  const bytes = formatBytes(tile.bytes);
  return (
    <>
      <text className={classes.label} x={x + 6} y={y + 16}>
        {name}
      </text>
      {tall >= 36 && hasRoomForFigure(bytes, width) && (
        <text className={classes.figure} x={x + 6} y={y + 31}>
          {bytes}
        </text>
      )}
    </>
  );
}

function labelOf({ name, groups }: Tile): string {
  if (name === null) return words.page.pictures.byPrefix.smaller(groups);
  if (name.kind === 'folder') {
    const above = name.prefix.slice(0, -1);
    return showKey(name.prefix.slice(above.lastIndexOf('/') + 1));
  }
  return words.page.pictures.byPrefix.direct;
}

/** Where the picture is, and the way back. */
function Path({ prefix, onPrefix }: { prefix: string; onPrefix: (prefix: string) => void }) {
  const steps = prefix === '' ? [] : prefix.slice(0, -1).split('/');
  return (
    <nav className={classes.path} aria-label={words.page.pictures.byPrefix.path}>
      <button type="button" className={styles.link} onClick={() => onPrefix('')}>
        {words.page.pictures.byPrefix.wholeBucket}
      </button>
      {steps.map((step, index) => {
        const to = `${steps.slice(0, index + 1).join('/')}/`;
        return (
          <button key={to} type="button" className={styles.link} onClick={() => onPrefix(to)}>
            {showKey(step)}/
          </button>
        );
      })}
    </nav>
  );
}
