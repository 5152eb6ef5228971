import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

/** What no run on this computer shows: that the workflows begin with what they need, and take nothing unpinned. */

const stepSchema = z.object({
  name: z.string().optional(),
  uses: z.string().optional(),
  run: z.string().optional(),
  if: z.string().optional(),
  env: z.record(z.string(), z.string()).optional(),
  with: z.record(z.string(), z.unknown()).optional(),
});
type Step = z.infer<typeof stepSchema>;
const workflowSchema = z.object({
  permissions: z.record(z.string(), z.string()),
  jobs: z.record(
    z.string(),
    z.object({
      'timeout-minutes': z.number(),
      env: z.record(z.string(), z.string()).optional(),
      strategy: z.object({ matrix: z.object({ os: z.array(z.string()) }) }).optional(),
      steps: z.array(stepSchema),
    }),
  ),
});

const folder = join(import.meta.dirname, '../.github/workflows');
const workflows = readdirSync(folder).map(
  (name) => [name, workflowSchema.parse(parse(readFileSync(join(folder, name), 'utf8')))] as const,
);

describe.each(workflows)('%s', (_name, { permissions, jobs }) => {
  test('takes every action at one commit, named with its version', () => {
    const uses = Object.values(jobs).flatMap(({ steps }) => steps.flatMap((step) => step.uses ?? []));
    expect(uses.length).toBeGreaterThan(0);
    for (const action of uses) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
  });

  test('may write nothing unless a job says so, and every job has an end', () => {
    expect(permissions).toEqual({ contents: 'read' });
    for (const job of Object.values(jobs)) expect(job['timeout-minutes']).toBeLessThanOrEqual(90);
  });
});

describe.each([
  ['ci.yml', 'test'],
  ['release.yml', 'package'],
])('the tests of %s', (name, jobName) => {
  const job = workflows.find(([file]) => file === name)?.[1].jobs[jobName];
  const runs = job?.steps.map((step) => step.run ?? '') ?? [];
  const at = (text: string) => runs.findIndex((run) => run.includes(text));

  test('run on the three systems, on Electron itself, or fail', () => {
    expect(job?.strategy?.matrix.os.map((os) => os.split('-')[0])).toEqual(['ubuntu', 'macos', 'windows']);
    expect(job?.env).toMatchObject({ CI_DESKTOP: '1' });
    expect(at('npm ci')).toBeLessThan(at('install-electron'));
    expect(at('install-electron')).toBeLessThan(at('npm test'));
  });

  test('have a display and Chromium’s sandbox on Linux', () => {
    const onLinux = job?.steps.find((step) => step.run?.includes('npm test') && step.if === "runner.os == 'Linux'");
    expect(onLinux?.run).toContain('kernel.apparmor_restrict_unprivileged_userns=0');
    expect(onLinux?.run).toContain('xvfb-run --auto-servernum npm test');
  });
});

describe('a release', () => {
  const steps: Step[] = workflows.find(([file]) => file === 'release.yml')?.[1].jobs.package?.steps ?? [];

  test('is signed by every secret that signs, and is started before it is kept', () => {
    const packaging = steps.findIndex((step) => step.run?.startsWith('npm run package'));
    const keeping = steps.findIndex((step) => step.uses?.startsWith('actions/upload-artifact'));
    expect(Object.keys(steps[packaging]?.env ?? {})).toEqual([
      'CSC_LINK',
      'CSC_KEY_PASSWORD',
      'WIN_CSC_LINK',
      'WIN_CSC_KEY_PASSWORD',
      'APPLE_ID',
      'APPLE_APP_SPECIFIC_PASSWORD',
      'APPLE_TEAM_ID',
    ]);
    const trials = steps.flatMap((step, index) => (step.run?.includes('e2e/try-package.ts') ? [index] : []));
    expect(trials.map((index) => steps[index]?.if)).toEqual(["runner.os == 'Linux'", "runner.os != 'Linux'"]);
    for (const index of trials) expect(index > packaging && index < keeping).toBe(true);
  });

  test('is tried as an update of the one before it, before it is kept', () => {
    const at = steps.findIndex(({ name }) => name === 'Update from the previous release');
    const packaging = steps.findIndex((step) => step.run?.startsWith('npm run package'));
    const keeping = steps.findIndex((step) => step.uses?.startsWith('actions/upload-artifact'));
    expect(at > packaging && at < keeping).toBe(true);
    const { if: where, run = '', env = {} } = steps[at] ?? {};
    expect(where).toBe("runner.os == 'Linux'");
    // The newest that people have, and never the one that is being made.
    expect(run).toContain('gh release list --exclude-drafts --exclude-pre-releases');
    expect(run).toContain('select(. != env.TAG)');
    expect(run).toMatch(/gh release download "\$previous" --pattern '\*\.AppImage' --dir previous\n/);
    expect(run).toMatch(/xvfb-run --auto-servernum npx --no-install node e2e\/try-update\.ts previous\n$/);
    // Where there is none it is said, and nothing else ends the step early.
    expect(run.match(/exit/g)).toHaveLength(1);
    expect(run).toContain('::notice::There is no release before this one');
    expect(Object.keys(env)).toEqual(['GH_TOKEN', 'GH_REPO', 'TAG']);
  });

  test('keeps every kind of installer that is made', () => {
    const builder = z
      .object({
        mac: z.object({ target: z.array(z.object({ target: z.string(), arch: z.array(z.string()) })) }),
        win: z.object({ target: z.array(z.object({ target: z.string(), arch: z.array(z.string()) })) }),
        linux: z.object({ target: z.array(z.object({ target: z.string(), arch: z.array(z.string()) })) }),
      })
      .parse(parse(readFileSync(join(import.meta.dirname, 'electron-builder.yml'), 'utf8')));
    const targets = [...builder.mac.target, ...builder.win.target, ...builder.linux.target];
    for (const { arch } of targets) expect(arch).toEqual(['x64', 'arm64']);
    const kept = z.string().parse(steps.find((step) => step.uses?.startsWith('actions/upload-artifact'))?.with?.path);
    const endings = targets.map(({ target }) => `release/*.${target === 'nsis' ? 'exe' : target}`);
    // And the npm package, the bill of materials, and what the updater reads.
    const others = ['*.tgz', '*.cdx.json', 'latest*.yml', '*.blockmap'].map((name) => `release/${name}`);
    const all = [...endings, ...others];
    expect(kept.trim().split('\n').toSorted()).toEqual(all.toSorted());
  });

  test('has on Linux what an .rpm is made with, before it is packaged', () => {
    const at = (text: string) => steps.findIndex(({ run }) => run?.includes(text));
    expect(steps[at('apt-get install')]?.run).toMatch(/apt-get install .*\brpm\b/);
    expect(at('apt-get install')).toBeLessThan(at('npm run package --'));
  });

  test('comes with the browser host for npm and with its bill of materials, made before they are kept', () => {
    const making = steps.findIndex(({ run }) => run?.includes('npm run package:npm'));
    const keeping = steps.findIndex((step) => step.uses?.startsWith('actions/upload-artifact'));
    expect(making > 0 && making < keeping).toBe(true);
    expect(steps[making]?.run).toMatch(/^cp dist\/sbom\.cdx\.json release\/\S.*\.cdx\.json$/m);
  });

  test('is packaged only where nothing is known against what ships', () => {
    const at = (text: string) => steps.findIndex(({ run }) => run?.includes(text));
    // After the tests, which build.
    expect(at('npm test')).toBeLessThan(at('npm run audit'));
    expect(at('npm run audit')).toBeLessThan(at('npm run package'));
  });

  test('says where every file of it comes from, before anybody can have it', () => {
    const draft: Step[] = workflows.find(([file]) => file === 'release.yml')?.[1].jobs.draft?.steps ?? [];
    const at = (text: string) => draft.findIndex(({ run, uses }) => `${run} ${uses}`.includes(text));
    expect(at('download-artifact')).toBeLessThan(at('sha256sum * > SHA256SUMS'));
    expect(at('sha256sum')).toBeLessThan(at('build/make-manifests.ts'));
    expect(at('build/make-manifests.ts')).toBeLessThan(at('actions/attest-build-provenance'));
    expect(at('actions/attest-build-provenance')).toBeLessThan(at('gh release create'));
    expect(draft[at('attest-build-provenance')]?.with).toEqual({ 'subject-path': 'packages/*' });
  });
});
