import { BEARER_ACTION, ENDPOINT_ACTION, READ_ACTION, TOKEN_ACTION } from './needs.ts';
import { editDistance } from './spelling.ts';

/** Actions of CodeArtifact. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodeartifact.html */
const CODEARTIFACT = [
  'AssociateExternalConnection', 'AssociateWithDownstreamRepository', 'CopyPackageVersions', 'CreateDomain', 'CreatePackageGroup',
  'CreateRepository', 'DeleteDomain', 'DeleteDomainPermissionsPolicy', 'DeletePackage', 'DeletePackageGroup',
  'DeletePackageVersions', 'DeleteRepository', 'DeleteRepositoryPermissionsPolicy', 'DescribeDomain', 'DescribePackage',
  'DescribePackageGroup', 'DescribePackageVersion', 'DescribeRepository', 'DisassociateExternalConnection',
  'DisposePackageVersions', 'GetAssociatedPackageGroup', 'GetAuthorizationToken', 'GetDomainPermissionsPolicy',
  'GetPackageVersionAsset', 'GetPackageVersionReadme', 'GetRepositoryEndpoint', 'GetRepositoryPermissionsPolicy',
  'ListAllowedRepositoriesForGroup', 'ListAssociatedPackages', 'ListDomains', 'ListPackageGroups', 'ListPackageVersionAssets',
  'ListPackageVersionDependencies', 'ListPackageVersions', 'ListPackages', 'ListRepositories', 'ListRepositoriesInDomain',
  'ListSubPackageGroups', 'ListTagsForResource', 'PublishPackageVersion', 'PutDomainPermissionsPolicy', 'PutPackageMetadata',
  'PutPackageOriginConfiguration', 'PutRepositoryPermissionsPolicy', 'ReadFromRepository', 'TagResource', 'UntagResource',
  'UpdatePackageGroup', 'UpdatePackageGroupOriginConfiguration', 'UpdatePackageVersionsStatus', 'UpdateRepository',
] as const; // prettier-ignore
const STS = [
  'AssumeRole', 'AssumeRoleWithSAML', 'AssumeRoleWithWebIdentity', 'AssumeRoot', 'DecodeAuthorizationMessage',
  'GetAccessKeyInfo', 'GetCallerIdentity', 'GetFederationToken', 'GetServiceBearerToken', 'GetSessionToken',
  'GetWebIdentityToken', 'SetContext', 'SetSourceIdentity', 'TagSession',
] as const; // prettier-ignore
const KNOWN = new Set([...CODEARTIFACT.map((name) => `codeartifact:${name}`), ...STS.map((name) => `sts:${name}`)].map((name) => name.toLowerCase())); // prettier-ignore
const NEEDED = [TOKEN_ACTION, ENDPOINT_ACTION, READ_ACTION, BEARER_ACTION];
/** What people write for what they mean. */
const MEANT: Readonly<Record<string, string>> = {
  'codeartifact:getservicebearertoken': BEARER_ACTION,
  'codeartifact:readfromrepo': READ_ACTION,
  'codeartifact:readrepository': READ_ACTION,
  'codeartifact:getendpoint': ENDPOINT_ACTION,
  'codeartifact:gettoken': TOKEN_ACTION,
  'codeartifact:getauthtoken': TOKEN_ACTION,
  'sts:getauthorizationtoken': TOKEN_ACTION,
};

/** The needed action that somebody meant by a name that AWS does not know; null where the name is known or means nothing here. */
export function meantAction(action: string): string | null {
  const name = action.toLowerCase();
  if (/[*?]/u.test(name) || KNOWN.has(name)) return null;
  const meant = MEANT[name];
  if (meant) return meant;
  const near = NEEDED.map((needed) => [needed, editDistance(name, needed.toLowerCase())] as const);
  const [best] = near.toSorted(([, one], [, other]) => one - other);
  if (best && best[1] <= 3) return best[0];
  // The right name after a wrong service, such as code-artifact:ReadFromRepository.
  const [service = '', bare = ''] = name.split(':');
  const sameName = NEEDED.find((needed) => needed.toLowerCase().split(':')[1] === bare);
  return sameName && editDistance(service, sameName.split(':')[0] ?? '') <= 2 ? sameName : null;
}

/** Whether AWS has an action of that name, as far as the two services here go. */
export function isKnownAction(action: string): boolean {
  const name = action.toLowerCase();
  return /[*?]/u.test(name) || !/^(?:codeartifact|sts):/u.test(name) || KNOWN.has(name);
}
