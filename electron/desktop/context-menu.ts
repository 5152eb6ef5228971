import type { BrowserWindow, ContextMenuParams, Menu, MenuItemConstructorOptions } from 'electron';
import { withRoleLabels } from './role-labels.ts';

/** Of what was pressed: whether text can be edited there, what is selected, and what Chromium would do with it. */
type Pressed = Pick<ContextMenuParams, 'isEditable' | 'selectionText'> & {
  editFlags: Pick<ContextMenuParams['editFlags'], 'canCut' | 'canCopy' | 'canPaste' | 'canSelectAll'>;
};

/**
 * The menu of the second mouse button, which Electron does not bring along: what can be done with text. Chromium says what
 * may be (nothing can be copied out of a secret's field). Empty where there is nothing to do. Pure.
 */
export function contextMenuTemplate({ isEditable, selectionText, editFlags }: Pressed): MenuItemConstructorOptions[] {
  const { canCut, canCopy, canPaste, canSelectAll } = editFlags;
  const copy: MenuItemConstructorOptions = { role: 'copy', enabled: canCopy };
  if (!isEditable) return selectionText.trim() === '' ? [] : [copy];
  return [
    { role: 'cut', enabled: canCut },
    copy,
    { role: 'paste', enabled: canPaste },
    { type: 'separator' },
    { role: 'selectAll', enabled: canSelectAll },
  ];
}

/** Shows {@link contextMenuTemplate} where the person asks for a menu. */
export function offerContextMenu(window: BrowserWindow, menu: Pick<typeof Menu, 'buildFromTemplate'>): void {
  window.webContents.on('context-menu', (_event, pressed) => {
    const template = withRoleLabels(contextMenuTemplate(pressed), process.platform);
    if (template.length > 0 && !window.isDestroyed()) menu.buildFromTemplate(template).popup({ window });
  });
}
