import type {
  AnalyzedDependency,
  ExportedAnalysis,
  Finding,
  Proposal,
} from '../../server/src/features/projects/index.ts';

/** An analysis that ended well, with one finding that a proposal fixes and one that nothing fixes. */
export function exportedAnalysis(more: Partial<ExportedAnalysis['result']> = {}): ExportedAnalysis {
  return {
    projectName: 'shop/front',
    integrationName: 'Main account',
    analysisId: '0199d0c2-7c1e-7000-8000-000000000001',
    finishedAt: new Date('2026-12-01T08:00:00.000Z'),
    toolVersion: '0.1.0',
    result: {
      files: [
        analyzedFile('package-lock.json', null),
        analyzedFile('broken lock.json', { line: 7, reason: 'It holds a merge conflict.' }),
      ],
      dependencies: [direct, transitive, fromGit],
      findings: [fixable, stuck],
      proposals: [proposal],
      combined: null,
      advisoryData: null,
      unchecked: ['acme-tool comes from git, which no repository can be asked about.'],
      repositoryProblems: [],
      ...more,
    },
  };
}

export const direct: AnalyzedDependency = {
  id: 0,
  packageType: 'NPM',
  name: '@acme/greeting',
  version: '1.0.0',
  requirement: '^1.0.0',
  isDirect: true,
  isDevelopment: false,
  source: 'registry',
  way: ['@acme/greeting'],
  requires: [1],
  places: [
    { path: 'package-lock.json', line: 12 },
    { path: 'package.json', line: 4 },
  ],
  available: true,
  repositoryUrl: 'https://my-domain-111122223333.d.codeartifact.us-east-1.amazonaws.com/npm/my-repo/',
  origin: 'INTERNAL',
  diagnosis: null,
};

export const transitive: AnalyzedDependency = {
  ...direct,
  id: 1,
  name: 'ms',
  version: '2.0.0',
  requirement: '^2.0.0',
  isDirect: false,
  isDevelopment: true,
  way: ['@acme/greeting', 'ms'],
  requires: [],
  places: [{ path: 'apps/web #1/package-lock.json', line: 40 }],
  origin: 'UPSTREAM',
};

const fromGit: AnalyzedDependency = {
  ...direct,
  id: 2,
  name: 'acme-tool',
  version: null,
  source: 'git',
  way: ['acme-tool'],
  requires: [],
  available: null,
  repositoryUrl: null,
  origin: 'NOT_REGISTRY',
};

export const fixable: Finding = {
  id: 0,
  dependency: 0,
  advisoryId: 'GHSA-aaaa-bbbb-cccc',
  aliases: ['CVE-2026-0001'],
  summary: 'Greets {strangers} with [their](own) name.',
  severity: { rating: 'CRITICAL', score: 9.8, vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' },
  fixedVersions: ['1.1.0'],
  remediationVersion: '1.1.0',
  offeredVersion: '1.1.0',
  blockedBy: null,
};

export const stuck: Finding = {
  id: 1,
  dependency: 1,
  advisoryId: 'ACME-7',
  aliases: [],
  summary: '=HYPERLINK("https://example.com")',
  severity: null,
  fixedVersions: [],
  remediationVersion: null,
  offeredVersion: null,
  blockedBy: null,
};

const proposal: Proposal = {
  id: 0,
  packageType: 'NPM',
  name: '@acme/greeting',
  fromVersion: '1.0.0',
  toVersion: '1.1.0',
  way: 'update',
  fixes: ['GHSA-aaaa-bbbb-cccc'],
  findings: [0],
  remaining: [],
  isBreaking: false,
  alongside: [],
  patches: [],
  commands: [],
  proof: {
    status: 'HOLDS',
    checkedAt: new Date('2026-12-01T08:00:00.000Z'),
    durationMs: 3,
    asked: [],
    unchecked: [],
    introduced: [],
    failures: [],
  },
};

function analyzedFile(path: string, problem: { line: number; reason: string } | null) {
  return { path, packageType: 'NPM' as const, kind: 'lockfile' as const, format: null, problem, remarks: [] };
}
