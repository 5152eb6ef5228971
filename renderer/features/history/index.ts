import { late } from '../../ui/late.tsx';

/** Finished jobs and their evidence. */
export const HistoryScreen = late(async () => (await import('./history-screen.tsx')).HistoryScreen);
