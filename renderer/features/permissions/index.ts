export { PermissionsDialog } from './permissions-dialog.tsx';
