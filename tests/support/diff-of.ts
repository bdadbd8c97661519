import { textEdits } from '../../server/src/features/projects/analysis/text-edits.ts';
import { unifiedDiff } from '../../server/src/features/projects/analysis/unified-diff.ts';
import { TextLines } from '../../server/src/package-types/text-lines.ts';

/** The patch that makes one text of another. */
export async function diffOf(path: string, before: string, after: string): Promise<string> {
  return unifiedDiff({ path, text: before, lines: new TextLines(before) }, await textEdits(before, after));
}
