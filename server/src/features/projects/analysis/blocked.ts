/** Why a vulnerable dependency cannot have a version that no known advisory affects, and who can change that. */

import type { AdvisoryMatch } from '../../../advisories/index.ts';
import type { RemedyFacts } from '../../../connectors/codeartifact/index.ts';
import type { Diagnosis } from '../../../lib/diagnosis.ts';
import { explainRemedy, judgeOtherSource } from './availability.ts';
import { type DependencyGraph, spelled } from './dependency-graph.ts';
import { labelOf } from './offer.ts';
import type { Run } from './parts.ts';
import type { Resolution } from './resolution.ts';
import { explainUnserved } from './unserved.ts';
import { vulnerabilityKey } from './vulnerability-key.ts';
import type { Vulnerable } from './vulnerable.ts';

/** Null where nothing stands in the way. `fixedVersions` are newer than the dependency's version. */
export function whyBlocked(
  run: Run,
  graph: DependencyGraph,
  unserved: Resolution['unserved'],
  index: number,
  vulnerable: Vulnerable | null,
  match: AdvisoryMatch,
  fixedVersions: readonly string[],
): Diagnosis | null {
  const dependency = graph.at(index);
  if (!vulnerable) return judgeOtherSource(run, dependency).diagnosis;
  const { offer, remedy, acceptance, version } = vulnerable;
  const about = { ...dependency, version };
  const repositoryUrl = offer?.repositories[0]?.url ?? null;
  const known: Partial<RemedyFacts> = {
    advisoryId: match.id,
    fixedVersions: [...fixedVersions],
    repositories: (offer?.repositories ?? []).map(labelOf),
    newest: offer?.newest?.version ?? null,
  };
  if (dependency.isBundled) {
    const by = graph
      .asking(index)
      .flatMap(({ dependent }) => (dependent === null ? [] : [spelled(graph.at(dependent))]));
    return explainRemedy(run, about, null, 'dependency_bundled', { ...known, dependents: by });
  }
  if (!offer || offer.repositories.length === 0)
    return explainRemedy(run, about, null, 'no_repository_for_type', known);
  const ofType = explainUnserved(run, unserved, about);
  if (ofType) return ofType;
  if (remedy.remediation) return null;
  if (remedy.offered) {
    const helpful = remedy.offered.version;
    const refusals = acceptance.refusals(helpful);
    const isRule = refusals.every(({ by }) => by !== 'dependent');
    const dependents = [...new Set(refusals.filter(({ by }) => by !== 'project').map(({ text }) => text))];
    const direct = refusals.flatMap(({ dependent }) => {
      const above = dependent === null ? null : graph.directAbove(dependent);
      return above === null || above === dependent ? [] : [spelled(graph.at(above))];
    });
    const through = [...new Set(direct)];
    const code = isRule ? 'project_rule_excludes_fix' : 'requirement_excludes_fix';
    return explainRemedy(run, about, repositoryUrl, code, { ...known, helpful, dependents, through });
  }
  // Whoever gave no answer may have it.
  if (offer.problems[0]) return offer.problems[0].problem.diagnosis;
  if (remedy.withdrawn) {
    const { version: helpful, withdrawn } = remedy.withdrawn;
    return explainRemedy(run, about, repositoryUrl, 'fix_withdrawn', { ...known, helpful, withdrawn });
  }
  if (remedy.prerelease) {
    return explainRemedy(run, about, repositoryUrl, 'fix_is_prerelease', {
      ...known,
      helpful: remedy.prerelease.version,
    });
  }
  const isFixOffered = fixedVersions.some((fixed) => offer.locate(fixed).isOffered === true);
  if (fixedVersions.length > 0 && !isFixOffered) {
    return explainRemedy(run, about, repositoryUrl, 'fix_not_in_repository', known);
  }
  const affectedBy = remedy.newerAffectedBy;
  const isOnlyThis = affectedBy.every((other) => other === vulnerabilityKey(match));
  if (fixedVersions.length === 0 && isOnlyThis) return explainRemedy(run, about, null, 'fix_not_published', known);
  return explainRemedy(run, about, repositoryUrl, 'newer_versions_affected', { ...known, affectedBy });
}

/** That a version would help, and yet no change to it was proposed. */
export function whyNotProposed(
  run: Run,
  vulnerable: Vulnerable,
  helpful: string,
  reasons: readonly string[],
): Diagnosis {
  const { packageType, name, version, offer } = vulnerable;
  const found = { helpful, reason: reasons.join(' '), repositories: (offer?.repositories ?? []).map(labelOf) };
  return explainRemedy(run, { packageType, name, version }, null, 'fix_not_writable', found);
}
