import type { Reason } from '../src/connectors/codeartifact/policy/index.ts';

/** A refusal with the service's own error code and words. */
export class AwsError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** Further members of a REST-JSON error body. */
    readonly members: Readonly<Record<string, unknown>> = {},
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

/**
 * AWS's sentence for a denied call; the reason is left out where AWS gives none.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function denialText(callerArn: string, action: string, resource: string, reason: Reason | null): string {
  const start = `User: ${callerArn} is not authorized to perform: ${action}`;
  if (!reason) return `${start} on resource: ${resource}`;
  const isTrust = reason.policyType === 'role trust policy';
  // The documented sentences about trust policies name no resource.
  const target = isTrust ? '' : ` on resource: ${resource}`;
  if (reason.kind === 'implicit-deny') {
    return `${start}${target} because no ${reason.policyType} allows the ${action} action`;
  }
  const article = reason.policyType === 'identity-based policy' ? 'an' : 'a';
  return `${start}${target} with an explicit deny in ${isTrust ? 'the' : article} ${reason.policyType}`;
}
