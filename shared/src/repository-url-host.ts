import { DOMAIN_NAME } from './repository-address.ts';
import { ASK_AWS } from './repository-url-reading.ts';

interface HostProblem {
  code: string;
  message: string;
}

/** Whose host it is, and what its name says about the repository. */
export type HostReading =
  | {
      kind: 'repository' | 'vpc_endpoint';
      parts: { domain?: string; domainOwner?: string; region?: string; dualStack: boolean };
      spelling: string[];
      problem: HostProblem | null;
    }
  | { kind: 'console'; region: string | null }
  | ({ kind: 'other' } & HostProblem);

const expectedHost = '<domain>-<12-digit owner>.d.codeartifact.<region>.amazonaws.com';

/**
 * Tells a CodeArtifact repository's host from every other one. The name is compared whole, so neither a longer name that
 * contains it nor one in another alphabet passes. Forms: https://docs.aws.amazon.com/codeartifact/latest/ug/dual-stack.html
 */
export function readHost(written: string): HostReading {
  const spelling: string[] = [];
  let host = written;
  if (/^[\u0021-\u007e]*$/.test(host) && host !== host.toLowerCase()) {
    spelling.push('has capital letters in the host');
    host = host.toLowerCase();
  }
  if (host.endsWith('.')) {
    spelling.push('has a dot behind the host');
    host = host.slice(0, -1);
  }
  return (
    readRepositoryHost(host, spelling) ??
    readVpcEndpointHost(host, spelling) ??
    readConsoleHost(host) ??
    otherHost(host)
  );
}

function readRepositoryHost(host: string, spelling: string[]): HostReading | null {
  const match =
    /^([a-z0-9-]{2,50})-(\d{12})\.(d\.)?codeartifact\.([a-z0-9-]{1,32})\.(amazonaws\.com|on\.aws|amazonaws\.com\.cn)$/.exec(
      host,
    );
  if (!match) return null;
  const [, domain, domainOwner, mark, region, suffix] = match;
  if (!domain || !domainOwner || !region || !DOMAIN_NAME.test(domain)) return null;
  const dualStack = suffix === 'on.aws';
  return {
    kind: 'repository',
    parts: { domain, domainOwner, region, dualStack },
    spelling,
    problem: dualStack === (mark === undefined) ? null : misplacedMark(dualStack),
  };
}

function misplacedMark(dualStack: boolean): HostProblem {
  return {
    code: 'url_not_codeartifact',
    message: dualStack
      ? 'No such host exists: ahead of "on.aws" the name has no ".d." in it. Use the corrected URL.'
      : `No such host exists: the name lacks the ".d." of ${expectedHost}. Use the corrected URL.`,
  };
}

function readVpcEndpointHost(host: string, spelling: string[]): HostReading | null {
  if (!/(?:^|\.)vpce\.amazonaws\.com$/.test(host) || !host.startsWith('vpce-')) return null;
  const region = /\.codeartifact\.([a-z0-9-]{1,32})\.vpce\.amazonaws\.com$/.exec(host)?.[1];
  return {
    kind: 'vpc_endpoint',
    parts: region ? { region, dualStack: false } : { dualStack: false },
    spelling,
    problem: {
      code: 'url_vpce_host',
      message:
        'This address belongs to a VPC endpoint and answers only inside that VPC. Use the public URL of the same repository.',
    },
  };
}

function readConsoleHost(host: string): HostReading | null {
  const match = /^(?:\d{12}-[a-z0-9]{1,20}\.)?(?:([a-z0-9-]{1,32})\.)?console\.aws\.amazon\.com$/.exec(host);
  return match ? { kind: 'console', region: match[1] ?? null } : null;
}

function otherHost(host: string): HostReading {
  if (/^(?:codeartifact|codeartifact-fips)\.[a-z0-9-]{1,32}\.(?:amazonaws\.com|api\.aws)$/.test(host)) {
    return {
      kind: 'other',
      code: 'url_control_plane_host',
      message: `This is the CodeArtifact API, not a repository: a repository's host begins with its domain and owner. ${ASK_AWS}`,
    };
  }
  return { kind: 'other', code: 'url_not_codeartifact', message: `${whyNot(host)} ${ASK_AWS}` };
}

function whyNot(host: string): string {
  if (/[^\u0021-\u007e]/.test(host)) {
    return 'The host holds characters outside ASCII, which can pass for the letters of another name.';
  }
  if (/^\[|^(?:0x[0-9a-f]*|\d+)(?:\.|$)/.test(host)) {
    return 'The URL names a machine by its IP address instead of a CodeArtifact host.';
  }
  if (/\.codeartifact\.[a-z0-9-]{1,32}\.amazonaws\.com$/.test(host)) {
    return `The host must be ${expectedHost}; its first part is not a domain name, a hyphen and the 12 digits of the account that owns the domain.`;
  }
  if (host.includes('codeartifact') && /amazonaws\.com|on\.aws/.test(host)) {
    return `The host only resembles a CodeArtifact host, which has the form ${expectedHost}.`;
  }
  // Something that was never a host may be a secret in the wrong field: only a plain short name is repeated.
  if (/^[a-z0-9-]{1,40}(?:\.[a-z0-9-]{1,40}){1,5}$/.test(host) && host.length <= 80) {
    return `The host ${host} is not AWS CodeArtifact's, which has the form ${expectedHost}.`;
  }
  return `This is not the URL of an AWS CodeArtifact repository, whose host has the form ${expectedHost}.`;
}
