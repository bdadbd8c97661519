/** One line of a requirements file as pip sees it: continuations joined, comments apart. */
export interface LogicalLine {
  /** Where it begins, counted from 1. */
  line: number;
  text: string;
  /** Of the line itself and of the lines right below it, without the sign. */
  comments: string[];
}

/** As pip joins and strips them: https://pip.pypa.io/en/stable/reference/requirements-file-format/ */
export function logicalLines(text: string): LogicalLine[] {
  const lines: LogicalLine[] = [];
  let parts: string[] = [];
  let start = 0;
  text.split('\n').forEach((raw, index) => {
    const written = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    const isComment = /^\s*#/.test(written);
    if (parts.length === 0) start = index + 1;
    if (written.endsWith('\\') && !isComment) {
      parts.push(written.slice(0, -1));
      return;
    }
    if (isComment && parts.join('').trim() === '') {
      lines.at(-1)?.comments.push(written.trim().slice(1));
    } else {
      addLine(lines, start, parts.join('') + (isComment ? ` ${written.trim()}` : written));
    }
    parts = [];
  });
  if (parts.length > 0) addLine(lines, start, parts.join(''));
  return lines;
}

function addLine(lines: LogicalLine[], line: number, whole: string): void {
  const comment = /(?:^|\s)#/.exec(whole);
  const text = (comment ? whole.slice(0, comment.index) : whole).trim();
  if (text === '') return;
  lines.push({ line, text, comments: comment ? [whole.slice(comment.index).trim().slice(1)] : [] });
}

/** The dependents that pip-compile and uv write below a requirement: `# via flask, -r main.in`. Null where none are written. */
export function dependentsIn(comments: readonly string[]): string[] | null {
  const first = comments.findIndex((comment) => /^\s*via(?:\s|$)/.test(comment));
  if (first < 0) return null;
  const written = comments
    .slice(first)
    .map((comment, index) => (index === 0 ? comment.replace(/^\s*via/, '') : comment));
  return written
    .flatMap((comment) => comment.split(','))
    .map((dependent) => dependent.trim())
    .filter((dependent) => dependent !== '');
}
