import { expect, test } from 'vitest';
import { passwordStore } from './key-store.ts';

const asked = (...names: string[]) => ({ hasSwitch: (name: string) => names.includes(name) });

test.each(['sway', 'i3', 'Hyprland', 'river', 'LXQt', 'niri', 'labwc:wlroots', '', 'GNOME', 'ubuntu:GNOME', 'XFCE'])(
  'on %s a Secret Service is looked for',
  (name) => expect(passwordStore('linux', { XDG_CURRENT_DESKTOP: name }, asked())).toBe('gnome-libsecret'),
);
test('without a name of the desktop too', () => {
  expect(passwordStore('linux', {}, asked())).toBe('gnome-libsecret');
});
test.each([
  ['KDE', { XDG_CURRENT_DESKTOP: 'KDE' }],
  ['KDE within another', { XDG_CURRENT_DESKTOP: 'Budgie:KDE' }],
  ['a Plasma session', { DESKTOP_SESSION: 'plasmawayland' }],
  ['a KDE session', { KDE_FULL_SESSION: 'true' }],
])('%s keeps its own', (_, env) => expect(passwordStore('linux', env, asked())).toBeNull());
test('what the person asked for stays', () => {
  expect(passwordStore('linux', { XDG_CURRENT_DESKTOP: 'sway' }, asked('password-store'))).toBeNull();
});
test.each(['darwin', 'win32'] as const)('%s has one of its own', (platform) => {
  expect(passwordStore(platform, {}, asked())).toBeNull();
});
