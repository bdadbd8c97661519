import type { Principal } from './principal.ts';

/** Condition keys of a request. A key that was not sent is absent; one with several values has a list. */
export type ContextValues = Readonly<Record<string, string | readonly string[]>>;

/** Condition keys in lower case, each with all its values. */
export type RequestContext = ReadonlyMap<string, readonly string[]>;

/** Makes the context of a request: the keys that follow from the principal, then those given, which win. */
export function requestContext(principal: Principal, values: ContextValues): RequestContext {
  const context = new Map<string, readonly string[]>();
  for (const [key, value] of Object.entries({ ...principalContext(principal), ...values })) {
    context.set(key.toLowerCase(), typeof value === 'string' ? [value] : value);
  }
  return context;
}

/**
 * The keys that AWS derives from who is asking. `aws:PrincipalArn` of a role session is the role's ARN.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function principalContext(principal: Principal): ContextValues {
  if (principal.type === 'Service') return { 'aws:PrincipalIsAWSService': 'true' };
  if (principal.type === 'Anonymous') return { 'aws:PrincipalType': 'Anonymous', 'aws:userid': 'anonymous' };
  return {
    'aws:PrincipalArn': principal.type === 'AssumedRole' ? principal.roleArn : principal.arn,
    'aws:PrincipalAccount': principal.accountId,
    'aws:PrincipalType': principal.type === 'Root' ? 'Account' : principal.type,
    'aws:PrincipalIsAWSService': 'false',
    ...(principal.type === 'User' && { 'aws:username': principal.arn.split('/').at(-1) ?? '' }),
    ...(principal.userId && { 'aws:userid': principal.userId }),
  };
}
