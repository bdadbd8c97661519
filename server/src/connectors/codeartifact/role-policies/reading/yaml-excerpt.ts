/** Longest YAML that is parsed, in characters; a YAML parser takes milliseconds for each kilobyte. */
const LONGEST_YAML = 16 * 1_024;

/**
 * The parts of a template that a role's policies can be in, at the places where they stand: all other resources are blanked. Null
 * where even these are longer than what is parsed.
 */
export function relevantYaml(text: string): string | null {
  if (text.length <= LONGEST_YAML) return text;
  const lines = text.split('\n');
  const top = blocks(lines, 0, lines.length, 0);
  const resources = top.find(({ start }) => /^Resources\s*:/u.test(lines[start] ?? ''));
  if (!resources) return null;
  const indent =
    lines
      .slice(resources.start + 1, resources.end)
      .find((line) => line.trim() !== '')
      ?.search(/\S/u) ?? 2;
  const kept = blocks(lines, resources.start + 1, resources.end, indent).filter(({ start, end }) =>
    lines.slice(start, end).some((line) => /PolicyDocument/u.test(line)),
  );
  const isKept = new Uint8Array(lines.length);
  isKept[resources.start] = 1;
  for (const { start, end } of kept) isKept.fill(1, start, end);
  for (const { start, end } of top.filter(({ start }) => /^Parameters\s*:/u.test(lines[start] ?? '')))
    isKept.fill(1, start, end);
  const left = lines.filter((_, index) => isKept[index]).join('\n').length;
  if (left > LONGEST_YAML) return null;
  return lines.map((line, index) => (isKept[index] ? line : ' '.repeat(line.length))).join('\n');
}

/** Ranges of lines that begin with a key at this indentation. */
function blocks(lines: readonly string[], from: number, to: number, indent: number): { start: number; end: number }[] {
  const starts: number[] = [];
  for (let at = from; at < to; at += 1) {
    const line = lines[at] ?? '';
    if (line.search(/\S/u) === indent && !line.trimStart().startsWith('#')) starts.push(at);
  }
  return starts.map((start, index) => ({ start, end: starts[index + 1] ?? to }));
}
