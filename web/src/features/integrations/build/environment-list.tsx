import { Button, Text, Title } from '@mantine/core';
import { IconEye, IconEyeOff } from '@tabler/icons-react';
import { useState } from 'react';
import { CopyButton } from '../../../components/copy-button.tsx';
import type { Credentials } from './queries.ts';
import styles from './build.module.css';

/** Variables for the environment of a build, covered until somebody asks to see them. */
export function EnvironmentList({ environment }: Pick<Credentials, 'environment'>) {
  const [isCovered, setIsCovered] = useState(true);
  const lines = environment.map(({ name, value }) => `export ${name}=${quoted(value)}`).join('\n');
  return (
    <section aria-labelledby="environment">
      <Title order={3} id="environment" mb="xs">
        Environment
      </Title>
      <Text size="sm" maw={720} mb={8}>
        For a build that is configured without files, or beside them as their notes say. In a build service, enter them
        as masked variables.
      </Text>
      <div className={styles.environment}>
        <div className={styles.environmentBar}>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={isCovered ? <IconEye size={14} aria-hidden /> : <IconEyeOff size={14} aria-hidden />}
            onClick={() => setIsCovered(!isCovered)}
          >
            {isCovered ? 'Show values' : 'Hide values'}
          </Button>
          <CopyButton value={lines} label="all as export lines">
            Copy as export lines
          </CopyButton>
        </div>
        <ul className={styles.variables}>
          {environment.map(({ name, value }) => (
            <li key={name}>
              <code className={styles.variable}>{name}</code>
              <code className={styles.value}>{isCovered ? '••••••••' : value}</code>
              <CopyButton value={value} label={`value of ${name}`} />
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

/** For a POSIX shell. */
function quoted(value: string): string {
  return `'${value.replaceAll("'", String.raw`'\''`)}'`;
}
