import { useEffect } from 'react';
import type { RefusedOpening } from '../../../shared/schema/openings.ts';
import { mayBePlanFile } from '../../../shared/values/plan-file.ts';
import { isDialogOpen } from './dialog-open.ts';

/** What of a drag can be told, whoever drags. */
type Dragged = Pick<DataTransfer, 'types'>;

/**
 * What a drag means to the window. `file`: it may be a plan. `foreign`: a link or a picture, by which a web browser would
 * leave the page. `text`: it belongs to fields. Pure.
 */
export function kindOfDrag({ types }: Dragged): 'file' | 'foreign' | 'text' {
  if (types.includes('Files')) return 'file';
  return types.includes('text/uri-list') ? 'foreign' : 'text';
}

/** What becomes of dropped files, by their names alone: the one that may be a plan, or why none is opened. Pure. */
export function judgeDrop<F extends Pick<File, 'name'>>(
  files: readonly F[],
  isDialogOpen: boolean,
): { file: F } | { refusal: RefusedOpening } {
  const [file] = files;
  if (file === undefined) return { refusal: { why: 'no file' } };
  if (files.length > 1) return { refusal: { why: 'several files', files: files.length } };
  if (!mayBePlanFile(file.name)) return { refusal: { why: 'no plan file', name: file.name } };
  return isDialogOpen ? { refusal: { why: 'dialog open', name: file.name } } : { file };
}

/**
 * Takes what is dropped anywhere on the window: nothing that is dropped leads away from the page. Text may go where text is
 * entered.
 */
export function useDrop(onFile: (file: File) => Promise<void>, onRefused: (refusal: RefusedOpening) => void): void {
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (event.dataTransfer === null || isForField(event)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = kindOfDrag(event.dataTransfer) === 'file' ? 'copy' : 'none';
    };
    const drop = (event: DragEvent) => {
      if (event.dataTransfer === null || isForField(event)) return;
      event.preventDefault();
      const kind = kindOfDrag(event.dataTransfer);
      if (kind === 'text') return;
      const judged = judgeDrop(kind === 'file' ? [...event.dataTransfer.files] : [], isDialogOpen());
      if ('refusal' in judged) onRefused(judged.refusal);
      else void onFile(judged.file);
    };
    window.addEventListener('dragover', over);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('drop', drop);
    };
  }, [onFile, onRefused]);
}

/** Whether it is text over a field. */
function isForField({ dataTransfer, target }: DragEvent): boolean {
  const isField = target instanceof HTMLElement && ['INPUT', 'TEXTAREA'].includes(target.tagName);
  return isField && dataTransfer !== null && kindOfDrag(dataTransfer) !== 'file';
}
