import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

/** What no run on this computer shows: that the workflows begin with what they need, and take nothing unpinned. */

const stepSchema = z.object({
  name: z.string().optional(),
  uses: z.string().optional(),
  run: z.string().optional(),
  if: z.string().optional(),
  shell: z.string().optional(),
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

  test('have a display, a keyring and Chromium’s sandbox on Linux', () => {
    const onLinux = job?.steps.find((step) => step.run?.includes('npm test') && step.if === "runner.os == 'Linux'");
    const lines = onLinux?.run?.trim().split('\n') ?? [];
    const installed = lines.find((line) => line.includes('apt-get install'))?.split(' ') ?? [];
    expect(installed).toEqual(expect.arrayContaining(['dbus', 'gnome-keyring', 'xvfb']));
    expect(lines).toContain('sudo sysctl --write kernel.apparmor_restrict_unprivileged_userns=0');
    expect(lines.at(-1)).toBe('.ci/on-a-desktop npm test');
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
    // On Linux once more as it is installed there.
    const onLinux = "runner.os == 'Linux'";
    expect(trials.map((index) => steps[index]?.if)).toEqual([onLinux, "runner.os != 'Linux'", onLinux]);
    for (const index of trials) expect(index > packaging && index < keeping).toBe(true);
  });

  test('is installed and started on a Linux that keeps user namespaces from unknown programs', () => {
    const { run = '' } = steps.find(({ name }) => name === 'Install the .deb and start it') ?? {};
    const at = (text: string) => run.indexOf(text);
    expect(at('userns=1')).toBeGreaterThan(-1);
    expect(at('userns=1')).toBeLessThan(at('apt-get install'));
    // Where the package puts it (build/package.test.ts).
    expect(at('e2e/try-package.ts /opt/loose-parts/loose-parts')).toBeGreaterThan(at('apt-get install'));
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
    expect(run).toMatch(/\.ci\/on-a-desktop npx --no-install node e2e\/try-update\.ts previous\n$/);
    // Where there is none it is said, and nothing else ends the step early.
    expect(run.match(/exit/g)).toHaveLength(1);
    expect(run).toContain('::notice::There is no release before this one');
    expect(Object.keys(env)).toEqual(['GH_TOKEN', 'GH_REPO', 'TAG']);
  });

  test('is one of the version that its tag says, or ends before anything is made', () => {
    const at = steps.findIndex(({ run }) => run?.includes('= "$TAG"'));
    expect(steps[at]).toMatchObject({ if: "github.ref_type == 'tag'", shell: 'bash' });
    expect(at).toBeLessThan(steps.findIndex(({ run }) => run === 'npm ci'));
  });

  // A tag or a branch may be called anything, and what stands in the script itself is run.
  test.each(workflows)('has no name of somebody’s in a script: %s', (_, { jobs }) => {
    for (const { steps: all } of Object.values(jobs)) {
      for (const { run = '' } of all) expect(run).not.toContain('${{');
    }
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

  test('has on Linux what an .rpm is made with and an AppImage is mounted by, before it is packaged', () => {
    const at = (text: string) => steps.findIndex(({ run }) => run?.includes(text));
    expect(steps[at('apt-get install')]?.run).toMatch(/apt-get install .*\bfuse3\b.*\brpm\b/);
    expect(at('apt-get install')).toBeLessThan(at('npm run package --'));
  });

  test('comes with the browser host for npm and with its bill of materials, made before they are kept', () => {
    const making = steps.findIndex(({ run }) => run?.includes('npm run package:npm'));
    const keeping = steps.findIndex((step) => step.uses?.startsWith('actions/upload-artifact'));
    expect(making > 0 && making < keeping).toBe(true);
    expect(steps[making]?.run).toMatch(/^cp dist\/sbom\.cdx\.json release\/\S+\.cdx\.json$/m);
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

test('every step that SECURITY.md names is there', () => {
  const paper = readFileSync(join(folder, '../SECURITY.md'), 'utf8');
  const cited = [...paper.matchAll(/\*([^*]+)\* of `([\w.]+\.yml)`/g)];
  expect(cited.length).toBeGreaterThan(5);
  for (const [, step = '', file = ''] of cited) {
    const jobs = workflows.find(([name]) => name === file)?.[1].jobs ?? {};
    const names = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ name }) => name ?? []));
    expect(names).toContain(step);
  }
});

// With doubles of what it starts: whether a keyring then answers, only such a machine can tell.
test.skipIf(process.platform === 'win32')(
  'a command is run on a desktop as it stands, once the keyring is unlocked',
  () => {
    const programs = mkdtempSync(join(tmpdir(), 'loose-parts-desktop-'));
    const double = (name: string, script: string) =>
      writeFileSync(join(programs, name), `#!/bin/sh\necho ${name} "$1"\n${script}\n`, { mode: 0o755 });
    double('dbus-run-session', 'shift; exec "$@"');
    double('gnome-keyring-daemon', `cat > ${programs}/password`);
    double('xvfb-run', 'shift; exec "$@"');
    const run = spawnSync(
      join(import.meta.dirname, '../.ci/on-a-desktop'),
      ['sh', '-c', 'echo "$1|$2"; exit 7', '-', 'a b', '$c'],
      {
        env: { ...process.env, PATH: [programs, process.env.PATH].join(delimiter) },
        encoding: 'utf8',
      },
    );
    const password = readFileSync(join(programs, 'password'), 'utf8');
    rmSync(programs, { recursive: true });
    expect(run.stdout.split('\n')).toEqual(['dbus-run-session --', 'xvfb-run --auto-servernum', 'a b|$c', '']);
    expect([run.status, password]).toEqual([7, 'keyring']);
  },
);
