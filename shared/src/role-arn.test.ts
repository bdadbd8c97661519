import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CAUSE_CODES, checkRoleArn } from './index.ts';

const role = 'arn:aws:iam::111122223333:role/Reader';

describe('a valid role ARN', () => {
  it.each([
    [role, '111122223333', 'Reader', '/'],
    ['arn:aws:iam::000000000012:role/a/b/Name_1+=,.@-', '000000000012', 'Name_1+=,.@-', '/a/b/'],
    [`arn:aws:iam::111122223333:role/${'n'.repeat(64)}`, '111122223333', 'n'.repeat(64), '/'],
    [`arn:aws:iam::111122223333:role/${'p'.repeat(510)}/x`, '111122223333', 'x', `/${'p'.repeat(510)}/`],
    ['arn:aws:iam::111122223333:role/x..y', '111122223333', 'x..y', '/'],
  ])('is read: %.60s', (arn, accountId, roleName, path) => {
    expect(checkRoleArn(arn)).toEqual({ valid: true, partition: 'aws', accountId, roleName, path, problems: [] });
  });
});

describe('an ARN that is not exactly one role of the partition "aws"', () => {
  it.each<[why: string, text: unknown, code: string, suggestion: string | null]>([
    ['upper case', role.toUpperCase(), 'role_arn_malformed', 'arn:aws:iam::111122223333:role/READER'],
    ['mixed case', role.replace('role', 'Role'), 'role_arn_malformed', role],
    ['leading space', ` ${role}`, 'role_arn_malformed', role],
    ['trailing space', `${role} `, 'role_arn_malformed', role],
    ['tab', `${role}\t`, 'role_arn_malformed', role],
    ['line feed', `${role}\n`, 'role_arn_malformed', role],
    ['no-break space', `${role}\u00A0`, 'role_arn_malformed', role],
    ['zero-width space', role.replace('Reader', 'Re\u200Bader'), 'role_arn_malformed', role],
    ['right-to-left mark', `${role}\u200F`, 'role_arn_malformed', role],
    ['NUL', `${role}\0`, 'role_arn_malformed', role],
    ['quotes around', `"${role}"`, 'role_arn_malformed', role],
    ['quotes inside', role.replace('Reader', 'Re"ader'), 'role_arn_malformed', null],
    ['full-width digits', role.replace('111122223333', '１１１１２２２２３３３３'), 'role_arn_malformed', null],
    ['11 digits', role.replace('111122223333', '11112222333'), 'role_arn_malformed', null],
    ['13 digits', role.replace('111122223333', '1111222233334'), 'role_arn_malformed', null],
    ['no account', role.replace('111122223333', ''), 'role_arn_malformed', null],
    ['a Region', role.replace('iam:', 'iam:us-east-1'), 'role_arn_malformed', role],
    ['a lost colon', role.replace('::', ':'), 'role_arn_malformed', role],
    ['China', role.replace('aws', 'aws-cn'), 'wrong_partition_endpoint', null],
    ['GovCloud', role.replace('aws', 'aws-us-gov'), 'wrong_partition_endpoint', null],
    ['another partition', role.replace('aws', 'aws-iso'), 'wrong_partition_endpoint', null],
    ['a session', 'arn:aws:sts::111122223333:assumed-role/Reader/me', 'role_arn_is_not_a_role', role],
    ['a user', role.replace('role/', 'user/'), 'role_arn_is_not_a_role', null],
    ['root', 'arn:aws:iam::111122223333:root', 'role_arn_is_not_a_role', null],
    ['a group', role.replace('role/', 'group/'), 'role_arn_is_not_a_role', null],
    ['a policy', role.replace('role/', 'policy/'), 'role_arn_is_not_a_role', null],
    ['asterisk', role.replace('Reader', '*'), 'role_arn_malformed', null],
    ['question mark', role.replace('Reader', 'Reade?'), 'role_arn_malformed', null],
    ['asterisk for the account', role.replace('111122223333', '*'), 'role_arn_malformed', null],
    ['no name', role.replace('Reader', ''), 'role_arn_malformed', null],
    ['folder up', role.replace('Reader', 'a/../b'), 'role_arn_malformed', null],
    ['folder up as the name', role.replace('Reader', '..'), 'role_arn_malformed', null],
    ['double slash', role.replace('Reader', 'a//b'), 'role_arn_malformed', null],
    ['leading double slash', role.replace('Reader', '/b'), 'role_arn_malformed', null],
    ['percent-escape', role.replace('Reader', 'a%2fb'), 'role_arn_malformed', null],
    ['statement end', `${role};--`, 'role_arn_malformed', null],
    ['name of 65 characters', role.replace('Reader', 'n'.repeat(65)), 'role_arn_malformed', null],
    ['path of 2,100 characters', role.replace('Reader', `${'p'.repeat(2100)}/x`), 'role_arn_malformed', null],
    [
      'path of 513 characters',
      role.replace('Reader', `${'p'.repeat(255)}/${'q'.repeat(255)}/x`),
      'role_arn_malformed',
      null,
    ],
    ['two ARNs', `${role},${role}`, 'role_arn_malformed', null],
    ['two lines', `${role}\n${role}`, 'role_arn_malformed', null],
    ['a JSON object', JSON.stringify({ arn: role }), 'role_arn_malformed', null],
    ['a JSON array', JSON.stringify([role, role]), 'role_arn_malformed', null],
    ['an object', { arn: role }, 'role_arn_malformed', null],
    ['an array', [role], 'role_arn_malformed', null],
    ['a number', 111122223333, 'role_arn_malformed', null],
    ['Cyrillic letter', role.replace('Reader', 'Re\u0430der'), 'role_arn_malformed', null],
    ['trailing colon', role.replace('Reader', 'Reader:x'), 'role_arn_malformed', null],
    ['number sign', role.replace('Reader', 'x#y'), 'role_arn_malformed', null],
    ['only the account', '111122223333', 'role_arn_malformed', null],
    ['empty', '', 'role_arn_malformed', null],
  ])('is refused: %s', (_why, text, code, suggestion) => {
    const check = checkRoleArn(text as string);
    expect(check.valid).toBe(false);
    expect(check.problems).toMatchObject([{ field: ['roleArn'], code, suggestion }]);
    expect(CAUSE_CODES).toContain(code);
    expect(suggestion === null || checkRoleArn(suggestion).valid).toBe(true);
  });

  it('with white space in the name is refused, and offered without it', () => {
    expect(checkRoleArn(role.replace('Reader', 'x y')).problems[0]?.suggestion).toBe(`${role.slice(0, -6)}xy`);
  });

  it('says that a session does not show the path', () => {
    const [problem] = checkRoleArn('arn:aws:sts::111122223333:assumed-role/Reader/me').problems;
    expect(problem?.message).toContain('path');
  });

  it('still tells partition and account where they can be read', () => {
    expect(checkRoleArn('arn:aws-cn:iam::111122223333:role/x')).toMatchObject({
      partition: 'aws-cn',
      accountId: '111122223333',
    });
  });
});

describe('any text', () => {
  it('is valid only as one plain role, and a suggestion always is', () => {
    const almost = fc
      .tuple(fc.nat(40), fc.nat(2), fc.string({ unit: 'binary', maxLength: 3 }))
      .map(([at, removed, inserted]) => role.slice(0, at) + inserted + role.slice(at + removed));
    fc.assert(
      fc.property(fc.oneof(almost, fc.string({ unit: 'binary' })), (text) => {
        const { valid, problems } = checkRoleArn(text);
        expect(valid).toBe(problems.length === 0);
        expect(!valid || /^arn:aws:iam::[0-9]{12}:role\/[A-Za-z0-9_+=,.@/-]+$/.test(text)).toBe(true);
        expect(problems.every(({ suggestion }) => suggestion === null || checkRoleArn(suggestion).valid)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
