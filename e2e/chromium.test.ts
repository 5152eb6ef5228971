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

test('one without a browser around it comes first', () => {
  const { made } = machine(['/usr/bin/chromium', '/usr/bin/chromium-headless-shell']);
  expect(provideChromium(made)).toBe('/usr/bin/chromium-headless-shell');
});

test('on Debian as root the package is installed', () => {
  const shell = '/usr/bin/chromium-headless-shell';
  const { made, ran } = machine(['/etc/debian_version'], { 'recommends chromium-headless-shell': shell });
  expect(provideChromium(made)).toBe(shell);
  expect(ran.some((line) => line.includes('update'))).toBe(true);
  expect(ran.filter((line) => line.includes(' install '))).toHaveLength(1);
  expect(ran.some((line) => line.includes('playwright'))).toBe(false);
});

test('where Debian has no package of the shell alone, the browser is installed', () => {
  const { made, ran } = machine(['/etc/debian_version'], { 'recommends chromium,': '/usr/bin/chromium' });
  const { run } = made;
  // The whole name: the shell's begins with the browser's.
  made.run = (command, args, loud) => run(command, [...args.slice(0, -1), `${args.at(-1)},`], loud);
  expect(provideChromium(made)).toBe('/usr/bin/chromium');
  expect(ran.filter((line) => line.includes(' install '))).toHaveLength(2);
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
