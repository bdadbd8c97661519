import { findingAt, type PolicyFinding } from './finding.ts';
import type { JudgedDocument } from './judged-document.ts';
import { UNKNOWN_MARK } from './reading/index.ts';
import { isPlaceholder } from './spelling.ts';

/**
 * Whether a statement that does not name us was made for us all the same: it demands our External ID, or its principal is a
 * misspelt, outdated or unfinished form of ours.
 */
export function isMeantForUs(
  { document }: JudgedDocument,
  index: number,
  platformRoleArn: string,
  sent: string | null,
): boolean {
  const statement = document?.statements[index];
  if (!statement) return false;
  const [, , , , account = '', resource = ''] = platformRoleArn.split(':');
  const name = resource.split('/').at(-1) ?? resource;
  const hasOurId = statement.conditions.some(
    ({ values }) => sent !== null && values.some((value) => value.trim() === sent),
  );
  const isAlmostUs = (statement.principals?.values ?? []).some(({ type, value }) => {
    if (type !== 'AWS') return false;
    const isOurs = value.includes(account) || value.toLowerCase().includes(name.toLowerCase());
    return isOurs || isPlaceholder(value) || isStaleId(value);
  });
  return hasOurId || isAlmostUs;
}

/** The id of a role or user that is gone, which AWS shows in place of its ARN. */
export function isStaleId(value: string): boolean {
  return /^A(?:RO|ID)A[A-Z0-9]+$/u.test(value);
}

interface Judgement {
  code: string;
  message: string;
  /** Where nothing else in the policy names us, this one is a mistake. */
  isHarmless: boolean;
}

/** Who is named by a statement that allows sts:AssumeRole. `isNamed`: some statement of the policy names us. */
export function principalFindings(
  { found, document }: JudgedDocument,
  index: number,
  platformRoleArn: string,
  isNamed: boolean,
): PolicyFinding[] {
  const list = document?.statements[index]?.principals;
  if (!list) return [];
  const element = list.isNegated ? 'NotPrincipal' : 'Principal';
  const repair = `Set "Principal": {"AWS": "${platformRoleArn}"}.`;
  const at = (code: string, severity: PolicyFinding['severity'], message: string, mend: string | null) =>
    findingAt(found, ['Statement', index, element], { code, severity, message, repair: mend, statement: index });
  if (list.isNegated) {
    return [at('not_principal', 'WARNING', 'NotPrincipal with Allow names everybody in AWS but those listed.', repair)];
  }
  return list.values.flatMap(({ type, value }) => {
    if (type !== 'AWS' || value.includes(UNKNOWN_MARK)) return [];
    if (value === '*') {
      const message = 'Everybody in AWS is named as principal; only the External ID keeps others out.';
      return [at('principal_wildcard', 'WARNING', message, `Name ${platformRoleArn} alone.`)];
    }
    const judgement = judge(value, platformRoleArn);
    if (!judgement) return [];
    if (judgement.isHarmless) return [at(judgement.code, 'NOTE', judgement.message, null)];
    return isNamed ? [] : [at(judgement.code, 'ERROR', judgement.message, repair)];
  });
}

function judge(value: string, platformRoleArn: string): Judgement | null {
  if (value === platformRoleArn) return null;
  const account = platformRoleArn.split(':')[4] ?? '';
  const [, partition, , , owner = '', resource = ''] = value.split(':');
  const wrong = (code: string, message: string): Judgement => ({ code, message, isHarmless: false });
  if (isStaleId(value)) {
    return wrong(
      'principal_stale_id',
      `${value} is the id of a role or user that is gone; AWS shows it in place of the ARN, and it fits nobody any more.`,
    );
  }
  if (isPlaceholder(value)) return wrong('principal_placeholder', `${value} is a placeholder that was left in.`);
  if (/[*?]/u.test(value))
    return wrong('principal_partial_wildcard', `${value}: within an ARN a principal takes no wildcard.`);
  if (value === account || resource === 'root') {
    if ((value === account || owner === account) && (partition === 'aws' || value === account)) {
      const message = `The whole account ${account} of Backline is named, which works. Naming ${platformRoleArn} alone is narrower, but breaks when that role is made anew.`;
      return { code: 'principal_account_root', message, isHarmless: true };
    }
  }
  if (partition?.startsWith('aws-')) {
    return wrong('principal_partition', `The principal is of the partition ${partition}; Backline's role is in aws.`);
  }
  if (resource.startsWith('assumed-role/')) {
    return wrong(
      'principal_session',
      `${value} names one session of a role, and Backline's sessions have other names.`,
    );
  }
  const named = /^\d{12}$/u.test(value) ? value : owner;
  if (named !== account) {
    return wrong(
      'principal_other_account',
      `${value} is of account ${named || '?'}, and Backline calls from account ${account}.`,
    );
  }
  if (resource.startsWith('user/')) return wrong('principal_user', `${value} is a user, and Backline calls as a role.`);
  const isCase = value.toLowerCase() === platformRoleArn.toLowerCase();
  return wrong(
    'principal_other_role',
    isCase
      ? `${value} differs from ${platformRoleArn} in letter case, and role names are compared with it.`
      : `${value} is another role of Backline's account than the one that calls, ${platformRoleArn}.`,
  );
}
