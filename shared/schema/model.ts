/**
 * What page and engine speak of. Times are ms since the epoch, UTC; sizes are bytes; durations are ms.
 */

export * from './app-info.ts';
export * from './bucket.ts';
export * from './connection.ts';
export * from './job.ts';
export * from './look.ts';
export * from './upload.ts';
export { type UploadFilter, uploadFilterSchema } from './upload-filter.ts';
