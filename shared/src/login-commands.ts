/** One `aws codeartifact login` or `get-repository-endpoint` in a text, with its options by name. */
export interface LoginCommand {
  position: number;
  options: Map<string, string>;
}

const optionNames = new Set(['tool', 'format', 'domain', 'domain-owner', 'repository', 'region']);

/** Reads AWS CLI commands out of a text in one pass; a command ends with its line unless the line is continued. */
export function loginCommands(text: string): LoginCommand[] {
  const commands: LoginCommand[] = [];
  let current: LoginCommand | null = null;
  let previous = '';
  let pending: string | null = null;
  for (const { 0: token, index } of text.matchAll(/[\\^`]\r?\n|\n|[;|&)]|[^\s;|&)]+/g)) {
    if (/^[\\^`]\r?\n$/.test(token)) continue;
    const word = unquoted(token);
    if (/^[\n;|&)]$/.test(token)) {
      current = null;
      pending = null;
    } else if (previous === 'codeartifact' && (word === 'login' || word === 'get-repository-endpoint')) {
      current = { position: index, options: new Map() };
      commands.push(current);
      pending = null;
    } else if (current) {
      pending = readOption(current.options, pending, word);
    }
    previous = word;
  }
  return commands;
}

/** Takes one word of a command; returns the option whose value the next word is, if any. */
function readOption(options: Map<string, string>, pending: string | null, word: string): string | null {
  if (pending !== null && !word.startsWith('--')) {
    options.set(pending, word);
    return null;
  }
  if (!word.startsWith('--')) return null;
  const equals = word.indexOf('=');
  const name = word.slice(2, equals < 0 ? undefined : equals);
  if (!optionNames.has(name)) return null;
  if (equals < 0) return name;
  options.set(name, unquoted(word.slice(equals + 1)));
  return null;
}

function unquoted(word: string): string {
  return word.replace(/^["'`$(]+/, '').replace(/["'`]+$/, '');
}
