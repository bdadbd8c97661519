/** Names for sentences: the value where it is known, a general word where it is not. */

import type { PackageType } from '@backline/shared';
import type { Certainty } from '../../../lib/diagnosis.ts';
import type { Failure } from '../failure.ts';
import { isKnown, roleName, type Facts } from './facts.ts';

export function theRole({ roleArn }: Facts): string {
  const name = roleName(roleArn);
  return isKnown(name) ? name : 'the role';
}

export function theRoleArn(facts: Facts): string {
  return isKnown(facts.roleArn) ? facts.roleArn : theRole(facts);
}

/** Who sent the request. */
export function theCaller({ platformRoleArn, isForeign }: Facts): string {
  if (!isForeign) return `Backline's role ${platformRoleArn}`;
  return isKnown(platformRoleArn) ? platformRoleArn : 'whoever sent the request';
}

export function callerAccount({ platformRoleArn }: Facts): string {
  const account = platformRoleArn.split(':')[4] ?? '';
  return isKnown(account) ? `account ${account}` : "the caller's account";
}

export function theDomain(facts: Facts): string {
  const domain = facts.domain?.domain ?? facts.repository?.domain;
  return isKnown(domain) ? `domain ${domain}` : 'the domain';
}

export function theRepository({ repository }: Facts): string {
  return isKnown(repository?.repository) ? `repository ${repository.repository}` : 'the repository';
}

export function ownerAccount(facts: Facts): string {
  const owner = facts.domain?.domainOwner ?? facts.repository?.domainOwner;
  return isKnown(owner) ? `account ${owner}` : 'the account that owns the domain';
}

export function roleAccount({ accountId }: Facts): string {
  return isKnown(accountId) ? `account ${accountId}` : "the role's account";
}

export function theRegion(facts: Facts): string {
  const region = facts.domain?.region ?? facts.repository?.region;
  return isKnown(region) ? region : 'this Region';
}

export function theHost({ repository }: Facts): string {
  return repository && URL.canParse(repository.url) && isKnown(repository.url)
    ? new URL(repository.url).hostname
    : 'the repository';
}

export function packageTypeOf({ repository }: Facts): PackageType | null {
  return repository?.packageType ?? null;
}

/** `denies`, `does not allow` or `may not allow`: what is certain is said, what is not is said with "may". */
export function verb(certainty: Certainty, failure: Failure): string {
  if (certainty !== 'CERTAIN') return 'may not allow';
  return failure.denial?.isExplicit ? 'denies' : 'does not allow';
}

export function ownPolicyDenies(facts: Facts, failure: Failure, certainty: Certainty, what: string): string {
  return `The policy of ${theRole(facts)} ${verb(certainty, failure)} ${what}.`;
}

/** A missing statement is added; a Deny wins over what is added. */
export function mendOwnPolicy(facts: Facts, { denial }: Failure): string[] {
  return [
    denial?.isExplicit
      ? `Find the Deny in the policies of ${theRole(facts)} that fits this action, and remove or narrow it.`
      : `Add this statement to the permissions policy of ${theRole(facts)}.`,
    again(facts),
  ];
}

export function again({ isForeign }: Facts): string {
  return isForeign ? 'Try again; a change of a policy can take a minute.' : 'Test again.';
}

/** ` in eu-west-1`, or nothing where the Region is not known. */
export function regionSuffix(facts: Facts): string {
  const region = theRegion(facts);
  return region === 'this Region' ? '' : ` in ${region}`;
}

/** As the beginning of a sentence; names keep their letters. */
export function capital(text: string): string {
  return /^(the|whoever|account|domain|repository)\b/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
}
