export { createNoticeBoard, type NoticeBoard } from './notice-board.ts';
export { Notices } from './notices.tsx';
