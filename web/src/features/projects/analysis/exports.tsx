import { Button, Text, Title } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import type { OpenAnalysis } from './queries.ts';
import styles from './analysis.module.css';

const formats = [
  {
    format: 'sarif',
    name: 'SARIF',
    text: 'The findings with their places in your files, for code scanning in GitHub, GitLab or Azure DevOps.',
  },
  {
    format: 'cyclonedx',
    name: 'CycloneDX',
    text: 'All dependencies as a bill of materials, with the vulnerabilities that affect them, for inventories and audits.',
  },
  { format: 'findings.csv', name: 'Findings as CSV', text: 'One row for each finding, for a spreadsheet.' },
  { format: 'dependencies.csv', name: 'Dependencies as CSV', text: 'One row for each dependency, for a spreadsheet.' },
] as const;

/** The result as files, for other tools. */
export function Exports({ analysis: { id } }: { analysis: OpenAnalysis }) {
  return (
    <ul className={styles.exports}>
      {formats.map(({ format, name, text }) => (
        <li key={format} className={styles.export}>
          <div>
            <Title order={2}>{name}</Title>
            <Text c="dimmed">{text}</Text>
          </div>
          <Button
            component="a"
            href={`/exports/analyses/${encodeURIComponent(id)}/${format}`}
            download
            variant="default"
            aria-label={`Download ${name}`}
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            Download
          </Button>
        </li>
      ))}
    </ul>
  );
}
