import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  evaluate,
  parsePolicy,
  type EvaluationInput,
  type PolicyDocument,
  type PolicyKind,
  type Principal,
} from './index.ts';

const OWN = '111122223333';
const OTHER = '444455556666';
const repository = `arn:aws:codeartifact:us-east-1:${OWN}:repository/my-domain/my-repo`;
const session: Principal = {
  type: 'AssumedRole',
  accountId: OWN,
  arn: `arn:aws:sts::${OWN}:assumed-role/Reader/one`,
  roleArn: `arn:aws:iam::${OWN}:role/Reader`,
};
const request = { principal: session, action: 'codeartifact:ReadFromRepository', resource: repository };

function policy(kind: PolicyKind, effect: 'Allow' | 'Deny', principal?: string, rest: object = {}): PolicyDocument {
  const statement = {
    Sid: 'S',
    Effect: effect,
    Action: kind === 'trust' ? 'sts:AssumeRole' : 'codeartifact:Read*',
    ...(kind !== 'trust' && { Resource: '*' }),
    ...(principal && { Principal: principal === '*' ? '*' : { AWS: principal } }),
    ...rest,
  };
  return parsePolicy({ Version: '2012-10-17', Statement: [statement] }, kind);
}

const identityAllow = policy('identity', 'Allow');
const unrelated = policy('identity', 'Allow', undefined, { Action: 's3:*' });

function decide(input: Partial<EvaluationInput>): string {
  const { reason } = evaluate({ request, sameAccount: true, identityPolicies: [], ...input });
  return `${reason.kind}: ${reason.policyType}`;
}

describe('within one account', () => {
  it.each<[string, Partial<EvaluationInput>, string]>([
    ['nothing allows', {}, 'implicit-deny: identity-based policy'],
    ['the identity policy allows', { identityPolicies: [unrelated, identityAllow] }, 'allow: identity-based policy'],
    [
      'the resource names the role',
      { resourcePolicies: [policy('resource', 'Allow', session.roleArn)] },
      'allow: resource-based policy',
    ],
    [
      'the resource names the account',
      { resourcePolicies: [policy('resource', 'Allow', OWN)] },
      'implicit-deny: identity-based policy',
    ],
    [
      'the resource names another principal',
      { resourcePolicies: [policy('resource', 'Allow', `arn:aws:iam::${OWN}:role/Writer`)] },
      'implicit-deny: identity-based policy',
    ],
    [
      'the boundary does not allow',
      { identityPolicies: [identityAllow], permissionsBoundary: unrelated },
      'implicit-deny: permissions boundary',
    ],
    [
      'the boundary limits what the resource grants to the role',
      { resourcePolicies: [policy('resource', 'Allow', session.roleArn)], permissionsBoundary: unrelated },
      'implicit-deny: permissions boundary',
    ],
    [
      'neither boundary nor session policy limits what the resource grants to the session',
      {
        resourcePolicies: [policy('resource', 'Allow', session.arn)],
        permissionsBoundary: unrelated,
        sessionPolicies: [unrelated],
      },
      'allow: resource-based policy',
    ],
    [
      'the session policy does not allow',
      { identityPolicies: [identityAllow], sessionPolicies: [unrelated] },
      'implicit-deny: session policy',
    ],
    [
      'the session policy limits what the resource grants to the role',
      { resourcePolicies: [policy('resource', 'Allow', session.roleArn)], sessionPolicies: [unrelated] },
      'implicit-deny: session policy',
    ],
    [
      'one level of the organization does not allow',
      { identityPolicies: [identityAllow], serviceControlPolicies: [[identityAllow], [unrelated]] },
      'implicit-deny: service control policy',
    ],
    [
      'the resource control policies do not allow',
      {
        identityPolicies: [identityAllow],
        resourceControlPolicies: [[policy('resource-control', 'Allow', '*', { Action: 's3:*' })]],
      },
      'implicit-deny: resource control policy',
    ],
    [
      'the VPC endpoint policy does not allow',
      { identityPolicies: [identityAllow], vpcEndpointPolicy: policy('vpc-endpoint', 'Allow', OTHER) },
      'implicit-deny: VPC endpoint policy',
    ],
    [
      'the resource denies',
      { identityPolicies: [identityAllow], resourcePolicies: [policy('resource', 'Deny', '*')] },
      'explicit-deny: resource-based policy',
    ],
    [
      'the boundary denies what the resource grants to the session',
      {
        resourcePolicies: [policy('resource', 'Allow', session.arn)],
        permissionsBoundary: policy('permissions-boundary', 'Deny'),
      },
      'explicit-deny: permissions boundary',
    ],
  ])('%s', (_, input, expected) => {
    expect(decide(input)).toBe(expected);
  });

  it.each<[string, Partial<EvaluationInput>, string]>([
    ['has no say', {}, 'implicit-deny: identity-based policy'],
    ['names the role', { trustPolicy: policy('trust', 'Allow', session.roleArn) }, 'allow: role trust policy'],
    [
      'names another, though the identity policy allows',
      {
        identityPolicies: [policy('identity', 'Allow', undefined, { Action: 'sts:*' })],
        trustPolicy: policy('trust', 'Allow', OTHER),
      },
      'implicit-deny: role trust policy',
    ],
    [
      'names the account, and the identity policy does not allow',
      { trustPolicy: policy('trust', 'Allow', OWN) },
      'implicit-deny: identity-based policy',
    ],
    ['denies', { trustPolicy: policy('trust', 'Deny', '*') }, 'explicit-deny: role trust policy'],
  ])('a trust policy that %s', (_, input, expected) => {
    expect(
      decide({
        request: { ...request, action: 'sts:AssumeRole', resource: `arn:aws:iam::${OWN}:role/Target` },
        ...input,
      }),
    ).toBe(expected);
  });

  it('the root user needs no policy, but an organization binds it', () => {
    const root = { ...request, principal: { type: 'Root', accountId: OWN, arn: `arn:aws:iam::${OWN}:root` } as const };
    expect(decide({ request: root })).toBe('allow: identity-based policy');
    expect(decide({ request: root, serviceControlPolicies: [[unrelated]] })).toBe(
      'implicit-deny: service control policy',
    );
  });

  it('a service needs the resource alone', () => {
    const service = { ...request, principal: { type: 'Service', service: 'ec2.amazonaws.com' } as const };
    const grants = policy('resource', 'Allow', undefined, { Principal: { Service: 'ec2.amazonaws.com' } });
    expect(decide({ request: service, resourcePolicies: [grants] })).toBe('allow: resource-based policy');
    expect(decide({ request: service })).toBe('implicit-deny: resource-based policy');
  });
});

describe('across accounts', () => {
  it.each<[string, Partial<EvaluationInput>, string]>([
    ['only the caller allows', { identityPolicies: [identityAllow] }, 'implicit-deny: resource-based policy'],
    [
      'only the resource allows',
      { resourcePolicies: [policy('resource', 'Allow', session.arn)] },
      'implicit-deny: identity-based policy',
    ],
    [
      'both allow',
      { identityPolicies: [identityAllow], resourcePolicies: [policy('resource', 'Allow', OWN)] },
      'allow: resource-based policy',
    ],
    [
      'both allow, one of two resource policies',
      {
        identityPolicies: [identityAllow],
        resourcePolicies: [policy('resource', 'Allow', OTHER), policy('resource', 'Allow', OWN)],
      },
      'allow: resource-based policy',
    ],
    [
      'the session policy limits even what the resource grants to the session',
      {
        identityPolicies: [identityAllow],
        resourcePolicies: [policy('resource', 'Allow', session.arn)],
        sessionPolicies: [unrelated],
      },
      'implicit-deny: session policy',
    ],
  ])('%s', (_, input, expected) => {
    expect(decide({ sameAccount: false, ...input })).toBe(expected);
  });

  it('every obstacle is named', () => {
    const { obstacles } = evaluate({ request, sameAccount: false, identityPolicies: [], sessionPolicies: [unrelated] });
    expect(obstacles.map(({ policyType }) => policyType)).toEqual([
      'identity-based policy',
      'session policy',
      'resource-based policy',
    ]);
  });
});

describe('a decision', () => {
  it('names the statement', () => {
    const decision = evaluate({ request, sameAccount: true, identityPolicies: [unrelated, identityAllow] });
    expect(decision.reason).toEqual({
      kind: 'allow',
      policyType: 'identity-based policy',
      policyIndex: 1,
      statementIndex: 0,
      sid: 'S',
    });
  });

  const kinds = fc.constantFrom<'Allow' | 'Deny'>('Allow', 'Deny');
  const actions = fc.constantFrom('codeartifact:ReadFromRepository', 'codeartifact:*', '*', 's3:GetObject');
  const resources = fc.constantFrom('*', repository, 'arn:aws:codeartifact:*:*:repository/other/*');
  const condition = fc.constantFrom(
    {},
    { Condition: { StringEquals: { 'aws:PrincipalAccount': OWN } } },
    { Condition: { Bool: { missing: 'true' } } },
  );
  const statement = fc.record({ Effect: kinds, Action: actions, Resource: resources, rest: condition });
  const statements = fc.array(statement, { minLength: 1, maxLength: 4 });
  type Drawn = { Effect: string; Action: string; Resource: string; rest: object };
  const toPolicy = (drawn: Drawn[], principal?: string) =>
    parsePolicy(
      {
        Version: '2012-10-17',
        Statement: drawn.map(({ rest, ...body }) => ({ ...body, ...rest, ...(principal && { Principal: principal }) })),
      },
      principal ? 'resource' : 'identity',
    );

  it('is a deny wherever a matching deny stands', () => {
    fc.assert(
      fc.property(
        statements,
        statements,
        fc.boolean(),
        fc.constantFrom(0, 1, 2, 3),
        (identity, resource, sameAccount, place) => {
          const deny = policy(place === 1 ? 'resource' : 'identity', 'Deny', place === 1 ? '*' : undefined);
          const decision = evaluate({
            request,
            sameAccount,
            identityPolicies: [toPolicy(identity), ...(place === 0 ? [deny] : [])],
            resourcePolicies: [toPolicy(resource, '*'), ...(place === 1 ? [deny] : [])],
            ...(place === 2 && { sessionPolicies: [deny] }),
            ...(place === 3 && { serviceControlPolicies: [[deny]] }),
          });
          expect(decision.allowed).toBe(false);
          expect(decision.reason.kind).toBe('explicit-deny');
        },
      ),
    );
  });

  it('never becomes a refusal through another allow, nor an allow through another deny', () => {
    fc.assert(
      fc.property(statements, statements, statement, fc.boolean(), (identity, resource, added, sameAccount) => {
        const decideWith = (extra: Drawn[]) =>
          evaluate({
            request,
            sameAccount,
            identityPolicies: [toPolicy([...identity, ...extra])],
            resourcePolicies: [toPolicy([...resource, ...extra], '*')],
          }).allowed;
        const before = decideWith([]);
        const after = decideWith([added]);
        expect(added.Effect === 'Allow' ? !before || after : before || !after).toBe(true);
      }),
    );
  });

  it('is never widened by a boundary or a session policy, except where it would be refused anyway', () => {
    fc.assert(
      fc.property(statements, statements, (identity, bound) => {
        const base = { request, sameAccount: true, identityPolicies: [toPolicy(identity)] };
        const bounded = evaluate({ ...base, permissionsBoundary: toPolicy(bound), sessionPolicies: [toPolicy(bound)] });
        expect(!bounded.allowed || evaluate(base).allowed).toBe(true);
      }),
    );
  });
});
