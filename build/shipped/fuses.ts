import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';

/** How the doors of Electron are to stand in the binary that ships: as `electronFuses` in build/electron-builder.yml has them. */
const wanted: readonly (readonly [FuseV1Options, boolean])[] = [
  [FuseV1Options.RunAsNode, false],
  [FuseV1Options.EnableCookieEncryption, true],
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable, false],
  [FuseV1Options.EnableNodeCliInspectArguments, false],
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation, true],
  [FuseV1Options.OnlyLoadAppFromAsar, true],
  [FuseV1Options.GrantFileProtocolExtraPrivileges, false],
];
/** As a fuse stands in the binary. */
const on = '1'.charCodeAt(0);

/**
 * The fuses of a binary that stand otherwise than they should, in words; empty where all is well.
 *
 * @param path the program, on a Mac the `.app`
 * @throws Error where it carries no fuses
 */
export async function openFuses(path: string): Promise<string[]> {
  const { version, ...wire } = await getCurrentFuseWire(path);
  if (version !== '1') return [`Its fuses are of version ${version}, which nobody has read`];
  return wanted.flatMap(([fuse, isOn]) => {
    const state = wire[fuse];
    if ((state === on) === isOn) return [];
    return [`${FuseV1Options[fuse]} is ${state === on ? 'on' : 'off'}`];
  });
}
