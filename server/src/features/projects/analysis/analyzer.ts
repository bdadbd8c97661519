/** One run over the files of a project: read, resolve, match, propose, prove. */

import { runInSlices } from '../../../lib/in-slices.ts';
import { Upstream } from '../../../lib/errors.ts';
import { packageTypePlug, type Place } from '../../../package-types/index.ts';
import type { SavedConnection } from '../../integrations/index.ts';
import type { ProjectReading, UploadedFile } from '../reading/project-reading.ts';
import { readProjectInSlices } from '../reading/read-project.ts';
import { waysTo } from '../reading/ways.ts';
import { whyNotProposed } from './blocked.ts';
import { combine } from './combined.ts';
import { type Confusion, findConfusion } from './confusion.ts';
import { DependencyGraph, nameKey } from './dependency-graph.ts';
import { findingsOf } from './findings.ts';
import { originOf } from './origin.ts';
import type { AnalyzerParts, Run } from './parts.ts';
import { ProjectFiles } from './project-files.ts';
import { Progress } from './progress.ts';
import { Proposer, type Proposals } from './proposals.ts';
import { resolve, type Resolution } from './resolution.ts';
import type { AnalysisProgress, AnalysisResult, AnalyzedDependency, Finding } from './result.ts';
import { repositoryProblemsIn, uncheckedIn } from './unchecked.ts';
import { findVulnerable, type Vulnerable } from './vulnerable.ts';

/** Of one file; an upload as a whole has at most 20 MB, and the lockfiles of the largest projects have 50. */
const READING_LIMITS = { maximumFileLength: 64_000_000 };

export interface AnalyzerInput {
  organizationId: string;
  connection: SavedConnection;
  files: UploadedFile[];
}

export interface AnalyzerOptions {
  signal: AbortSignal;
  onProgress: (progress: AnalysisProgress) => void;
}

export class ProjectAnalyzer {
  constructor(private readonly parts: Omit<AnalyzerParts, 'plugOf'> & Partial<Pick<AnalyzerParts, 'plugOf'>>) {}

  /**
   * Never rejects for what files, repositories or advisories say: that is in the result. Rejects with Upstream where the
   * integration is not used at all, with the signal's reason, and for defects of our own.
   */
  async analyze(
    { organizationId, connection, files: uploaded }: AnalyzerInput,
    options: AnalyzerOptions,
  ): Promise<AnalysisResult> {
    const { batch, advisories, gateway, connector, clock, whyUnused, plugOf = packageTypePlug } = this.parts;
    const { signal, onProgress } = options;
    signal.throwIfAborted();
    const unused = whyUnused(connection);
    if (unused !== null) throw new Upstream(unused);
    const progress = new Progress(onProgress);
    progress.begin('READ', 1);
    const reading = await runInSlices(readProjectInSlices(uploaded, READING_LIMITS));
    signal.throwIfAborted();
    const { data, index } = await advisories.load();
    const run: Run = { batch, gateway, connector, clock, plugOf, organizationId, connection, index, signal, progress };
    const graph = new DependencyGraph(reading);

    progress.begin('RESOLVE', 0);
    const resolution = await resolve(run, graph);
    const confusion = await findConfusion(run, graph);

    progress.begin('MATCH', 1);
    const vulnerable = await runInSlices(findVulnerable(run, graph, resolution));
    const findings = await findingsOf(run, advisories, graph, resolution, vulnerable);
    signal.throwIfAborted();

    const files = new ProjectFiles(run, uploaded, reading);
    try {
      const proposals = await new Proposer(run, graph, resolution, files, findings).propose(vulnerable);
      const { releases } = proposals;
      const question = { graph, resolution, files, findings, limits: READING_LIMITS, releases };
      const { combined, reasons } = await combine(run, question, proposals.proposed);
      sayWhyNotProposed(run, findings, vulnerable, proposals, graph);
      progress.end();
      return {
        files: reading.files,
        dependencies: dependenciesOf(run, reading, graph, resolution, confusion),
        findings,
        proposals: proposals.proposed.map(({ proposal }) => proposal),
        combined,
        advisoryData: data && {
          importedAt: data.importedAt,
          newestModified: data.newestModified,
          advisoryCount: data.advisoryCount,
        },
        unchecked: [...uncheckedIn(run, reading, resolution, data !== null), ...confusion.unchecked, ...reasons],
        repositoryProblems: repositoryProblemsIn(resolution),
      };
    } finally {
      await files.close();
    }
  }
}

function dependenciesOf(
  { connection: { repositories }, plugOf }: Run,
  reading: ProjectReading,
  graph: DependencyGraph,
  { resolved }: Resolution,
  { offeredElsewhere }: Confusion,
): AnalyzedDependency[] {
  const wayTo = waysTo(reading);
  return graph.dependencies.map((dependency, id): AnalyzedDependency => {
    const { packageType, name, source, places } = dependency;
    const { version = null, located = null, available = null, diagnosis = null, matches = [] } = resolved[id] ?? {};
    const way = wayTo(id);
    const asked = graph.asking(id);
    const first = asked.find(({ dependent }) => dependent === null) ?? way.at(-1) ?? asked[0];
    const isPublicName = matches.length > 0 || plugOf(packageType).publicNames.includes(name);
    return {
      id,
      packageType,
      name,
      version,
      requirement: first && first.written !== '' ? first.written : null,
      isDirect: dependency.isDirect,
      isDevelopment: dependency.isDevelopment,
      source,
      way: way.map((step) => graph.at(step.dependency).name),
      places,
      available,
      repositoryUrl: located?.repositoryUrl ?? null,
      origin: originOf(dependency, { repositories, located, isPublicName }),
      diagnosis: diagnosis ?? offeredElsewhere.get(nameKey(packageType, name)) ?? null,
    };
  });
}

/** Where a version would help and no change to it was taken, the finding says why. */
function sayWhyNotProposed(
  run: Run,
  findings: readonly Finding[],
  vulnerable: readonly Vulnerable[],
  { proposed, reasons }: Proposals,
  graph: DependencyGraph,
): void {
  const gone = new Set(proposed.flatMap(({ proposal }) => proposal.findings));
  const groups = new Map(vulnerable.flatMap((each) => each.dependencies.map((index) => [index, each] as const)));
  for (const finding of findings) {
    const group = groups.get(finding.dependency);
    const { remediationVersion } = finding;
    if (!group || remediationVersion === null || finding.blockedBy !== null || gone.has(finding.id)) continue;
    const why = reasons.get(group) ?? [whyNotReached(graph.at(finding.dependency).places)];
    finding.blockedBy = whyNotProposed(run, group, remediationVersion, why);
  }
}

/** The version is changed in other files of the project, where it is written. */
function whyNotReached(places: readonly Place[]): string {
  const paths = [...new Set(places.map(({ path }) => path))].join(' and ');
  return `No proposal changes it in ${paths}, where no version of it is written that could be.`;
}
