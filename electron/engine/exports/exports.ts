import type {
  ExportSelection,
  UploadExportCursor,
  UploadExportFormat,
  UploadExportPiece,
} from '../../../shared/schema/exports.ts';
import type { Connection, Upload } from '../../../shared/schema/model.ts';
import { assertNever } from '../../../shared/values/exhaustive.ts';
import { abortScript, type Shell } from '../commands/abort-commands.ts';
import { type CliTarget, cliTarget } from '../commands/cli-target.ts';
import { fileNameOf } from '../history/file-name.ts';
import type { IndexClient } from '../index/client.ts';
import type { Clock } from '../ports/ports.ts';
import { csvHead, csvRow, uploadEntry } from './upload-table.ts';

export interface ExportDeps {
  index: Pick<IndexClient, 'uploadsAfter' | 'uploadsByRefs'>;
  clock: Pick<Clock, 'now'>;
  connections: { get(connectionId: string): Connection; activeSince(connectionId: string): number };
}

/** Uploads of one piece: some hundred kilobytes. */
const mostInPiece = 1000;

export interface ExportRequest {
  connectionId: string;
  bucket: string;
  selection: ExportSelection;
  format: UploadExportFormat;
  cursor?: UploadExportCursor | undefined;
}

/** Uploads as files: tables, and commands for other tools. Asks no store. */
export function createExports({ index, clock, connections }: ExportDeps) {
  /** One read of what matches, where the cursor says; all that is named, some at a time, so that others have their turns. */
  async function* rowsOf({ connectionId, bucket, selection, cursor }: Omit<ExportRequest, 'format'>) {
    const activeSince = connections.activeSince(connectionId);
    if (selection.kind === 'uploads') {
      for (let at = 0; at < selection.refs.length; at += mostInPiece) {
        const read = await index.uploadsByRefs(selection.refs.slice(at, at + mostInPiece), activeSince);
        yield { read, after: null, isLast: at + mostInPiece >= selection.refs.length };
      }
      return;
    }
    const scope = { connectionId, bucket, filter: selection.filter, activeSince };
    const read = await index.uploadsAfter(scope, cursor?.after ?? null, mostInPiece);
    const last = read.length === mostInPiece ? read.at(-1)?.ref : undefined;
    const after = last ? { key: last.key, uploadId: last.uploadId } : null;
    yield { read, after, isLast: after === null };
  }

  return {
    /** One piece of an export; ask again with `next` until it is null. @throws AppError NOT_FOUND */
    async uploads({ connectionId, bucket, selection, format, cursor }: ExportRequest): Promise<UploadExportPiece> {
      const target = cliTarget(connections.get(connectionId), bucket);
      const except = new Set((selection.kind === 'filter' && selection.except ? selection.except : []).map(idOf));
      let state = { written: cursor?.written ?? 0, active: cursor?.active ?? 0 };
      let next: UploadExportCursor | null = null;
      const texts: string[] = [];
      for await (const { read, after, isLast } of rowsOf({ connectionId, bucket, selection, cursor })) {
        const wanted = read.filter(({ ref }) => ref.bucket === bucket && !except.has(idOf(ref)));
        const chosen = wanted.filter((upload) => !isCommand(format) || mayBeAborted(upload));
        const before = state.written;
        state = { written: before + chosen.length, active: state.active + wanted.length - chosen.length };
        next = after && { after, ...state };
        const isFirst = cursor === undefined && texts.length === 0;
        texts.push(textOf(format, chosen, { isFirst, isLast, before, ...state }, target));
      }
      const { ending, mediaType } = kinds[format];
      return {
        fileName: fileNameOf(bucket, clock.now(), connectionId, `uploads.${ending}`),
        mediaType,
        text: texts.join(''),
        next,
      };
    },
  };
}

export type Exports = ReturnType<typeof createExports>;

const kinds: Readonly<Record<UploadExportFormat, { ending: string; mediaType: string }>> = {
  csv: { ending: 'csv', mediaType: 'text/csv' },
  json: { ending: 'json', mediaType: 'application/json' },
  sh: { ending: 'sh', mediaType: 'text/x-shellscript' },
  powershell: { ending: 'ps1', mediaType: 'text/plain' },
};

interface Piece {
  isFirst: boolean;
  isLast: boolean;
  /** Uploads in the pieces before. */
  before: number;
  written: number;
  active: number;
}

function textOf(format: UploadExportFormat, uploads: readonly Upload[], piece: Piece, target: CliTarget): string {
  switch (format) {
    case 'csv':
      return (piece.isFirst ? csvHead : '') + uploads.map(csvRow).join('');
    case 'json': {
      const entries = uploads.map((upload) => JSON.stringify(uploadEntry(upload))).join(',\n');
      const joint = piece.before > 0 && uploads.length > 0 ? ',\n' : '';
      return `${piece.isFirst ? '[\n' : ''}${joint}${entries}${piece.isLast ? '\n]\n' : ''}`;
    }
    case 'sh':
    case 'powershell':
      return commands(format, uploads, piece, target);
    default:
      return assertNever(format);
  }
}

function commands(shell: Shell, uploads: readonly Upload[], piece: Piece, target: CliTarget): string {
  const end = shell === 'sh' ? '\n' : '\r\n';
  const remark = (text: string) => `# ${text}${end}`;
  const head = [
    ...(shell === 'sh' ? [`#!/bin/sh${end}`] : []),
    remark(
      'Aborts incomplete multipart uploads with the AWS CLI. An abort cannot be undone, and proves nothing by itself:',
    ),
    remark('list the parts again afterwards, or scan the bucket.'),
  ];
  const lines = [
    ...abortScript(
      uploads.map(({ ref }) => ref),
      target,
      shell,
    ),
  ];
  // The function that PowerShell's commands call stands once, in front.
  const body =
    shell === 'powershell' && !piece.isFirst ? lines.filter((line) => line.startsWith('Stop-Upload ')) : lines;
  const left = piece.active === 1 ? '1 upload' : `${piece.active} uploads`;
  const foot = piece.isLast && piece.active > 0 ? [remark(`Left out: ${left}, active or proved gone.`)] : [];
  return [...(piece.isFirst ? head : []), ...body, ...foot].join('');
}

function isCommand(format: UploadExportFormat): boolean {
  return format === 'sh' || format === 'powershell';
}

/** A script cannot look first: what somebody may still be writing to is not in it, nor what is gone. */
function mayBeAborted({ active, verdict }: Upload): boolean {
  return !active && verdict !== 'clear' && verdict !== 'completed';
}

function idOf({ key, uploadId }: { key: string; uploadId: string }): string {
  return `${uploadId}\n${key}`;
}
