import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PERMISSIONS, platform, question, TRUST } from '../../../../../tests/support/role-policies.ts';
import { checkRolePolicies, type RolePoliciesReport } from './index.ts';

function check(trustPolicy: string, permissionsPolicy: string | null = null): RolePoliciesReport {
  return checkRolePolicies({ ...question, trustPolicy, permissionsPolicy }, platform);
}

describe('text that AWS would not take', () => {
  it.each<[string, string, string, number, number]>([
    ['German quotes', TRUST.replace('"Version"', '„Version“'), 'foreign_quotes', 2, 3],
    ['English quotes', TRUST.replaceAll('"', '”'), 'foreign_quotes', 2, 3],
    ['French quotes', TRUST.replace('"Allow"', '«\u00A0Allow\u00A0»'), 'foreign_quotes', 5, 17],
    ['single quotes', TRUST.replaceAll('"', "'"), 'foreign_quotes', 2, 3],
    ['a comment', TRUST.replace('"Allow",', '"Allow", // us'), 'comment', 5, 26],
    ['a trailing comma', TRUST.replace('"2012-10-17",', '"2012-10-17",').replace(/\}\n {2}\]/u, '},\n  ]'), 'trailing_comma', 15, 6],
    ['an invisible character', TRUST.replace('"Allow"', '\u200B"Allow"'), 'invisible_characters', 5, 17],
    ['a key twice', TRUST.replace('"Effect": "Allow",', '"Effect": "Allow",\n"Effect": "Deny",'), 'duplicate_key', 6, 1],
    ['a missing comma', TRUST.replace('"Allow",', '"Allow"'), 'json_syntax', 6, 7],
    ['a missing bracket', TRUST.slice(0, -2), 'json_syntax', 16, 4],
    ['an unknown Version', TRUST.replace('2012-10-17', '2012-10-18'), 'policy_invalid', 2, 3],
    ['an unknown operator', TRUST.replace('StringEquals', 'StringEqual'), 'policy_invalid', 11, 9],
    ['an element too many', TRUST.replace('"Action"', '"Resource": "*", "Action"'), 'policy_invalid', 9, 7],
    ['an action that no trust has', TRUST.replace('sts:AssumeRole', 'sts:AssumeRoles'), 'policy_invalid', 9, 7],
    ['a misspelt element', TRUST.replace('"Action"', '"Actions"'), 'policy_invalid', 4, 5],
    ['a partial wildcard', TRUST.replace('role/Backline', 'role/*'), 'principal_invalid', 6, 7],
  ])('is never called allowed: %s', (_, text, code, line, column) => {
    const report = check(text, text.includes('AssumeRole') ? null : text);
    expect(report.ok).toBe(false);
    expect(report.permissions.some(({ allowed }) => allowed)).toBe(false);
    expect(report.findings).toContainEqual(expect.objectContaining({ code, severity: 'ERROR', line, column }));
  }); // prettier-ignore

  it.each([
    ['the byte order mark', `\uFEFF${TRUST}`],
    ['a missing Version', TRUST.replace('"Version": "2012-10-17",', '')],
    ['an old Version', TRUST.replace('2012-10-17', '2008-10-17')],
  ])('is told from what it does take: %s', (_, text) => {
    expect(check(text)).toMatchObject({ ok: true });
  });

  it.each([
    ['words', 'Here is the policy'],
    ['an empty object', '{}'],
    ['an empty list', '[]'],
    ['binary', '\u0000\u0001\uFFFD{"'],
    ['half a pair', '{"Statement": "\uD800"}'],
    ['a policy without statements', '{"Version": "2012-10-17", "Statement": []}'],
    ['statements of another kind', '{"Statement": [1, null, "x", [], {}]}'],
    ['a prototype', '{"Statement": [{"__proto__": {"Effect": "Allow"}, "constructor": 1}]}'],
  ])('is refused with a place: %s', (_, text) => {
    const report = check(text, text);
    expect(report.ok).toBe(false);
    expect(report.permissions.some(({ allowed }) => allowed)).toBe(false);
    expect(report.findings[0]).toMatchObject({ severity: 'ERROR', line: expect.any(Number) });
  });
});

it('has an answer to texts of 64 KB that are made to take long', () => {
  const long = 64 * 1_024;
  const bombs = [
    '[', '{"a":', '{"Statement":[', '“', "{'a", '{}', '%7B', '{/*', '- ', 'Statement:\n', 'a: &a [*a]\n', 'Statement: {a: ',
    'statement {\n', 'a = <<EOF\n', 'policy = jsonencode({a = "${', '\\u007b', '"', '\\"', 'Resources:\n  A:\n    Type: x\n',
  ]; // prettier-ignore
  for (const bomb of bombs) {
    const text = bomb.repeat(Math.floor(long / bomb.length));
    expect(
      check(text, text).permissions.some(({ allowed }) => allowed),
      bomb,
    ).toBe(false);
  }
  const patterns = PERMISSIONS.replaceAll('111122223333', '*a'.repeat(1_000));
  expect(check(TRUST, patterns).ok).toBe(false);
});

it('never fails, and allows nothing that is not in the text', () => {
  const pieces = fc.constantFrom(...TRUST.split(/(?=[\s"{}[\],:])/u), ...PERMISSIONS.split('\n'), '„', '“', "'", '\u200B', '//', '<<EOF', '!Ref x', '${x}'); // prettier-ignore
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.array(pieces, { maxLength: 60 }).map((all) => all.join('')),
      ),
      (text) => {
        const report = check(text, text);
        const allowed = report.permissions.filter((verdict) => verdict.allowed);
        if (allowed.length > 0) expect(text.toLowerCase()).toMatch(/allow/u);
        expect(report.ok && allowed.length === 0).toBe(false);
        for (const { line, column } of report.findings) expect(Math.min(line, column)).toBeGreaterThan(0);
      },
    ),
    { numRuns: 150 },
  );
});

it('a lost character leaves nothing allowed that is no policy any more', () => {
  fc.assert(
    fc.property(fc.nat({ max: TRUST.length - 1 }), (at) => {
      const text = TRUST.slice(0, at) + TRUST.slice(at + 1);
      const [assume] = check(text).permissions;
      if (!assume?.allowed) return;
      // What is still allowed is the same policy to AWS: white space, the version, or part of a name that does not count.
      expect(JSON.parse(text)).toMatchObject({ Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole' }] });
    }),
    { numRuns: 300 },
  );
});
