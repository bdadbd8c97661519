import { deflateRawSync } from 'node:zlib';
import { AwsError } from './aws-error.ts';
import { validationError, violations, type Constraint } from './validation.ts';

export interface AssumeRoleInput {
  readonly roleArn: string;
  readonly roleSessionName: string;
  readonly externalId: string | null;
  readonly durationSeconds: number | null;
  readonly policy: string | null;
  readonly tags: ReadonlyMap<string, string>;
  readonly sourceIdentity: string | null;
  /** Percent of what session policy and tags may take together. */
  readonly packedPolicySize: number;
}

const nameCharacters = { expression: /^[\w+=,.@-]*$/u, text: String.raw`[\w+=,.@-]*` };

/** As in the service's model: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const constraints: Readonly<Record<string, Constraint>> = {
  RoleArn: {
    member: 'roleArn',
    isRequired: true,
    min: 20,
    max: 2048,
    pattern: {
      expression: /^[\t\n\r\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]+$/u,
      text: String.raw`[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u10000-\u10FFFF]+`,
    },
  },
  RoleSessionName: { member: 'roleSessionName', isRequired: true, min: 2, max: 64, pattern: nameCharacters },
  ExternalId: {
    member: 'externalId',
    min: 2,
    max: 1224,
    pattern: { expression: /^[\w+=,.@:/-]*$/u, text: String.raw`[\w+=,.@:\/-]*` },
  },
  DurationSeconds: { member: 'durationSeconds', min: 900, max: 43_200, isNumber: true },
  Policy: {
    member: 'policy',
    min: 1,
    max: 2048,
    pattern: {
      expression: /^[\t\n\r\u0020-\u00FF]+$/u,
      text: String.raw`[\u0009\u000A\u000D\u0020-\u00FF]+`,
    },
  },
  SourceIdentity: { member: 'sourceIdentity', min: 2, max: 64, pattern: nameCharacters },
  SerialNumber: {
    member: 'serialNumber',
    min: 9,
    max: 256,
    pattern: { expression: /^[\w+=/:,.@-]*$/u, text: String.raw`[\w+=/:,.@-]*` },
  },
  TokenCode: { member: 'tokenCode', min: 6, max: 6, pattern: { expression: /^\d*$/u, text: String.raw`[\d]*` } },
};

/** Reads and checks the parameters of AssumeRole. Throws AwsError. */
export function readAssumeRoleInput(parameters: URLSearchParams): AssumeRoleInput {
  const found = Object.entries(constraints).flatMap(([name, constraint]) =>
    violations(constraint, parameters.get(name)),
  );
  const refused = validationError('ValidationError', found);
  if (refused) throw refused;

  const roleArn = parameters.get('RoleArn') ?? '';
  if (!/^arn:[a-z-]+:[a-z]+:[a-z0-9-]*:\d{12}:\S+$/u.test(roleArn)) {
    throw new AwsError(400, 'ValidationError', `${roleArn} is invalid`);
  }
  const duration = parameters.get('DurationSeconds');
  const policy = parameters.get('Policy');
  const tags = readTags(parameters);
  return {
    roleArn,
    roleSessionName: parameters.get('RoleSessionName') ?? '',
    externalId: parameters.get('ExternalId'),
    durationSeconds: duration === null ? null : Number(duration),
    policy,
    tags,
    sourceIdentity: parameters.get('SourceIdentity'),
    packedPolicySize: packedSize(policy, tags),
  };
}

function readTags(parameters: URLSearchParams): Map<string, string> {
  const tags = new Map<string, string>();
  for (const [name, key] of parameters) {
    const index = /^Tags\.member\.(\d+)\.Key$/u.exec(name)?.[1];
    if (index) tags.set(key, parameters.get(`Tags.member.${index}.Value`) ?? '');
  }
  return tags;
}

/** AWS packs both in a way of its own and documents only the percentage; compressing them comes near enough. */
function packedSize(policy: string | null, tags: ReadonlyMap<string, string>): number {
  const content = (policy ?? '') + [...tags].flat().join('\n');
  if (content === '') return 0;
  const percent = Math.ceil((deflateRawSync(content).length / 2048) * 100);
  if (percent <= 100) return percent;
  throw new AwsError(
    400,
    'PackedPolicyTooLarge',
    `Packed size of session tags consumes ${percent}% of allotted space.`,
  );
}
