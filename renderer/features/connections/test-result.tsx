import { Button } from '@mantine/core';
import type { Certificate } from '../../../shared/schema/certificate.ts';
import type { ConnectionTest } from '../../../shared/schema/model.ts';
import { assertNever } from '../../../shared/values/exhaustive.ts';
import { formatNoun } from '../../ui/amounts.ts';
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
  if (test?.outcome === 'failed') {
    const { certificate, mendedEndpoint } = test.error.details;
    return (
      <>
        <Failure error={test.error} />
        {mendedEndpoint !== undefined && (
          <p className={classes.suggestion}>
            <Button size="compact-xs" variant="default" onClick={() => onUse({ endpointUrl: mendedEndpoint })}>
              Use {mendedEndpoint}
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
  const words = suggestionWords(suggestion);
  if (words === null) return null;
  const { pathStyle, region } = suggestion;
  return (
    <p className={classes.suggestion}>
      <span>{words}</span>
      <Button
        size="compact-xs"
        variant="default"
        onClick={() =>
          onUse({ ...(pathStyle !== undefined && { pathStyle }), ...(region !== undefined && { region }) })
        }
      >
        Use that
      </Button>
    </p>
  );
}

function testSentence(test: Exclude<ConnectionTest, { outcome: 'failed' }>): string {
  const latency = `${Math.round(test.latencyMs)} ms`;
  switch (test.outcome) {
    case 'works':
      return `It works: ${test.more ? 'more than ' : ''}${formatNoun(test.buckets, 'bucket')}, answered in ${latency}.`;
    case 'works-without-listing':
      return `It works, answered in ${latency}. Listing buckets is not allowed, so add buckets by name.`;
    default:
      return assertNever(test);
  }
}
