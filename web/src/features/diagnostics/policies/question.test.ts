import { describe, expect, it } from 'vitest';
import { enteredProblem, inputOf, LONGEST_TEXT, nothingEntered } from './question.ts';

const policies = { trust: '{}', permissions: '' };
const roleArn = 'arn:aws:iam::111122223333:role/x';

describe('the question', () => {
  it('is asked of a saved integration with its id alone', () => {
    expect(inputOf(policies, 'id', nothingEntered)).toEqual({
      trustPolicy: '{}',
      permissionsPolicy: null,
      integrationId: 'id',
      accountId: '',
    });
  });

  it('takes the account from the role ARN, and reads URLs by line', () => {
    const entered = { ...nothingEntered, roleArn: ` ${roleArn} `, repositoryUrls: 'one\n\n two \n' };
    expect(inputOf(policies, null, entered)).toEqual({
      trustPolicy: '{}',
      permissionsPolicy: null,
      accountId: '111122223333',
      roleArn,
      externalId: null,
      repositoryUrls: ['one', 'two'],
    });
  });

  it('waits until something is pasted, is short enough, and the role is known', () => {
    expect(inputOf({ trust: ' ', permissions: '' }, 'id', nothingEntered)).toBeNull();
    expect(inputOf({ trust: 'x'.repeat(LONGEST_TEXT + 1), permissions: '' }, 'id', nothingEntered)).toBeNull();
    expect(inputOf(policies, null, nothingEntered)).toBeNull();
    expect(enteredProblem({ ...nothingEntered, accountId: '12' })).toContain('12');
    expect(enteredProblem({ ...nothingEntered, accountId: '111122223333', roleArn: 'x' })).not.toBeNull();
    expect(enteredProblem({ ...nothingEntered, roleArn })).toBeNull();
  });
});
