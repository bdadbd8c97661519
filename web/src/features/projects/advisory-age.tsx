import { Text } from '@mantine/core';
import { IconAlertTriangle, IconDatabase } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { CopyButton } from '../../components/copy-button.tsx';
import { RelativeTime } from '../../components/relative-time.tsx';
import { useNow } from '../../components/use-now.ts';
import type { AdvisoryDataFieldsFragment } from '../../graphql/generated/graphql.ts';
import { count } from '../../lib/time.ts';
import styles from './advisory-age.module.css';

const OLD_AFTER_MS = 7 * 24 * 3_600_000;
const COMMAND = 'npm run advisories -- import <zip|folder|url>';

/** How old the advisories are; how to renew them as soon as they are old, or missing. */
export function AdvisoryAge({ data }: { data: AdvisoryDataFieldsFragment | null }) {
  const now = useNow();
  if (!data) {
    return (
      <Notice>
        <Text fw={600}>No advisories were ever imported</Text>
        <Text>Analyses resolve dependencies and find no vulnerability. Whoever runs this server imports them with</Text>
        <Command />
      </Notice>
    );
  }
  if (now - Date.parse(data.importedAt) <= OLD_AFTER_MS) {
    return (
      <p className={styles.quiet}>
        <IconDatabase size={16} aria-hidden />
        <span>
          <Known data={data} />
        </span>
      </p>
    );
  }
  return (
    <Notice>
      <Text>
        <Known data={data} />. What was published since then is not found. Whoever runs this server renews them with
      </Text>
      <Command />
    </Notice>
  );
}

function Known({ data: { importedAt, advisoryCount } }: { data: AdvisoryDataFieldsFragment }) {
  return (
    <>
      {count(advisoryCount, 'advisory', 'advisories')}, brought up to date <RelativeTime value={importedAt} />
    </>
  );
}

function Notice({ children }: { children: ReactNode }) {
  return (
    <section className={styles.notice} aria-label="Age of the advisories">
      <IconAlertTriangle size={18} aria-hidden />
      <div className={styles.words}>{children}</div>
    </section>
  );
}

function Command() {
  return (
    <div className={styles.command}>
      <code>{COMMAND}</code>
      <CopyButton value={COMMAND} label="command that imports advisories" />
    </div>
  );
}
