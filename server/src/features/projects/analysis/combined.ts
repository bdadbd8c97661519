/** Every proposal that goes with the others, as one change. */

import type { PackageType } from '@backline/shared';
import type { Rewrite, VersionChange } from '../../../package-types/index.ts';
import { runInSlices } from '../../../lib/in-slices.ts';
import { readProjectInSlices, type ReadingLimits } from '../reading/read-project.ts';
import { releaseKey } from './ask.ts';
import { DependencyGraph, nameKey } from './dependency-graph.ts';
import type { Releases } from './draft.ts';
import { graphChange } from './graph-change.ts';
import type { Run } from './parts.ts';
import type { PlannedChange } from './plan.ts';
import type { ProjectFiles, Rewritten } from './project-files.ts';
import { askAfresh, type ProofCase } from './proof-case.ts';
import { prove, type Proved } from './proof.ts';
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

export interface Combined {
  /** Null where fewer than two hold together. */
  combined: CombinedProposal | null;
  /** Why proposals are left out, in sentences. */
  reasons: string[];
}

/** What fails beside the others is left out and the rest tried again, this often at the most. */
const MOST_TRIES = 4;

export async function combine(run: Run, question: CombineQuestion, proposed: readonly Proposed[]): Promise<Combined> {
  const reasons: string[] = [];
  let candidates = proposed;
  for (let tried = 0; tried < MOST_TRIES && candidates.length > 1; tried += 1) {
    const written = await writeAll(run, question, candidates);
    if (written.reasons.length > 0) reasons.push(`Not all proposals can be written into the files together: ${written.reasons.join(' ')}`); // prettier-ignore
    if (written.proposed.length < 2) return { combined: null, reasons };
    const { combined, proof, blamed } = await proveTogether(run, question, written);
    if (combined) return { combined, reasons };
    reasons.push(`Not all proposals hold together: ${proof.failures.join(' ')}`);
    const fewer = withoutBlamed(written.proposed, blamed);
    if (fewer.length === written.proposed.length) break;
    candidates = fewer;
  }
  return { combined: null, reasons };
}

/** Those that change a blamed package themselves; where none does, those that bring a change of it along. */
function withoutBlamed(proposed: readonly Proposed[], blamed: ReadonlySet<string>): readonly Proposed[] {
  const isBlamed = ({ proposal: { packageType } }: Proposed, name: string) => blamed.has(nameKey(packageType, name));
  const others = proposed.filter((each) => !each.changes.some(({ name }) => isBlamed(each, name)));
  if (others.length < proposed.length) return others;
  return proposed.filter((each) => !each.proposal.alongside.some(({ name }) => isBlamed(each, name)));
}

async function proveTogether(run: Run, question: CombineQuestion, written: WrittenTogether) {
  const { graph, resolution, files, findings } = question;
  const reading = await runInSlices(readProjectInSlices(files.changed(written.edited), question.limits));
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
  const { proof, gone, blamed } = prove(run, given, await askAfresh(run, [given]));
  const combined = proof.status === 'FAILS' ? null : combinedOf(findings, written, proof, gone);
  return { combined, proof, blamed };
}

function combinedOf(
  findings: readonly Finding[],
  written: WrittenTogether,
  proof: CombinedProposal['proof'],
  gone: Proved['gone'],
): CombinedProposal {
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

interface WrittenTogether extends Pick<Rewritten, 'edited' | 'patches' | 'commands'> {
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
  const all: WrittenTogether = { edited: [], patches: [], commands: [], proposed: [], changes: [], reasons: [] };
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
    all.edited.push(...rewritten.edited);
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

function isWritten(rewrite: Pick<Rewrite, 'written'> | null, change: PlannedChange): boolean {
  return rewrite?.written.some(({ name, from, to }) => name === change.name && from === change.from && to === change.to) === true; // prettier-ignore
}

function reasonsOf({ refused }: Pick<Rewrite, 'refused'>): string[] {
  return refused.map(({ change, reason }) => `${change.name} ${change.to}: ${reason}`);
}
