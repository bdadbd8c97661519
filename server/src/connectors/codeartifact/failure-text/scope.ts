/** Whether a text is about CodeArtifact, about another registry, or leaves it open. */

import type { TextReading } from './reading.ts';

const CODEARTIFACT = /code ?artifact/i;
const OTHER_REGISTRIES =
  /registry\.(?:npmjs|yarnpkg)|\bpypi\.org|files\.pythonhosted|api\.nuget\.org|npm\.pkg\.github|ghcr\.io|docker\.io|public\.ecr|\.dkr\.ecr\.|artifactory|jfrog|sonatype|nexus|pkgs\.dev\.azure|visualstudio\.com|gitlab|cloudsmith|gemfury|proget|verdaccio|pkg\.dev\b|artifactregistry|repo\.maven\.apache|crates\.io|rubygems\.org|github package|realm=\\?"[^"/]{1,60}"/i;

/** Products that speak S3's or STS's protocol. */
const OTHER_CLOUDS =
  /minio|\bceph\b|rados ?gw|wasabi|backblaze|seaweedfs|noobaa|digitaloceanspaces|cloudflare ?(?:r2|storage)|aliyuncs|myqcloud|linodeobjects/i;

/** Words of requests and packages, which compilers lack. */
const PACKAGES =
  /registr|repositor|packages?\b|version|\binstall|\brestore|\bpublish|\bfetch|download|tarball|wheel|upload|\btoken|auth|forbidden|credential|not found|does not exist|@\d|==\d|\bnpm\b|\bpip\b|\buv\b|yarn|poetry|nuget|\bgo: |GOPROXY|certificate|connection|redirect/i;
const TESTS = /\bexpect\(|AssertionError|\bassert\b/;

/** Whether a host is that of a registry or repository product which is not CodeArtifact. */
export function isOtherRegistry(host: string): boolean {
  return OTHER_REGISTRIES.test(host);
}

/** About CodeArtifact by its host or name, or, where the text names no other registry, by what was said beside it. */
export function isOurs(reading: TextReading): boolean {
  const { context, hosts, address, repository, hasHints, httpStatus } = reading;
  if (repository) return true;
  if (CODEARTIFACT.test(context)) return address === null || isAmazon(address.host);
  if (!hasHints || address !== null || namesOtherRegistry(reading) || TESTS.test(context)) return false;
  return hosts.every(isAmazon) && (httpStatus !== null || PACKAGES.test(context));
}

/** A package manager whose registry was blackened or cut away. */
export function isNameless(reading: TextReading): boolean {
  const { packageType, address, hosts } = reading;
  return packageType !== null && address === null && hosts.length === 0 && !namesOtherRegistry(reading);
}

export function namesOtherRegistry({ context, repository }: TextReading): boolean {
  return repository === null && !CODEARTIFACT.test(context) && OTHER_REGISTRIES.test(context);
}

/** Whether the text is about somebody else's form of AWS's services. */
export function namesOtherCloud({ context }: TextReading): boolean {
  return !CODEARTIFACT.test(context) && OTHER_CLOUDS.test(context);
}

function isAmazon(host: string): boolean {
  return /amazonaws\.com|on\.aws|\*{3}/.test(host);
}
