import { Button } from '@mantine/core';
import { formatUtc } from '../../../shared/format/time.ts';
import type { Certificate } from '../../../shared/schema/certificate.ts';
import { words } from '../../../shared/words/words.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { FullText } from '../../ui/key-text.tsx';
import { useNow } from '../../ui/now.ts';
import classes from './connection-form.module.css';
import { certificateRemarks } from './test-words.ts';

export type CertificateCardProps = {
  certificate: Certificate;
  /** As it stands in the form: the certificate should be for its host. */
  endpointUrl: string;
  onTrust: () => void;
};

/** A certificate that no authority vouches for, shown so that a person can compare it with what the server's keeper says. */
export function CertificateCard({ certificate, endpointUrl, onTrust }: CertificateCardProps) {
  const { subject, issuer, validFrom, validTo, hosts, fingerprint256 } = certificate;
  const text = words.page.connections.form.certificate;
  const remarks = certificateRemarks(certificate, endpointUrl, useNow());
  return (
    <section className={classes.certificate} aria-label={text.label}>
      <dl>
        <dt>{text.subject}</dt>
        <dd>
          <FullText value={subject} />
        </dd>
        <dt>{text.issuer}</dt>
        <dd>
          <FullText value={issuer} />
        </dd>
        <dt>{text.valid}</dt>
        <dd>{text.fromTo({ from: formatUtc(validFrom), to: formatUtc(validTo) })}</dd>
        <dt>{text.hosts}</dt>
        <dd>{hosts.length === 0 ? text.noHosts : <FullText value={hosts.join(', ')} />}</dd>
        <dt>SHA-256</dt>
        <dd className={classes.copied}>
          <span className={classes.fingerprint}>{fingerprint256}</span>
          <CopyButton value={fingerprint256} what={text.fingerprint} />
        </dd>
      </dl>
      {remarks.length > 0 && <p>{remarks.join(' ')}</p>}
      <p className={classes.note}>{text.compare}</p>
      <Button variant="default" onClick={onTrust}>
        {text.trust}
      </Button>
    </section>
  );
}
