import { Text } from '@mantine/core';
import { Link } from 'react-router';
import { Diagnosis } from '../../../components/diagnosis.tsx';
import { Fact, Facts } from '../../../components/facts.tsx';
import { Identifier } from '../../../components/identifier.tsx';
import { useMay } from '../../identity/viewer.tsx';
import type { ExplainedFailure, Reading } from './queries.ts';
import styles from './explain.module.css';

/** The diagnosis, and what was read to come to it. */
export function Explanation({ explained }: { explained: ExplainedFailure }) {
  const { reading } = explained;
  return (
    <>
      {explained.causes.length > 0 ? (
        <Diagnosis diagnosis={explained} evidence={null} anchor="explained" />
      ) : (
        <Unknown summary={explained.summary} />
      )}
      {reading && <WhatWasRead reading={reading} />}
    </>
  );
}

function Unknown({ summary }: { summary: string }) {
  const mayLookUp = useMay('packages:read');
  return (
    <div className={styles.unknown}>
      <Text>{summary}</Text>
      <ul>
        <li>Paste the lines above it too: package managers print the cause first and the consequence last.</li>
        {mayLookUp && (
          <li>
            Where it comes from a repository of an integration, look the package up under{' '}
            <Link to="/packages">Packages</Link>, which asks the repository itself.
          </li>
        )}
        <li>
          All causes that are known are listed under <Link to="/troubleshooting">Troubleshooting</Link>.
        </li>
      </ul>
    </div>
  );
}

const terms = [
  ['errorCode', 'Code'],
  ['httpStatus', 'HTTP status'],
  ['action', 'Action'],
  ['resource', 'Resource'],
  ['host', 'Host'],
  ['package', 'Package'],
  ['version', 'Version'],
  ['awsRequestId', 'Request id'],
] as const satisfies readonly (readonly [keyof Reading, string])[];

function WhatWasRead({ reading }: { reading: Reading }) {
  const found = terms.flatMap(([key, term]) => {
    const value = reading[key];
    return value === null || value === undefined ? [] : [{ term, value: String(value) }];
  });
  if (found.length === 0 && reading.lines.length === 0) return null;
  return (
    <section className={styles.reading} aria-labelledby="what-was-read">
      <h2 id="what-was-read">What was read</h2>
      {found.length > 0 && (
        <Facts isRow>
          {found.map(({ term, value }) => (
            <Fact key={term} term={term}>
              <Identifier value={value} label={term.toLowerCase()} />
            </Fact>
          ))}
        </Facts>
      )}
      {reading.lines.length > 0 && (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
        <ol className={styles.lines} tabIndex={0} aria-label="Lines that mattered">
          {reading.lines.map(({ number, text }) => (
            <li key={number} value={number}>
              <code>{text}</code>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
