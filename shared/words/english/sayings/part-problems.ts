/** What stands in the way of completing an upload, or should be known before: a sentence or two. */
export const partProblemSayings = {
  nothingToComplete: 'It has no parts: there is nothing to make an object of.',
  partNumbersTooHigh: 'It has part numbers above {most}, and S3 completes none beyond that.',
  partNumberTwice: 'A part number is listed twice: which of them counts is not known.',
  partsWithoutETag: 'The server tells no ETag for some parts, and without it a part cannot be named.',
  partsWithoutSize: 'The server tells no size that can be for some parts: what they would make is not known.',
  onePartTooSmall: '1 part is smaller than {least}. S3 accepts that of the last part only.',
  partsTooSmall: '{parts} parts are smaller than {least}. S3 accepts that of the last part only.',
  onePartSmall:
    '1 part is smaller than {least}. Most servers accept that of the last part only, and refuse the others.',
  partsSmall:
    '{parts} parts are smaller than {least}. Most servers accept that of the last part only, and refuse the others.',
  onePartNumberMissing: '1 part number is missing. S3 allows that, but if a part is missing, so is its data.',
  partNumbersMissing: '{numbers} part numbers are missing. S3 allows that, but if a part is missing, so is its data.',
} as const;
