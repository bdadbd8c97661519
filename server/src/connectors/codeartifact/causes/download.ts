/** Causes in how a client speaks with a repository: addresses it asks for, redirects, files, formats. */

import type { CauseCode } from '@backline/shared';
import { CODEARTIFACT } from './documentation.ts';
import type { CauseEntry } from './facts.ts';
import { theRegion } from './wording.ts';

export const downloadCauses = {
  simple_root_not_supported: {
    title: 'List of all Python packages asked for',
    shows: '404 for /simple/ itself, while /simple/<package>/ answers.',
    decidedBy: 'Decided by the path: it ends at /simple/.',
    side: 'CUSTOMER',
    category: 'PACKAGE_RESOLUTION',
    explanation: () =>
      'CodeArtifact has no list of all Python packages: /simple/ alone is always 404, whatever the repository holds. It says nothing about packages or credentials.',
    steps: () => [
      'Ask for a package that is there: /simple/<package>/.',
      'If another request failed before, look at that one; tools probe the list after a failure.',
    ],
    documentationUrl: `${CODEARTIFACT}/python-compatibility.html`,
  },
  json_api_not_supported: {
    title: 'JSON of the Python index asked for',
    shows: 'HTTP 406, or features that need upload times are missing.',
    decidedBy: 'Decided by the same request with Accept: text/html: it works.',
    side: 'CUSTOMER',
    category: 'PACKAGE_RESOLUTION',
    explanation: () =>
      'CodeArtifact serves the Python index as HTML only (PEP 503). The JSON form (PEP 691), and what only that form holds, such as upload times, is not there.',
    steps: () => [
      'Let the client accept text/html.',
      'Leave out options that need upload times, such as exclude-newer, for this index.',
    ],
    documentationUrl: `${CODEARTIFACT}/python-compatibility.html`,
  },
  range_and_metadata_not_supported: {
    title: 'No range requests, no metadata files',
    shows: 'A warning, and slow resolution of large wheels; nothing fails.',
    decidedBy: "Decided by the client's own warning.",
    side: 'AWS',
    category: 'PACKAGE_RESOLUTION',
    explanation: () =>
      'CodeArtifact serves neither parts of files nor their metadata beside them (PEP 658), so a client must download whole wheels to learn what they need. It is slow, not an error.',
    steps: () => ['Nothing is broken. A lock file and a cache of downloads spare most of it.'],
    documentationUrl: `${CODEARTIFACT}/python-compatibility.html`,
  },
  asset_redirect_mishandled: {
    title: 'Redirect to the file not followed as it should be',
    shows:
      'HTTP 302 or 307 not followed; or 400 or 403 as XML from S3, because Authorization was sent along or the address was changed.',
    decidedBy: 'Decided by the trace of requests: CodeArtifact redirects to S3, and there it fails.',
    side: 'CUSTOMER',
    category: 'PACKAGE_RESOLUTION',
    explanation: () =>
      'CodeArtifact redirects to a signed address in S3 for the file. The client, or a proxy between, does not follow it, sends the Authorization header on, or changes the address; then the signature does not fit.',
    steps: () => [
      'Update the client.',
      'Follow the address exactly as it stands, without the Authorization header, also for status 307.',
      'Check whether a proxy adds a port or rewrites the host.',
    ],
    documentationUrl: null,
  },
  asset_host_blocked: {
    title: 'S3 hosts of files blocked',
    shows: 'Lists are read, files time out or are refused at a host assets-....s3.<region>.amazonaws.com.',
    decidedBy: 'Decided by the host that does not answer. Python files come from the repository itself.',
    side: 'CUSTOMER',
    category: 'NETWORK',
    explanation: (facts) =>
      `Files of npm, NuGet and Maven packages come from S3 in ${theRegion(facts)}. The network, or the policy of an S3 endpoint, lets nothing through to that host.`,
    steps: () => [
      'Let the network reach the bucket of CodeArtifact for this Region; in a VPC, with a gateway endpoint for S3.',
      "Allow that bucket in the endpoint's policy.",
    ],
    documentationUrl: `${CODEARTIFACT}/create-s3-gateway-endpoint.html`,
  },
  nuspec_not_served: {
    title: 'NuGet manifest not served by itself',
    shows: '404 for <id>.nuspec, while the .nupkg is there.',
    decidedBy: 'Decided by the two addresses: only the .nupkg answers.',
    side: 'CUSTOMER',
    category: 'PACKAGE_RESOLUTION',
    explanation: () => 'CodeArtifact does not serve the .nuspec file by itself; it is inside the .nupkg.',
    steps: () => ['Read the manifest out of the .nupkg.', 'Update the tool that asks for it.'],
    documentationUrl: `${CODEARTIFACT}/nuget-compatibility.html`,
  },
  client_url_join_bug: {
    title: 'Client puts the address together wrongly',
    shows: '404 on a path that lacks a part, such as the package name.',
    decidedBy: 'Decided by the path of the request: relative links were joined without the slash.',
    side: 'CUSTOMER',
    category: 'PACKAGE_RESOLUTION',
    explanation: () => 'The client may join relative links to the wrong place, so that a part of the path is lost.',
    steps: () => ['Update the client.', 'End index addresses with a slash.'],
    documentationUrl: null,
  },
  client_library_bug: {
    title: 'Defect of the client',
    shows: 'The answer cannot be decoded or the program crashes, while other clients succeed.',
    decidedBy: 'Decided by another client, or another version, with the same repository.',
    side: 'CUSTOMER',
    category: 'PACKAGE_RESOLUTION',
    explanation: () => 'The client, or a library in it, may not cope with an answer that others read.',
    steps: () => ['Update the client.', 'If it stays so, try another client, and report it to its makers.'],
    documentationUrl: null,
  },
  go_insecure_credentials_refused: {
    title: 'Go refuses to send credentials without TLS',
    shows: '"refusing to pass credentials to insecure URL", before any request.',
    decidedBy: "Decided by Go's own sentence.",
    side: 'CUSTOMER',
    category: 'URL_FORMAT',
    explanation: () => 'GOPROXY names an http: address with credentials; Go sends credentials over https: only.',
    steps: () => [
      'Use https: in GOPROXY.',
      'For a local proxy, put the credentials into the proxy and none into the URL.',
    ],
    snippet: () => ({ language: 'bash', text: 'go env -w GOPROXY=https://<proxy>,direct' }),
    documentationUrl: 'https://go.dev/ref/mod#private-module-proxy-auth',
  },
} satisfies Partial<Record<CauseCode, CauseEntry>>;
