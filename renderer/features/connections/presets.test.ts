import { describe, expect, it } from 'vitest';
import { connectionDraftSchema } from '../../../shared/schema/model.ts';
import { fasterThanLinear } from '../../../shared/testing/linear-work.ts';
import { words } from '../../../shared/words/words.ts';
import { emptyFields, toDraft } from './connection-draft.ts';
import { endpointOf, fillIn, followRegion, leftToReplace, presets } from './presets.ts';

const preset = (id: string) => {
  const found = presets.find((each) => each.id === id);
  if (!found) throw new Error(`No preset ${id}`);
  return found;
};

describe('presets', () => {
  it.each([
    ['aws', '', 'us-east-1', false],
    ['ceph', 'http://{host}:7480', 'default', true],
    ['minio', 'http://{host}:9000', 'us-east-1', true],
    ['r2', 'https://{account ID}.r2.cloudflarestorage.com', 'auto', true],
    ['b2', 'https://s3.us-west-004.backblazeb2.com', 'us-west-004', true],
    ['wasabi', 'https://s3.us-east-1.wasabisys.com', 'us-east-1', true],
    ['gcs', 'https://storage.googleapis.com', 'auto', true],
    ['swift', 'https://{host}:8080', 'us-east-1', true],
    ['digitalocean', 'https://nyc3.digitaloceanspaces.com', 'nyc3', false],
  ])('%s fills in these fields, and only these', (id, endpointUrl, region, pathStyle) => {
    expect(fillIn(preset(id))).toEqual({ endpointUrl, region, pathStyle });
  });

  it('are a draft that the contract accepts, once their places are filled', () => {
    for (const each of presets) {
      const filled = fillIn(each);
      const fields = {
        ...emptyFields,
        ...filled,
        endpointUrl: filled.endpointUrl.replace(/\{[^}]*\}/, 'abc'),
        name: each.name,
        accessKeyId: 'AK',
        secretAccessKey: 'preset-secret-key',
      };
      const result = toDraft(fields, undefined);
      if (!('draft' in result)) throw new Error(`${each.name}: ${JSON.stringify(result.problems)}`);
      expect(connectionDraftSchema.safeParse(result.draft).success, each.name).toBe(true);
    }
  });

  it('each has its own name and one sentence or two', () => {
    expect(new Set(presets.map(({ name }) => name)).size).toBe(presets.length);
    for (const { id } of presets) expect(words.page.connections.form.presetHints[id]).toMatch(/\.$/);
  });
});

describe('followRegion', () => {
  it('takes the endpoint along while it is as it was filled in', () => {
    const wasabi = preset('wasabi');
    expect(followRegion(wasabi, endpointOf(wasabi, 'us-east-1'), 'us-east-1', 'eu-central-2')).toBe(
      'https://s3.eu-central-2.wasabisys.com',
    );
  });

  it('leaves an endpoint that the person wrote, and one without a preset', () => {
    expect(followRegion(preset('wasabi'), 'https://own.example', 'us-east-1', 'eu')).toBe('https://own.example');
    expect(followRegion(undefined, 'https://own.example', 'us-east-1', 'eu')).toBe('https://own.example');
  });
});

it('says what is left to replace', () => {
  expect(leftToReplace('https://{account ID}.r2.cloudflarestorage.com')).toBe('account ID');
  expect(leftToReplace('https://s3.example.com')).toBeNull();
});

it('looks for what is left to replace once over the text', async () => {
  expect(await fasterThanLinear((braces) => () => leftToReplace('{'.repeat(braces)))).toBeNull();
});
