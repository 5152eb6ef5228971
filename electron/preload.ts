import { ipcRenderer } from 'electron';

// The page asks with a window message, and gets one MessagePort back. Nothing is exposed, no function crosses.
// The channel names are those of desktop/port-handover.ts; this script runs in a sandbox and imports nothing of ours.
window.addEventListener('message', (event: MessageEvent<unknown>) => {
  if (event.source !== window || event.origin !== location.origin) return;
  if (event.data === 'loose-parts:connect') ipcRenderer.postMessage('loose-parts:connect', null);
});
ipcRenderer.on('loose-parts:port', (event) => {
  window.postMessage('loose-parts:port', location.origin, [...event.ports]);
});
