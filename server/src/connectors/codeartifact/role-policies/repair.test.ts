import { applyPatch } from 'diff';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ACCOUNT,
  bearerStatement,
  DOMAIN_ARN,
  EXTERNAL_ID,
  PERMISSIONS,
  permissionStatements,
  platform,
  PLATFORM_ROLE,
  policyOf,
  question,
  readStatement,
  REPOSITORY_ARN,
  tokenStatement,
  TRUST,
  trustStatement,
} from '../../../../../tests/support/role-policies.ts';
import { checkRolePolicies, type RepairedPolicy, type RolePoliciesQuestion } from './index.ts';

function repair(pasted: Partial<RolePoliciesQuestion>): RepairedPolicy {
  const [first, ...more] = checkRolePolicies({ ...question, ...pasted }, platform).repaired;
  expect(more).toEqual([]);
  if (!first) throw new Error('Nothing was repaired.');
  return first;
}

/** The lines that change, with their sign. */
function changes({ diff }: RepairedPolicy): string[] {
  return diff.split('\n').filter((line) => /^[+-](?![+-]{2} )/u.test(line)).map((line) => line.replace(/\s+/u, ' '));
} // prettier-ignore

describe('a repair', () => {
  it('of the External ID changes its line alone, and keeps the rest as it was written', () => {
    const strange = TRUST.replace(EXTERNAL_ID, 'wrong').replaceAll('  ', '\t').replace('"Allow",', '"Allow"   ,');
    const repaired = repair({ trustPolicy: strange });
    expect(changes(repaired)).toEqual(['- "sts:ExternalId": "wrong"', `+ "sts:ExternalId": "${EXTERNAL_ID}"`]);
    expect(repaired).toMatchObject({ source: 'TRUST_POLICY', name: 'trust policy', sufficient: true });
    expect(repaired.text).toBe(strange.replace('wrong', EXTERNAL_ID));
    expect(applyPatch(`${strange}\n`, repaired.diff)).toBe(`${repaired.text}\n`);
  });

  it('of the operator leaves other conditions in place', () => {
    const Condition = { StringEqualsIfExists: { 'sts:ExternalId': EXTERNAL_ID }, Bool: { 'aws:SecureTransport': 'true' } };
    const { text } = repair({ trustPolicy: policyOf({ ...trustStatement, Condition }) });
    expect(JSON.parse(text).Statement[0].Condition).toEqual({
      Bool: { 'aws:SecureTransport': 'true' },
      StringEquals: { 'sts:ExternalId': EXTERNAL_ID },
    });
  }); // prettier-ignore

  it('gives Backline a statement of its own where the policy is for others', () => {
    const others = { ...trustStatement, Principal: { AWS: 'arn:aws:iam::444455556666:root' }, Condition: undefined };
    const repaired = repair({ trustPolicy: policyOf(others) });
    expect(JSON.parse(repaired.text).Statement).toEqual([JSON.parse(JSON.stringify(others)), trustStatement]);
    expect(repaired.sufficient).toBe(true);
  });

  it('replaces an outdated principal within a list, and only that', () => {
    const admin = `arn:aws:iam::${ACCOUNT}:role/admin`;
    const stale = { ...trustStatement, Principal: { AWS: [admin, 'AROAEXAMPLEEXAMPLE123'] } };
    const { text } = repair({ trustPolicy: policyOf(stale) });
    expect(JSON.parse(text).Statement[0].Principal.AWS).toEqual([admin, PLATFORM_ROLE]);
  });

  it('adds missing permissions with least privilege, in one statement for each kind', () => {
    const unrelated = { Sid: 'Logs', Effect: 'Allow', Action: 'logs:*', Resource: '*' };
    const { text, sufficient } = repair({ permissionsPolicy: policyOf(unrelated) });
    expect(sufficient).toBe(true);
    expect(JSON.parse(text).Statement).toEqual([
      unrelated,
      { ...tokenStatement, Resource: DOMAIN_ARN },
      { ...readStatement, Resource: REPOSITORY_ARN },
      bearerStatement,
    ]);
  });

  it('adds a resource to the statement that comes nearest', () => {
    const other = `arn:aws:codeartifact:us-east-1:${ACCOUNT}:repository/my-domain/other`;
    const permissionsPolicy = policyOf(tokenStatement, { ...readStatement, Resource: other }, bearerStatement);
    expect(JSON.parse(repair({ permissionsPolicy }).text).Statement[1].Resource).toEqual([other, REPOSITORY_ARN]);
  });

  it.each<[string, object]>([
    ['allows more than is needed', { ...readStatement, Action: 'codeartifact:*', Resource: `${REPOSITORY_ARN}-2` }],
    ['is about another action', { ...bearerStatement, Condition: undefined, Resource: 'arn:aws:sts::111122223333:x' }],
  ])('adds a statement of its own where the nearest %s', (_, statement) => {
    const pasted = policyOf(statement, tokenStatement);
    const { text, sufficient } = repair({ permissionsPolicy: pasted });
    expect(sufficient).toBe(true);
    expect(JSON.parse(text).Statement.slice(0, 2)).toEqual(JSON.parse(pasted).Statement);
  });

  it.each([
    ['a statement without its list', JSON.stringify({ Version: '2012-10-17', Statement: tokenStatement })],
    ['a comment and a trailing comma', policyOf(tokenStatement, readStatement).replace('"*"', '"*", // all').replace(/\}\n {2}\]/u, '}, // end\n  ]')],
    ["another language's quotes", policyOf(tokenStatement).replaceAll('"', '”')],
    ['one line', JSON.stringify(JSON.parse(policyOf(tokenStatement)))],
  ])('works on %s', (_, permissionsPolicy) => {
    const { text, sufficient } = repair({ permissionsPolicy });
    expect(sufficient).toBe(true);
    expect(checkRolePolicies({ ...question, permissionsPolicy: text }, platform).ok).toBe(true);
  }); // prettier-ignore

  it('of a policy on one line shows what changes, line by line', () => {
    const permissionsPolicy = JSON.stringify(JSON.parse(policyOf(tokenStatement, readStatement)));
    const repaired = repair({ permissionsPolicy });
    expect(changes(repaired).length).toBeGreaterThan(5);
    expect(changes(repaired).filter((line) => line.startsWith('-'))).toEqual([]);
  });

  it('offers nothing where the text could mean two things', () => {
    const twice = PERMISSIONS.replace('"Effect": "Allow",', '"Effect": "Allow",\n"Effect": "Deny",');
    expect(checkRolePolicies({ ...question, permissionsPolicy: twice }, platform).repaired).toEqual([]);
  });

  it('that is called sufficient passes the check, whatever was wrong', () => {
    const mistakes = [
      (text: string) => text.replace(EXTERNAL_ID, 'something else'),
      (text: string) => text.replace('StringEquals', 'StringLike').replace(EXTERNAL_ID, 'bl-*'),
      (text: string) => text.replace(PLATFORM_ROLE, 'arn:aws:iam::198331734661:role/Old'),
      (text: string) => text.replaceAll(ACCOUNT, '444455556666'),
      (text: string) => text.replaceAll('arn:aws:codeartifact', 'arn:aws-cn:codeartifact'),
      (text: string) => text.replace('codeartifact.amazonaws.com', 'codeartifact'),
      (text: string) => text.replace('ReadFromRepository', 'ReadFromRepo'),
      (text: string) => text.replace('sts:GetServiceBearerToken', 'sts:GetCallerIdentity'),
      (text: string) => text.replace('"Version": "2012-10-17",', ''),
      (text: string) => text.replaceAll('repository/*/*', 'repository/other/*'),
    ];
    fc.assert(
      fc.property(fc.subarray(mistakes), fc.subarray(permissionStatements), (chosen, statements) => {
        const spoil = (text: string) => chosen.reduce((next, mistake) => mistake(next), text);
        const pasted = {
          trustPolicy: spoil(TRUST),
          permissionsPolicy: spoil(policyOf(...statements, { Effect: 'Allow', Action: 's3:List*', Resource: '*' })),
        };
        const report = checkRolePolicies({ ...question, ...pasted }, platform);
        const text = (source: string) => report.repaired.find((one) => one.source === source)?.text;
        const mended = checkRolePolicies(
          {
            ...question,
            trustPolicy: text('TRUST_POLICY') ?? pasted.trustPolicy,
            permissionsPolicy: text('PERMISSIONS_POLICY') ?? pasted.permissionsPolicy,
          },
          platform,
        );
        expect(report.repaired.every(({ sufficient }) => sufficient)).toBe(true);
        expect(mended.findings.filter(({ severity }) => severity === 'ERROR')).toEqual([]);
        expect(mended).toMatchObject({ ok: true, repaired: [], causes: [] });
      }),
      { numRuns: 60 },
    );
  });
});
