export { ConnectionDialog } from './connection-form.tsx';
export { Navigation } from './navigation.tsx';
export { Welcome } from './welcome.tsx';
