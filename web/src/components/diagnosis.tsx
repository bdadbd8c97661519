import { Anchor, Text } from '@mantine/core';
import { IconExternalLink, IconLink } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { DiagnosisFieldsFragment, EvidenceFieldsFragment } from '../graphql/generated/graphql.ts';
import { CodeBlock } from './code-block.tsx';
import { Identifier } from './identifier.tsx';
import styles from './diagnosis.module.css';

type CauseData = DiagnosisFieldsFragment['causes'][number];

export interface DiagnosisProps {
  diagnosis: DiagnosisFieldsFragment;
  evidence: EvidenceFieldsFragment | null;
  /** Unique on the page; together with a cause's code it is the cause's address. */
  anchor: string;
  /** What stands around the causes, e.g. a question that would decide between them. */
  aroundCauses?: ((causes: ReactNode) => ReactNode) | undefined;
}

/** Why something failed, and what to do: used wherever a failure shows. */
export function Diagnosis({ diagnosis, evidence, anchor, aroundCauses = (causes) => causes }: DiagnosisProps) {
  return (
    <div className={styles.diagnosis}>
      <p className={styles.summary}>{diagnosis.summary}</p>
      {aroundCauses(<Causes causes={diagnosis.causes} anchor={anchor} />)}
      {evidence && <Evidence evidence={evidence} />}
    </div>
  );
}

function Causes({ causes, anchor }: { causes: readonly CauseData[]; anchor: string }) {
  return (
    <div className={styles.causes}>
      {causes.map((cause, index) => {
        const address = `${anchor}-${cause.code}`;
        // Of many candidates only those that matter most are laid out; the rest wait folded.
        const isFolded = index > 0 && cause.certainty === 'POSSIBLE';
        return isFolded ? (
          <FoldedCause key={cause.code} cause={cause} address={address} />
        ) : (
          <Cause key={cause.code} cause={cause} address={address} />
        );
      })}
    </div>
  );
}

const certainties: Record<CauseData['certainty'], string> = {
  CERTAIN: 'This is the cause',
  LIKELY: 'Most likely',
  POSSIBLE: 'Also possible',
};

const sides: Record<CauseData['side'], string> = {
  CUSTOMER: 'Fix it in your AWS account',
  PLATFORM: "On Backline's side",
  AWS: "On AWS's side",
};

interface CauseProps {
  cause: CauseData;
  /** The fragment of the page's address that leads to the cause. */
  address: string;
}

function Cause({ cause, address }: CauseProps) {
  return (
    <section className={styles.cause} id={address} data-certainty={cause.certainty} aria-label={cause.explanation}>
      <div className={styles.heading}>
        <span className={styles.certainty}>{certainties[cause.certainty]}</span>
        <span className={styles.side}>{sides[cause.side]}</span>
        <Address cause={cause} address={address} />
      </div>
      <Text>{cause.explanation}</Text>
      <Remedy cause={cause} />
    </section>
  );
}

function FoldedCause({ cause, address }: CauseProps) {
  return (
    <details className={styles.folded} data-certainty={cause.certainty}>
      <summary>
        <span className={styles.certainty}>{certainties[cause.certainty]}:</span> {cause.explanation}
      </summary>
      <div id={address} className={styles.unfolded}>
        <div className={styles.heading}>
          <span className={styles.side}>{sides[cause.side]}</span>
          <Address cause={cause} address={address} />
        </div>
        <Remedy cause={cause} />
      </div>
    </details>
  );
}

function Address({ cause, address }: CauseProps) {
  return (
    <a className={styles.address} href={`#${address}`} aria-label={`Link to this cause, ${cause.code}`}>
      <code>{cause.code}</code>
      <IconLink size={13} aria-hidden />
    </a>
  );
}

function Remedy({ cause }: { cause: CauseData }) {
  return (
    <>
      {cause.steps.length > 0 && (
        <ol className={styles.steps}>
          {cause.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      )}
      {cause.snippet && (
        <CodeBlock language={cause.snippet.language} code={cause.snippet.text} label={snippetLabel(cause.snippet)} />
      )}
      <p className={styles.further}>
        <Link to={`/troubleshooting/${cause.code}`}>All about this cause</Link>
        {cause.documentationUrl && (
          <Anchor href={cause.documentationUrl} target="_blank" rel="noreferrer" className={styles.documentation}>
            Documentation
            <IconExternalLink size={14} aria-label="(opens a new tab)" />
          </Anchor>
        )}
      </p>
    </>
  );
}

function snippetLabel({ language, text }: { language: string; text: string }): string {
  if (language === 'json' && text.includes('"Principal"') && text.includes('sts:AssumeRole')) return 'trust policy';
  if (text.includes('"Effect"')) return language === 'diff' ? 'policy change' : 'policy';
  return language === 'bash' ? 'command' : 'value';
}

function Evidence({ evidence }: { evidence: EvidenceFieldsFragment }) {
  const { errorCode, message, httpStatus, awsRequestId } = evidence;
  if (errorCode === null && message === null && httpStatus === null && awsRequestId === null) return null;
  return (
    <details className={styles.evidence}>
      <summary>What AWS answered</summary>
      <dl className={styles.answer}>
        {errorCode !== null && <Answer term="Code">{errorCode}</Answer>}
        {message !== null && <Answer term="Message">{message}</Answer>}
        {httpStatus !== null && <Answer term="HTTP status">{httpStatus}</Answer>}
        {awsRequestId !== null && (
          <>
            <dt>Request id</dt>
            <dd>
              <Identifier value={awsRequestId} label="request id" />
            </dd>
          </>
        )}
      </dl>
    </details>
  );
}

function Answer({ term, children }: { term: string; children: string | number }) {
  return (
    <>
      <dt>{term}</dt>
      <dd className={styles.verbatim}>{children}</dd>
    </>
  );
}
