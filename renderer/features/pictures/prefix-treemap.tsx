import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatBytes, formatColumnBytes } from '../../../shared/format/bytes.ts';
import { formatCount } from '../../../shared/format/numbers.ts';
import type { UploadFilter } from '../../../shared/schema/model.ts';
import type { UploadGroup } from '../../../shared/schema/upload-groups.ts';
import { words } from '../../../shared/words/words.ts';
import { useApi } from '../../api/api.tsx';
import { toErrorShape } from '../../api/errors.ts';
import type { BucketPlace } from '../../api/queries.ts';
import dialog from '../../ui/dialog.module.css';
import { Failure } from '../../ui/failure.tsx';
import { pageFileName } from '../../ui/file-name.ts';
import { showKey } from '../../ui/safe-key.ts';
import styles from '../../ui/table.module.css';
import { filteredBucket } from './filtered-bucket.ts';
import { Picture, pictureWidth } from './picture.tsx';
import classes from './pictures.module.css';
import { hasRoomForFigure, tileLabel } from './tile-label.ts';
import { type Tile, treemapTiles } from './treemap-tiles.ts';

const height = 300;

/** What is looked at: a folder, or of its folders those that one area stood for, each time fewer. */
type Place = { prefix: string; within: readonly Stretch[] };
type Stretch = { label: string; names: ReadonlySet<string> };

/** Bytes by folder, as areas; a folder opens to show what lies in it, and an area of many to show each. */
export function PrefixTreemap({ at, filter }: { at: BucketPlace; filter: UploadFilter }) {
  const { queries } = useApi();
  const [{ prefix, within }, setPlace] = useState<Place>({ prefix: '', within: [] });
  const groups = useQuery({ ...queries.largestFolders(at, filter, prefix), placeholderData: keepPreviousData });
  if (groups.error) return <Failure error={toErrorShape(groups.error)} />;
  const inner = within.at(-1);
  const told = groups.data?.groups ?? [];
  const shown = inner && !groups.isPlaceholderData ? told.filter((group) => inner.names.has(idOf(group))) : told;
  const tiles = treemapTiles(shown, pictureWidth, height);
  const total = tiles.reduce((sum, { bytes }) => sum + bytes, 0);
  const share = (bytes: number) => `${total === 0 ? 0 : Math.round((bytes / total) * 100)} %`;
  const enter = (tile: Tile) => {
    const [first] = tile.groups;
    if (tile.groups.length > 1) {
      const stretch = { label: labelOf(tile), names: new Set(tile.groups.map(idOf)) };
      setPlace({ prefix, within: [...within, stretch] });
    } else if (first?.name.kind === 'folder') setPlace({ prefix: first.name.prefix, within: [] });
  };
  const { byPrefix: said, columns } = words.page.pictures;
  const untold = (groups.data?.count ?? 0) - told.length;
  const place = [...(prefix === '' ? [] : [showKey(prefix)]), ...within.map(({ label }) => label)];
  return (
    <Picture
      title={said.title}
      summary={
        // What is drawn until then is of the folder before.
        groups.isPending || groups.isPlaceholderData
          ? said.adding
          : tiles.length === 0
            ? said.noneSummary
            : said.summary({
                bytes: total,
                areas: tiles.length,
                prefix: place.length === 0 ? null : place.join(' › '),
              })
      }
      about={[filteredBucket(at.bucket, filter), ...place].join(' › ')}
      fileName={pageFileName(at.bucket, 'bytes-by-prefix')}
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
          canBeEntered(tile) ? (
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
      data={{
        columns: ['kind', 'prefix', 'uploads', 'sized', 'bytes'],
        // Each by itself, however small: a file has room.
        rows: shown.map(({ name, totals }) => [
          name.kind,
          name.kind === 'folder' || name.kind === 'direct' ? name.prefix : null,
          totals.uploads,
          totals.sized,
          totals.bytes,
        ]),
      }}
      above={
        <>
          <Path place={{ prefix, within }} onPlace={setPlace} />
          <Nameless tiles={tiles.filter((tile) => !hasName(tile))} onEnter={enter} />
          {untold > 0 && <p className={dialog.note}>{said.untold({ told: told.length, untold })}</p>}
        </>
      }
    >
      {tiles.length === 0 && (
        <text className={classes.nothing} x={pictureWidth / 2} y={height / 2}>
          {groups.isPending ? said.adding : said.none}
        </text>
      )}
      {tiles.map((tile) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: by keyboard, the table below has the same as buttons
        <g key={labelOf(tile)} data-opens={canBeEntered(tile) || undefined} onClick={() => enter(tile)}>
          <title>{areaText(tile)}</title>
          <rect
            className={`${classes.tile} ${tile.groups.length > 1 ? classes.rest : ''}`}
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

/** Areas that are more than this have the table. */
const mostNameless = 3;

/** What is too small to have its name in the picture. */
function Nameless({ tiles, onEnter }: { tiles: readonly Tile[]; onEnter: (tile: Tile) => void }) {
  if (tiles.length === 0 || tiles.length > mostNameless) return null;
  return (
    <p className={dialog.note}>
      {words.page.pictures.byPrefix.nameless}{' '}
      {tiles.map((tile, place) => (
        <span key={labelOf(tile)}>
          {place > 0 && '; '}
          {canBeEntered(tile) ? (
            <button type="button" className={styles.link} onClick={() => onEnter(tile)}>
              {areaText(tile)}
            </button>
          ) : (
            areaText(tile)
          )}
        </span>
      ))}
    </p>
  );
}

function hasName(tile: Tile): boolean {
  return tile.height >= 20 && tileLabel(namesOf(tile)[0] ?? '', tile.width) !== null;
}

/** An area in a sentence. */
function areaText(tile: Tile): string {
  return words.page.pictures.byPrefix.area({ name: labelOf(tile), bytes: tile.bytes, uploads: tile.uploads });
}

/** One line under the other, as many as there is room for: names, which may be cut, and figures, which are whole. */
function Label({ tile }: { tile: Tile }) {
  const { x, y, width, height: tall, groups } = tile;
  const [first, ...others] = namesOf(tile).map((name) => tileLabel(name, width));
  if (first == null) return null;
  const figures = [
    ...(tile.isStretch ? [words.page.pictures.byPrefix.smaller(groups.length)] : []),
    formatBytes(tile.bytes),
  ];
  const lines = [
    ...[first, ...others].flatMap((text) => (text === null ? [] : [{ text, look: classes.label }])),
    ...figures.flatMap((text) => (hasRoomForFigure(text, width) ? [{ text, look: classes.figure }] : [])),
  ];
  return (
    <>
      {lines.slice(0, Math.floor((tall - 5) / 15)).map(({ text, look }, place) => (
        <text key={text} className={look} x={x + 6} y={y + 16 + 15 * place}>
          {text}
        </text>
      ))}
    </>
  );
}

function canBeEntered({ groups: [first, ...others] }: Tile): boolean {
  return others.length > 0 || first?.name.kind === 'folder';
}

/** What an area is called, in its title and in the table. */
function labelOf(tile: Tile): string {
  const { groups, isStretch } = tile;
  const [first, last] = [groups[0], groups.at(-1)];
  if (!first || !last) return '';
  if (groups.length === 1) return nameOf(first);
  const { smaller, stretch } = words.page.pictures.byPrefix;
  return isStretch
    ? stretch({ groups: groups.length, first: nameOf(first), last: nameOf(last) })
    : smaller(groups.length);
}

/** The same as lines within the area. */
function namesOf(tile: Tile): string[] {
  const { groups, isStretch } = tile;
  const [first, last] = [groups[0], groups.at(-1)];
  if (!isStretch || !first || !last) return [labelOf(tile)];
  return [nameOf(first), words.page.pictures.byPrefix.upTo(nameOf(last))];
}

function nameOf({ name }: UploadGroup): string {
  if (name.kind !== 'folder') return words.page.pictures.byPrefix.direct;
  const above = name.prefix.slice(0, -1);
  return showKey(name.prefix.slice(above.lastIndexOf('/') + 1));
}

/** Within one folder no two are the same. */
function idOf({ name }: UploadGroup): string {
  return name.kind === 'folder' ? name.prefix : '';
}

/** Where the picture is, and the way back. */
function Path({ place: { prefix, within }, onPlace }: { place: Place; onPlace: (place: Place) => void }) {
  const steps = prefix === '' ? [] : prefix.slice(0, -1).split('/');
  return (
    <nav className={classes.path} aria-label={words.page.pictures.byPrefix.path}>
      <button type="button" className={styles.link} onClick={() => onPlace({ prefix: '', within: [] })}>
        {words.page.pictures.byPrefix.wholeBucket}
      </button>
      {steps.map((step, index) => {
        const to = `${steps.slice(0, index + 1).join('/')}/`;
        return (
          <button key={to} type="button" className={styles.link} onClick={() => onPlace({ prefix: to, within: [] })}>
            {showKey(step)}/
          </button>
        );
      })}
      {within.map(({ label }, index) => (
        <button
          key={label}
          type="button"
          className={styles.link}
          onClick={() => onPlace({ prefix, within: within.slice(0, index + 1) })}
        >
          {label}
        </button>
      ))}
    </nav>
  );
}
