import { Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@apollo/client/react';
import { checkAccountId, checkExternalId, checkRepositoryUrl } from '@backline/shared';
import { CodeBlock } from '../../../components/code-block.tsx';
import { ErrorState } from '../../../components/error-state.tsx';
import { enteredRows, type DetailsDraft } from './draft.ts';
import { repositoryPoliciesQuery } from './queries.ts';
import styles from './details.module.css';

/** The policies that cover exactly the repositories entered, and those that other accounts must attach. */
export function RepositoryPolicies({ draft }: { draft: DetailsDraft }) {
  const repositoryUrls = enteredRows(draft)
    .filter(({ url, packageType }) => checkRepositoryUrl(url, packageType).valid)
    .map(({ url }) => url);
  const { data, previousData, error } = useQuery(repositoryPoliciesQuery, {
    skip: repositoryUrls.length === 0,
    variables: {
      input: {
        repositoryUrls,
        ...(checkAccountId(draft.accountId).valid && { accountId: draft.accountId }),
        ...(checkExternalId(draft.externalId).valid && { externalId: draft.externalId }),
      },
    },
  });
  if (repositoryUrls.length === 0) return null;
  if (error) return <ErrorState error={error} />;
  const setup = (data ?? previousData)?.codeArtifactSetup;
  if (!setup) return null;
  return (
    <Stack gap="md">
      {setup.domainOwnerPolicies.map(({ domainOwner, domain, region, domainPolicy, repositoryPolicies }) => (
        <section key={`${domainOwner} ${domain} ${region}`} className={styles.panel}>
          <Title order={2} mb={4}>
            Domain {domain} belongs to account {domainOwner}
          </Title>
          <Text mb="sm">
            An administrator of {domainOwner} must let the role in. Attach the domain policy to {domain} in {region}
            {repositoryPolicies.length > 0 && ', and each repository policy to its repository'}.
          </Text>
          <Stack gap="sm">
            <CodeBlock
              language="json"
              code={domainPolicy}
              label={`domain policy of ${domain}`}
              fileName={`${domain}-domain-policy.json`}
            />
            {repositoryPolicies.map(({ repository, policy }) => (
              <CodeBlock
                key={repository}
                language="json"
                code={policy}
                label={`repository policy of ${repository}`}
                fileName={`${repository}-repository-policy.json`}
              />
            ))}
          </Stack>
        </section>
      ))}
      <details className={styles.panel}>
        <summary>Permissions policy for exactly these repositories</summary>
        <Stack gap="sm">
          <Text>
            The role's policy lets it read every repository of the account. To narrow it, replace the inline policy
            CustomerCodeArtifactReadPolicy with this one.
          </Text>
          <CodeBlock
            language="json"
            code={setup.permissionsPolicy}
            label="least-privilege permissions policy"
            fileName="CustomerCodeArtifactReadPolicy.json"
          />
        </Stack>
      </details>
    </Stack>
  );
}
