export { ConnectionDialog } from './connection-form.tsx';
export { ConnectionMenu } from './connection-menu.tsx';
export { ConnectionsImport } from './connections-import.tsx';
export { ConnectionsMenu } from './connections-menu.tsx';
export { MendEndpoint } from './mend-endpoint.tsx';
export { Welcome } from './welcome.tsx';
