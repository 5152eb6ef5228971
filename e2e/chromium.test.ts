import { expect, test } from 'vitest';
import { type Machine, provideChromium, usualPlaces } from './chromium.ts';

/** A machine with these files; commands that are run are recorded, and may add files. */
function machine(files: string[], install: Record<string, string> = {}, more: Partial<Machine> = {}) {
  const ran: string[] = [];
  const present = new Set(files);
  const made: Machine = {
    platform: 'linux',
    env: { PATH: '/opt/bin' },
    isRoot: true,
    exists: (path) => present.has(path),
    run: (command, args) => {
      ran.push([command, ...args].join(' '));
      const adds = Object.entries(install).find(([part]) => ran.at(-1)?.includes(part))?.[1];
      if (adds) present.add(adds);
      return true;
    },
    ownChromium: () => '/own/chrome',
    say: () => undefined,
    ...more,
  };
  return { made, ran };
}

test('an installed Chromium is taken, and nothing is installed', () => {
  const { made, ran } = machine(['/opt/bin/google-chrome', '/own/chrome']);
  expect(provideChromium(made)).toBe('/opt/bin/google-chrome');
  expect(ran).toEqual(['/opt/bin/google-chrome --version']);
});

test('one that does not start is passed over', () => {
  const files = ['/usr/bin/chromium-browser', '/own/chrome'];
  const { made } = machine(files, {}, { run: (command) => command !== '/usr/bin/chromium-browser' });
  expect(provideChromium(made)).toBe('/own/chrome');
});

test('on Debian as root the package is installed', () => {
  const { made, ran } = machine(['/etc/debian_version'], { 'install -y': '/usr/bin/chromium' });
  expect(provideChromium(made)).toBe('/usr/bin/chromium');
  expect(ran.some((line) => line.includes('update'))).toBe(true);
  expect(ran.some((line) => line.includes('playwright'))).toBe(false);
});

test('elsewhere Playwright fetches its own', () => {
  const { made, ran } = machine(['/etc/debian_version'], { 'install chromium': '/own/chrome' }, { isRoot: false });
  expect(provideChromium(made)).toBe('/own/chrome');
  expect(ran.some((line) => line.includes('apt-get'))).toBe(false);
});

test('where none can be had the answer is null', () => {
  expect(provideChromium(machine([]).made)).toBeNull();
});

test('each system has its own places, and CHROMIUM_PATH comes first', () => {
  const windows = usualPlaces({ platform: 'win32', env: { PROGRAMFILES: 'C:\\Program Files' } });
  expect(windows).toContain('C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe');
  expect(usualPlaces({ platform: 'darwin', env: { HOME: '/Users/a' } })).toContain(
    '/Users/a/Applications/Chromium.app/Contents/MacOS/Chromium',
  );
  expect(usualPlaces({ platform: 'linux', env: { CHROMIUM_PATH: '/mine' } })[0]).toBe('/mine');
});
