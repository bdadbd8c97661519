import { partitionOfArn } from './regions.ts';
import { withoutStrayCharacters } from './stray-characters.ts';
import type { UserError } from './user-error.ts';

/** What can be said about a role's ARN; the parts are filled in where they could be read. */
export interface RoleArnCheck {
  valid: boolean;
  partition: string | null;
  accountId: string | null;
  roleName: string | null;
  /** Begins and ends with a slash; "/" where the role has no path. */
  path: string | null;
  /** All for the field `roleArn`. */
  problems: UserError[];
}

const expected = 'arn:aws:iam::<12-digit account>:role/<role name>';
const fromOutputs = 'Copy it from the stack\'s output "RoleArn" or from the role\'s page in the IAM console.';

/**
 * Judges the ARN of an IAM role byte for byte: nothing is trimmed or put in another letter case, because STS compares exactly.
 * Paths may hold what names may hold, which is narrower than IAM allows and leaves no room for a second ARN or a wildcard.
 * Limits: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
 */
export function checkRoleArn(text: string): RoleArnCheck {
  const parts = parseRoleArn(text);
  if (parts) return { valid: true, ...parts, problems: [] };

  const tidy = withoutStrayCharacters(text).text;
  const normal = withNormalPrefix(tidy);
  const mended = parseRoleArn(normal);
  const { code, message, suggestion } = mended
    ? {
        code: 'role_arn_malformed',
        message: `This is not exactly ${expected}. Use the corrected ARN.`,
        suggestion: normal,
      }
    : whatIsWrong(normal);
  return {
    valid: false,
    partition: mended?.partition ?? partitionOfArn(normal),
    accountId: mended?.accountId ?? /^arn:[a-z0-9-]{1,32}:(?:iam|sts)::(\d{12}):/.exec(normal)?.[1] ?? null,
    roleName: mended?.roleName ?? null,
    path: mended?.path ?? null,
    problems: [{ field: ['roleArn'], code, message, suggestion }],
  };
}

type RoleArnParts = Pick<RoleArnCheck, 'partition' | 'accountId' | 'roleName' | 'path'>;

function parseRoleArn(text: string): RoleArnParts | null {
  if (typeof text !== 'string' || text.length > 700) return null;
  const match = /^arn:aws:iam::(\d{12}):role(\/(?:[A-Za-z0-9_+=,.@-]{1,510}\/)*)([A-Za-z0-9_+=,.@-]{1,64})$/.exec(text);
  const [, accountId, path, roleName] = match ?? [];
  if (!accountId || !path || !roleName || path.length > 512) return null;
  if (`${path}${roleName}`.split('/').some((segment) => segment === '.' || segment === '..')) return null;
  return { partition: 'aws', accountId, roleName, path };
}

/** Letter case of everything ahead of the role's name, a stray Region and a lost colon: what can be mended without guessing. */
function withNormalPrefix(text: string): string {
  const match = /^arn:([a-z0-9-]{1,32}):iam:(?:[a-z0-9-]{0,32}:)?(\d{12}):role\//i.exec(text);
  if (!match?.[1] || !match[2])
    return text.replace(/^arn:[a-z0-9-]{1,32}:(?:iam|sts)(?=:)/i, (prefix) => prefix.toLowerCase());
  return `arn:${match[1].toLowerCase()}:iam::${match[2]}:role/${text.slice(match[0].length)}`;
}

function whatIsWrong(arn: string): Pick<UserError, 'code' | 'message' | 'suggestion'> {
  const partition = partitionOfArn(arn);
  if (partition && partition !== 'aws') {
    return {
      code: 'wrong_partition_endpoint',
      message: `The ARN belongs to the partition "${partition}". Roles cannot be assumed across partitions, and CodeArtifact exists in "aws" only: use a role of a commercial AWS account.`,
      suggestion: null,
    };
  }
  const session = /^arn:aws:sts::(\d{12}):assumed-role\/([A-Za-z0-9_+=,.@-]{1,64})(?:\/|$)/.exec(arn);
  if (session) {
    const role = `arn:aws:iam::${session[1]}:role/${session[2]}`;
    return {
      code: 'role_arn_is_not_a_role',
      message: `This names a session of a role, not the role. The role's ARN should be the suggested one; a session does not show the role's path, so compare it with the IAM console.`,
      suggestion: parseRoleArn(role) ? role : null,
    };
  }
  const kind = /^arn:aws:(?:iam|sts):[a-z0-9-]{0,32}:\d{0,12}:([a-z-]{1,32})(?:\/|$)/.exec(arn)?.[1];
  if (kind && kind !== 'role') {
    return {
      code: 'role_arn_is_not_a_role',
      message: `This ARN is of the kind "${kind}", and only a role can be assumed. Expected: ${expected}. ${fromOutputs}`,
      suggestion: null,
    };
  }
  return {
    code: 'role_arn_malformed',
    message: `${whichPart(arn)} Expected: ${expected}. ${fromOutputs}`,
    suggestion: null,
  };
}

function whichPart(arn: string): string {
  if (arn === '') return 'The role ARN is empty.';
  if (/^\d{12}$/.test(arn)) return 'This is an account ID, not the ARN of a role.';
  const resource = /^arn:aws:iam::\d{12}:role(.*)$/s.exec(arn)?.[1];
  if (resource === undefined) return 'This is not the ARN of a role.';
  if (resource === '' || resource === '/') return 'The ARN ends before the name of the role.';
  if (/[*?]/.test(resource)) return 'The ARN holds a wildcard, and exactly one role can be assumed.';
  if (/[^A-Za-z0-9_+=,.@/-]/.test(resource)) return 'The name or path of the role holds a character that no role has.';
  if (/\/\/|\/\.{1,2}(?:\/|$)/.test(resource)) return 'The path of the role has an empty folder, "." or "..".';
  return 'The name of the role has at most 64 characters and its path at most 512.';
}
