import { Text } from '@mantine/core';
import { CodeBlock } from '../../../components/code-block.tsx';
import type { PackageDiagnosis } from '../queries.ts';
import styles from './diagnosis.module.css';

/** What would tell the causes apart that look alike from outside, for whoever may ask AWS more than the role may. */
export function SettledBy({ permissions }: { permissions: PackageDiagnosis['settledBy'] }) {
  return (
    <div>
      <h3 className={styles.heading}>What would settle it</h3>
      <Text size="sm" c="dimmed" maw={720}>
        From outside these causes look alike. Run a command with credentials that may ask AWS more, or give the role the
        permission; the integration works without it.
      </Text>
      {permissions.map(({ action, tells, statement, command }) => (
        <details key={action} className={styles.settling}>
          <summary>
            <code>{action}</code> <span>{tells}</span>
          </summary>
          <div className={styles.snippets}>
            <CodeBlock language={command.language} code={command.text} label={`command for ${action}`} />
            <CodeBlock language={statement.language} code={statement.text} label={`policy statement for ${action}`} />
          </div>
        </details>
      ))}
    </div>
  );
}
