export { EndpointFactsView, OwnerGuardWarning } from './endpoint-facts.tsx';
