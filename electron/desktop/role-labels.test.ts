import type { MenuItemConstructorOptions } from 'electron';
import { afterEach, expect, test } from 'vitest';
import { english } from '../../shared/words/english.ts';
import { hostWords } from '../../shared/words/german/host.ts';
import { speak } from '../../shared/words/speak.ts';
import { contextMenuTemplate } from './context-menu.ts';
import { menuTemplate } from './menu.ts';
import { withRoleLabels } from './role-labels.ts';

const none = () => {};
const actions = {
  openPlan: none,
  checkForUpdates: none,
  showDiagnostics: none,
  showLicences: none,
  showAbout: none,
};
const speakGerman = () => speak('de', { ...english, host: hostWords });
afterEach(() => speak('en'));

/** Every entry, those of menus within menus too. */
function entries(template: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return template.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? entries(item.submenu) : [])]);
}

test('English leaves the roles to Electron', () => {
  const named = entries(menuTemplate('darwin', actions)).filter(({ role, label }) => role && label);
  expect(named.map(({ role }) => role)).toEqual(['help']);
});

test.each(['linux', 'win32', 'darwin'] as const)('on %s no entry is left with Electron’s English name', (platform) => {
  speakGerman();
  const all = entries(menuTemplate(platform, actions));
  expect(all.length).toBeGreaterThan(25);
  const unnamed = all.filter(({ type, label }) => type !== 'separator' && label === undefined);
  expect(unnamed.map(({ role }) => role)).toEqual(platform === 'darwin' ? ['appMenu'] : []);
});

test('a menu that is a role keeps what Electron would have put into it', () => {
  speakGerman();
  const edit = (platform: NodeJS.Platform) =>
    entries(withRoleLabels([{ role: 'editMenu' }], platform)).map(({ role, label, type }) => role ?? type ?? label);
  expect(edit('linux')).toEqual([
    'editMenu',
    'undo',
    'redo',
    'separator',
    'cut',
    'copy',
    'paste',
    'delete',
    'separator',
    'selectAll',
  ]);
  expect(edit('darwin')).toContain('startSpeaking');
});

test('the menu of the second mouse button is named, and stays off where it was', () => {
  speakGerman();
  const editFlags = { canCut: false, canCopy: false, canPaste: true, canSelectAll: true };
  const [cut] = withRoleLabels(contextMenuTemplate({ isEditable: true, selectionText: '', editFlags }), 'linux');
  expect(cut).toEqual({ role: 'cut', enabled: false, label: 'Ausschneiden' });
});
