import { Anchor, Title } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { Link } from 'react-router';
import { RelativeTime } from '../../../components/relative-time.tsx';
import { checkStatusLook } from '../../../components/status-badge.tsx';
import { useNow } from '../../../components/use-now.ts';
import type { IntegrationStatus, StatusChangeFieldsFragment } from '../../../graphql/generated/graphql.ts';
import { count } from '../../../lib/time.ts';
import type { IntegrationPartProps } from './part-props.ts';
import { SettingChanges } from './setting-changes.tsx';
import styles from './what-changed.module.css';

/** How long a recovery is news. */
const RECOVERY_SHOWN_MS = 7 * 86_400_000;

interface WhatChangedProps extends IntegrationPartProps {
  change: StatusChangeFieldsFragment;
}

/** Since when it does not work, which check turned, and who changed what here; for a while also that it works again. */
export function WhatChanged({ integration, change }: WhatChangedProps) {
  const now = useNow();
  const { kind, since, changes, turned, concurrentFailures } = change;
  const isFailure = kind === 'FAILED';
  if (!isFailure && now - Date.parse(since) > RECOVERY_SHOWN_MS) return null;
  const later = isFailure ? changes.filter(({ at, isPossibleCause }) => !isPossibleCause && at > since) : [];
  const between = changes.filter((one) => !later.includes(one));
  return (
    <section aria-labelledby="what-changed" className={styles.section}>
      <Title order={2} id="what-changed" mb="sm">
        What changed
      </Title>
      <div className={styles.panel}>
        <Summary integration={integration} change={change} />
        {turned.length > 0 && <Turned turned={turned} />}
        <h3>{isFailure ? 'Changed here in between' : 'Changed here before it worked again'}</h3>
        {between.length > 0 && <SettingChanges changes={between} />}
        <p className={styles.conclusion}>{conclusion(change)}</p>
        {later.length > 0 && (
          <>
            <h3>Changed here since, so not the cause</h3>
            <SettingChanges changes={later} />
          </>
        )}
        {concurrentFailures.length > 0 && <Concurrent integration={integration} others={concurrentFailures} />}
      </div>
    </section>
  );
}

function Summary({ integration, change }: WhatChangedProps) {
  const { kind, since, reportBefore, firstReport } = change;
  const isFailure = kind === 'FAILED';
  const address = (report: string) => `/integrations/${integration.id}/reports?report=${report}`;
  return (
    <p>
      {isFailure ? failureWords[integration.status] : 'Working again'} since the{' '}
      <Anchor component={Link} to={address(firstReport.id)}>
        first {isFailure ? 'bad' : 'good'} test
      </Anchor>{' '}
      <RelativeTime value={since} />; the{' '}
      <Anchor component={Link} to={address(reportBefore.id)}>
        last {isFailure ? 'good' : 'bad'} test
      </Anchor>{' '}
      was <RelativeTime value={reportBefore.startedAt} />.
    </p>
  );
}

const failureWords: Partial<Record<IntegrationStatus, string>> = {
  DEGRADED: 'Working only in part',
  FAILING: 'Failing',
  INSECURE: 'Insecure, and so not used,',
};

function Turned({ turned }: { turned: StatusChangeFieldsFragment['turned'] }) {
  return (
    <>
      <h3>{turned.length === 1 ? 'The check that turned' : 'Checks that turned'}</h3>
      <ul className={styles.turned}>
        {turned.map(({ code, label, domain, repositoryUrl, before, after }) => (
          <li key={`${code} ${domain} ${repositoryUrl}`}>
            <span className={styles.label}>{label}</span>
            <span className={styles.turn}>
              {before === null ? 'New' : checkStatusLook(before).label}
              <IconArrowRight size={14} aria-label="then" />
              <span className={styles.after} data-tone={checkStatusLook(after).tone}>
                {checkStatusLook(after).icon}
                {checkStatusLook(after).label}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** What follows from the settings; never more than they prove. */
function conclusion({ kind, nothingChangedHere, changes }: StatusChangeFieldsFragment): string {
  if (nothingChangedHere === null) {
    return 'Whether anything else was changed here cannot be told: the settings of that time were not kept.';
  }
  if (!nothingChangedHere) {
    return kind === 'FAILED'
      ? 'This was changed between the last good test and the first bad one, so look here first.'
      : 'This was changed between the last bad test and the first good one.';
  }
  const nothing = changes.some(({ setting }) => setting === 'ROUTES')
    ? 'Nothing that a test uses was changed here between the two tests'
    : 'Nothing was changed here between the two tests';
  return `${nothing}, so what changed is outside: in the AWS account, at AWS, in the network between, or on Backline's side.`;
}

function Concurrent({
  integration,
  others,
}: IntegrationPartProps & { others: StatusChangeFieldsFragment['concurrentFailures'] }) {
  const isOneAccount = others.every(({ accountId }) => accountId === integration.accountId);
  return (
    <>
      <h3>Failed in the same period, at the same check</h3>
      <ul className={styles.others}>
        {others.map(({ integrationId, name, accountId, since }) => (
          <li key={integrationId}>
            <Anchor component={Link} to={`/integrations/${integrationId}`}>
              {name}
            </Anchor>{' '}
            in account <code>{accountId}</code>, since <RelativeTime value={since} />
          </li>
        ))}
      </ul>
      <p className={styles.conclusion}>
        {isOneAccount
          ? `${count(others.length, 'other integration')} of the same AWS account failed too, so the cause is likely to be in what they share: the role, a policy of the account, or the Region.`
          : `${count(others.length, 'other integration')} of more than one AWS account failed too, which points away from any one account: to Backline's side, to AWS, or to the network between.`}
      </p>
    </>
  );
}
