/** One answer from what all repositories said. */

import type { CodeArtifactConnector, ExplainedPackage, PackageFacts } from '../../../connectors/codeartifact/index.ts';
import type { Cause } from '../../../lib/diagnosis.ts';
import type { Repository, SavedConnection } from '../../integrations/index.ts';
import { suggestVersion, type Asked } from './asked.ts';
import type { FoundElsewhere } from './elsewhere.ts';
import type { RepositoryDiagnosis } from './repository-diagnosis.ts';

export interface Conclusion {
  available: boolean;
  /** Also where it is available, but not as it should be. */
  explained: ExplainedPackage | null;
}

export interface Findings {
  connector: Pick<CodeArtifactConnector, 'explainPackage'>;
  connection: SavedConnection;
  asked: Asked & { name: string };
  /** Those that builds ask for the name first. */
  repositories: readonly RepositoryDiagnosis[];
  otherSpelling: FoundElsewhere | null;
  otherType: FoundElsewhere | null;
}

export function conclude(findings: Findings): Conclusion {
  const { asked, repositories } = findings;
  const serving = repositories.filter(({ isServing }) => isServing);
  const offering = serving.filter(({ state }) => state === 'offered');
  const [first] = offering;
  if (first && asked.versionProblem === null) return { available: true, explained: doubts(findings, serving, first) };
  return { available: false, explained: first ? invalidVersion(findings, first) : whyNot(findings, serving) };
}

/** It can be had, and yet something deserves to be said. */
function doubts(
  findings: Findings,
  serving: readonly RepositoryDiagnosis[],
  first: RepositoryDiagnosis,
): ExplainedPackage | null {
  if (first.isUnlisted) return first.explained;
  const withdrawn = first.version ? first.version.withdrawn : allWithdrawn(first);
  if (withdrawn !== null) {
    const suggestion = newestUsable(findings, first);
    return explain(findings, first, first.facts('withdrawn', { withdrawn, suggestion }));
  }
  // The one that builds ask first has it not yet.
  const nearest = serving[0];
  return nearest !== first && nearest?.state === 'lacking' ? nearest.explained : null;
}

function whyNot(findings: Findings, serving: readonly RepositoryDiagnosis[]): ExplainedPackage | null {
  const { asked, repositories, otherSpelling, otherType } = findings;
  const anywhere = repositories.find(({ state }) => state === 'offered');
  const nearest = serving[0] ?? repositories[0];
  if (!nearest) return null;
  if (anywhere) {
    const elsewhere = placeOf(asked.packageType, asked.name, anywhere.repository);
    return explain(findings, nearest, nearest.facts('routed-elsewhere', { elsewhere }));
  }
  if (otherSpelling) {
    return explain(findings, nearest, nearest.facts('other-spelling', { suggestion: otherSpelling.name }));
  }
  const known = serving.filter(({ state }) => state === 'lacking');
  const broken = serving.filter(({ state }) => state === 'broken');
  const withPackage = known.find(({ listing }) => (listing?.versions.length ?? 0) > 0);
  if (broken.length === 0 && otherType && !withPackage && !isKnownPublic(asked)) {
    const { packageType, name, repository } = otherType;
    const elsewhere = placeOf(packageType, name, repository);
    return explain(findings, nearest, nearest.facts('other-type', { elsewhere }));
  }
  const lacking = withPackage ?? known.find(hasCertainCause) ?? known[0];
  if (broken[0] && lacking) return bothWays(broken[0], lacking);
  return (broken[0] ?? lacking)?.explained ?? null;
}

/** One repository gave no answer and may have it, another does not have it: neither alone is why it cannot be had. */
function bothWays(broken: RepositoryDiagnosis, lacking: RepositoryDiagnosis): ExplainedPackage | null {
  if (!broken.explained || !lacking.explained) return broken.explained ?? lacking.explained;
  const [one, other] = [broken.explained.diagnosis, lacking.explained.diagnosis];
  const causes = [
    ...one.causes.map((cause) => atMost(cause, 'LIKELY')),
    ...other.causes
      .filter(({ code }) => one.causes.every((cause) => cause.code !== code))
      .map((cause) => atMost(cause, 'POSSIBLE')),
  ];
  const summary = `${one.summary} ${other.summary}`;
  return { diagnosis: { category: one.category, summary, causes }, settledBy: lacking.explained.settledBy };
}

function atMost(cause: Cause, certainty: 'LIKELY' | 'POSSIBLE'): Cause {
  return cause.certainty === 'POSSIBLE' ? cause : { ...cause, certainty };
}

function invalidVersion(findings: Findings, first: RepositoryDiagnosis): ExplainedPackage {
  const { asked } = findings;
  const given = asked.askedVersion ?? '';
  const suggestion = first.listing && suggestVersion(asked, given, first.listing);
  const facts = first.facts('version-invalid', { inputProblem: asked.versionProblem, suggestion, version: given });
  return explain(findings, first, facts);
}

function explain(
  { connector, connection }: Findings,
  { repository }: RepositoryDiagnosis,
  facts: PackageFacts,
): ExplainedPackage {
  return connector.explainPackage(connection.details, repository.url, facts, connection.hasWorked);
}

/** The words of the newest version, where every one was taken back. */
function allWithdrawn({ listing }: RepositoryDiagnosis): string | null {
  const versions = listing?.versions ?? [];
  if (versions.length === 0 || versions.some(({ withdrawn }) => withdrawn === null)) return null;
  return versions.at(-1)?.withdrawn ?? null;
}

function newestUsable({ asked }: Findings, { listing }: RepositoryDiagnosis): string | null {
  const usable = (listing?.versions ?? []).filter(({ withdrawn }) => withdrawn === null);
  const releases = usable.filter(({ isPrerelease }) => !isPrerelease);
  return (releases.length > 0 ? releases : usable).reduce<string | null>(
    (best, { version }) => (best === null || asked.plug.versions.compare(version, best) > 0 ? version : best),
    null,
  );
}

/** A public name that is missing has a cause of its own; that another world has the name as well is chance. */
function isKnownPublic({ plug, name }: Asked & { name: string }): boolean {
  return plug.publicNames.includes(name);
}

function hasCertainCause({ explained }: RepositoryDiagnosis): boolean {
  return explained?.diagnosis.causes[0]?.certainty === 'CERTAIN';
}

export function placeOf(
  packageType: Asked['packageType'],
  name: string,
  { domain, repository }: Repository,
): NonNullable<PackageFacts['elsewhere']> {
  return { packageType, name, repository: `${domain}/${repository}` };
}
