/** An environment marker, parsed: https://packaging.python.org/en/latest/specifications/dependency-specifiers/#environment-markers */
export type Marker =
  { operator: 'and' | 'or'; parts: Marker[] } | { operator: Comparison; left: MarkerValue; right: MarkerValue };

export type MarkerValue = { variable: string } | { text: string };

export type Comparison = '<=' | '<' | '!=' | '==' | '>=' | '>' | '~=' | '===' | 'in' | 'not in';

/** More brackets within each other than anybody writes. */
const DEPTH = 100;

const TOKEN = /\s*(?:(\(|\))|(<=|>=|===|==|~=|!=|<|>)|'([^']*)'|"([^"]*)"|(not\s+in\b)|([A-Za-z_][A-Za-z0-9_.]*))/y;

const VARIABLES: ReadonlySet<string> = new Set([
  'python_version', 'python_full_version', 'os_name', 'sys_platform', 'platform_release', 'platform_system', 'platform_version',
  'platform_machine', 'platform_python_implementation', 'implementation_name', 'implementation_version', 'extra', 'extras',
  'dependency_groups', 'os.name', 'sys.platform', 'platform.version', 'platform.machine', 'platform.python_implementation',
  'python_implementation',
]); // prettier-ignore

type Token = { kind: 'bracket' | 'comparison' | 'text' | 'word'; text: string };

/** Null where the text is no marker. In time that grows with its length. */
export function readMarker(text: string): Marker | null {
  const tokens = tokensOf(text);
  if (tokens === null) return null;
  const reader = new MarkerReader(tokens);
  const marker = reader.readAlternatives(0);
  return reader.isAtEnd() ? marker : null;
}

class MarkerReader {
  #position = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  isAtEnd(): boolean {
    return this.#position === this.tokens.length;
  }

  readAlternatives(depth: number): Marker | null {
    return this.#readSeries('or', () => this.#readSeries('and', () => this.#readTerm(depth)));
  }

  #readSeries(word: 'and' | 'or', readPart: () => Marker | null): Marker | null {
    const parts: Marker[] = [];
    do {
      const part = readPart();
      if (part === null) return null;
      parts.push(part);
    } while (this.#take('word', word));
    return parts.length === 1 ? (parts[0] as Marker) : { operator: word, parts };
  }

  #readTerm(depth: number): Marker | null {
    if (this.#take('bracket', '(')) {
      const inner = depth < DEPTH ? this.readAlternatives(depth + 1) : null;
      return inner !== null && this.#take('bracket', ')') ? inner : null;
    }
    const left = this.#readValue();
    const operator = this.#readComparison();
    const right = this.#readValue();
    return left && operator && right ? { operator, left, right } : null;
  }

  #readValue(): MarkerValue | null {
    const token = this.tokens[this.#position];
    if (token?.kind === 'text') {
      this.#position += 1;
      return { text: token.text };
    }
    if (token?.kind !== 'word' || !VARIABLES.has(token.text)) return null;
    this.#position += 1;
    return { variable: token.text };
  }

  #readComparison(): Comparison | null {
    const token = this.tokens[this.#position];
    const isComparison = token?.kind === 'comparison' || (token?.kind === 'word' && token.text === 'in');
    if (!isComparison) return null;
    this.#position += 1;
    return token.text as Comparison;
  }

  #take(kind: Token['kind'], text: string): boolean {
    const token = this.tokens[this.#position];
    if (token?.kind !== kind || token.text !== text) return false;
    this.#position += 1;
    return true;
  }
}

function tokensOf(text: string): Token[] | null {
  const trimmed = text.trimEnd();
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < trimmed.length) {
    const match = TOKEN.exec(trimmed);
    if (!match) return null;
    const [, bracket, comparison, single, double, notIn, word] = match;
    if (bracket !== undefined) tokens.push({ kind: 'bracket', text: bracket });
    else if (comparison !== undefined) tokens.push({ kind: 'comparison', text: comparison });
    else if (notIn !== undefined) tokens.push({ kind: 'comparison', text: 'not in' });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word });
    else tokens.push({ kind: 'text', text: single ?? double ?? '' });
  }
  return tokens;
}
