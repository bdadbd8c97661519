import { expect, it } from 'vitest';
import type { RolePoliciesQuestion, RolePoliciesReport } from '../../../connectors/codeartifact/index.ts';
import type { RequestContext } from '../../../lib/context.ts';
import { Forbidden, InvalidInput } from '../../../lib/errors.ts';
import type { SavedConnection } from '../../integrations/index.ts';
import { RolePolicies } from './service.ts';

const details = {
  accountId: '111122223333',
  externalId: 'saved-external-id',
  roleArn: 'arn:aws:iam::111122223333:role/Saved',
};
const asked: RolePoliciesQuestion[] = [];
const service = new RolePolicies(
  {
    connection: () =>
      Promise.resolve({ details, repositories: [{ url: 'https://saved/' }] } as unknown as SavedConnection),
  },
  {
    checkRolePolicies: (question) => {
      asked.push(question);
      return { ok: true } as RolePoliciesReport;
    },
  },
);
const context = contextWith(['diagnostics:run']);

it('takes what is not given from the integration', async () => {
  await service.check(context, { accountId: '', integrationId: 'id', trustPolicy: ' {} ' });
  expect(asked.at(-1)).toEqual({ ...details, trustPolicy: ' {} ', permissionsPolicy: null, repositoryUrls: ['https://saved/'] });
  const given = { accountId: '111122223333', externalId: 'another-id', roleArn: 'arn:aws:iam::111122223333:role/Given', repositoryUrls: [] };
  await service.check(context, { ...given, integrationId: 'id', permissionsPolicy: '{}' });
  expect(asked.at(-1)).toEqual({ ...given, trustPolicy: null, permissionsPolicy: '{}' });
}); // prettier-ignore

it.each([
  ['nothing pasted', {}],
  ['only white space', { trustPolicy: ' \n' }],
  ['a text of more than 64 KB', { trustPolicy: 'x'.repeat(65_537) }],
  ['an account that is none', { trustPolicy: '{}', accountId: '12' }],
  ['a role that is none', { trustPolicy: '{}', roleArn: 'arn:aws:iam::111122223333:user/x' }],
  ['a role of another account', { trustPolicy: '{}', roleArn: 'arn:aws:iam::444455556666:role/x' }],
  ['an External ID that AWS does not take', { trustPolicy: '{}', externalId: 'with space' }],
  ['more URLs than an integration has', { trustPolicy: '{}', repositoryUrls: Array.from({ length: 51 }, () => 'x') }],
])('refuses %s', async (_, input) => {
  await expect(service.check(context, { accountId: '111122223333', ...input })).rejects.toThrow(InvalidInput);
});

it('refuses who may not diagnose', async () => {
  const input = { accountId: '111122223333', trustPolicy: '{}' };
  await expect(service.check(contextWith([]), input)).rejects.toThrow(Forbidden);
});

function contextWith(scopes: 'diagnostics:run'[]): RequestContext {
  const who = { kind: 'MEMBER' as const, id: 'id', name: 'name', personId: 'person', organizationId: 'organization' };
  return { actor: { ...who, scopes: new Set(scopes) }, sessionId: null, requestId: 'request', ip: '127.0.0.1' };
}
