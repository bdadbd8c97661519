import type { ProjectFile } from '../../../manifest.ts';

/** Settings of a project's .npmrc that decide how npm builds its tree; none of where it comes from. */
const SETTINGS: Readonly<Record<string, string>> = {
  'legacy-peer-deps': 'legacyPeerDeps',
  'strict-peer-deps': 'strictPeerDeps',
  'install-links': 'installLinks',
  'install-strategy': 'installStrategy',
  'prefer-dedupe': 'preferDedupe',
  'omit-lockfile-registry-resolved': 'omitLockfileRegistryResolved',
};

/** https://docs.npmjs.com/cli/configuring-npm/npmrc */
export function npmSettings(files: readonly ProjectFile[], folder: string): Record<string, unknown> {
  const path = folder === '' ? '.npmrc' : `${folder}/.npmrc`;
  const text = files.find((file) => file.path === path)?.text ?? '';
  const settings = text.split(/\r?\n/).flatMap((line): [string, unknown][] => {
    const [, key = '', written = 'true'] = /^\s*([\w-]+)\s*(?:=\s*(.*?)\s*)?$/.exec(line) ?? [];
    const option = SETTINGS[key];
    if (option === undefined) return [];
    const value = written.replace(/^(['"])(.*)\1$/, '$2');
    return [[option, value === 'true' || value === 'false' ? value === 'true' : value]];
  });
  return Object.fromEntries(settings);
}
