export { Openings } from './openings.tsx';
