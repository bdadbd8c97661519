// Builds web and server, each only when its sources changed since its last build: `npm start` stays quick.
// With --force both are built.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const projectFolder = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const common = ['package-lock.json', 'tsconfig.base.json', 'scripts/build-if-needed.mjs', 'shared/**/*'];
const parts = [
  { name: 'web', sources: [...common, 'web/**/*'] },
  { name: 'server', sources: [...common, 'server/**/*', 'migrations/**/*'] },
];

await build(process.argv.includes('--force'));

async function build(force) {
  const results = await Promise.all(parts.map((part) => buildPart(part, force)));
  if (results.includes(false)) process.exit(1);
}

async function buildPart({ name, sources }, force) {
  const stamp = join(projectFolder, name, 'dist/.built-from');
  const fingerprint = fingerprintOf(sources);
  if (!force && readStamp(stamp) === fingerprint) return true;
  rmSync(stamp, { force: true });
  const code = await runVite(join(projectFolder, name));
  if (code !== 0) return false;
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, fingerprint);
  return true;
}

function fingerprintOf(sources) {
  const hash = createHash('sha256').update(process.version);
  const files = globSync(sources, {
    cwd: projectFolder,
    exclude: (path) => /(^|\/)(node_modules|dist)$/.test(path) || /\.test\.tsx?$/.test(path),
    withFileTypes: true,
  })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  for (const file of [...new Set(files)].toSorted((one, other) => (one < other ? -1 : 1)))
    hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

function readStamp(stamp) {
  try {
    return readFileSync(stamp, 'utf8');
  } catch {
    return undefined;
  }
}

function runVite(folder) {
  const vite = join(projectFolder, 'node_modules/vite/bin/vite.js');
  return new Promise((done) => {
    // A test runner's NODE_ENV would otherwise build React for development.
    const env = { ...process.env, NODE_ENV: 'production' };
    const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
      cwd: folder,
      stdio: 'inherit',
      env,
    });
    child.once('exit', (code) => done(code ?? 1));
  });
}
