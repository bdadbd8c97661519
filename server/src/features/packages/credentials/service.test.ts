import { describe, expect, it } from 'vitest';
import type { Access } from '../../../connectors/connector.ts';
import type { AuditRecord } from '../../../lib/audit.ts';
import type { Actor, RequestContext, Scope } from '../../../lib/context.ts';
import type { Database, Unit } from '../../../lib/database.ts';
import { Forbidden } from '../../../lib/errors.ts';
import type { Repository, SavedConnection } from '../../integrations/index.ts';
import { BuildCredentialsService } from './service.ts';

const TOKEN = 'eyJ-a-token-of-this-test';
const HOST = 'my-domain-111122223333.d.codeartifact.us-east-1.amazonaws.com';
const issuer = contextWith(['credentials:issue']);

describe('build credentials', () => {
  it('are files for all repositories of the type, scopes included, and end with the first of their tokens', async () => {
    const { service, asked } = world();
    const { credentials, userErrors } = await service.issue(issuer, 'integration', 'NPM');
    expect(userErrors).toEqual([]);
    expect(credentials?.expiresAt).toEqual(new Date('2026-01-01T01:00:00Z'));
    const npmrc = credentials?.files.find(({ path }) => path === '.npmrc');
    expect(npmrc).toMatchObject({
      client: expect.stringContaining('npm') as string,
      purpose: expect.any(String) as string,
    });
    expect(npmrc?.content).toContain(`registry=https://${HOST}/npm/main/`);
    expect(npmrc?.content).toContain(`@acme:registry=https://${HOST}/npm/acme/`);
    expect(npmrc?.content).toContain(`//${HOST}/npm/acme/:_authToken=${TOKEN}-acme`);
    expect(asked).toEqual([[`https://${HOST}/npm/main/`, `https://${HOST}/npm/acme/`]]);
  });

  it('leave a line in the audit log that does not hold them', async () => {
    const { service, events } = world();
    await service.issue(issuer, 'integration', 'NPM');
    expect(events).toEqual([
      {
        action: 'credentials.issued',
        subject: 'Acme',
        detail: 'npm, until 2026-01-01T01:00:00.000Z: my-domain/main, my-domain/acme',
      },
    ]);
    expect(JSON.stringify(events)).not.toContain(TOKEN);
  });

  it('do not leave without that line', async () => {
    const { service } = world({ auditFails: true });
    await expect(service.issue(issuer, 'integration', 'NPM')).rejects.toThrow('The log is away');
  });

  it('are refused with the diagnosis where the role cannot be assumed', async () => {
    const { service, events } = world({ refusal: 'Backline could not assume the role: AccessDenied.' });
    await expect(service.issue(issuer, 'integration', 'NPM')).resolves.toMatchObject({
      credentials: null,
      userErrors: [
        {
          field: ['integrationId'],
          code: 'external_id_mismatch',
          message: expect.stringContaining('could not assume the role') as string,
        },
      ],
    });
    expect(events).toEqual([]);
  });

  it('are refused for a role that is not safe, and where there is no repository, without a call', async () => {
    const insecure = world({ status: 'INSECURE' });
    await expect(insecure.service.issue(issuer, 'integration', 'NPM')).resolves.toMatchObject({
      credentials: null,
      userErrors: [{ code: 'external_id_not_required' }],
    });
    const { service, asked } = world();
    await expect(service.issue(issuer, 'integration', 'NUGET')).resolves.toMatchObject({
      credentials: null,
      userErrors: [{ field: ['packageType'], code: 'repositories_missing' }],
    });
    expect([...asked, ...insecure.asked]).toEqual([]);
  });

  it('need credentials:issue', async () => {
    await expect(world().service.issue(contextWith(['packages:read']), 'integration', 'NPM')).rejects.toThrow(
      Forbidden,
    );
  });
});

interface Changes {
  status?: SavedConnection['status'];
  refusal?: string;
  auditFails?: boolean;
}

function world({ status = 'CONNECTED', refusal, auditFails }: Changes = {}) {
  const asked: string[][] = [];
  const events: AuditRecord[] = [];
  const repositories = [
    repositoryOf('NPM', 'main', []),
    repositoryOf('PYPI', 'other', []),
    repositoryOf('NPM', 'acme', ['@acme']),
  ];
  const connection = { id: 'integration', name: 'Acme', status, hasWorked: true, details: {}, repositories };
  const database = { transaction: <T>(work: (unit: Unit) => Promise<T>) => work({} as Unit) } as Database;
  const service = new BuildCredentialsService(
    database,
    { connection: () => Promise.resolve(connection as unknown as SavedConnection) },
    {
      buildAccess: (_organizationId, _details, urls): Promise<Access[]> => {
        asked.push([...urls]);
        if (refusal !== undefined) return Promise.reject(new ChainTrouble(refusal));
        return Promise.resolve(
          urls.map((url, index) => ({
            url,
            userName: 'aws',
            secret: `${TOKEN}-${url.split('/')[4] ?? ''}`,
            expiresAt: new Date(Date.UTC(2026, 0, 1, 2 - index)),
          })),
        );
      },
      explainAccess: (_details, _url, error) => {
        if (!(error instanceof ChainTrouble)) return null;
        const cause = { code: 'external_id_mismatch', certainty: 'LIKELY', side: 'CUSTOMER' } as const;
        const causes = [{ ...cause, explanation: '', steps: [], snippet: null, documentationUrl: null }];
        return {
          diagnosis: { category: 'AUTHENTICATION_FAILED', summary: error.message, causes },
          evidence: { httpStatus: 403, errorCode: 'AccessDenied', message: null, awsRequestId: null },
        };
      },
    },
    {
      record: (_unit, _actor, event) => {
        if (auditFails) return Promise.reject(new Error('The log is away'));
        events.push(event);
        return Promise.resolve();
      },
    },
  );
  return { service, asked, events };
}

class ChainTrouble extends Error {}

function repositoryOf(packageType: 'NPM' | 'PYPI', repository: string, routes: string[]): Repository {
  const url = `https://${HOST}/${packageType.toLowerCase()}/${repository}/`;
  const place = { domain: 'my-domain', domainOwner: '111122223333', region: 'us-east-1', repository };
  return { id: repository, packageType, url, ...place, routes };
}

function contextWith(scopes: Scope[]): RequestContext {
  const actor: Actor = {
    kind: 'MEMBER',
    id: 'member',
    name: 'somebody@acme.test',
    personId: 'person',
    organizationId: 'organization',
    scopes: new Set(scopes),
  };
  return { actor, sessionId: null, requestId: 'request', ip: '127.0.0.1' };
}
