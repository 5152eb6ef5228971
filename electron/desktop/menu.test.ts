import { expect, test } from 'vitest';
import { menuTemplate } from './menu.ts';

const shape = (platform: NodeJS.Platform) => menuTemplate(platform).map(({ role, label }) => role ?? label);

test('macOS has an application menu, the others quit from File', () => {
  expect(shape('darwin')).toEqual(['appMenu', '&File', 'editMenu', '&View', 'windowMenu']);
  expect(shape('linux')).toEqual(['&File', 'editMenu', '&View', 'windowMenu']);
  expect(menuTemplate('win32')[0]?.submenu).toEqual([{ role: 'quit' }]);
  expect(menuTemplate('darwin')[1]?.submenu).toEqual([{ role: 'close' }]);
});
