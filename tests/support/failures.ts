import type { Facts } from '../../server/src/connectors/codeartifact/causes/index.ts';
import { readDenial, type Failure } from '../../server/src/connectors/codeartifact/failure.ts';
import { CUSTOMER_ROLE, EXTERNAL_ID, PLATFORM_ROLE } from './aws-stand-in.ts';
import { HOST } from './codeartifact.ts';

const domain = { domain: 'my-domain', domainOwner: '111122223333', region: 'us-east-1' };

/** What is known of a healthy connection within one account. */
export const FACTS: Facts = {
  platformRoleArn: PLATFORM_ROLE,
  accountId: '111122223333',
  externalId: EXTERNAL_ID,
  roleArn: CUSTOMER_ROLE,
  workedBefore: false,
  homeRegion: 'us-east-1',
  domain,
  repository: { ...domain, packageType: 'NPM', repository: 'my-repo', url: `https://${HOST}/npm/my-repo/` },
};

/** The same where the domain belongs to another account. */
export const CROSS_ACCOUNT: Facts = {
  ...FACTS,
  domain: { ...domain, domainOwner: '444455556666' },
  repository: {
    ...domain,
    domainOwner: '444455556666',
    packageType: 'NPM',
    repository: 'my-repo',
    url: FACTS.repository?.url ?? '',
  },
};

/** What AWS answers with a code of its own. */
export function refusal(
  errorCode: string | null,
  message: string,
  httpStatus = 403,
  more: Partial<Failure> = {},
): Failure {
  return {
    kind: 'refused',
    httpStatus,
    errorCode,
    message,
    awsRequestId: 'request',
    denial: readDenial(message),
    resourceType: null,
    reason: null,
    ...more,
  };
}

/** No usable answer. */
export function silence(
  kind: Failure['kind'],
  errorCode: string | null = null,
  httpStatus: number | null = null,
): Failure {
  return { ...refusal(errorCode, 'Nothing that could be used.'), kind, httpStatus };
}

export function denial(action: string, resource: string, reason = ''): string {
  return `User: arn:aws:sts::111122223333:assumed-role/BacklineRole/backline-test is not authorized to perform: ${action} on resource: ${resource}${reason}`;
}
