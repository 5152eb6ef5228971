import { expect, test } from 'vitest';
import { menuTemplate } from './menu.ts';

const pressed: string[] = [];
const actions = {
  openPlan: () => pressed.push('plan'),
  checkForUpdates: () => pressed.push('updates'),
  showDiagnostics: () => pressed.push('diagnostics'),
  showLicences: () => pressed.push('licences'),
  showAbout: () => pressed.push('about'),
};
const shape = (platform: NodeJS.Platform) => menuTemplate(platform, actions).map(({ role, label }) => role ?? label);

test('macOS has an application menu, the others quit from File', () => {
  expect(shape('darwin')).toEqual(['appMenu', '&File', 'editMenu', '&View', 'windowMenu', 'help']);
  expect(shape('linux')).toEqual(['&File', 'editMenu', '&View', 'windowMenu', 'help']);
  const file = (platform: NodeJS.Platform) => {
    const menu = menuTemplate(platform, actions).find(({ label }) => label === '&File')?.submenu;
    return Array.isArray(menu) ? menu.map(({ role, label, type }) => role ?? label ?? type) : menu;
  };
  expect(file('win32')).toEqual(['Open a plan…', 'separator', 'quit']);
  expect(file('darwin')).toEqual(['Open a plan…', 'separator', 'close']);
});

test.each([
  ['linux', ['updates', 'diagnostics', 'licences', 'about']],
  ['darwin', ['updates', 'diagnostics', 'licences']],
] as const)('Help on %s leads to %o', (platform, expected) => {
  pressed.length = 0;
  const submenu = menuTemplate(platform, actions).at(-1)?.submenu;
  if (!Array.isArray(submenu)) throw new Error('Help has no entries');
  for (const { click } of submenu) if (click) Reflect.apply(click, null, []);
  expect(pressed).toEqual(expected);
});
