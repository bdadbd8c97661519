import { Anchor } from '@mantine/core';
import { Link } from 'react-router';
import { RelativeTime } from '../../../components/relative-time.tsx';
import type { IntegrationSetting, StatusChangeFieldsFragment } from '../../../graphql/generated/graphql.ts';
import { useMay } from '../../identity/viewer.tsx';
import styles from './what-changed.module.css';

type SettingChange = StatusChangeFieldsFragment['changes'][number];

const names: Record<IntegrationSetting, string> = {
  ACCOUNT_ID: 'the account ID',
  ROLE_ARN: 'the role ARN',
  EXTERNAL_ID: 'the External ID',
  REPOSITORY: 'a repository',
  ROUTES: "a repository's routes",
};

/** Each change with who made it, when, and the values before and after. */
export function SettingChanges({ changes }: { changes: readonly SettingChange[] }) {
  const mayReadAudit = useMay('audit:read');
  return (
    <ol className={styles.changes}>
      {changes.map((change) => (
        <li key={`${change.at} ${change.setting} ${change.repositoryUrl} ${change.before} ${change.after}`}>
          <p>
            <strong>{change.actor}</strong> {verb(change)} {names[change.setting]} <RelativeTime value={change.at} />
            {mayReadAudit && change.requestId && (
              <>
                {' · '}
                <Anchor component={Link} to={`/audit?text=${change.requestId}`}>
                  audit event
                </Anchor>
              </>
            )}
          </p>
          {change.repositoryUrl && <p className={styles.repository}>{change.repositoryUrl}</p>}
          <dl className={styles.values}>
            <Value term="Before" value={change.before} isRemoved />
            <Value term="After" value={change.after} />
          </dl>
        </li>
      ))}
    </ol>
  );
}

function Value({ term, value, isRemoved = false }: { term: string; value: string | null; isRemoved?: boolean }) {
  return (
    <>
      <dt>{term}</dt>
      <dd data-kind={isRemoved ? 'removed' : 'added'} data-empty={value === null || undefined}>
        {value ?? 'none'}
      </dd>
    </>
  );
}

function verb({ setting, before, after }: SettingChange): string {
  if (setting !== 'REPOSITORY') return 'changed';
  if (before === null) return 'added';
  return after === null ? 'removed' : 'replaced';
}
