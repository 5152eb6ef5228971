import { stringify } from 'yaml';
import { linkScheme } from '../../shared/values/bucket-link.ts';
import { planFileEnding } from '../../shared/values/plan-file.ts';
import { homepage, type ReleaseFiles, releaseFile, summary } from './checksums.ts';

const identifier = 'LooseParts.LooseParts';
const manifestVersion = '1.10.0';

/**
 * The three files that winget's catalogue (microsoft/winget-pkgs) takes, by their names. Pure.
 * @throws Error where the release lacks an installer
 */
export function wingetManifests(release: ReleaseFiles): Record<string, string> {
  const common = { PackageIdentifier: identifier, PackageVersion: release.version };
  const end = (type: string) => ({ ManifestType: type, ManifestVersion: manifestVersion });
  const installer = (architecture: 'x64' | 'arm64') => {
    const { url, sha256 } = releaseFile(release, `win-${architecture}.exe`);
    return { Architecture: architecture, InstallerUrl: url, InstallerSha256: sha256.toUpperCase() };
  };
  return {
    [`${identifier}.yaml`]: stringify({ ...common, DefaultLocale: 'en-US', ...end('version') }),
    [`${identifier}.installer.yaml`]: stringify({
      ...common,
      // electron-builder's nsis, per user (build/electron-builder.yml).
      InstallerType: 'nullsoft',
      Scope: 'user',
      UpgradeBehavior: 'install',
      // What the installer claims (build/installer.nsh, and its files' ending).
      Protocols: [linkScheme],
      FileExtensions: [planFileEnding],
      Installers: [installer('x64'), installer('arm64')],
      ...end('installer'),
    }),
    [`${identifier}.locale.en-US.yaml`]: stringify({
      ...common,
      PackageLocale: 'en-US',
      Publisher: 'The Loose Parts authors',
      PublisherUrl: homepage,
      PublisherSupportUrl: `${homepage}/issues`,
      PackageName: 'Loose Parts',
      PackageUrl: homepage,
      License: 'MIT',
      LicenseUrl: `${homepage}/blob/v${release.version}/LICENSE`,
      ShortDescription: summary,
      Tags: ['aws', 'multipart-upload', 's3'],
      ReleaseNotesUrl: `${homepage}/releases/tag/v${release.version}`,
      ...end('defaultLocale'),
    }),
  };
}
