/** A letter of a label is about so wide, px of the picture. */
const letterPx = 6.6;
/** Left free on both sides, together. */
const marginPx = 12;
/** Of a name that is cut, no fewer letters: less tells nobody which it is. */
const fewestLetters = 8;

/**
 * A name as it fits into an area so wide, px: whole, or its beginning and its end, because names beside each other often differ
 * in their end alone. Pure.
 *
 * @returns null where there is no room for it
 */
export function tileLabel(name: string, width: number): string | null {
  const letters = Array.from(name);
  const room = Math.floor((width - marginPx) / letterPx);
  if (letters.length <= room) return name;
  if (room < fewestLetters) return null;
  const end = Math.floor((room - 1) / 2);
  return `${letters.slice(0, room - 1 - end).join('')}…${letters.slice(-end).join('')}`;
}

/** Whether a figure, short as formatted bytes are, fits under the name. Pure. */
export function hasRoomForFigure(figure: string, width: number): boolean {
  return figure.length * letterPx <= width - marginPx;
}
