import { Text, Title } from '@mantine/core';
import { Link, useSearchParams } from 'react-router';
import { ExampleStep } from './example-step.tsx';
import { shownExamples } from './examples/index.ts';
import styles from './api.module.css';

/** Tasks at the side, the steps of one of them beside; which one stands in the address. */
export function Examples() {
  const [search] = useSearchParams();
  const wanted = search.get('example');
  const open = shownExamples.find(({ slug }) => slug === wanted) ?? shownExamples[0];
  if (!open) return null;
  return (
    <div className={styles.examples}>
      <nav aria-label="Examples">
        <ol className={styles.tasks}>
          {shownExamples.map(({ slug, title }) => (
            <li key={slug}>
              <Link
                to={`/settings/api?example=${slug}`}
                className={styles.task}
                aria-current={slug === open.slug ? 'true' : undefined}
                preventScrollReset
              >
                {title}
              </Link>
            </li>
          ))}
        </ol>
      </nav>
      <article className={styles.example} aria-labelledby="example">
        <Title order={2} id="example">
          {open.title}
        </Title>
        <Text maw={720}>{open.task}</Text>
        <Text c="dimmed" size="sm" mt={4}>
          Scopes: {open.scopes.map((scope, place) => [place > 0 && ', ', <code key={scope}>{scope}</code>])}
        </Text>
        {open.steps.map((step, place) => (
          <ExampleStep key={`${open.slug} ${step.title}`} slug={open.slug} number={place + 1} step={step} />
        ))}
        <Text c="dimmed" size="sm" mt="lg" maw={720}>
          The answers are real: every example is run as a test against a server with a stand-in for AWS. Ids, External
          IDs and times are another in your organization, so put yours in their place.
        </Text>
      </article>
    </div>
  );
}
