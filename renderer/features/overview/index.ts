export { AllConnections } from './all-connections.tsx';
export { Overview } from './overview.tsx';
