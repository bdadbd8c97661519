/** Policy statements that a customer can paste, with this connection's values filled in. */

import type { Snippet } from '../../../lib/diagnosis.ts';
import { PLACEHOLDERS, type DomainFacts, type Facts, type RepositoryName } from './facts.ts';

export function domainArn({ region, domainOwner, domain }: DomainFacts): string {
  return `arn:aws:codeartifact:${region}:${domainOwner}:domain/${domain}`;
}

export function repositoryArn({ region, domainOwner, domain, repository }: RepositoryName): string {
  return `arn:aws:codeartifact:${region}:${domainOwner}:repository/${domain}/${repository}`;
}

export function json(value: unknown): Snippet {
  return { language: 'json', text: JSON.stringify(value, null, 2) };
}

/** Trust policy of the customer's role; the External ID condition is what keeps other customers out. */
export function trustPolicy(facts: Facts): Snippet {
  return facts.externalId === '' ? trustStatement(facts, 'sts:AssumeRole') : trustPolicyWithExternalId(facts);
}

export function trustPolicyWithExternalId({ platformRoleArn, externalId }: Facts): Snippet {
  return json({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: platformRoleArn },
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'sts:ExternalId': externalId || PLACEHOLDERS.externalId } },
      },
    ],
  });
}

/** A statement of a trust policy without conditions: for callers within one's own accounts. */
export function trustStatement({ platformRoleArn }: Facts, action: string | string[]): Snippet {
  return json({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { AWS: platformRoleArn }, Action: action }],
  });
}

export function bearerTokenStatement(): Snippet {
  return json({
    Effect: 'Allow',
    Action: 'sts:GetServiceBearerToken',
    Resource: '*',
    Condition: { StringEquals: { 'sts:AWSServiceName': 'codeartifact.amazonaws.com' } },
  });
}

export function authorizationTokenStatement(domain: DomainFacts): Snippet {
  return json({ Effect: 'Allow', Action: 'codeartifact:GetAuthorizationToken', Resource: domainArn(domain) });
}

export function readStatement(repository: RepositoryName): Snippet {
  return json({
    Effect: 'Allow',
    Action: ['codeartifact:GetRepositoryEndpoint', 'codeartifact:ReadFromRepository'],
    Resource: repositoryArn(repository),
  });
}

/** Domain policy in the owner's account; it covers every repository of the domain. */
export function domainPolicy(facts: Facts): Snippet {
  return json({
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { AWS: facts.roleArn },
        Action: [
          'codeartifact:GetAuthorizationToken',
          'codeartifact:GetRepositoryEndpoint',
          'codeartifact:ReadFromRepository',
        ],
        Resource: '*',
      },
    ],
  });
}
