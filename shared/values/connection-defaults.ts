/** Colours by which a person tells connections apart. */
export const connectionColours = ['none', 'red', 'orange', 'green', 'teal', 'blue', 'violet', 'pink'] as const;

/** What a connection made before a setting existed has. */
export const defaultSettings = {
  dualStack: false,
  fips: false,
  proxy: { kind: 'system' },
  tls: { caFile: null, pinned: null },
  timeouts: { connectMs: 5_000, requestMs: 60_000, idleMs: 60_000 },
  requesterPays: false,
  expectedBucketOwner: null,
  readOnly: false,
  colour: 'none',
  production: false,
} as const;

/** An upload whose newest part is younger than this is *active*, ms. */
export const defaultActiveWindowMs = 24 * 3_600_000;
/** Between the two clean looks that prove an upload clear, ms. */
export const defaultQuietIntervalMs = 30_000;
