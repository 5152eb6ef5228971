import { call } from '@orpc/server';
import type { StartWarning } from '../../shared/schema/start-warnings.ts';
import { createEngine, type Engine } from '../engine/engine.ts';
import { systemClock } from '../engine/ports/clock.ts';
import type { EnginePorts, Log, Vault } from '../engine/ports/ports.ts';
import { startPracticeStore } from '../practice/store.ts';
import { version } from './version.ts';

/** What differs from host to host. */
export interface HostPorts {
  host: EnginePorts['host'];
  vault: Vault;
  log: Log;
  dataDir: string;
  /** What the host found wrong at its start. */
  warnings?: readonly StartWarning[];
  /** A text for a fault report, as the host knows it; left out where the host shows it itself. */
  diagnostics?: NonNullable<EnginePorts['diagnostics']>;
  /** Start the practice store at once, so that the page finds its connection. */
  practice: boolean;
  /** Told of what a person may want to know without having asked. */
  onNotice?: EnginePorts['onNotice'];
  /** Told of jobs as they change. */
  onJobs?: NonNullable<EnginePorts['onJobs']>;
  /** The environment that credentials come from; the process's own where left out. */
  environment?: NonNullable<EnginePorts['environment']>;
  /** Keeps and speaks the language that the person chose. */
  chooseLanguage: EnginePorts['chooseLanguage'];
  /** The proxy that the system wants for a URL. */
  resolveProxy: NonNullable<EnginePorts['resolveProxy']>;
}

/** The engine with the real clock, randomness and practice store: the same for both hosts. */
export async function openEngine(ports: HostPorts): Promise<Engine> {
  const engine = await createEngine({
    clock: systemClock,
    random: Math.random,
    vault: ports.vault,
    log: ports.log,
    dataDir: ports.dataDir,
    host: ports.host,
    version,
    chooseLanguage: ports.chooseLanguage,
    startPractice: () => startPracticeStore(),
    resolveProxy: ports.resolveProxy,
    ...(ports.warnings ? { warnings: ports.warnings } : {}),
    ...(ports.diagnostics ? { diagnostics: ports.diagnostics } : {}),
    ...(ports.environment ? { environment: ports.environment } : {}),
    ...(ports.onJobs ? { onJobs: ports.onJobs } : {}),
    ...(ports.onNotice ? { onNotice: ports.onNotice } : {}),
  });
  if (ports.practice) {
    try {
      await call(engine.router.connections.openPractice, undefined);
    } catch (error) {
      await engine.close();
      throw error;
    }
  }
  return engine;
}
