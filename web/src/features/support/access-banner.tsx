import { IconEye } from '@tabler/icons-react';
import { useApolloClient, useQuery } from '@apollo/client/react';
import { Countdown } from '../../components/countdown.tsx';
import { viewerQuery } from '../identity/queries.ts';
import { useViewer } from '../identity/viewer.tsx';
import { supportAccessQuery } from './queries.ts';
import styles from './support.module.css';

const INTERVAL_MS = 30_000;

/** Whose house a support person is in, and for how long. When that ends, the page learns of it at once. */
export function AccessBanner() {
  const client = useApolloClient();
  const { organization } = useViewer();
  const { data } = useQuery(supportAccessQuery, { pollInterval: INTERVAL_MS });
  if (!organization) return null;
  const open = data?.supportAccess.organizations.find(({ id }) => id === organization.id);
  const reload = () => void client.refetchQueries({ include: [viewerQuery, supportAccessQuery] });
  return (
    <div className={styles.banner} role="note">
      <IconEye size={18} aria-hidden />
      <p>
        <span>
          You look into <strong>{organization.name}</strong>, and its audit log notes every look.
        </span>
        {open && (
          <span>
            Access ends in <Countdown until={open.until} onEnd={reload} />
          </span>
        )}
      </p>
    </div>
  );
}
