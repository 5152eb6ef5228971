export { AccessLogsDialog } from './access-logs-dialog.tsx';
export { traceLines } from './trace-words.ts';
