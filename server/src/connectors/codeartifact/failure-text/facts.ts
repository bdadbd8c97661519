/** Fills the facts of an explanation from what a text says; what it leaves open stays a placeholder. */

import { checkRepositoryUrl, isRegionName } from '@backline/shared';
import { PLACEHOLDERS, type Facts } from '../causes/index.ts';
import type { Failure } from '../failure.ts';
import { packageNamed } from '../packages/facts.ts';
import type { TextReading } from './reading.ts';

const DOMAIN_ARN =
  /arn:aws[\w-]*:codeartifact:([a-z0-9-]*):(\d{12})?[^:]{0,20}:(?:domain|repository|package)\/([a-z][a-z0-9-]{1,49})(?:\/([A-Za-z0-9][\w.-]{1,99}))?/;
const DOMAIN_SENTENCE = /Domain ["']([\w-]{2,50})["'] owned by account ["'](\d{6,12})["']/i;
const OPTION = (name: string) => new RegExp(String.raw`--${name}[= ]["']?([\w.-]{2,100})`);

export function factsOf(reading: TextReading, failure: Failure): Facts {
  const { sentence } = reading;
  const isTrust = /^sts:(AssumeRole|TagSession|SetSourceIdentity)/i.test(failure.denial?.action ?? '');
  const caller = roleOfSession(reading.callerArn);
  const others = reading.callerArn ? sentence.replaceAll(reading.callerArn, ' ') : sentence;
  const target = roleOfSession(failure.denial?.resource ?? null) ?? firstRole(others);
  const role = isTrust ? target : (caller ?? firstRole(sentence));
  const place = placeOf(reading);
  const facts: Facts = {
    platformRoleArn: isTrust ? (caller ?? PLACEHOLDERS.callerArn) : PLACEHOLDERS.callerArn,
    accountId: accountOf(role) ?? PLACEHOLDERS.accountId,
    externalId: /external[ _-]?id/i.test(sentence) ? PLACEHOLDERS.externalId : '',
    roleArn: role ?? PLACEHOLDERS.roleArn,
    workedBefore: false,
    homeRegion: place.region,
    isForeign: true,
    domain: { domain: place.domain, domainOwner: place.domainOwner, region: place.region },
    repository: { ...place, packageType: reading.packageType, url: reading.repository?.base ?? '' },
  };
  return { ...facts, ...addressOf(reading), ...packageOf(reading) };
}

function packageOf({ packageType, packageName, version }: TextReading): Pick<Facts, 'package'> {
  return packageType && packageName ? { package: packageNamed(packageType, packageName, version) } : {};
}

function placeOf({ sentence, repository }: TextReading) {
  const [, arnRegion, arnOwner, arnDomain, arnRepository] = DOMAIN_ARN.exec(sentence) ?? [];
  const [, saidDomain, saidOwner] = DOMAIN_SENTENCE.exec(sentence) ?? [];
  const option = (name: string) => OPTION(name).exec(sentence)?.[1];
  const region = arnRegion || (repository?.region ?? option('region') ?? regionIn(sentence));
  return {
    domain: (arnDomain ?? saidDomain ?? repository?.domain ?? option('domain')) || PLACEHOLDERS.domain,
    domainOwner:
      (arnOwner ?? saidOwner ?? repository?.domainOwner ?? option('domain-owner')) || PLACEHOLDERS.domainOwner,
    repository: (arnRepository ?? repository?.repository ?? option('repository')) || PLACEHOLDERS.repository,
    region: region && isRegionName(region) ? region : PLACEHOLDERS.region,
  };
}

function regionIn(sentence: string): string | undefined {
  return /\b(?:us|eu|ap|sa|ca|me|af|il|mx)-(?:[a-z]{4,9}|[a-z]{5}east|[a-z]{5}west)-\d\b/.exec(sentence)?.[0];
}

/** The role behind a session, or the ARN as it is; null where it is blackened beyond use. */
function roleOfSession(arn: string | null): string | null {
  if (!arn?.startsWith('arn:')) return null;
  const session = /^arn:(aws[\w-]*):sts::([^:]*):assumed-role\/([^/]+)/.exec(arn);
  const role = session ? `arn:${session[1]}:iam::${session[2]}:role/${session[3]}` : arn;
  return role.replace(/:(?:iam|sts)::[^:]*:/, (part) =>
    /:\d{12}:/.test(part) ? part : `:iam::${PLACEHOLDERS.accountId}:`,
  );
}

function firstRole(sentence: string): string | null {
  return roleOfSession(
    /arn:aws[\w-]*:(?:iam|sts)::[^\s:"']{0,40}:(?:role|assumed-role|user)\/[^\s"',;()[\]<>]{1,200}/.exec(
      sentence,
    )?.[0] ?? null,
  );
}

function accountOf(arn: string | null): string | null {
  return /:(\d{12}):/.exec(arn ?? '')?.[1] ?? null;
}

function addressOf({ repository, packageType, address }: TextReading): Pick<Facts, 'address'> {
  if (!repository) return address ? { address: { written: address.url, suggested: null } } : {};
  const wanted = packageType && repository.packageType !== packageType ? packageType : null;
  const check = wanted ? checkRepositoryUrl(repository.base, wanted) : repository.check;
  const suggested = check.problems.find(({ suggestion }) => suggestion)?.suggestion ?? null;
  return { address: { written: repository.base, suggested } };
}
