import { homepage, type ReleaseFiles, releaseFile, summary } from './checksums.ts';

/**
 * The cask for Homebrew's catalogue. Pure.
 * @throws Error where the release lacks a disk image
 */
export function homebrewCask(release: ReleaseFiles): string {
  const [arm, intel] = (['arm64', 'x64'] as const).map((arch) => releaseFile(release, `mac-${arch}.dmg`).sha256);
  return `cask "loose-parts" do
  arch arm: "arm64", intel: "x64"

  version "${release.version}"
  sha256 arm:   "${arm}",
         intel: "${intel}"

  url "${homepage}/releases/download/v#{version}/loose-parts-#{version}-mac-#{arch}.dmg"
  name "Loose Parts"
  desc "${summary}"
  homepage "${homepage}"

  livecheck do
    url :url
    strategy :github_latest
  end

  app "Loose Parts.app"

  uninstall quit: "io.github.loose-parts"

  zap trash: [
    "~/Library/Application Support/Loose Parts",
    "~/Library/Preferences/io.github.loose-parts.plist",
    "~/Library/Saved Application State/io.github.loose-parts.savedState",
  ]
end
`;
}
