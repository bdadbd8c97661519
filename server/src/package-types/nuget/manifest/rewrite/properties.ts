import type { ProjectFile, VersionChange } from '../../../manifest.ts';
import { type ChangeEdits, RefusedChange } from '../../../rewriting.ts';
import type { MsbuildFile } from '../msbuild-file.ts';
import { raiseRange } from './range.ts';

/**
 * The property that a version is written as, where one file sets it once and nothing but this package uses it, or packages that all
 * get the same version.
 */
export function raiseProperty(
  written: string,
  place: { path: string; line: number },
  change: VersionChange,
  changes: readonly VersionChange[],
  project: { files: readonly ProjectFile[]; msbuild: readonly MsbuildFile[] },
  edits: ChangeEdits,
): void {
  const refuse = (why: string) => {
    throw new RefusedChange(
      `Line ${place.line} of ${place.path} takes the version of ${change.name} from ${written}, ${why}.`,
    );
  };
  const name = /^\$\(([A-Za-z_][A-Za-z0-9_.-]*)\)$/.exec(written)?.[1]?.toLowerCase();
  if (name === undefined) return refuse('which is more than the name of one property');
  const definitions = project.msbuild.flatMap((file) => definitionsIn(file, name));
  const [definition] = definitions;
  if (!definition) return refuse('which no file here sets');
  if (definitions.length > 1)
    return refuse(`which is set in ${definitions.length} places, so that it is not certain which of them counts`);
  const { path, step } = definition;
  const raised = raiseRange(step.value, change.to);
  if (step.isConditional || step.span === null || raised === null)
    return refuse(`and line ${step.line} of ${path} does not set that to a plain version`);
  const others = [...usersOf(name, project.msbuild)].filter(
    (user) => user !== change.name && !changes.some((each) => each.name === user && each.to === change.to),
  );
  if (others.length > 0)
    return refuse(`which ${others.slice(0, 3).join(', ')} ${others.length === 1 ? 'uses' : 'use'} as well`);
  const uses = project.files.reduce(
    (count, { text }) => count + (text.toLowerCase().split(`$(${name})`).length - 1),
    0,
  );
  if (uses > itemUses(name, project.msbuild)) return refuse('which is used for something else as well');
  edits.add(path, { ...step.span, text: raised });
}

function definitionsIn({ path, steps }: MsbuildFile, name: string) {
  return steps.flatMap((step) => (step.kind === 'property' && step.name === name ? [{ path, step }] : []));
}

/** Packages whose version is written with the property. */
function usersOf(name: string, files: readonly MsbuildFile[]): Set<string> {
  return new Set(usesIn(name, files).flatMap(({ names }) => names.split(';').map((each) => each.trim().toLowerCase())));
}

function itemUses(name: string, files: readonly MsbuildFile[]): number {
  return usesIn(name, files).length;
}

function usesIn(name: string, files: readonly MsbuildFile[]) {
  const reference = `$(${name})`;
  return files.flatMap(({ steps }) =>
    steps.flatMap((step) =>
      step.kind === 'item'
        ? [step.version, step.versionOverride].flatMap((stated) =>
            stated?.text.toLowerCase().includes(reference) ? [step] : [],
          )
        : [],
    ),
  );
}
