import type { MenuItemConstructorOptions } from 'electron';
import { words } from '../../shared/words/words.ts';
import { withRoleLabels } from './role-labels.ts';

/** What the menu does besides the system's own roles. */
export interface MenuActions {
  openPlan: () => void;
  checkForUpdates: () => void;
  showDiagnostics: () => void;
  showLicences: () => void;
  showAbout: () => void;
}

/** The application menu: the system's own roles, so that every shortcut is where people expect it, and Help. Pure. */
export function menuTemplate(platform: NodeJS.Platform, actions: MenuActions): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin';
  const { menu } = words.desktop;
  const template: MenuItemConstructorOptions[] = [
    ...(mac ? [{ role: 'appMenu' as const }] : []),
    {
      label: menu.file,
      submenu: [
        { label: menu.openPlan, accelerator: 'CmdOrCtrl+O', click: actions.openPlan },
        { type: 'separator' },
        mac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: menu.view,
      submenu: [
        { role: 'reload' },
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        { role: 'toggleDevTools' },
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      label: menu.help,
      submenu: [
        { label: menu.checkForUpdates, click: actions.checkForUpdates },
        { type: 'separator' },
        { label: menu.diagnostics, click: actions.showDiagnostics },
        { label: menu.licences, click: actions.showLicences },
        // macOS has it in the application menu.
        ...(mac ? [] : [{ label: menu.about, click: actions.showAbout }]),
      ],
    },
  ];
  return withRoleLabels(template, platform);
}
