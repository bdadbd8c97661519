/** What changed in the API, newest first. An entry is added with the change that it tells of. */

export interface ApiChange {
  /** `YYYY-MM-DD` */
  date: string;
  kind: 'Added' | 'Deprecated' | 'Removed' | 'Fixed';
  text: string;
}

export const apiChanges: readonly ApiChange[] = [
  {
    date: '2026-11-28',
    kind: 'Added',
    text: 'Analysis.evidence: what AWS answered where an analysis failed because of the integration; its diagnosis names the causes then. Analysis.repositoryProblems: the same of each repository that gave no usable answer. BuildRestore.evidence: the same of a build check that failed.',
  },
  {
    date: '2026-11-28',
    kind: 'Added',
    text: 'Projects: analyzeProject with bodies up to 20 MB, compressed or not, cancelAnalysis and deleteProject; projects, project, analysis and advisoryData; analysisProgress as server-sent events; findings, proposals with patches and their proof; scopes projects:read and projects:write; an analysis as SARIF, CycloneDX or CSV at /exports/analyses.',
  },
  {
    date: '2026-11-28',
    kind: 'Added',
    text: 'checkBuild, which restores a project with a proposal made in it, by its real package manager, from the integration alone.',
  },
  {
    date: '2026-11-28',
    kind: 'Added',
    text: 'checkRolePolicies, with findings by line and column, repaired policies, the calls that the role must refuse, and what was not judged.',
  },
  {
    date: '2026-11-28',
    kind: 'Added',
    text: 'explainFailure, with what was read out of the text as Diagnosis.reading; causes and cause: everything that a failure can be traced to.',
  },
  {
    date: '2026-11-28',
    kind: 'Added',
    text: 'diagnosePackage, with every request that was made, and the permission that would settle what is open.',
  },
  {
    date: '2026-11-28',
    kind: 'Added',
    text: 'Support access: supportRequests, supportGrants and supportBundle, and what answers, grants and revokes; scopes support:read and support:write.',
  },
  {
    date: '2026-11-28',
    kind: 'Added',
    text: 'auditEvents by actor, action, time and text; AuditEvent.ip and actorKind; auditLogValues; the log as a file at /audit/export.',
  },
  {
    date: '2026-11-28',
    kind: 'Added',
    text: 'CodeArtifactIntegration.statusChange: since when it fails or works again, which check turned, and who changed what.',
  },
  {
    date: '2026-11-28',
    kind: 'Added',
    text: 'Introspection for members and API keys, and the schema as a file at /schema.graphql.',
  },
  {
    date: '2026-11-27',
    kind: 'Added',
    text: 'package, recentPackages, routePackage and issueBuildCredentials; routes of repositories.',
  },
  {
    date: '2026-11-24',
    kind: 'Added',
    text: 'The first operations: integrations, connection tests, set-up, members, API keys, audit events.',
  },
];
