/** Writes changes of versions into package.json and the lockfiles of npm, Yarn and pnpm. */

import type { ProjectFile, RewritableProject, Rewrite, VersionChange } from '../../../manifest.ts';
import { EditedFile } from '../../../text-edit.ts';
import { Attempt } from './attempt.ts';

/** More changes than this are not tried one by one when they cannot be made together. */
const MOST_SUSPECTS = 20;

export async function rewriteNpmProject(
  project: RewritableProject,
  changes: readonly VersionChange[],
): Promise<Rewrite> {
  const refused: Rewrite['refused'] = [];
  let remaining = [...changes];
  for (;;) {
    const outcome = await new Attempt(project, remaining).run();
    const reasons = outcome.suspects.length === 0 ? outcome.refused : await sortOut(project, remaining, outcome);
    if (reasons.size === 0) {
      return {
        files: changedFiles(project.files, outcome.files),
        written: remaining,
        refused,
        commands: outcome.commands,
      };
    }
    // A change that is refused leaves nothing behind: the others are made anew.
    for (const [change, reason] of reasons) refused.push({ change, reason });
    remaining = remaining.filter((change) => !reasons.has(change));
  }
}

/** Which of the changes that cannot be made together cannot be made alone; all of them where that tells nothing. */
async function sortOut(
  project: RewritableProject,
  changes: readonly VersionChange[],
  { suspects, suspicion }: { suspects: readonly VersionChange[]; suspicion: string },
): Promise<Map<VersionChange, string>> {
  const reasons = new Map<VersionChange, string>();
  if (suspects.length > 1 && suspects.length <= MOST_SUSPECTS) {
    for (const suspect of suspects) {
      const others = new Set(suspects.filter((other) => other !== suspect));
      const alone = await new Attempt(
        project,
        changes.filter((change) => !others.has(change)),
      ).run();
      if (alone.suspects.length > 0) reasons.set(suspect, alone.suspicion);
    }
  }
  return reasons.size > 0 ? reasons : new Map(suspects.map((suspect) => [suspect, suspicion]));
}

function changedFiles(before: readonly ProjectFile[], after: readonly ProjectFile[]): ProjectFile[] {
  const known = new Map(before.map((file) => [file.path, file]));
  return after.filter((file) => {
    const old = known.get(file.path);
    return file !== old && (file instanceof EditedFile || file.text !== old?.text);
  });
}
