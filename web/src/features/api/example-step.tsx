import { Button, Title } from '@mantine/core';
import { IconTerminal2 } from '@tabler/icons-react';
import { CodeBlock } from '../../components/code-block.tsx';
import { curlCommand } from './examples/curl.ts';
import type { ShownStep } from './examples/index.ts';
import styles from './api.module.css';

interface ExampleStepProps {
  slug: string;
  /** From 1. */
  number: number;
  step: ShownStep;
}

/** One request of an example: what to send, in two forms, and what comes back. */
export function ExampleStep({ slug, number, step }: ExampleStepProps) {
  const { title, text, query, variables, answer, isStream = false } = step;
  const hasVariables = Object.keys(variables).length > 0;
  const id = `step-${number}`;
  return (
    <section className={styles.step} aria-labelledby={id}>
      <div className={styles.stepHead}>
        <Title order={3} id={id}>
          {number}. {title}
        </Title>
        <Button
          component="a"
          href={`/graphiql?example=${slug}&step=${number}`}
          size="compact-sm"
          variant="default"
          aria-label={`Open in GraphiQL: step ${number}`}
          leftSection={<IconTerminal2 size={14} aria-hidden />}
        >
          Open in GraphiQL
        </Button>
      </div>
      <p className={styles.text}>{text}</p>
      <div className={styles.request}>
        <CodeBlock language="graphql" code={query} label={`${operationKind(query)} of step ${number}`} />
        {hasVariables && (
          <CodeBlock language="json" code={JSON.stringify(variables, null, 2)} label={`variables of step ${number}`} />
        )}
      </div>
      <details className={styles.curl}>
        <summary>As a curl command</summary>
        <CodeBlock
          language="bash"
          code={curlCommand(location.origin, step, variables)}
          label={`curl command of step ${number}`}
        />
      </details>
      <CodeBlock
        language={isStream ? 'text' : 'json'}
        code={isStream ? eventStream(answer) : JSON.stringify(answer, null, 2)}
        label={`answer to step ${number}`}
      />
    </section>
  );
}

function operationKind(query: string): string {
  return /^\s*(mutation|subscription)\b/.exec(query)?.[1] ?? 'query';
}

/** As the events travel. */
function eventStream(answer: unknown): string {
  const events = Array.isArray(answer) ? (answer as unknown[]) : [];
  return [...events.map((event) => `event: next\ndata: ${JSON.stringify(event)}\n`), 'event: complete\n'].join('\n');
}
