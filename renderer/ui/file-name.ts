import { plainFileName } from '../../shared/format/file-name.ts';

/** What a file that this page makes is called, without its ending. @param parts in whatever characters: some are names */
export function pageFileName(...parts: readonly string[]): string {
  return ['loose-parts', ...parts.map(plainFileName)].filter((part) => part !== '').join('-');
}
