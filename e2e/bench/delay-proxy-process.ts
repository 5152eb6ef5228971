import { startDelayProxy } from './delay-proxy.ts';

// The delay proxy as a process of its own, so that it takes no time from what is measured:
// `node delay-proxy-process.ts TARGET_URL ONE_WAY_MS`. Says its endpoint URL, and ends with its parent's pipe.

const [target = '', oneWayMs = '20'] = process.argv.slice(2);
const proxy = await startDelayProxy(target, Number(oneWayMs));
console.log(proxy.endpointUrl);
process.stdin.resume().once('end', () => process.exit(0));
