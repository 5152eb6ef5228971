import { expect, test } from 'vitest';
import { contextMenuTemplate } from './context-menu.ts';

const all = { canCut: true, canCopy: true, canPaste: true, canSelectAll: true };
const entries = (...[pressed]: Parameters<typeof contextMenuTemplate>) =>
  contextMenuTemplate(pressed).map(({ role, type, enabled }) => (type === 'separator' ? '-' : `${role} ${enabled}`));

test('a field has everything that is done with text', () => {
  expect(entries({ isEditable: true, selectionText: 'x', editFlags: all })).toEqual([
    'cut true',
    'copy true',
    'paste true',
    '-',
    'selectAll true',
  ]);
});
test('nothing can be taken out of a secret’s field, and something put in', () => {
  const editFlags = { ...all, canCut: false, canCopy: false };
  expect(entries({ isEditable: true, selectionText: '', editFlags })).toEqual([
    'cut false',
    'copy false',
    'paste true',
    '-',
    'selectAll true',
  ]);
});
test('text elsewhere can be copied where some is selected', () => {
  expect(entries({ isEditable: false, selectionText: 'upload-id', editFlags: all })).toEqual(['copy true']);
  expect(entries({ isEditable: false, selectionText: ' \n', editFlags: all })).toEqual([]);
});
