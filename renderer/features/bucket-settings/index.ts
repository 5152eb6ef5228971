export { BucketSettingsDialog } from './bucket-settings-dialog.tsx';
