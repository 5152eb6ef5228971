/** The kinds of store that presets are of. */
export type PresetId = 'aws' | 'ceph' | 'minio' | 'r2' | 'b2' | 'wasabi' | 'gcs' | 'swift' | 'digitalocean';

/** What is known of a kind of store before it is asked: only a start for the form's fields. */
export type Preset = {
  id: PresetId;
  name: string;
  /**
   * Empty for AWS, whose host follows from the region. `{region}` stands for the region; any other name in braces is the
   * person's own, and no URL until it is replaced.
   */
  endpointTemplate: string;
  region: string;
  pathStyle: boolean;
};

/** By the stores' own documentation, and by what s3-semantics says of leftovers. */
export const presets: readonly Preset[] = [
  {
    id: 'aws',
    name: 'AWS',
    endpointTemplate: '',
    region: 'us-east-1',
    pathStyle: false,
  },
  {
    id: 'ceph',
    name: 'Ceph',
    endpointTemplate: 'http://{host}:7480',
    region: 'default',
    pathStyle: true,
  },
  {
    id: 'minio',
    name: 'MinIO',
    endpointTemplate: 'http://{host}:9000',
    region: 'us-east-1',
    pathStyle: true,
  },
  {
    id: 'r2',
    name: 'Cloudflare R2',
    endpointTemplate: 'https://{account ID}.r2.cloudflarestorage.com',
    region: 'auto',
    pathStyle: true,
  },
  {
    id: 'b2',
    name: 'Backblaze B2',
    endpointTemplate: 'https://s3.{region}.backblazeb2.com',
    region: 'us-west-004',
    pathStyle: true,
  },
  {
    id: 'wasabi',
    name: 'Wasabi',
    endpointTemplate: 'https://s3.{region}.wasabisys.com',
    region: 'us-east-1',
    pathStyle: true,
  },
  {
    id: 'gcs',
    name: 'Google Cloud Storage',
    endpointTemplate: 'https://storage.googleapis.com',
    region: 'auto',
    pathStyle: true,
  },
  {
    id: 'swift',
    name: 'OpenStack Swift',
    endpointTemplate: 'https://{host}:8080',
    region: 'us-east-1',
    pathStyle: true,
  },
  {
    id: 'digitalocean',
    name: 'DigitalOcean Spaces',
    endpointTemplate: 'https://{region}.digitaloceanspaces.com',
    region: 'nyc3',
    pathStyle: false,
  },
];

/** A preset's endpoint in a region. */
export function endpointOf({ endpointTemplate }: Preset, region: string): string {
  return endpointTemplate.replace('{region}', region.trim());
}

/** What a preset fills in; everything else in the form stays. */
export function fillIn(preset: Preset): { endpointUrl: string; region: string; pathStyle: boolean } {
  return { endpointUrl: endpointOf(preset, preset.region), region: preset.region, pathStyle: preset.pathStyle };
}

/**
 * The endpoint after the region was changed: it goes along where it is still as the preset filled it in, and stays where
 * the person wrote their own.
 */
export function followRegion(preset: Preset | undefined, endpointUrl: string, before: string, after: string): string {
  return preset && endpointUrl === endpointOf(preset, before) ? endpointOf(preset, after) : endpointUrl;
}

/** What of an endpoint is still a place for the person's own value: "account ID"; null where nothing is. */
export function leftToReplace(endpointUrl: string): string | null {
  return /\{([^{}]*)\}/.exec(endpointUrl)?.[1] ?? null;
}
