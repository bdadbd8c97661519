/** The session policy sent with every AssumeRole: only the four actions, only the repositories of the integration. */

import { parseRepositoryUrl } from '@backline/shared';

/** Longest inline session policy that STS takes, in characters. */
const LONGEST_POLICY = 2_048;

/**
 * Narrows a session to the given repository URLs; where naming each would be too long, to their domains, and then to the four
 * actions alone. It only ever takes away: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session
 */
export function sessionPolicy(repositoryUrls: string[]): string {
  const repositories = repositoryUrls.map(parseRepositoryUrl).filter((parts) => parts !== null);
  const arn = (region: string, owner: string, resource: string) =>
    `arn:aws:codeartifact:${region}:${owner}:${resource}`;
  const exact = repositories.map(({ region, domainOwner, domain, repository }) => ({
    domain: arn(region, domainOwner, `domain/${domain}`),
    repository: arn(region, domainOwner, `repository/${domain}/${repository}`),
  }));
  const byDomain = repositories.map(({ region, domainOwner, domain }) => ({
    domain: arn(region, domainOwner, `domain/${domain}`),
    repository: arn(region, domainOwner, `repository/${domain}/*`),
  }));
  const candidates = [policy(exact), policy(byDomain), policy([{ domain: '*', repository: '*' }])];
  return candidates.find((text) => text.length <= LONGEST_POLICY) ?? policy([{ domain: '*', repository: '*' }]);
}

function policy(resources: { domain: string; repository: string }[]): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Action: 'codeartifact:GetAuthorizationToken',
        Resource: [...new Set(resources.map(({ domain }) => domain))],
      },
      {
        Effect: 'Allow',
        Action: ['codeartifact:GetRepositoryEndpoint', 'codeartifact:ReadFromRepository'],
        Resource: [...new Set(resources.map(({ repository }) => repository))],
      },
      {
        Effect: 'Allow',
        Action: 'sts:GetServiceBearerToken',
        Resource: '*',
        Condition: { StringEquals: { 'sts:AWSServiceName': 'codeartifact.amazonaws.com' } },
      },
    ],
  });
}
