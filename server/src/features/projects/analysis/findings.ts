/** The third phase: one finding for each dependency and vulnerability. */

import type { AdvisoryMatch, AdvisoryRecord } from '../../../advisories/index.ts';
import type { VersionRules } from '../../../package-types/index.ts';
import { whyBlocked } from './blocked.ts';
import type { DependencyGraph } from './dependency-graph.ts';
import type { AnalyzerParts, Run } from './parts.ts';
import type { Resolution } from './resolution.ts';
import type { Finding } from './result.ts';
import type { Vulnerable } from './vulnerable.ts';

export async function findingsOf(
  run: Run,
  advisories: AnalyzerParts['advisories'],
  graph: DependencyGraph,
  { resolved, unserved }: Resolution,
  vulnerable: readonly Vulnerable[],
): Promise<Finding[]> {
  const ids = new Set(resolved.flatMap(({ matches }) => matches.map(({ id }) => id)));
  const records = ids.size === 0 ? [] : await advisories.records([...ids]);
  const summaries = new Map(records.map(({ id, summary }: Pick<AdvisoryRecord, 'id' | 'summary'>) => [id, summary]));
  const groups = new Map(vulnerable.flatMap((each) => each.dependencies.map((index) => [index, each] as const)));
  const findings: Finding[] = [];
  resolved.forEach(({ matches, version }, dependency) => {
    for (const match of matches) {
      const group = groups.get(dependency) ?? null;
      const { packageType } = graph.at(dependency);
      const fixedVersions = newerFixes(run.plugOf(packageType).versions, match, version ?? '');
      findings.push({
        id: findings.length,
        dependency,
        advisoryId: match.id,
        aliases: [...match.aliases],
        summary: summaries.get(match.id) ?? '',
        severity: match.severity,
        fixedVersions,
        remediationVersion: group?.remedy.remediation?.version ?? null,
        offeredVersion: group?.remedy.offered?.version ?? null,
        blockedBy: whyBlocked(run, graph, unserved, dependency, group, match, fixedVersions),
      });
    }
  });
  return findings;
}

function newerFixes(rules: VersionRules, { fixedVersions }: AdvisoryMatch, version: string): string[] {
  const key = rules.key(version);
  return fixedVersions.filter((fixed) => {
    const fixedKey = rules.key(fixed);
    return fixedKey !== null && (key === null || fixedKey > key);
  });
}
