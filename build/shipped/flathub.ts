import { stringify } from 'yaml';
import { homepage, type ReleaseFiles, releaseFile, summary } from './checksums.ts';

/** The app's name in Flathub: the repository's, with its owner's hyphens as underscores, as D-Bus wants. */
const appId = 'io.github.loose_parts.loose_parts';

/**
 * What Flathub takes: how to build it from the release's .deb, and what its shop shows. By file name. Pure.
 * @param releasedOn the day of the release, as `2026-01-31`
 * @throws Error where the release lacks a .deb
 */
export function flathubFiles(release: ReleaseFiles, releasedOn: string): Record<string, string> {
  const source = (flatpakArch: string, debArch: string) => {
    const { url, sha256 } = releaseFile(release, `linux-${debArch}.deb`);
    return { type: 'file', 'only-arches': [flatpakArch], 'dest-filename': 'loose-parts.deb', url, sha256 };
  };
  return {
    [`${appId}.yml`]: stringify(
      {
        id: appId,
        runtime: 'org.freedesktop.Platform',
        'runtime-version': '25.08',
        sdk: 'org.freedesktop.Sdk',
        base: 'org.electronjs.Electron2.BaseApp',
        'base-version': '25.08',
        command: 'loose-parts',
        // Named as its windows are.
        'rename-desktop-file': 'loose-parts.desktop',
        'rename-icon': 'loose-parts',
        'finish-args': [
          '--share=ipc',
          '--share=network',
          '--socket=wayland',
          '--socket=fallback-x11',
          '--device=dri',
          // Secrets are kept by the system's key store or not at all.
          '--talk-name=org.freedesktop.secrets',
          // Profiles are read, never written.
          '--filesystem=~/.aws:ro',
        ],
        modules: [
          {
            name: 'loose-parts',
            buildsystem: 'simple',
            'build-commands': [
              'ar x loose-parts.deb',
              'tar -xf data.tar.*',
              'mv opt/loose-parts /app/loose-parts',
              'cp -r usr/share/icons /app/share/',
              'install -Dm644 usr/share/applications/loose-parts.desktop -t /app/share/applications',
              "desktop-file-edit --set-key=Exec --set-value='loose-parts %U' /app/share/applications/loose-parts.desktop",
              // Flatpak takes only what is named by the app.
              `install -Dm644 usr/share/mime/packages/loose-parts.xml /app/share/mime/packages/${appId}.xml`,
              'install -Dm755 loose-parts.sh /app/bin/loose-parts',
              `install -Dm644 ${appId}.metainfo.xml -t /app/share/metainfo`,
            ],
            sources: [
              source('x86_64', 'amd64'),
              source('aarch64', 'arm64'),
              {
                type: 'script',
                'dest-filename': 'loose-parts.sh',
                // Chromium's own sandbox, by Flatpak's.
                commands: ['exec zypak-wrapper /app/loose-parts/loose-parts "$@"'],
              },
              { type: 'file', path: `${appId}.metainfo.xml` },
            ],
          },
        ],
      },
      { lineWidth: 0 },
    ),
    [`${appId}.metainfo.xml`]: metainfo(release.version, releasedOn),
  };
}

function metainfo(version: string, releasedOn: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<component type="desktop-application">
  <id>${appId}</id>
  <metadata_license>CC0-1.0</metadata_license>
  <project_license>MIT</project_license>
  <name>Loose Parts</name>
  <summary>${summary}</summary>
  <developer id="io.github.loose_parts">
    <name>The Loose Parts authors</name>
  </developer>
  <description>
    <p>Lists the multipart uploads in S3 buckets that nobody finished, says what they hold and cost, aborts those that you choose, and proves that nothing of them is left. What is still being uploaded is left alone.</p>
  </description>
  <launchable type="desktop-id">${appId}.desktop</launchable>
  <url type="homepage">${homepage}</url>
  <url type="bugtracker">${homepage}/issues</url>
  <content_rating type="oars-1.1" />
  <releases>
    <release version="${version}" date="${releasedOn}">
      <url>${homepage}/releases/tag/v${version}</url>
    </release>
  </releases>
</component>
`;
}
