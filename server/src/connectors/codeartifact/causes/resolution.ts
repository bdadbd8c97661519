/** Causes in which source a package manager asks, and in which order. */

import type { CauseCode } from '@backline/shared';
import { CODEARTIFACT } from './documentation.ts';
import type { CauseEntry } from './facts.ts';

export const resolutionCauses = {
  control_plane_ignores_upstreams: {
    title: 'API does not list what upstreams hold',
    shows: 'ListPackageVersions or DescribePackageVersion answer 404, while a package manager gets the package.',
    decidedBy: 'Decided by the same package asked for by a package manager.',
    side: 'CUSTOMER',
    category: 'PACKAGE_RESOLUTION',
    explanation: () =>
      "CodeArtifact's API lists only what the repository itself holds already. A package of an upstream appears there after a package manager has asked for it.",
    steps: () => [
      'Ask through the package manager (its address), not through the API.',
      'Or ask the upstream repository by the API.',
    ],
    documentationUrl: `${CODEARTIFACT}/upstream-repo-api-behavior.html`,
  },
  index_order_shadowing: {
    title: 'Another index wins',
    shows: 'A version of another index is taken, or hides the one that is meant.',
    decidedBy: "Decided by the client's log, which names the index of each package.",
    side: 'CUSTOMER',
    category: 'PACKAGE_RESOLUTION',
    explanation: () =>
      'Several indexes offer the name, and the client takes it from the first, or takes the highest version of all. What is in the other is not seen, and a public package can take the place of a private one.',
    steps: () => [
      'Bind each private package to its index explicitly (uv: tool.uv.sources, Poetry: source, npm: scope, NuGet: package source mapping).',
      'Or let the repository be the only index, with the public registry as its upstream.',
    ],
    snippet: () => ({
      language: 'toml',
      text: '[[tool.uv.index]]\nname = "private"\nurl = "https://<domain>-<domain owner>.d.codeartifact.<region>.amazonaws.com/pypi/<repository>/simple/"\nexplicit = true\n\n[tool.uv.sources]\n<package> = { index = "private" }',
    }),
    documentationUrl: `${CODEARTIFACT}/python-configure-pip.html`,
  },
  goproxy_no_fallback_on_error: {
    title: 'Go asks no further proxy after an error',
    shows: 'go stops at the first proxy that answers otherwise than 404 or 410.',
    decidedBy: 'Decided by GOPROXY: after a comma only 404 and 410 lead on, after | every error does.',
    side: 'CUSTOMER',
    category: 'PACKAGE_RESOLUTION',
    explanation: () =>
      'In GOPROXY, a comma lets Go ask the next proxy only after 404 or 410. A proxy that answers 401, 403 or 500 ends the search.',
    steps: () => [
      'Write | in place of the comma to go on after any error.',
      'Or let the proxy answer 404 or 410 for what it does not have; keep private names out of it with GONOPROXY.',
    ],
    snippet: () => ({
      language: 'bash',
      text: "go env -w 'GOPROXY=https://<first proxy>|https://<second proxy>|direct'",
    }),
    documentationUrl: 'https://go.dev/ref/mod#goproxy-protocol',
  },
  goproxy_wrong_status: {
    title: 'Go proxy answers with the wrong status',
    shows: '400 or 500 where Go needs 404 or 410, for example at /sumdb/.../supported.',
    decidedBy: 'Decided by the address and the status in the message of go.',
    side: 'CUSTOMER',
    category: 'PACKAGE_RESOLUTION',
    explanation: () =>
      'A Go module proxy must answer 404 or 410 for what it does not have, also below /sumdb/. This one answers otherwise, so Go stops instead of going on.',
    steps: () => [
      'Let the proxy answer 404 there.',
      'Until then, name the checksum database apart from the proxy, or leave it out for private modules.',
    ],
    snippet: () => ({ language: 'bash', text: 'go env -w GONOSUMDB=<private module prefix>' }),
    documentationUrl: 'https://go.dev/ref/mod#checksum-database',
  },
  nuget_source_mapping_excludes: {
    title: 'NuGet package source mapping leaves the source out',
    shows: 'NU1100 with "PackageSourceMapping is enabled, the following source(s) were not considered".',
    decidedBy: "Decided by NuGet's own sentence.",
    side: 'CUSTOMER',
    category: 'PACKAGE_RESOLUTION',
    explanation: (_facts, { message }) => {
      const sources = /not considered:\s*([^\n]{1,200})/i.exec(message)?.[1]?.replace(/\.\s*$/, '');
      return `Package source mapping is on, and no pattern lets this package come from ${sources ? `the source(s) ${sources}` : 'the source that has it'}, so NuGet did not ask there.`;
    },
    steps: () => [
      'Add a pattern for the package under packageSourceMapping in nuget.config, for the source that has it.',
    ],
    snippet: () => ({
      language: 'xml',
      text: '<packageSourceMapping>\n  <packageSource key="<source>">\n    <package pattern="<package or prefix.*>" />\n  </packageSource>\n</packageSourceMapping>',
    }),
    documentationUrl: 'https://learn.microsoft.com/nuget/consume-packages/package-source-mapping',
  },
} satisfies Partial<Record<CauseCode, CauseEntry>>;
