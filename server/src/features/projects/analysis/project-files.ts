/** The files of the project, as changes of versions are written into them. */

import type { PackageType } from '@backline/shared';
import type {
  PackageTypeReading,
  ProjectFile,
  RewritableProject,
  Rewrite,
  VersionChange,
} from '../../../package-types/index.ts';
import { applyEdits, type Edit, EditedFile } from '../../../package-types/text-edit.ts';
import { TextLines } from '../../../package-types/text-lines.ts';
import type { RegistryGateway } from '../../packages/index.ts';
import { readFileText } from '../reading/file-text.ts';
import type { ProjectReading, UploadedFile } from '../reading/project-reading.ts';
import type { Run } from './parts.ts';
import type { FilePatch } from './result.ts';
import { lineEdits, textEdits } from './text-edits.ts';
import { unifiedDiff } from './unified-diff.ts';

interface OriginalFile extends ProjectFile {
  packageType: PackageType;
  /** With its byte order mark; null where git sees no text in it. */
  raw: string | null;
  /** Of `raw`. */
  lines: TextLines;
}

/** What is changed in a file of the project: whole lines, the byte order mark counted. */
export interface FileEdits {
  path: string;
  edits: readonly Edit[];
}

export interface Rewritten extends Omit<Rewrite, 'files'> {
  edited: FileEdits[];
  patches: FilePatch[];
}

const MARK = '\uFEFF';

export class ProjectFiles {
  readonly #files: ReadonlyMap<PackageType, readonly OriginalFile[]>;
  readonly #byPath: ReadonlyMap<string, OriginalFile>;
  readonly #readings = new Map<PackageType, PackageTypeReading>();
  readonly #gateways = new Map<PackageType, Promise<RegistryGateway>>();

  constructor(
    private readonly run: Run,
    private readonly uploaded: readonly UploadedFile[],
    private readonly reading: ProjectReading,
  ) {
    const files = originals(uploaded, reading);
    this.#files = Map.groupBy(files, ({ packageType }) => packageType);
    this.#byPath = new Map(files.map((file) => [file.path, file]));
  }

  /** All changes at once, those of one package type. */
  async rewrite(packageType: PackageType, changes: readonly VersionChange[]): Promise<Rewritten> {
    const { run } = this;
    run.signal.throwIfAborted();
    const files = this.#files.get(packageType) ?? [];
    const project: RewritableProject = {
      files,
      reading: this.readingOf(packageType),
      registry: () => this.#gateway(packageType),
      signal: run.signal,
    };
    const rewrite = await this.#write(project, packageType, changes);
    run.signal.throwIfAborted();
    const { files: changed, ...outcome } = rewrite;
    const rewritten: Rewritten = { ...outcome, edited: [], patches: [] };
    for (const file of changed) {
      const { path } = file;
      const original = this.#byPath.get(path);
      if (!original) continue;
      const { raw } = original;
      if (raw === null) return refusedFor(path, changes);
      const edits = await editsOf(file, raw);
      if (edits.length === 0) continue;
      rewritten.edited.push({ path, edits });
      rewritten.patches.push({ path, diff: unifiedDiff({ path, text: raw, lines: original.lines }, edits) });
    }
    return rewritten;
  }

  /** What the files of one package type say, alone: places count within it. */
  readingOf(packageType: PackageType): PackageTypeReading {
    const known = this.#readings.get(packageType);
    if (known) return known;
    const reading = partOf(this.reading, packageType);
    this.#readings.set(packageType, reading);
    return reading;
  }

  /** The same with some files changed. */
  reread(packageType: PackageType, edited: readonly FileEdits[]): PackageTypeReading {
    const texts = this.#textsOf(edited);
    const files = (this.#files.get(packageType) ?? []).map(({ path, text }) => ({
      path,
      text: texts.get(path) ?? text,
    }));
    return this.run.plugOf(packageType).manifests.read(files);
  }

  /** All files of the upload with some changed, as somebody would upload them again. */
  changed(edited: readonly FileEdits[]): UploadedFile[] {
    const texts = this.#textsOf(edited);
    return this.uploaded.map((file, place) => {
      const content = texts.get(this.reading.files[place]?.path ?? '');
      return content === undefined ? file : { path: file.path, content };
    });
  }

  async close(): Promise<void> {
    const opened = await Promise.allSettled(this.#gateways.values());
    this.#gateways.clear();
    await Promise.all(opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value.close()] : [])));
  }

  /** Without byte order marks. */
  #textsOf(edited: readonly FileEdits[]): Map<string, string> {
    return new Map(
      edited.flatMap(({ path, edits }): [string, string][] => {
        const raw = this.#byPath.get(path)?.raw ?? null;
        if (raw === null) return [];
        const text = applyEdits(raw, edits);
        return [[path, text.startsWith(MARK) ? text.slice(MARK.length) : text]];
      }),
    );
  }

  /** A package type must not throw; if one does, its changes are not proposed and the rest of the analysis stands. */
  async #write(
    project: RewritableProject,
    packageType: PackageType,
    changes: readonly VersionChange[],
  ): Promise<Rewrite> {
    const { manifests, definition } = this.run.plugOf(packageType);
    try {
      return await manifests.rewrite(project, changes);
    } catch (error) {
      this.run.signal.throwIfAborted();
      const reason = `Writing the ${definition.label} files failed: ${error instanceof Error ? error.message : String(error)}`;
      return { files: [], written: [], refused: changes.map((change) => ({ change, reason })), commands: [] };
    }
  }

  #gateway(packageType: PackageType): Promise<RegistryGateway> {
    const known = this.#gateways.get(packageType);
    if (known) return known;
    const { gateway, organizationId, connection, plugOf, signal } = this.run;
    const opened = gateway.open(organizationId, connection, plugOf(packageType), { signal });
    this.#gateways.set(packageType, opened);
    return opened;
  }
}

function originals(uploaded: readonly UploadedFile[], { files }: ProjectReading): OriginalFile[] {
  return files.flatMap(({ path, packageType, format }, place): OriginalFile[] => {
    const content = uploaded[place]?.content;
    // Without a format it was not read at all.
    if (packageType === null || format === null || content === undefined) return [];
    const read = readFileText(content);
    if (!('text' in read)) return [];
    const raw = rawText(content);
    return [{ path, packageType, text: read.text, raw, lines: new TextLines(raw ?? '') }];
  });
}

/** Of whole lines, the byte order mark counted. */
function editsOf(file: ProjectFile, raw: string): Promise<Edit[]> {
  if (raw.startsWith(MARK)) return textEdits(raw, MARK + file.text);
  return file instanceof EditedFile ? lineEdits(raw, file.edits) : textEdits(raw, file.text);
}

function refusedFor(path: string, changes: readonly VersionChange[]): Rewritten {
  const reason = `${path} is in UTF-16, which git takes for no text, so there is no patch of it; save it as UTF-8.`;
  return { edited: [], written: [], patches: [], commands: [], refused: changes.map((change) => ({ change, reason })) };
}

function rawText(content: string | Uint8Array): string | null {
  if (typeof content === 'string') return content;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return null;
  }
}

/** Dependencies of one package type stand together in a reading of all. */
function partOf(
  { files, dependencies, requirements, constraints }: ProjectReading,
  packageType: PackageType,
): PackageTypeReading {
  const offset = dependencies.findIndex((dependency) => dependency.packageType === packageType);
  const own = dependencies.filter((dependency) => dependency.packageType === packageType);
  const end = offset + own.length;
  const isOwn = (place: number) => place >= offset && place < end;
  return {
    files: files.flatMap((file) =>
      file.packageType === packageType && file.kind !== null && file.format !== null
        ? [{ path: file.path, kind: file.kind, format: file.format, problem: file.problem, remarks: file.remarks }]
        : [],
    ),
    dependencies: own,
    requirements: requirements
      .filter(({ dependency }) => isOwn(dependency))
      .map((requirement) => ({
        ...requirement,
        dependency: requirement.dependency - offset,
        dependent: requirement.dependent === null ? null : requirement.dependent - offset,
      })),
    constraints: constraints.filter((constraint) => constraint.packageType === packageType),
  };
}
