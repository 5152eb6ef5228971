import { Button } from '@mantine/core';
import { formatUtc } from '../../../shared/format/time.ts';
import type { Certificate } from '../../../shared/schema/certificate.ts';
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
  const remarks = certificateRemarks(certificate, endpointUrl, useNow());
  return (
    <section className={classes.certificate} aria-label="The server’s certificate">
      <dl>
        <dt>For</dt>
        <dd>
          <FullText value={subject} />
        </dd>
        <dt>Issued by</dt>
        <dd>
          <FullText value={issuer} />
        </dd>
        <dt>Valid</dt>
        <dd>
          {formatUtc(validFrom)} to {formatUtc(validTo)}
        </dd>
        <dt>Hosts</dt>
        <dd>{hosts.length === 0 ? 'none named' : <FullText value={hosts.join(', ')} />}</dd>
        <dt>SHA-256</dt>
        <dd className={classes.copied}>
          <span className={classes.fingerprint}>{fingerprint256}</span>
          <CopyButton value={fingerprint256} what="fingerprint" />
        </dd>
      </dl>
      {remarks.length > 0 && <p>{remarks.join(' ')}</p>}
      <p className={classes.note}>
        Compare the fingerprint with the one that the server’s keeper tells you. Once trusted, this certificate is
        accepted, and no other one without an authority.
      </p>
      <Button variant="default" onClick={onTrust}>
        Trust exactly this certificate
      </Button>
    </section>
  );
}
