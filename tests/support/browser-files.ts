import { chmodSync, createReadStream, createWriteStream, existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createBrotliDecompress } from 'node:zlib';
import { extract } from 'tar-fs';

export interface BrowserFiles {
  readonly executable: string;
  readonly libraries: string;
  readonly fontSettings: string;
}

/**
 * Unpacks the browser of @sparticuz/chromium once into `.cache/browser/<version>` and tells where its parts are.
 * The package's own unpacking goes to one shared temporary path and leaves out the libraries that a bare Debian lacks.
 */
export async function unpackBrowser(): Promise<BrowserFiles> {
  const packageFolder = resolve(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))), '..');
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { version: string };
  const folder = resolve(import.meta.dirname, '../../.cache/browser', version);
  if (!existsSync(folder)) await unpack(join(packageFolder, 'bin'), folder);
  return {
    executable: join(folder, 'chromium'),
    libraries: join(folder, 'al2023/lib'),
    fontSettings: join(folder, 'fonts.conf'),
  };
}

async function unpack(archives: string, folder: string): Promise<void> {
  const unfinished = `${folder}.${process.pid}`;
  await mkdir(unfinished, { recursive: true });
  const unpacked = (name: string) => [createReadStream(join(archives, name)), createBrotliDecompress()] as const;
  await Promise.all([
    pipeline(...unpacked('chromium.br'), createWriteStream(join(unfinished, 'chromium'))),
    pipeline(...unpacked('al2023.tar.br'), extract(join(unfinished, 'al2023'))),
    pipeline(...unpacked('fonts.tar.br'), extract(join(unfinished, 'fonts'))),
    pipeline(...unpacked('swiftshader.tar.br'), extract(unfinished)),
  ]);
  chmodSync(join(unfinished, 'chromium'), 0o755);
  await writeFile(join(unfinished, 'fonts.conf'), fontSettingsFor(folder));
  try {
    await rename(unfinished, folder);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (!existsSync(folder)) throw error; // else another process was first
  }
}

// Without a settings file that names a font the renderer dies.
function fontSettingsFor(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <cachedir>${folder}/font-cache</cachedir>
</fontconfig>
`;
}
