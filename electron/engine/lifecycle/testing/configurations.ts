import fc from 'fast-check';
import { type LifecycleConfiguration, readConfiguration } from '../configuration.ts';

/** A document as GetBucketLifecycleConfiguration gives it. */
export function document(rules: string, others = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<LifecycleConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${others}${rules}</LifecycleConfiguration>`;
}

/** A rule: what it is for, what it does, and the rest. */
export function ruleXml({
  id = 'r',
  status = 'Enabled',
  scope = '<Filter><Prefix></Prefix></Filter>',
  actions = '<AbortIncompleteMultipartUpload><DaysAfterInitiation>7</DaysAfterInitiation></AbortIncompleteMultipartUpload>',
}: {
  id?: string;
  status?: string;
  scope?: string;
  actions?: string;
} = {}): string {
  return `<Rule><ID>${id}</ID>${scope}<Status>${status}</Status>${actions}</Rule>`;
}

export function configuration(...rules: Parameters<typeof ruleXml>[0][]): LifecycleConfiguration {
  return readConfiguration(
    document(rules.map((rule, index) => ruleXml({ id: `r${index + 1}`, ...rule })).join('')),
    null,
  );
}

/** Actions that rules have besides aborting. */
export const otherActions = [
  '<Expiration><Days>30</Days></Expiration>',
  '<Expiration><Date>2027-01-01T00:00:00.000Z</Date></Expiration>',
  '<Expiration><ExpiredObjectDeleteMarker>true</ExpiredObjectDeleteMarker></Expiration>',
  '<Transition><Days>30</Days><StorageClass>STANDARD_IA</StorageClass></Transition>',
  '<Transition><Days>90</Days><StorageClass>GLACIER</StorageClass></Transition>',
  '<NoncurrentVersionExpiration><NoncurrentDays>5</NoncurrentDays><NewerNoncurrentVersions>2</NewerNoncurrentVersions></NoncurrentVersionExpiration>',
  '<NoncurrentVersionTransition><NoncurrentDays>5</NoncurrentDays><StorageClass>GLACIER</StorageClass></NoncurrentVersionTransition>',
  '<SomethingNew kind="x"><Inner>1</Inner></SomethingNew>',
];

export const scopes = [
  '<Filter><Prefix></Prefix></Filter>',
  '<Filter/>',
  '',
  '<Prefix>logs/</Prefix>',
  '<Filter><Prefix>logs/</Prefix></Filter>',
  '<Filter><Tag><Key>a</Key><Value>b</Value></Tag></Filter>',
  '<Filter><And><Prefix>logs/</Prefix><Tag><Key>a</Key><Value>b</Value></Tag><ObjectSizeGreaterThan>500</ObjectSizeGreaterThan></And></Filter>',
];

export const anyRule = fc.record({
  id: fc.string({ minLength: 1, maxLength: 8, unit: fc.constantFrom('a', 'b', 'c', '1', '-') }),
  status: fc.constantFrom('Enabled', 'Disabled'),
  scope: fc.constantFrom(...scopes),
  actions: fc
    .uniqueArray(
      fc.constantFrom(
        ...otherActions,
        '<AbortIncompleteMultipartUpload><DaysAfterInitiation>3</DaysAfterInitiation></AbortIncompleteMultipartUpload>',
      ),
      { minLength: 1, maxLength: 4 },
    )
    .map((actions) => actions.join('')),
});
