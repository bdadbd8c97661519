import { Title } from '@mantine/core';
import { packageTypeDefinition, type PackageType } from '@backline/shared';
import { Fact, Facts } from '../../../components/facts.tsx';
import { Identifier } from '../../../components/identifier.tsx';
import { RelativeTime } from '../../../components/relative-time.tsx';

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
      <Facts>
        <Fact term="Account ID">
          <Identifier value={accountId} label="account ID" />
        </Fact>
        <Fact term="Role ARN">
          <Identifier value={roleArn} label="role ARN" />
        </Fact>
        <Fact term="External ID">{externalId}, masked for support</Fact>
        <Fact term="Created">
          <RelativeTime value={createdAt} />
        </Fact>
        <Fact term="Last changed">
          <RelativeTime value={updatedAt} />
        </Fact>
        {repositories.map(({ packageType, url }) => (
          <Fact key={`${packageType} ${url}`} term={`${packageTypeDefinition(packageType).label} repository`}>
            <Identifier value={url} label="repository URL" />
          </Fact>
        ))}
      </Facts>
    </section>
  );
}
