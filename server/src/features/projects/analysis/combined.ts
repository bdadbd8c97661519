/** Every proposal that goes with the others, as one change. */

import type { PackageType } from '@backline/shared';
import type { Rewrite, VersionChange } from '../../../package-types/index.ts';
import { runInSlices } from '../../../lib/in-slices.ts';
import { readProjectInSlices, type ReadingLimits } from '../reading/read-project.ts';
import { releaseKey } from './ask.ts';
import { DependencyGraph } from './dependency-graph.ts';
import type { Releases } from './draft.ts';
import { graphChange } from './graph-change.ts';
import type { Run } from './parts.ts';
import type { PlannedChange } from './plan.ts';
import type { ProjectFiles, Rewritten } from './project-files.ts';
import { askAfresh, type ProofCase } from './proof-case.ts';
import { prove } from './proof.ts';
import type { Proposed } from './proposals.ts';
import type { Resolution } from './resolution.ts';
import type { CombinedProposal, Finding } from './result.ts';

export interface CombineQuestion {
  graph: DependencyGraph;
  resolution: Resolution;
  files: ProjectFiles;
  findings: readonly Finding[];
  limits: ReadingLimits;
  /** Metadata of what the proposals lead to. */
  releases: Releases;
}

/** Null where there are fewer than two; a reason where they do not hold together. */
export async function combine(
  run: Run,
  question: CombineQuestion,
  proposed: readonly Proposed[],
): Promise<CombinedProposal | null | { reason: string }> {
  if (proposed.length < 2) return null;
  const written = await writeAll(run, question, proposed);
  if (written.proposed.length < 2) return { reason: `The proposals cannot be written together: ${written.reasons.join(' ')}` }; // prettier-ignore
  const { graph, resolution, files, findings } = question;
  const reading = await runInSlices(readProjectInSlices(files.changed(written.files), question.limits));
  const after = new DependencyGraph(reading);
  const given: ProofCase = {
    before: graph,
    matchesBefore: (index) => resolution.resolved[index]?.matches ?? [],
    after,
    change: graphChange(graph, after),
    changes: written.changes,
    rewritten: written,
    knownGaps: [...new Set(written.proposed.flatMap(({ knownGaps }) => knownGaps))],
  };
  const { proof, gone } = prove(run, given, await askAfresh(run, [given]));
  if (proof.status === 'FAILS') return { reason: `The proposals do not hold together: ${proof.failures.join(' ')}` };
  const advisories = new Map(gone.map((each) => [each.index, new Set(each.advisories)]));
  const isGone = ({ dependency, advisoryId }: Finding) => advisories.get(dependency)?.has(advisoryId) === true;
  const remaining = findings.filter((finding) => !isGone(finding));
  const left = new Set(remaining.map(({ advisoryId }) => advisoryId));
  const fixes = new Set(findings.filter(isGone).map(({ advisoryId }) => advisoryId));
  return {
    proposals: written.proposed.map(({ proposal }) => proposal.id),
    fixes: [...fixes].filter((id) => !left.has(id)),
    remaining: remaining.map(({ id }) => id),
    patches: written.patches,
    commands: written.commands,
    proof,
  };
}

interface WrittenTogether extends Pick<Rewritten, 'files' | 'patches' | 'commands'> {
  proposed: Proposed[];
  changes: (PlannedChange & { packageType: PackageType })[];
  reasons: string[];
}

/** What cannot be written beside the others is left out, with the proposals that need it. */
async function writeAll(
  run: Run,
  { files, releases }: CombineQuestion,
  proposed: readonly Proposed[],
): Promise<WrittenTogether> {
  const all: WrittenTogether = { files: [], patches: [], commands: [], proposed: [], changes: [], reasons: [] };
  for (const [packageType, some] of Map.groupBy(proposed, ({ proposal }) => proposal.packageType)) {
    const { versions } = run.plugOf(packageType);
    let kept = some;
    let rewritten: Rewritten | null = null;
    let changes: PlannedChange[] = [];
    // Each time fewer are left.
    while (kept.length > 0) {
      changes = together(kept, (one, other) => versions.compare(one, other));
      const known = changes.flatMap((change): VersionChange[] => {
        const release = releases.get(releaseKey(packageType, { name: change.name, version: change.to }));
        return release ? [{ ...change, release }] : [];
      });
      rewritten = await files.rewrite(packageType, known);
      const lost = new Set(changes.filter((change) => !isWritten(rewritten, change)).map(keyOf));
      if (lost.size === 0) break;
      all.reasons.push(...reasonsOf(rewritten));
      const fewer = kept.filter((each) => !each.changes.some((change) => lost.has(keyOf(change))));
      kept = fewer.length < kept.length ? fewer : [];
      rewritten = null;
    }
    if (!rewritten) continue;
    all.files.push(...rewritten.files);
    all.patches.push(...rewritten.patches);
    all.commands.push(...rewritten.commands);
    all.proposed.push(...kept);
    all.changes.push(...changes.map((change) => ({ ...change, packageType })));
  }
  return all;
}

/** Of several versions for one package the newest, since each of them is at least as new as its proposal needs. */
function together(proposed: readonly Proposed[], compare: (one: string, other: string) => number): PlannedChange[] {
  const changes = new Map<string, PlannedChange>();
  for (const change of proposed.flatMap((each) => each.changes)) {
    const known = changes.get(keyOf(change));
    if (!known || compare(change.to, known.to) > 0) changes.set(keyOf(change), change);
  }
  return [...changes.values()];
}

function keyOf({ name, from }: PlannedChange): string {
  return `${name}\n${from}`;
}

function isWritten(rewrite: Rewrite | null, change: PlannedChange): boolean {
  return rewrite?.written.some(({ name, from, to }) => name === change.name && from === change.from && to === change.to) === true; // prettier-ignore
}

function reasonsOf({ refused }: Rewrite): string[] {
  return refused.map(({ change, reason }) => `${change.name} ${change.to}: ${reason}`);
}
