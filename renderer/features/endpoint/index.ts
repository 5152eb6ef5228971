export { EndpointFactsView } from './endpoint-facts.tsx';
