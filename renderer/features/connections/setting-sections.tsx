import { Button, Checkbox, NativeSelect, NumberInput, PasswordInput, TextInput } from '@mantine/core';
import { connectionColours } from '../../../shared/values/connection-defaults.ts';
import { ColourDot } from '../../ui/connection-mark.tsx';
import { FullText } from '../../ui/key-text.tsx';
import classes from './connection-form.module.css';
import { visibility } from './credential-fields.tsx';
import { type FormFields, flagProps, numberProps, textProps } from './form-fields.ts';
import { FormSection } from './form-section.tsx';
import * as words from './setting-words.ts';

/** How buckets and hosts are addressed. Open from the start: path-style is what most custom endpoints need. */
export function AddressingSection({ form }: { form: FormFields }) {
  const isAws = form.fields.endpointUrl.trim() === '';
  return (
    <FormSection title="Addressing" now={words.addressingNow(form.fields)} open>
      <Checkbox
        label="Path-style addressing"
        description="The bucket comes after the host, not in its name. Most stores other than AWS want it."
        {...flagProps(form, 'pathStyle')}
      />
      {isAws && (
        <>
          <Checkbox
            label="Dual-stack endpoint"
            description="Reaches AWS over IPv6 as well as IPv4."
            {...flagProps(form, 'dualStack')}
          />
          <Checkbox
            label="FIPS endpoint"
            description="Hosts with validated cryptography, in US and Canadian regions and GovCloud."
            {...flagProps(form, 'fips')}
          />
        </>
      )}
    </FormSection>
  );
}

/** How requests leave this computer. */
export function ProxySection({ form }: { form: FormFields }) {
  const { fields, editing, change } = form;
  const keepsPassword = editing?.proxy.kind === 'manual' && editing.proxy.username !== null;
  return (
    <FormSection title="Proxy" now={words.proxyNow(fields)}>
      <NativeSelect
        label="Proxy"
        value={fields.proxy}
        onChange={(event) => change({ proxy: words.proxyKind(event.currentTarget.value) })}
        data={[...words.proxyKinds]}
      />
      {fields.proxy === 'manual' && (
        <>
          <TextInput label="Proxy URL" placeholder="http://proxy.example.com:3128" {...textProps(form, 'proxyUrl')} />
          <div className={classes.pair}>
            <TextInput label="Proxy user" description="Where it asks for one." {...textProps(form, 'proxyUsername')} />
            <PasswordInput
              label="Proxy password"
              description="Kept like a secret key."
              placeholder={keepsPassword ? 'Leave empty to keep it' : ''}
              visibilityToggleButtonProps={visibility}
              {...textProps(form, 'proxyPassword')}
            />
          </div>
        </>
      )}
    </FormSection>
  );
}

/** Whom we believe to be the server. There is no "ignore errors": exactly one certificate can be trusted instead. */
export function CertificatesSection({ form }: { form: FormFields }) {
  const { pinned } = form.fields;
  return (
    <FormSection title="Certificates" now={words.certificatesNow(form.fields)}>
      <TextInput
        label="CA file"
        description="Path of a PEM file with authorities to trust besides this system’s own."
        {...textProps(form, 'caFile')}
      />
      {pinned && (
        <div className={classes.pinned}>
          <div>
            <p>
              Trusted as it is: <FullText value={pinned.subject} />
            </p>
            <p className={classes.fingerprint}>{pinned.fingerprint256}</p>
          </div>
          <Button
            variant="default"
            aria-label="Remove the trusted certificate"
            onClick={() => form.change({ pinned: null })}
          >
            Remove
          </Button>
        </div>
      )}
    </FormSection>
  );
}

/** Whose buckets these are, and who pays. A bucket can say otherwise for itself. */
export function OwnerSection({ form }: { form: FormFields }) {
  return (
    <FormSection title="Owner and payment" now={words.ownerNow(form.fields)}>
      <TextInput
        label="Expected bucket owner"
        description="Account ID, 12 digits. The server then refuses every call on a bucket of anybody else."
        {...textProps(form, 'expectedBucketOwner')}
      />
      <Checkbox
        label="Requester Pays"
        description="Agree to pay for requests to buckets whose owner does not."
        {...flagProps(form, 'requesterPays')}
      />
    </FormSection>
  );
}

/** What keeps a person from cleaning up in the wrong place. */
export function SafetySection({ form }: { form: FormFields }) {
  const { fields, change } = form;
  return (
    <FormSection title="Safety" now={words.safetyNow(fields)}>
      <Checkbox
        label="Read-only"
        description="Look, list and verify. Every call that would change something is refused, whatever is clicked."
        {...flagProps(form, 'readOnly')}
      />
      <Checkbox
        label="Production"
        description="Marked everywhere, and above all where a clean-up is started."
        {...flagProps(form, 'production')}
      />
      <NativeSelect
        label="Colour"
        leftSection={<ColourDot colour={fields.colour} />}
        value={fields.colour}
        onChange={(event) =>
          change({ colour: connectionColours.find((colour) => colour === event.currentTarget.value) ?? 'none' })
        }
        data={connectionColours.map((colour) => ({ value: colour, label: words.colourWords(colour) }))}
      />
    </FormSection>
  );
}

/** How long to wait, and when an upload counts as active or as gone. */
export function TimesSection({ form }: { form: FormFields }) {
  return (
    <FormSection title="Time limits" now={words.timesNow(form.fields)}>
      <div className={classes.triple}>
        <NumberInput
          label="Connect (seconds)"
          description="Name, TCP and TLS."
          {...numberProps(form, 'connectSeconds')}
        />
        <NumberInput
          label="Request (seconds)"
          description="Aborts get five times as long."
          {...numberProps(form, 'requestSeconds')}
        />
        <NumberInput label="Idle (seconds)" description="Then it hangs up." {...numberProps(form, 'idleSeconds')} />
      </div>
      <div className={classes.pair}>
        <NumberInput
          label="Active window (hours)"
          description={
            Number(form.fields.activeWindowHours) === 0
              ? 'With 0 nothing is ever active: an upload that is being written is aborted like any other.'
              : 'An upload with a part newer than this counts as active.'
          }
          {...numberProps(form, 'activeWindowHours')}
        />
        <NumberInput
          label="Quiet interval (seconds)"
          description="Two clean looks this far apart prove an upload clear."
          {...numberProps(form, 'quietIntervalSeconds')}
        />
      </div>
    </FormSection>
  );
}
