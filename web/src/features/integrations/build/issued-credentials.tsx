import { Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { CodeBlock } from '../../../components/code-block.tsx';
import { EnvironmentList } from './environment-list.tsx';
import { ExpiryCountdown } from './expiry-countdown.tsx';
import type { Credentials } from './queries.ts';
import styles from './build.module.css';

/** The files by the client that reads them, and the environment; gone as soon as the token has ended. */
export function IssuedCredentials({ credentials }: { credentials: Credentials }) {
  const { expiresAt, files, environment } = credentials;
  const [hasEnded, setHasEnded] = useState(false);
  const clients = [...new Set(files.map(({ client }) => client))];
  return (
    <Stack gap="lg">
      <ExpiryCountdown expiresAt={expiresAt} onEnd={() => setHasEnded(true)} />
      {!hasEnded &&
        clients.map((client) => (
          <section key={client} aria-label={client}>
            <Title order={3} mb="xs">
              {client}
            </Title>
            <Stack gap="md">
              {files
                .filter((file) => file.client === client)
                .map(({ path, purpose, content }) => (
                  <div key={path} className={styles.file}>
                    <p className={styles.path}>
                      <code>{path}</code>
                    </p>
                    <Text size="sm" maw={720} mb={8}>
                      {purpose}
                    </Text>
                    <CodeBlock
                      language={languageOf(path)}
                      code={content}
                      label={`${path} for ${client}`}
                      fileName={path.split('/').at(-1) ?? path}
                      isSecret
                    />
                  </div>
                ))}
            </Stack>
          </section>
        ))}
      {!hasEnded && environment.length > 0 && <EnvironmentList environment={environment} />}
    </Stack>
  );
}

function languageOf(path: string): string {
  if (/\.ya?ml$/.test(path)) return 'yaml';
  return /(npmrc|\.conf|\.toml|\/env)$/.test(path) ? 'ini' : 'text';
}
