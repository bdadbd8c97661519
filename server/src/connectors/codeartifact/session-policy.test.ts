import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sessionPolicy } from './session-policy.ts';

interface Statement {
  Effect: string;
  Action: string | string[];
  Resource: string | string[];
  Condition?: unknown;
}

const SEED_ACTIONS = new Set([
  'codeartifact:GetAuthorizationToken',
  'codeartifact:GetRepositoryEndpoint',
  'codeartifact:ReadFromRepository',
  'sts:GetServiceBearerToken',
]);

describe('sessionPolicy', () => {
  it('allows the four actions on the configured domain and repositories, and nothing else', () => {
    const [token, read, bearer] = statements([url('a', 'one'), url('a', 'two'), url('a', 'one', 'pypi', 'simple/')]);
    expect(token?.Resource).toEqual(['arn:aws:codeartifact:us-east-1:111122223333:domain/a-domain']);
    expect(read?.Resource).toEqual([
      'arn:aws:codeartifact:us-east-1:111122223333:repository/a-domain/one',
      'arn:aws:codeartifact:us-east-1:111122223333:repository/a-domain/two',
    ]);
    expect(bearer).toMatchObject({
      Resource: '*',
      Condition: { StringEquals: { 'sts:AWSServiceName': 'codeartifact.amazonaws.com' } },
    });
  });

  it('narrows to domains where naming every repository would be too long', () => {
    const many = Array.from({ length: 50 }, (_, index) => url('a', `repository-with-a-long-name-${index}`));
    expect(statements(many)[1]?.Resource).toEqual([
      'arn:aws:codeartifact:us-east-1:111122223333:repository/a-domain/*',
    ]);
  });

  it('is what STS takes, for any repositories: at most 2,048 of its characters, only Allow, only the four actions', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,40}[a-z0-9]$/);
    const repository = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{1,80}$/);
    fc.assert(
      fc.property(fc.array(fc.tuple(name, repository), { minLength: 1, maxLength: 50 }), (pairs) => {
        const urls = pairs.map(([domain, name]) => url(domain, name));
        const text = sessionPolicy(urls);
        expect(text.length).toBeLessThanOrEqual(2_048);
        expect(text).toMatch(/^[\t\n\r -\u00ff]+$/);
        for (const { Effect, Action } of statements(urls)) {
          expect(Effect).toBe('Allow');
          for (const action of [Action].flat()) expect(SEED_ACTIONS).toContain(action);
        }
      }),
    );
  });
});

function statements(urls: string[]): Statement[] {
  return (JSON.parse(sessionPolicy(urls)) as { Statement: Statement[] }).Statement;
}

function url(domain: string, repository: string, format = 'npm', tail = ''): string {
  const host = `${domain}-domain-111122223333.d.codeartifact.us-east-1.amazonaws.com`;
  return `https://${host}/${format}/${repository}/${tail}`;
}
