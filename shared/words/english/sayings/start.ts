/** Why the app does not start, for the box that says so; a terminal is told in English. */
export const startSayings = {
  couldNotStart: 'Loose Parts could not start: {reason}',
  askedTooMuch:
    'What Loose Parts was asked to open is too long: a link or paths of more than 12 KiB. Nothing was opened. Start it without, or with fewer files.',
  folderUnwritable: 'The data folder {folder} cannot be written ({code}). Choose another with --data-dir.',
  folderOfAnother:
    'The folder {folder} belongs to another user of this computer. Choose another with --data-dir, or a new one, which is made.',
  folderSharedWithGroup:
    'The folder {folder} is shared: a group can put files into it. Choose another with --data-dir, or a new one, which is made.',
  folderSharedWithAll:
    'The folder {folder} is shared: every user of this computer can put files into it. Choose another with --data-dir, or a new one, which is made.',
  folderForeign:
    'The folder {folder} is not empty, and nothing in it is of Loose Parts. Choose another with --data-dir, or a new one, which is made.',
  folderBusy:
    'Loose Parts is running already with the data folder {folder}. Close it, or choose another folder with --data-dir.',
  folderNotLocked: 'The data folder {folder} cannot be locked. Choose another with --data-dir.',
  linkInPlace: '{path} is a symbolic link, which is not followed.',
  noFileInPlace: '{path} is no file.',
  indexNewer:
    'The index was written by a newer version of Loose Parts (schema {schema}, this one knows {known}). Update the app.',
  indexOnFullDisk: 'The index {path} cannot be opened. The disk is full: free some space and start again.',
  indexHeld: 'The index {path} cannot be opened. Another program has it open: close that, and start again.',
  indexForbidden:
    'The index {path} cannot be opened. The system does not let it be read and written ({reason}). Check who may do so, or choose another folder with --data-dir.',
} as const;
