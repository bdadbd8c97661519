import { Anchor, Skeleton, Stack, Text } from '@mantine/core';
import { IconArrowLeft, IconExternalLink } from '@tabler/icons-react';
import { useQuery } from '@apollo/client/react';
import { Link, useParams } from 'react-router';
import { CodeBlock } from '../../../components/code-block.tsx';
import { CopyButton } from '../../../components/copy-button.tsx';
import { Delayed } from '../../../components/delayed.tsx';
import { ErrorState } from '../../../components/error-state.tsx';
import { Identifier } from '../../../components/identifier.tsx';
import { PageHeader } from '../../../components/page-header.tsx';
import { refusalCode } from '../../../graphql/client.ts';
import { causeQuery, type DescribedCause } from './queries.ts';
import { sectionOf } from './sections.ts';
import { sideNames } from './side-names.ts';
import styles from './troubleshooting.module.css';

/** One cause, at an address that can be sent. */
export function CausePage() {
  const { code = '' } = useParams();
  const { data, error, refetch } = useQuery(causeQuery, { variables: { code } });
  if (data) return <DescribedCausePage cause={data.cause} />;
  return (
    <>
      <PageHeader title={error ? 'No such cause' : 'Cause'} />
      {error && refusalCode(error) === 'NOT_FOUND' && (
        <div className={styles.none}>
          <Text>
            There is no cause with the code <code>{code}</code>.
          </Text>
          <Link to="/troubleshooting">See all causes</Link>
        </div>
      )}
      {error && refusalCode(error) !== 'NOT_FOUND' && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && (
        <Delayed>
          <Stack role="status" aria-label="Loading">
            <Skeleton height={24} maw={300} />
            <Skeleton height={200} />
          </Stack>
        </Delayed>
      )}
    </>
  );
}

function DescribedCausePage({ cause }: { cause: DescribedCause }) {
  const section = sectionOf(cause.category);
  return (
    <article className={styles.article}>
      <PageHeader
        title={cause.title}
        action={
          <CopyButton value={`${location.origin}/troubleshooting/${cause.code}`} label="link to this cause">
            Copy link
          </CopyButton>
        }
      >
        <p className={styles.belongs}>
          <Link to={`/troubleshooting#${cause.category.toLowerCase()}`} className={styles.back}>
            <IconArrowLeft size={14} aria-hidden />
            {section.title}
          </Link>
          <Identifier value={cause.code} label="code" />
          <span>{sideNames[cause.side]}</span>
        </p>
      </PageHeader>
      <Text>{cause.explanation}</Text>
      <dl className={styles.facts}>
        <dt>How it shows</dt>
        <dd>{cause.shows}</dd>
        <dt>What decides</dt>
        <dd>{cause.decidedBy}</dd>
      </dl>
      {cause.steps.length > 0 && (
        <section aria-labelledby="what-to-do">
          <h2 id="what-to-do">What to do</h2>
          <ol className={styles.steps}>
            {cause.steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </section>
      )}
      {cause.snippet && <CodeBlock language={cause.snippet.language} code={cause.snippet.text} label="what to paste" />}
      {cause.documentationUrl && (
        <Anchor href={cause.documentationUrl} target="_blank" rel="noreferrer" className={styles.documentation}>
          Documentation
          <IconExternalLink size={14} aria-label="(opens a new tab)" />
        </Anchor>
      )}
    </article>
  );
}
