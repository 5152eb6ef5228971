import { Button, Checkbox, NativeSelect, NumberInput, PasswordInput, TextInput } from '@mantine/core';
import { connectionColours } from '../../../shared/values/connection-defaults.ts';
import { words } from '../../../shared/words/words.ts';
import { ColourDot } from '../../ui/connection-mark.tsx';
import { Filled } from '../../ui/filled.tsx';
import { FullText } from '../../ui/key-text.tsx';
import classes from './connection-form.module.css';
import { visibility } from './credential-fields.tsx';
import { type FormFields, flagProps, numberProps, textProps } from './form-fields.ts';
import { FormSection } from './form-section.tsx';
import * as settings from './setting-words.ts';

/** How buckets and hosts are addressed. Open from the start: path-style is what most custom endpoints need. */
export function AddressingSection({ form }: { form: FormFields }) {
  const text = words.page.connections.settings.addressing;
  const isAws = form.fields.endpointUrl.trim() === '';
  return (
    <FormSection title={text.title} now={settings.addressingNow(form.fields)} open>
      <Checkbox label={text.pathStyle} description={text.pathStyleHint} {...flagProps(form, 'pathStyle')} />
      {isAws && (
        <>
          <Checkbox label={text.dualStack} description={text.dualStackHint} {...flagProps(form, 'dualStack')} />
          <Checkbox label={text.fips} description={text.fipsHint} {...flagProps(form, 'fips')} />
        </>
      )}
    </FormSection>
  );
}

/** How requests leave this computer. */
export function ProxySection({ form }: { form: FormFields }) {
  const { fields, editing, change } = form;
  const text = words.page.connections.settings.proxy;
  const keepsPassword = editing?.proxy.kind === 'manual' && editing.proxy.username !== null;
  return (
    <FormSection title={text.title} now={settings.proxyNow(fields)}>
      <NativeSelect
        label={text.title}
        value={fields.proxy}
        onChange={(event) => change({ proxy: settings.proxyKind(event.currentTarget.value) })}
        data={settings.proxyKinds()}
      />
      {fields.proxy === 'manual' && (
        <>
          <TextInput label={text.url} placeholder="http://proxy.example.com:3128" {...textProps(form, 'proxyUrl')} />
          <div className={classes.pair}>
            <TextInput label={text.user} description={text.userHint} {...textProps(form, 'proxyUsername')} />
            <PasswordInput
              label={text.password}
              description={text.passwordHint}
              placeholder={keepsPassword ? text.keepPassword : ''}
              visibilityToggleButtonProps={visibility()}
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
  const text = words.page.connections.settings.certificates;
  return (
    <FormSection title={text.title} now={settings.certificatesNow(form.fields)}>
      <TextInput label={text.caFile} description={text.caFileHint} {...textProps(form, 'caFile')} />
      {pinned && (
        <div className={classes.pinned}>
          <div>
            <p>
              <Filled text={text.pinned} parts={{ subject: <FullText value={pinned.subject} /> }} />
            </p>
            <p className={classes.fingerprint}>{pinned.fingerprint256}</p>
          </div>
          <Button variant="default" aria-label={text.removePinned} onClick={() => form.change({ pinned: null })}>
            {text.remove}
          </Button>
        </div>
      )}
    </FormSection>
  );
}

/** Whose buckets these are, and who pays. A bucket can say otherwise for itself. */
export function OwnerSection({ form }: { form: FormFields }) {
  const text = words.page.connections.settings.owner;
  return (
    <FormSection title={text.title} now={settings.ownerNow(form.fields)}>
      <TextInput label={text.expected} description={text.expectedHint} {...textProps(form, 'expectedBucketOwner')} />
      <Checkbox label={text.requesterPays} description={text.requesterPaysHint} {...flagProps(form, 'requesterPays')} />
    </FormSection>
  );
}

/** What keeps a person from cleaning up in the wrong place. */
export function SafetySection({ form }: { form: FormFields }) {
  const { fields, change } = form;
  const text = words.page.connections.settings.safety;
  return (
    <FormSection title={text.title} now={settings.safetyNow(fields)}>
      <Checkbox label={text.readOnly} description={text.readOnlyHint} {...flagProps(form, 'readOnly')} />
      <Checkbox label={text.production} description={text.productionHint} {...flagProps(form, 'production')} />
      <NativeSelect
        label={text.colour}
        leftSection={<ColourDot colour={fields.colour} />}
        value={fields.colour}
        onChange={(event) =>
          change({ colour: connectionColours.find((colour) => colour === event.currentTarget.value) ?? 'none' })
        }
        data={connectionColours.map((colour) => ({ value: colour, label: text.colours[colour] }))}
      />
    </FormSection>
  );
}

/** How long to wait, and when an upload counts as active or as gone. */
export function TimesSection({ form }: { form: FormFields }) {
  const text = words.page.connections.settings.times;
  return (
    <FormSection title={text.title} now={settings.timesNow(form.fields)}>
      <div className={classes.triple}>
        <NumberInput label={text.connect} description={text.connectHint} {...numberProps(form, 'connectSeconds')} />
        <NumberInput label={text.request} description={text.requestHint} {...numberProps(form, 'requestSeconds')} />
        <NumberInput label={text.idle} description={text.idleHint} {...numberProps(form, 'idleSeconds')} />
      </div>
      <div className={classes.pair}>
        <NumberInput
          label={text.activeWindow}
          description={Number(form.fields.activeWindowHours) === 0 ? text.noActiveWindow : text.activeWindowHint}
          {...numberProps(form, 'activeWindowHours')}
        />
        <NumberInput
          label={text.quietInterval}
          description={text.quietIntervalHint}
          {...numberProps(form, 'quietIntervalSeconds')}
        />
      </div>
    </FormSection>
  );
}
