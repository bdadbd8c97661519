export interface AwsCliInput {
  /** Null where the script shall take the account that the caller is signed in to. */
  accountId: string | null;
  externalId: string;
  roleName: string;
  policyName: string;
  /** JSON. */
  trustPolicy: string;
  /** JSON; may hold the placeholder for the account. */
  permissionsPolicy: string;
  accountPlaceholder: string;
}

/** A bash script that makes the role, or brings an existing one of that name up to date, and prints what to enter. */
export function awsCliScript(input: AwsCliInput): string {
  return `#!/usr/bin/env bash
# Creates the role that lets Backline read AWS CodeArtifact. Running it again updates the role.
set -euo pipefail
export AWS_PAGER=''

role_name=${quoted(input.roleName)}
policy_name=${quoted(input.policyName)}
external_id=${quoted(input.externalId)}

account_id=$(aws sts get-caller-identity --query Account --output text)
${accountCheck(input.accountId)}${hereDocument('trust_policy', input.trustPolicy)}
${hereDocument('permissions_policy', input.permissionsPolicy)}${fillAccount(input)}
if aws iam get-role --role-name "$role_name" >/dev/null 2>&1; then
  aws iam update-assume-role-policy --role-name "$role_name" --policy-document "$trust_policy"
else
  aws iam create-role --role-name "$role_name" --description 'Read access to AWS CodeArtifact for Backline' \\
    --max-session-duration 3600 --assume-role-policy-document "$trust_policy" >/dev/null
fi
aws iam put-role-policy --role-name "$role_name" --policy-name "$policy_name" --policy-document "$permissions_policy"

role_arn=$(aws iam get-role --role-name "$role_name" --query Role.Arn --output text)
printf 'Account ID:  %s\\nRole ARN:    %s\\nExternal ID: %s\\n' "$account_id" "$role_arn" "$external_id"
`;
}

function accountCheck(accountId: string | null): string {
  if (accountId === null) return '\n';
  return `if [ "$account_id" != ${quoted(accountId)} ]; then
  printf 'These credentials belong to account %s; sign in to account %s first.\\n' "$account_id" ${quoted(accountId)} >&2
  exit 1
fi

`;
}

function fillAccount({ permissionsPolicy, accountPlaceholder }: AwsCliInput): string {
  if (!permissionsPolicy.includes(accountPlaceholder)) return '';
  return `permissions_policy=\${permissions_policy//${quoted(accountPlaceholder)}/$account_id}\n`;
}

/** Reads without expanding anything; "read" reports the end of its input as failure. */
function hereDocument(variable: string, json: string): string {
  if (/^JSON$/m.test(json)) throw new Error('The text would end its own here-document');
  return `read -r -d '' ${variable} <<'JSON' || true\n${json}\nJSON\n`;
}

function quoted(value: string): string {
  return `'${value.replaceAll("'", "'\\''")}'`;
}
