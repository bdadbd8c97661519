import { spawnSync } from 'node:child_process';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyExternalId, base, named } from '../../../../tests/support/setup-input.ts';
import { codeArtifactSetup } from './setup.ts';

describe('the AWS CLI script', () => {
  const account = '111122223333';

  it('creates the role with exactly the policies of the manual way', () => {
    const setup = codeArtifactSetup(named);
    const calls = runScript(setup.awsCli, account);
    const created = calls.find(([service, command]) => service === 'iam' && command === 'create-role') ?? [];
    const permitted = calls.find(([, command]) => command === 'put-role-policy') ?? [];
    expect(JSON.parse(valueOf(created, '--assume-role-policy-document'))).toEqual(JSON.parse(setup.trustPolicy));
    expect(valueOf(created, '--role-name')).toBe(setup.roleName);
    expect(valueOf(created, '--max-session-duration')).toBe('3600');
    expect(valueOf(permitted, '--policy-name')).toBe('CustomerCodeArtifactReadPolicy');
    expect(JSON.parse(valueOf(permitted, '--policy-document'))).toEqual(JSON.parse(setup.permissionsPolicy));
  });

  it('takes the account that it runs in where none is known', () => {
    const calls = runScript(codeArtifactSetup(base).awsCli, account);
    const permitted = calls.find(([, command]) => command === 'put-role-policy') ?? [];
    const known = codeArtifactSetup({ ...base, accountId: account });
    expect(JSON.parse(valueOf(permitted, '--policy-document'))).toEqual(JSON.parse(known.permissionsPolicy));
  });

  it('does nothing in another account', () => {
    expect(() => runScript(codeArtifactSetup(named).awsCli, '444455556666')).toThrow(/sign in to account 111122223333/);
  });

  it('prints what to enter', () => {
    const { stdout } = bash(withFakeAws(codeArtifactSetup(base).awsCli, account));
    expect(stdout).toContain(`External ID: ${base.externalId}`);
    expect(stdout).toContain(`Role ARN:    arn:aws:iam::${account}:role/`);
  });

  it('can be read by bash, whatever the External ID', () => {
    for (const externalId of fc.sample(anyExternalId, 10)) {
      const { status, stderr } = spawnSync('bash', ['-n'], {
        input: codeArtifactSetup({ ...named, externalId }).awsCli,
        encoding: 'utf8',
      });
      expect([status, stderr]).toEqual([0, '']);
    }
  });
});

/** Runs the script with a function in place of the AWS CLI; gives the arguments of each call. */
function runScript(script: string, account: string): string[][] {
  const { status, stderr } = bash(withFakeAws(script, account));
  if (status !== 0) throw new Error(stderr);
  return stderr
    .split('\u001D')
    .slice(0, -1)
    .map((call) => call.split('\u001E').slice(0, -1));
}

function withFakeAws(script: string, account: string): string {
  return `calls() { printf '%s\\036' "$@" >&9; printf '\\035' >&9; }
aws() {
  calls "$@"
  case "$1 $2" in
    'sts get-caller-identity') echo ${account} ;;
    'iam get-role') case "$*" in *--query*) echo "arn:aws:iam::${account}:role/$4" ;; *) return 254 ;; esac ;;
  esac
}
exec 9>&2
${script}`;
}

function bash(script: string): { status: number | null; stdout: string; stderr: string } {
  return spawnSync('bash', { input: script, encoding: 'utf8' });
}

function valueOf(call: string[], option: string): string {
  return call[call.indexOf(option) + 1] ?? '';
}
