/** German for what stands in the way of completing an upload, or should be known before. */
export const partProblemSayings = {
  nothingToComplete: 'Er hat keine Teile: Es gibt nichts, woraus ein Objekt werden könnte.',
  partNumbersTooHigh: 'Er hat Teilnummern über {most}, und darüber schließt S3 keine ab.',
  partNumberTwice: 'Eine Teilnummer ist zweimal gelistet: Welche davon zählt, ist nicht bekannt.',
  partsWithoutETag: 'Der Server nennt für einige Teile kein ETag, und ohne es lässt sich ein Teil nicht benennen.',
  partsWithoutSize:
    'Der Server nennt für einige Teile keine Größe, die sein kann: Was daraus würde, ist nicht bekannt.',
  onePartTooSmall: '1 Teil ist kleiner als {least}. S3 nimmt das nur vom letzten Teil an.',
  partsTooSmall: '{parts} Teile sind kleiner als {least}. S3 nimmt das nur vom letzten Teil an.',
  onePartSmall:
    '1 Teil ist kleiner als {least}. Die meisten Server nehmen das nur vom letzten Teil an und lehnen die anderen ab.',
  partsSmall:
    '{parts} Teile sind kleiner als {least}. Die meisten Server nehmen das nur vom letzten Teil an und lehnen die anderen ab.',
  onePartNumberMissing: '1 Teilnummer fehlt. S3 erlaubt das, aber wenn ein Teil fehlt, fehlen auch seine Daten.',
  partNumbersMissing:
    '{numbers} Teilnummern fehlen. S3 erlaubt das, aber wenn ein Teil fehlt, fehlen auch seine Daten.',
};
