import { GetAuthorizationTokenCommand, type CodeartifactClient } from '@aws-sdk/client-codeartifact';
import type { CodeArtifactDetails } from '@backline/shared';
import { describe, expect, it } from 'vitest';
import { CodeArtifactAccess } from './access.ts';
import type { Aws } from './aws.ts';
import type { CustomerRole, RoleChain } from './role-chain.ts';

const urlIn = (domain: string, repository: string) =>
  `https://${domain}-111122223333.d.codeartifact.us-east-1.amazonaws.com/npm/${repository}/`;
const one = urlIn('one', 'main');
const two = urlIn('one', 'second');
const other = urlIn('other', 'main');
const details: CodeArtifactDetails = {
  name: null,
  accountId: '111122223333',
  externalId: 'external-id',
  roleArn: 'arn:aws:iam::111122223333:role/Role',
  repositories: [one, two, other].map((url) => ({ packageType: 'NPM', url })),
};
const organizationId = '01234567-89ab-7def-8123-456789abcdef';

describe('access that a repository refused', () => {
  it('is replaced once, however many requests were refused', async () => {
    const { access, tokens } = world();
    const first = await access.repositoryAccess(organizationId, details, one);
    const replaced = await Promise.all(
      Array.from({ length: 20 }, () => access.replaceAccess(organizationId, details, first)),
    );
    expect(new Set(replaced.map((next) => next?.secret))).toEqual(new Set(['token-2']));
    expect(tokens).toHaveLength(2);
  });

  it('is not replaced again within a minute, and is after it', async () => {
    const { access, tokens, clock } = world();
    const first = await access.repositoryAccess(organizationId, details, one);
    const second = await access.replaceAccess(organizationId, details, first);
    if (!second) throw new Error('It should have been replaced.');
    await expect(access.replaceAccess(organizationId, details, second)).resolves.toBeNull();
    expect(tokens).toHaveLength(2);
    clock.ahead += 61_000;
    await expect(access.replaceAccess(organizationId, details, second)).resolves.toMatchObject({ secret: 'token-3' });
  });
});

describe('access for a build', () => {
  it('is made for it alone: a session of its own name, only its repositories, tokens that end with the session', async () => {
    const { access, tokens, roles } = world();
    await access.repositoryAccess(organizationId, details, one);
    const built = await access.buildAccess(organizationId, details, [one, two]);
    expect(built.map(({ url, secret }) => [url, secret])).toEqual([
      [one, 'token-2'],
      [two, 'token-2'],
    ]);
    expect(roles.map(({ sessionName }) => sessionName)).toEqual([
      'backline-resolve-456789abcdef',
      'backline-build-456789abcdef',
    ]);
    expect(roles[1]?.sessionPolicy).toContain('repository/one/second');
    expect(roles[1]?.sessionPolicy).not.toContain('other');
    expect(tokens[1]).toEqual({ domain: 'one', domainOwner: '111122223333', durationSeconds: 0 });
  });

  it('is never given twice', async () => {
    const { access } = world();
    const [first] = await access.buildAccess(organizationId, details, [other]);
    const [second] = await access.buildAccess(organizationId, details, [other]);
    expect(first?.secret).not.toBe(second?.secret);
    await expect(access.repositoryAccess(organizationId, details, other)).resolves.toMatchObject({ secret: 'token-3' });
  });
});

function world() {
  const roles: CustomerRole[] = [];
  const tokens: unknown[] = [];
  const clock = { ahead: 0, now: () => new Date(Date.now() + clock.ahead) };
  const inAnHour = () => new Date(clock.now().getTime() + 3_600_000);
  const client = {
    send: (command: GetAuthorizationTokenCommand) => {
      tokens.push(command.input);
      return Promise.resolve({ authorizationToken: `token-${tokens.length}`, expiration: inAnHour(), $metadata: {} });
    },
  };
  const chain = {
    assumeCustomerRole: (role: CustomerRole) => {
      roles.push(role);
      return Promise.resolve({ accessKeyId: 'a', secretAccessKey: 'b', sessionToken: 'c', expiration: inAnHour() });
    },
  };
  const aws = {
    codeArtifact: () => client as unknown as CodeartifactClient,
    callSignal: () => new AbortController().signal,
  } as unknown as Aws;
  return { access: new CodeArtifactAccess(aws, chain as unknown as RoleChain, clock), roles, tokens, clock };
}
