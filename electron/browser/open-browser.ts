import { spawn } from 'node:child_process';

/** Whether there is a person with a web browser to open one for. Pure. */
export function canOpenBrowser(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): boolean {
  if (env.CI || env.SSH_CONNECTION) return false;
  if (platform === 'darwin' || platform === 'win32') return true;
  return Boolean(env.DISPLAY || env.WAYLAND_DISPLAY);
}

/** The system's own way to open an address. Pure. */
export function openCommand(platform: NodeJS.Platform, url: string): { command: string; args: string[] } {
  switch (platform) {
    case 'darwin':
      return { command: 'open', args: [url] };
    case 'win32':
      // Not "start", which is cmd's and would read the address as cmd does.
      return { command: 'rundll32', args: ['url.dll,FileProtocolHandler', url] };
    default:
      return { command: 'xdg-open', args: [url] };
  }
}

/**
 * Opens the address in the person's web browser. It stands on a command line, which every user of the computer can read: it
 * must hold no secret. Failing is no failure: the address of the page is printed as well.
 */
export function openBrowser(url: string, platform: NodeJS.Platform = process.platform): void {
  const { command, args } = openCommand(platform, url);
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.once('error', () => {});
  child.unref();
}
