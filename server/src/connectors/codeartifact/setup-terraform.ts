import type { PolicyDocument, PolicyResources } from './setup-policies.ts';
import { permissionsPolicy } from './setup-policies.ts';

export interface TerraformInput {
  trustPolicy: PolicyDocument;
  externalId: string;
  roleName: string;
  policyName: string;
  /** Null for everything in the account that Terraform runs against. */
  resources: PolicyResources | null;
}

/** The same role for Terraform and OpenTofu, as `terraform fmt` leaves it. */
export function terraform(input: TerraformInput): string {
  const permissions = input.resources
    ? expression(permissionsPolicy(input.resources), 1)
    : expression(permissionsPolicy(accountWide), 1)
        .replaceAll(accountMark, `\${${accountReference}}`)
        .replaceAll('"arn:aws:', '"arn:${data.aws_partition.current.partition}:');
  return `terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

data "aws_caller_identity" "current" {}
${input.resources ? '' : '\ndata "aws_partition" "current" {}\n'}
resource "aws_iam_role" "backline_codeartifact" {
  name                 = ${quoted(input.roleName)}
  description          = "Read access to AWS CodeArtifact for Backline"
  max_session_duration = 3600

  assume_role_policy = jsonencode(${expression(input.trustPolicy, 1)})
}

resource "aws_iam_role_policy" "backline_codeartifact" {
  name = ${quoted(input.policyName)}
  role = aws_iam_role.backline_codeartifact.id

  policy = jsonencode(${permissions})
}

output "role_arn" {
  value = aws_iam_role.backline_codeartifact.arn
}

output "external_id" {
  value = ${quoted(input.externalId)}
}

output "account_id" {
  value = ${accountReference}
}
`;
}

const accountReference = 'data.aws_caller_identity.current.account_id';
const accountMark = '000000000000';
const accountWide: PolicyResources = {
  domains: [`arn:aws:codeartifact:*:${accountMark}:domain/*`],
  repositories: [`arn:aws:codeartifact:*:${accountMark}:repository/*/*`],
};

/** A value as an HCL expression; short values of neighbouring keys are aligned, as the formatter does. */
function expression(value: unknown, depth: number): string {
  const indent = '  '.repeat(depth + 1);
  const end = '  '.repeat(depth);
  if (Array.isArray(value)) {
    return `[\n${value.map((item) => `${indent}${expression(item, depth + 1)},\n`).join('')}${end}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, item]) => ({
      key: /^[A-Za-z]\w*$/.test(key) ? key : quoted(key),
      text: expression(item, depth + 1),
    }));
    return `{\n${entries.map((entry, index) => `${indent}${padded(entries, index)} = ${entry.text}\n`).join('')}${end}}`;
  }
  return quoted(String(value));
}

/** A key padded to the longest of the one-line entries directly around it. */
function padded(entries: { key: string; text: string }[], index: number): string {
  const isShort = (at: number): boolean => entries[at] !== undefined && !entries[at].text.includes('\n');
  let [start, end] = [index, index];
  while (isShort(index) && isShort(start - 1)) start -= 1;
  while (isShort(index) && isShort(end + 1)) end += 1;
  const width = Math.max(...entries.slice(start, end + 1).map(({ key }) => key.length));
  return (entries[index]?.key ?? '').padEnd(width);
}

function quoted(value: string): string {
  const escaped = value
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('${', '$$${')
    .replaceAll('%{', '%%{');
  return `"${escaped.replaceAll('\n', '\\n').replaceAll('\r', '\\r')}"`;
}
