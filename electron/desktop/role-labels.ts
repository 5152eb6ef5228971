import type { MenuItemConstructorOptions } from 'electron';
import type { MenuRole } from '../../shared/words/language.ts';
import { words } from '../../shared/words/words.ts';

type Item = MenuItemConstructorOptions;
type Labels = Readonly<Record<MenuRole, string>>;

/**
 * The same menu with the names that this language has for Electron's roles. Electron names them in English, whatever the
 * system speaks. Where a role is a whole menu, its entries are written out, as Electron fills it on this platform. Pure.
 */
export function withRoleLabels(template: readonly Item[], platform: NodeJS.Platform): Item[] {
  const { roles } = words.host;
  return roles === null ? [...template] : template.map((item) => labelled(item, roles, platform));
}

function labelled(item: Item, labels: Labels, platform: NodeJS.Platform): Item {
  const { role, label = labelOf(role, labels) } = item;
  const submenu = Array.isArray(item.submenu) ? item.submenu : submenuOf(role, labels, platform === 'darwin');
  return {
    ...item,
    ...(label !== undefined && { label }),
    ...(submenu && { submenu: submenu.map((entry) => labelled(entry, labels, platform)) }),
  };
}

/** The application's own menu on macOS has the app's name, which Electron knows. */
function labelOf(role: Item['role'], labels: Labels): string | undefined {
  return isNamed(role, labels) ? labels[role] : undefined;
}

function isNamed(role: Item['role'], labels: Labels): role is Extract<Item['role'], MenuRole> {
  return role !== undefined && Object.hasOwn(labels, role);
}

const separator: Item = { type: 'separator' };

/** What Electron puts into a role that is a menu (its lib/browser/api/menu-item-roles.ts); undefined for any other. */
function submenuOf(role: Item['role'], labels: Labels, mac: boolean): Item[] | undefined {
  switch (role) {
    case 'appMenu':
      return [
        { role: 'about' },
        separator,
        { role: 'services' },
        separator,
        { role: 'hide' },
        { role: 'hideOthers' },
        { role: 'unhide' },
        separator,
        { role: 'quit' },
      ];
    case 'editMenu':
      return [
        { role: 'undo' },
        { role: 'redo' },
        separator,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        ...(mac ? macEditing(labels) : [{ role: 'delete' as const }, separator, { role: 'selectAll' as const }]),
      ];
    case 'windowMenu':
      return [
        { role: 'minimize' },
        { role: 'zoom' },
        ...(mac ? [separator, { role: 'front' as const }] : [{ role: 'close' as const }]),
      ];
    default:
      return undefined;
  }
}

function macEditing({ substitutions, speech }: Labels): Item[] {
  return [
    { role: 'pasteAndMatchStyle' },
    { role: 'delete' },
    { role: 'selectAll' },
    separator,
    {
      label: substitutions,
      submenu: [
        { role: 'showSubstitutions' },
        separator,
        { role: 'toggleSmartQuotes' },
        { role: 'toggleSmartDashes' },
        { role: 'toggleTextReplacement' },
      ],
    },
    { label: speech, submenu: [{ role: 'startSpeaking' }, { role: 'stopSpeaking' }] },
  ];
}
