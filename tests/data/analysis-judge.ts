/** Whether what an analysis says of a project is so: everything is found out again in another way. */

import { dirname } from 'node:path';
import type { PackageType } from '@backline/shared';
import {
  type AnalysisResult,
  type CombinedProposal,
  type Finding,
  type ProjectReading,
  type Proposal,
  readProject,
  type UploadedFile,
} from '../../server/src/features/projects/index.ts';
import { packageTypePlug } from '../../server/src/package-types/index.ts';
import type { PatchFolder } from './applied-patches.ts';
import type { BruteForce } from './brute-force.ts';
import type { OfferedWorld } from './offered-world.ts';

export const READING_LIMITS = { maximumFileLength: 64_000_000 };

/** One version of one package in one file, of Go in one folder. */
interface Held {
  packageType: PackageType;
  name: string;
  version: string | null;
  home: string;
}

export class AnalysisJudge {
  readonly problems: string[] = [];
  readonly #reading: ProjectReading;
  readonly #before: Held[];

  constructor(
    files: readonly UploadedFile[],
    private readonly result: AnalysisResult,
    private readonly world: OfferedWorld,
    private readonly bruteForce: BruteForce,
    private readonly folder: PatchFolder,
  ) {
    this.#reading = readProject(files, READING_LIMITS);
    this.#before = this.#held(this.#reading);
  }

  judge(): string[] {
    this.#judgeDependencies();
    this.#judgeFindings();
    for (const finding of this.result.findings) this.#judgeRemedy(finding);
    for (const proposal of this.result.proposals) this.#judgeProposal(proposal);
    if (this.result.combined) this.#judgeCombined(this.result.combined);
    return this.problems;
  }

  #note(problem: string): void {
    this.problems.push(problem);
  }

  #judgeDependencies(): void {
    for (const [
      index,
      { id, name, version, packageType, available, diagnosis, source },
    ] of this.result.dependencies.entries()) {
      const before = this.#before[index];
      if (id !== index || before?.name !== name) this.#note(`dependency ${id} is ${name} and not ${before?.name}`);
      if (before?.version !== version && source === 'registry')
        this.#note(`${name} is said to be ${version}, and a fresh installation takes ${before?.version}`);
      if (source !== 'registry' || version === null) continue;
      const isOffered = this.world.release(packageType, name, version) !== null;
      if (available !== isOffered) this.#note(`${name} ${version} available: ${available}, offered: ${isOffered}`);
      if (available === false && diagnosis === null)
        this.#note(`${name} ${version} is not available, and nothing says why`);
    }
  }

  /** Each finding is one vulnerability of one dependency, and there are no others. */
  #judgeFindings(): void {
    const found = Map.groupBy(this.result.findings, ({ dependency }) => dependency);
    for (const { id, packageType, name, version } of this.result.dependencies) {
      const wanted = version === null ? [] : this.bruteForce.vulnerabilities(packageType, name, version);
      const said = (found.get(id) ?? []).map(({ advisoryId }) => this.bruteForce.groupOf(advisoryId)).sort();
      if (said.join() !== wanted.join())
        this.#note(`${name} ${version}: found ${said.join()}, affected by ${wanted.join()}`);
    }
  }

  #judgeRemedy({ id, dependency, remediationVersion, offeredVersion, blockedBy, fixedVersions }: Finding): void {
    const { packageType, name, version, source } = this.result.dependencies[
      dependency
    ] as AnalysisResult['dependencies'][number];
    const label = `${name} ${version}`;
    const rules = packageTypePlug(packageType).versions;
    const isProposed = this.result.proposals.some(({ findings }) => findings.includes(id));
    if (!isProposed && blockedBy === null) this.#note(`${label}: no proposal, and nothing says why`);
    if (blockedBy && blockedBy.causes.some(({ explanation, steps }) => explanation === '' || steps.length === 0))
      this.#note(`${label}: what blocks it lacks words or steps: ${JSON.stringify(blockedBy)}`);
    if (blockedBy?.causes.length === 0) this.#note(`${label}: what blocks it names no cause`);
    for (const fixed of fixedVersions) {
      if (rules.compare(fixed, version ?? '') <= 0) this.#note(`${label}: ${fixed} is called a fix and is older`);
    }
    if (source !== 'registry' || version === null) return;
    const helpful = this.world
      .usable(packageType, name)
      .filter((candidate) => rules.compare(candidate, version) > 0)
      .filter((candidate) => rules.isPrerelease(version) || !rules.isPrerelease(candidate))
      .filter((candidate) => this.bruteForce.vulnerabilities(packageType, name, candidate).length === 0);
    if ((helpful[0] ?? null) !== offeredVersion)
      this.#note(`${label}: offered is ${offeredVersion}, and ${helpful[0]} helps`);
    if (remediationVersion !== null && !helpful.includes(remediationVersion))
      this.#note(`${label}: ${remediationVersion} does not help or is not offered`);
    // What overrides and bounds make of it is for tests of their own.
    if (this.#reading.constraints.some((each) => each.packageType === packageType && each.name === name)) return;
    const accepted = helpful.find((candidate) => this.#isAccepted(packageType, name, version, candidate)) ?? null;
    if (accepted !== remediationVersion)
      this.#note(`${label}: the remediation is ${remediationVersion}, and the smallest that all accept ${accepted}`);
  }

  /** By everybody but the project's own manifests, which a proposal can change. */
  #isAccepted(packageType: PackageType, name: string, version: string, candidate: string): boolean {
    const rules = packageTypePlug(packageType).versions;
    const same = new Set(
      this.result.dependencies.flatMap((each) =>
        each.packageType === packageType && each.name === name && each.version === version && each.source === 'registry'
          ? [each.id]
          : [],
      ),
    );
    return this.#reading.requirements.every(
      ({ dependency, dependent, requirement, isIndirect }) =>
        !same.has(dependency) ||
        dependent === null ||
        requirement === null ||
        isIndirect ||
        rules.satisfies(candidate, requirement),
    );
  }

  #judgeProposal(proposal: Proposal): void {
    const { packageType, name, fromVersion, toVersion, findings, fixes, remaining, alongside, patches, proof } =
      proposal;
    const label = `proposal ${name} ${fromVersion} -> ${toVersion} (${proposal.way}, ${proof.status})`;
    this.#judgeProof(label, proof, proposal.commands);
    if (!this.world.usable(packageType, name).includes(toVersion)) this.#note(`${label}: ${toVersion} is not offered`);
    for (const other of alongside) {
      const isHeld = this.#before.some((held) => held.name === other.name && held.version === other.toVersion);
      const isOffered = other.toVersion === null || this.world.listing(packageType, other.name)?.versions.some(({ version }) => version === other.toVersion); // prettier-ignore
      if (!isOffered && !isHeld)
        this.#note(`${label}: ${other.name} ${other.toVersion} comes with it and is not offered`);
    }
    if (fixes.length === 0 || findings.length === 0) this.#note(`${label}: it fixes nothing`);
    const after = this.#after(label, patches);
    if (!after) return;
    for (const id of findings) this.#judgeGone(label, id, after);
    // Other versions of the package may keep what goes from this one.
    for (const id of fixes) {
      const isGone = findings.some((finding) => this.#isOf(finding, id));
      if (!isGone) this.#note(`${label}: ${id} goes from no dependency`);
      if (this.#affects(id, { packageType, name, version: toVersion, home: '' }))
        this.#note(`${label}: ${id} affects ${toVersion} as well`);
    }
    const goes = new Set(fixes.map((id) => this.bruteForce.groupOf(id)));
    for (const id of remaining)
      if (goes.has(this.bruteForce.groupOf(id))) this.#note(`${label}: ${id} goes and remains`);
    this.#judgeNew(label, after);
  }

  #judgeCombined({ proposals, fixes, remaining, patches, commands, proof }: CombinedProposal): void {
    const label = `combined of ${proposals.length} (${proof.status})`;
    this.#judgeProof(label, proof, commands);
    const after = this.#after(label, patches);
    if (!after) return;
    const left = new Set(remaining);
    for (const { id } of this.result.findings) if (!left.has(id)) this.#judgeGone(label, id, after);
    for (const id of fixes) {
      const still = after.find((held) => this.#affects(id, held));
      if (still) this.#note(`${label}: ${id} still affects ${still.name} ${still.version} in ${still.home}`);
    }
    // What one proposal removes may stay beside another that moves the tree; it is among the remaining then, and not judged gone.
    this.#judgeNew(label, after);
  }

  #judgeProof(label: string, proof: Proposal['proof'], commands: readonly unknown[]): void {
    if (proof.status === 'FAILS' || proof.failures.length > 0) this.#note(`${label}: its proof fails`);
    if (proof.introduced.length > 0) this.#note(`${label}: it brings in ${proof.introduced.join()}`);
    if ((proof.status === 'HOLDS') !== (proof.unchecked.length === 0))
      this.#note(`${label}: the status does not fit what is unchecked`);
    if (commands.length > 0 && proof.status === 'HOLDS') this.#note(`${label}: holds though a command is left`);
    if (proof.asked.length === 0 && proof.status === 'HOLDS') this.#note(`${label}: holds though nobody was asked`);
    for (const { name, version, isOffered } of proof.asked) {
      if (isOffered !== true) this.#note(`${label}: ${name} ${version} is not offered`);
    }
  }

  /** What the patched files hold; null where git does not take the patches. */
  #after(label: string, patches: Proposal['patches']): Held[] | null {
    if (patches.length === 0) this.#note(`${label}: it changes nothing`);
    let files: UploadedFile[];
    try {
      files = this.folder.apply(patches);
    } catch (error) {
      this.#note(`${label}: git says ${String((error as { stderr?: unknown }).stderr ?? error)}`);
      return null;
    }
    const reading = readProject(files, READING_LIMITS);
    for (const { path, problem } of reading.files) {
      const before = this.#reading.files.find((file) => file.path === path)?.problem ?? null;
      if (problem && !before) this.#note(`${label}: ${path} cannot be read any more: ${problem.reason}`);
    }
    return this.#held(reading);
  }

  /** Neither the version of the finding nor another one in its place has the vulnerability. */
  #judgeGone(label: string, finding: number, after: readonly Held[]): void {
    const { dependency, advisoryId } = this.result.findings[finding] as Finding;
    const before = this.#before[dependency] as Held;
    const isSame = (held: Held) =>
      held.name === before.name && held.packageType === before.packageType && held.home === before.home;
    const count = (some: readonly Held[]) =>
      some.filter((held) => isSame(held) && this.#affects(advisoryId, held)).length;
    if (count(after) >= count(this.#before)) this.#note(`${label}: ${advisoryId} of ${before.name} ${before.version} in ${before.home} is there as before`); // prettier-ignore
  }

  #judgeNew(label: string, after: readonly Held[]): void {
    const known = new Set(this.#before.flatMap((held) => this.#vulnerabilitiesOf(held)));
    for (const held of after) {
      for (const each of this.#vulnerabilitiesOf(held))
        if (!known.has(each)) this.#note(`${label}: brings in ${each} with ${held.version}`);
      if (held.version === null && !this.#before.some((one) => one.name === held.name && one.version === null))
        this.#note(`${label}: nothing that is offered fits what is asked for of ${held.name}`);
    }
  }

  #isOf(finding: number, id: string): boolean {
    const { advisoryId } = this.result.findings[finding] as Finding;
    return this.bruteForce.groupOf(advisoryId) === this.bruteForce.groupOf(id);
  }

  #vulnerabilitiesOf({ packageType, name, version }: Held): string[] {
    if (version === null) return [];
    return this.bruteForce.vulnerabilities(packageType, name, version).map((id) => `${name} ${id}`);
  }

  #affects(id: string, { packageType, name, version }: Held): boolean {
    if (version === null) return false;
    return this.bruteForce.vulnerabilities(packageType, name, version).includes(this.bruteForce.groupOf(id));
  }

  /** What nothing locks as a fresh installation takes it: the newest that fits, of NuGet the lowest. */
  #held({ dependencies, requirements }: ProjectReading): Held[] {
    const asking = Map.groupBy(requirements, ({ dependency }) => dependency);
    return dependencies.map(({ packageType, name, version, lockfile, places, source }, index): Held => {
      const file = lockfile ?? places[0]?.path ?? '';
      // What go.sum alone names is in go.mod once it is raised.
      const home = packageType === 'GO' ? dirname(file) : file;
      if (version !== null || source !== 'registry') return { packageType, name, version, home };
      const asked = (asking.get(index) ?? []).flatMap(
        ({ requirement, written }) => requirement ?? (written === '' ? [] : 'unknown'),
      );
      return { packageType, name, version: this.#fresh(packageType, name, asked), home };
    });
  }

  #fresh(packageType: PackageType, name: string, asked: readonly string[]): string | null {
    const rules = packageTypePlug(packageType).versions;
    const latest = this.world.listing(packageType, name)?.latest;
    const fits = this.world
      .usable(packageType, name)
      .filter((version) =>
        asked.every((each) => (each === 'latest' ? version === latest : rules.satisfies(version, each))),
      )
      .filter((version) => asked.length > 0 || !rules.isPrerelease(version));
    const isLowest = packageType === 'NUGET' && !asked.some((each) => each.includes('*'));
    return (isLowest ? fits[0] : fits.at(-1)) ?? null;
  }
}
