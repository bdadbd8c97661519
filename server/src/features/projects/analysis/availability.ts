/** Why a dependency cannot be had from the integration, or could not be judged. */

import {
  blankPackageFacts,
  blankRemedyFacts,
  type PackageFacts,
  type RemedyCauseCode,
  type RemedyFacts,
} from '../../../connectors/codeartifact/index.ts';
import type { Diagnosis } from '../../../lib/diagnosis.ts';
import type { GraphDependency } from './dependency-graph.ts';
import { labelOf, type Located, type Offer } from './offer.ts';
import { isClaimed } from './origin.ts';
import type { Run } from './parts.ts';

export interface Judged {
  available: boolean | null;
  diagnosis: Diagnosis | null;
}

/** `version` is the one that was looked for. */
export function judge(run: Run, dependency: GraphDependency, version: string, offer: Offer, located: Located): Judged {
  const { isOffered, withdrawn } = located;
  if (offer.repositories.length === 0) return { available: null, diagnosis: withoutRepository(run, dependency) };
  if (isOffered === null) return { available: null, diagnosis: offer.problems[0]?.problem.diagnosis ?? null };
  const repositoryUrl = located.repositoryUrl ?? offer.repositories[0]?.url ?? '';
  if (isOffered) {
    if (withdrawn === null) return { available: true, diagnosis: null };
    return { available: true, diagnosis: explain(run, dependency, repositoryUrl, 'withdrawn', { version, withdrawn }) };
  }
  const diagnosis = offer.isKnown
    ? explain(run, dependency, repositoryUrl, 'version-absent', { version, newest: offer.newest?.version ?? null })
    : explain(run, dependency, repositoryUrl, 'package-absent', { version });
  return { available: false, diagnosis };
}

/** Nothing but a requirement is known, and no version fits it. */
export function judgeUnsatisfied(
  run: Run,
  dependency: GraphDependency,
  asked: readonly string[],
  offer: Offer,
): Judged {
  const [repository] = offer.repositories;
  if (!repository) return { available: null, diagnosis: withoutRepository(run, dependency) };
  if (offer.problems[0]) return { available: null, diagnosis: offer.problems[0].problem.diagnosis };
  if (!offer.isKnown) {
    return { available: false, diagnosis: explain(run, dependency, repository.url, 'package-absent', {}) };
  }
  const found: Partial<RemedyFacts> = {
    repositories: offer.repositories.map(labelOf),
    newest: offer.newest?.version ?? null,
    dependents: [...asked],
  };
  return {
    available: false,
    diagnosis: explainRemedy(run, dependency, repository.url, 'requirement_unsatisfied', found),
  };
}

/** What is asked for names no version. */
export function judgeUnreadable(run: Run, dependency: GraphDependency, written: string, offer: Offer): Judged {
  const [repository] = offer.repositories;
  if (!repository) return { available: null, diagnosis: withoutRepository(run, dependency) };
  const inputProblem = `The project asks for ${JSON.stringify(written)}, which is no version and no range of versions that could be compared.`;
  return {
    available: null,
    diagnosis: explain(run, dependency, repository.url, 'version-invalid', { version: written, inputProblem }),
  };
}

export function judgeOtherSource(run: Run, dependency: GraphDependency): Judged {
  const elsewhere = dependency.resolved ?? { git: 'git', url: 'a web address', local: 'a folder of the project', registry: null }[dependency.source]; // prettier-ignore
  return { available: null, diagnosis: explainRemedy(run, dependency, null, 'source_not_registry', { elsewhere }) };
}

function withoutRepository(run: Run, dependency: GraphDependency): Diagnosis {
  return explainRemedy(run, dependency, null, 'no_repository_for_type', {});
}

export function explainRemedy(
  { connector, connection }: Run,
  { packageType, name, version }: Pick<GraphDependency, 'packageType' | 'name' | 'version'>,
  repositoryUrl: string | null,
  code: RemedyCauseCode,
  found: Partial<RemedyFacts>,
): Diagnosis {
  const facts = { ...blankRemedyFacts(packageType, name, version), ...found };
  return connector.explainRemedy(connection.details, repositoryUrl, code, facts);
}

function explain(
  { connector, connection, clock, plugOf }: Run,
  { packageType, name }: GraphDependency,
  repositoryUrl: string,
  problem: PackageFacts['problem'],
  found: Partial<PackageFacts>,
): Diagnosis {
  const facts = {
    ...blankPackageFacts(problem, packageType, name, clock.now()),
    isPublicName: plugOf(packageType).publicNames.includes(name),
    isOwnName: isClaimed(connection.repositories, packageType, name),
    ...found,
  };
  return connector.explainPackage(connection.details, repositoryUrl, facts, connection.hasWorked).diagnosis;
}
