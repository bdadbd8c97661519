import { createHash } from 'node:crypto';
import type { Release } from '../manifest.ts';
import type { RegistryAnswer } from '../package-type.ts';
import { archiveAt } from '../release-archive.ts';
import { unexpectedContent } from '../registry-answer.ts';
import { UnreadableFile } from '../unreadable-file.ts';
import { type ModFile, readModFile } from './manifest/mod-file.ts';

/**
 * A version by its go.mod, whose text and go.sum hash are told in `manifest` as `goMod` and `goModHash`. Throws RegistryFailure
 * where the answer is no go.mod.
 */
export function readModuleRelease(answer: RegistryAnswer, version: string, zipUrl: string): Release {
  const text = answer.body.toString('utf8');
  const archive = archiveAt(zipUrl, []);
  return {
    version,
    requirements: readFile(answer, text).requires.map(({ module, version: least }) => {
      return { name: module, requirement: least, kind: 'production', condition: null };
    }),
    archives: archive === null ? [] : [archive],
    manifest: { goMod: text, goModHash: hashOfModFile(answer.body) },
  };
}

function readFile(answer: RegistryAnswer, text: string): ModFile {
  try {
    return readModFile({ path: 'go.mod', text });
  } catch (error) {
    if (error instanceof UnreadableFile) throw unexpectedContent(answer, 'is no go.mod file');
    throw error;
  }
}

/** The hash of `<version>/go.mod` in a go.sum file: https://go.dev/ref/mod#go-sum-files */
function hashOfModFile(bytes: Buffer): string {
  const file = createHash('sha256').update(bytes).digest('hex');
  return `h1:${createHash('sha256').update(`${file}  go.mod\n`).digest('base64')}`;
}
