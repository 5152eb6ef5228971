import { Button } from '@mantine/core';
import type { Certificate } from '../../../shared/schema/certificate.ts';
import type { ConnectionTest } from '../../../shared/schema/model.ts';
import { assertNever } from '../../../shared/values/exhaustive.ts';
import { words } from '../../../shared/words/words.ts';
import { Failure } from '../../ui/failure.tsx';
import { CertificateCard } from './certificate-card.tsx';
import type { ConnectionFields } from './connection-draft.ts';
import classes from './connection-form.module.css';
import { type Suggestion, suggestionWords } from './test-words.ts';

export type TestResultProps = {
  test: ConnectionTest | undefined;
  endpointUrl: string;
  /** Takes over what was found to work better. */
  onUse: (changed: Partial<ConnectionFields>) => void;
  /** Makes this the one certificate that is trusted. */
  onTrust: (certificate: Certificate) => void;
};

/** What `Test connection` found, and what can be made of it. */
export function TestResult({ test, endpointUrl, onUse, onTrust }: TestResultProps) {
  const text = words.page.connections.form.result;
  if (test?.outcome === 'failed') {
    const { certificate, mendedEndpoint, offeredCaFile } = test.error.details;
    return (
      <>
        <Failure error={test.error} />
        {mendedEndpoint !== undefined && (
          <p className={classes.suggestion}>
            <Button size="compact-xs" variant="default" onClick={() => onUse({ endpointUrl: mendedEndpoint })}>
              {text.takeEndpoint(mendedEndpoint)}
            </Button>
          </p>
        )}
        {offeredCaFile !== undefined && (
          <p className={classes.suggestion}>
            <Button size="compact-xs" variant="default" onClick={() => onUse({ caFile: offeredCaFile })}>
              {text.takeCaFile(offeredCaFile)}
            </Button>
          </p>
        )}
        {test.error.code === 'TLS_FAILED' && certificate && (
          <CertificateCard certificate={certificate} endpointUrl={endpointUrl} onTrust={() => onTrust(certificate)} />
        )}
      </>
    );
  }
  return (
    <div role="status">
      {test && (
        <div className={classes.works}>
          <p>{testSentence(test)}</p>
          {test.suggestion && <Suggested suggestion={test.suggestion} onUse={onUse} />}
        </div>
      )}
    </div>
  );
}

function Suggested({ suggestion, onUse }: { suggestion: Suggestion; onUse: TestResultProps['onUse'] }) {
  const sentence = suggestionWords(suggestion);
  if (sentence === null) return null;
  const { pathStyle, region } = suggestion;
  return (
    <p className={classes.suggestion}>
      <span>{sentence}</span>
      <Button
        size="compact-xs"
        variant="default"
        onClick={() =>
          onUse({ ...(pathStyle !== undefined && { pathStyle }), ...(region !== undefined && { region }) })
        }
      >
        {words.page.connections.form.result.takeThat}
      </Button>
    </p>
  );
}

function testSentence(test: Exclude<ConnectionTest, { outcome: 'failed' }>): string {
  const text = words.page.connections.form.result;
  const ms = Math.round(test.latencyMs);
  switch (test.outcome) {
    case 'works':
      return text.works({ buckets: test.buckets, more: test.more === true, ms });
    case 'works-without-listing':
      return text.worksWithoutListing(ms);
    default:
      return assertNever(test);
  }
}
