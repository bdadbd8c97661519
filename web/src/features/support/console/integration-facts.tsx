import { Title } from '@mantine/core';
import { packageTypeDefinition, type PackageType } from '@backline/shared';
import { Identifier } from '../../../components/identifier.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';
import styles from '../support.module.css';

export interface IntegrationFactsProps {
  accountId: string;
  roleArn: string;
  externalId: string;
  createdAt: string;
  updatedAt: string;
  repositories: readonly { packageType: PackageType; url: string }[];
}

/** What the integration is, as support may know it. */
export function IntegrationFacts(props: IntegrationFactsProps) {
  const { accountId, roleArn, externalId, createdAt, updatedAt, repositories } = props;
  return (
    <section aria-labelledby="about">
      <Title order={2} id="about" mb="sm">
        About
      </Title>
      <dl className={styles.facts}>
        <dt>Account ID</dt>
        <dd>
          <Identifier value={accountId} label="account ID" />
        </dd>
        <dt>Role ARN</dt>
        <dd>
          <Identifier value={roleArn} label="role ARN" />
        </dd>
        <dt>External ID</dt>
        <dd>{externalId}, masked for support</dd>
        <dt>Created</dt>
        <dd>
          <RelativeTime value={createdAt} />
        </dd>
        <dt>Last changed</dt>
        <dd>
          <RelativeTime value={updatedAt} />
        </dd>
        {repositories.map(({ packageType, url }) => (
          <div key={`${packageType} ${url}`}>
            <dt>{packageTypeDefinition(packageType).label} repository</dt>
            <dd>
              <Identifier value={url} label="repository URL" />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
