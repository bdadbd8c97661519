import type { DependencySource } from '../../manifest.ts';
import { readSpecifier, splitDescriptor } from './specifier.ts';

export interface PnpmKey {
  /** Without the peers that the version was chosen with, so that one package and version is one key. */
  key: string;
  name: string;
  version: string | null;
  source: DependencySource;
}

/** `/name/1.0.0_peers` in version 5, `/name@1.0.0(peers)` in 6, `name@1.0.0(peers)` in 9. */
export function readPnpmKey(written: string, lockfileVersion: number): PnpmKey {
  const withoutPeers = withoutBrackets(written);
  const isPlain = withoutPeers.startsWith('/');
  const text = isPlain ? withoutPeers.slice(1) : withoutPeers;
  return lockfileVersion < 6 && isPlain ? readSlashed(text) : readDescriptor(text, isPlain ? '/' : '');
}

function readSlashed(text: string): PnpmKey {
  const steps = text.split('/');
  const count = text.startsWith('@') ? 2 : 1;
  const name = steps.slice(0, count).join('/');
  const version = (steps[count] ?? '').split('_', 1)[0] ?? '';
  return { key: `/${name}/${version}`, name, version: version === '' ? null : version, source: 'registry' };
}

function readDescriptor(text: string, prefix: string): PnpmKey {
  const [name, rest] = splitDescriptor(text);
  const wanted = readSpecifier(name, rest);
  // Version 6 and before write a git address or archive without the name: `github.com/acme/ui/0123abc`.
  const isNamed = rest !== '' && !/^[\w.-]+\.[a-z]+\//.test(text);
  if (!isNamed)
    return { key: text, name: lastName(text), version: null, source: text.startsWith('file:') ? 'local' : 'git' };
  const isVersion = wanted.source === 'registry' && /^\d/.test(rest);
  return { key: `${prefix}${text}`, name, version: isVersion ? rest : null, source: wanted.source };
}

function lastName(text: string): string {
  const steps = text.split('/');
  return (/^[0-9a-f]{7,40}$/.test(steps.at(-1) ?? '') ? steps.at(-2) : steps.at(-1)) ?? text;
}

function withoutBrackets(text: string): string {
  const bracket = text.indexOf('(');
  return bracket < 0 ? text : text.slice(0, bracket);
}
