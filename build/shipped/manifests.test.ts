import { DOMParser } from '@xmldom/xmldom';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { readChecksums } from './checksums.ts';
import { flathubFiles } from './flathub.ts';
import { homebrewCask } from './homebrew.ts';
import { wingetManifests } from './winget.ts';

const sumOf = (digit: string) => digit.repeat(64);
const names = [
  'loose-parts-1.2.3-linux-amd64.deb',
  'loose-parts-1.2.3-linux-arm64.deb',
  'loose-parts-1.2.3-mac-arm64.dmg',
  'loose-parts-1.2.3-mac-x64.dmg',
  'loose-parts-1.2.3-win-arm64.exe',
  'loose-parts-1.2.3-win-x64.exe',
];
/** Each with a sum of its own: `aaa…`, `bbb…`, in this order. */
const sums = names.map((name, index) => `${sumOf('abcdef'.charAt(index))}  ${name}\n`).join('');
const release = readChecksums(sums, '1.2.3');
const download = 'https://github.com/loose-parts/loose-parts/releases/download/v1.2.3';

describe('SHA256SUMS', () => {
  test.each([
    ['', 'empty'],
    [`${sumOf('A')}  upper-case\n`, 'a line that is none'],
    [`${'a'.repeat(63)}  short\n`, 'a line that is none'],
    [`${sumOf('a')}  ../above\n`, 'a line that is none'],
    [`${sumOf('a')}  x\n${sumOf('b')}  x\n`, 'x twice'],
  ])('%j is refused', (text, why) => expect(() => readChecksums(text, '1.2.3')).toThrow(why));

  test.each(['v1.2.3', '1.2', '"; rm'])('%j is no version', (version) => {
    expect(() => readChecksums(sums, version)).toThrow();
  });
});

test.each([
  ['winget', 'win-arm64.exe', wingetManifests],
  ['Homebrew', 'mac-x64.dmg', homebrewCask],
  ['Flathub', 'linux-amd64.deb', (one: typeof release) => flathubFiles(one, '2026-01-31')],
] as const)('%s is told of no release that lacks its %s', (_name, ending, make) => {
  const lacking = readChecksums(sums.replace(`loose-parts-1.2.3-${ending}`, 'something-else'), '1.2.3');
  expect(() => make(lacking)).toThrow(`has no loose-parts-1.2.3-${ending}`);
});

/** What winget's own schemas ask for (microsoft/winget-cli, schemas/JSON/manifests/v1.10.0). */
const winget = {
  version: z.strictObject({
    PackageIdentifier: z.string().regex(/^[^.\s\\/:*?"<>|]{1,32}(\.[^.\s\\/:*?"<>|]{1,32}){1,7}$/),
    PackageVersion: z.string().max(128),
    DefaultLocale: z.literal('en-US'),
    ManifestType: z.literal('version'),
    ManifestVersion: z.literal('1.10.0'),
  }),
  installer: z.strictObject({
    PackageIdentifier: z.string(),
    PackageVersion: z.string(),
    InstallerType: z.enum(['nullsoft', 'inno', 'wix', 'msi', 'msix', 'exe', 'zip', 'portable', 'burn']),
    Scope: z.enum(['user', 'machine']),
    UpgradeBehavior: z.enum(['install', 'uninstallPrevious', 'deny']),
    Protocols: z
      .array(
        z
          .string()
          .regex(/^[a-z][-a-z0-9.+]*$/)
          .max(39),
      )
      .max(64),
    FileExtensions: z.array(z.string().regex(/^[^\\/:*?"<>|\x01-\x1f]{1,64}$/)).max(512),
    Installers: z.array(
      z.strictObject({
        Architecture: z.enum(['x86', 'x64', 'arm', 'arm64', 'neutral']),
        InstallerUrl: z.url({ protocol: /^https$/ }).max(2048),
        InstallerSha256: z.string().regex(/^[0-9A-F]{64}$/),
      }),
    ),
    ManifestType: z.literal('installer'),
    ManifestVersion: z.literal('1.10.0'),
  }),
  locale: z.strictObject({
    PackageIdentifier: z.string(),
    PackageVersion: z.string(),
    PackageLocale: z.literal('en-US'),
    Publisher: z.string().min(2).max(256),
    PublisherUrl: z.url(),
    PublisherSupportUrl: z.url(),
    PackageName: z.string().min(2).max(256),
    PackageUrl: z.url(),
    License: z.string().min(3).max(512),
    LicenseUrl: z.url(),
    ShortDescription: z.string().min(3).max(256),
    Tags: z.array(z.string().max(40)).max(16),
    ReleaseNotesUrl: z.url(),
    ManifestType: z.literal('defaultLocale'),
    ManifestVersion: z.literal('1.10.0'),
  }),
};

test('winget’s files are what its schemas ask for, and lead to both installers', () => {
  const files = wingetManifests(release);
  expect(Object.keys(files)).toEqual([
    'LooseParts.LooseParts.yaml',
    'LooseParts.LooseParts.installer.yaml',
    'LooseParts.LooseParts.locale.en-US.yaml',
  ]);
  const [version, installer, locale] = Object.values(files).map((text): unknown => parse(text));
  winget.version.parse(version);
  winget.locale.parse(locale);
  const installing = winget.installer.parse(installer);
  // As build/installer.nsh and electron-builder.yml have it.
  expect([installing.Protocols, installing.FileExtensions]).toEqual([['loose-parts'], ['loose-parts-plan']]);
  expect(installing.Installers).toEqual([
    {
      Architecture: 'x64',
      InstallerUrl: `${download}/loose-parts-1.2.3-win-x64.exe`,
      InstallerSha256: sumOf('F'),
    },
    {
      Architecture: 'arm64',
      InstallerUrl: `${download}/loose-parts-1.2.3-win-arm64.exe`,
      InstallerSha256: sumOf('E'),
    },
  ]);
  // A version of digits alone must stay a text.
  expect(parse(wingetManifests({ ...release, version: '1.2.3' })['LooseParts.LooseParts.yaml'] ?? '')).toMatchObject({
    PackageVersion: '1.2.3',
  });
});

test('Homebrew’s cask has each disk image’s own sum, by processor', () => {
  const cask = homebrewCask(release);
  expect(cask).toContain(`sha256 arm:   "${sumOf('c')}",\n         intel: "${sumOf('d')}"`);
  const url = /^ {2}url "(.+)"$/m.exec(cask)?.[1] ?? '';
  const given = url.replaceAll('#{version}', '1.2.3').replace('#{arch}', 'arm64');
  expect(given).toBe(`${download}/loose-parts-1.2.3-mac-arm64.dmg`);
  // Homebrew refuses descriptions that are long, end in a full stop or begin with an article or the name.
  const desc = /^ {2}desc "(.+)"$/m.exec(cask)?.[1] ?? '';
  expect(desc.length).toBeLessThanOrEqual(80);
  expect(desc).not.toMatch(/\.$|^(a|an|the|loose parts)\b/i);
  // Every block is closed.
  expect(cask.match(/\bdo$/gm)).toHaveLength(cask.match(/^\s*end$/gm)?.length ?? 0);
});

describe('Flathub', () => {
  const files = flathubFiles(release, '2026-01-31');
  const [manifestName = '', metainfoName = ''] = Object.keys(files);

  test('builds from the release’s .deb, each processor its own', () => {
    const schema = z.object({
      id: z.string(),
      modules: z.array(z.object({ sources: z.array(z.looseObject({ type: z.string() })) })),
    });
    const { id, modules } = schema.parse(parse(files[manifestName] ?? ''));
    expect(manifestName).toBe(`${id}.yml`);
    expect(modules.flatMap(({ sources }) => sources).filter((source) => 'sha256' in source)).toEqual([
      expect.objectContaining({
        'only-arches': ['x86_64'],
        url: `${download}/loose-parts-1.2.3-linux-amd64.deb`,
        sha256: sumOf('a'),
      }),
      expect.objectContaining({
        'only-arches': ['aarch64'],
        url: `${download}/loose-parts-1.2.3-linux-arm64.deb`,
        sha256: sumOf('b'),
      }),
    ]);
  });

  test('opens no more of the computer than it needs', () => {
    const { 'finish-args': args } = z
      .object({ 'finish-args': z.array(z.string()) })
      .parse(parse(files[manifestName] ?? ''));
    expect(args.filter((arg) => arg.startsWith('--filesystem'))).toEqual(['--filesystem=~/.aws:ro']);
    expect(args).not.toContain('--socket=session-bus');
  });

  test('shows in its shop what AppStream asks for', () => {
    const document = new DOMParser().parseFromString(files[metainfoName] ?? '', 'text/xml');
    const textOf = (name: string) => document.getElementsByTagName(name)[0]?.textContent ?? null;
    expect(metainfoName).toBe(`${textOf('id')}.metainfo.xml`);
    for (const name of ['name', 'summary', 'description', 'project_license', 'metadata_license', 'content_rating']) {
      expect([name, textOf(name)]).not.toContain(null);
    }
    expect(textOf('launchable')).toBe(`${textOf('id')}.desktop`);
    expect(textOf('summary')).not.toMatch(/\.$/);
    const newest = document.getElementsByTagName('release')[0];
    expect([newest?.getAttribute('version'), newest?.getAttribute('date')]).toEqual(['1.2.3', '2026-01-31']);
  });
});
