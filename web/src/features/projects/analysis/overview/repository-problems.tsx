import { Text, Title } from '@mantine/core';
import { Diagnosis } from '../../../../components/diagnosis.tsx';
import { count } from '../../../../lib/time.ts';
import { sameProblems } from './same-problems.ts';
import type { RepositoryProblem } from './queries.ts';
import styles from './overview.module.css';

/** Repositories that gave no usable answer: why, whose side it is on, and what was answered. */
export function RepositoryProblems({ problems }: { problems: readonly RepositoryProblem[] }) {
  return (
    <section aria-labelledby="repository-problems" className={styles.wide}>
      <Title order={2} id="repository-problems" mb="sm">
        Repositories without an answer
      </Title>
      <ul className={styles.problems}>
        {sameProblems(problems).map(({ diagnosis, evidence, repositories }, index) => (
          <li key={repositories[0]?.repositoryUrl}>
            <ul className={styles.repositories}>
              {repositories.map(({ repositoryUrl, packageCount }) => (
                <li key={repositoryUrl}>
                  <code className={styles.repository}>{repositoryUrl}</code>
                  <Text size="sm" c="dimmed">
                    Asked for {count(packageCount, 'package')} in vain
                  </Text>
                </li>
              ))}
            </ul>
            <Diagnosis diagnosis={diagnosis} evidence={evidence} anchor={`repository-${index + 1}`} />
          </li>
        ))}
      </ul>
    </section>
  );
}
