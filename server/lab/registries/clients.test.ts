import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askRegistry } from '../../../tests/support/registry-requests.ts';
import { registryFormats, serveAsset, type RegistryResponse } from './registry.ts';

const run = promisify(execFile);

let server: Server;
let origin: string;
let folder: string;

beforeAll(async () => {
  server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  folder = await mkdtemp(path.join(os.tmpdir(), 'lab-clients-'));
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

describe('the real clients install from the lab', () => {
  test('npm', async ({ skip }) => {
    skip(!(await present('npm', '--version')), 'npm is not on this machine');
    const project = await mkdtemp(path.join(folder, 'npm-'));
    await writeFile(path.join(project, 'package.json'), '{"private":true}');
    const options = ['--no-audit', '--no-fund', '--registry', `${origin}/npm/shop/`];
    await client('npm', ['install', ...options, '@acme/greeting', 'debug'], project);
    const script = "console.log(require('@acme/greeting').greet('ada lovelace'), typeof require('debug'))";
    const { stdout } = await run(process.execPath, ['-e', script], { cwd: project });
    expect(stdout.trim()).toBe('Hello, Ada Lovelace function');
    const lock = await readFile(path.join(project, 'package-lock.json'), 'utf8');
    expect(lock).toContain(`${origin}/npm/shop/@acme/strings/-/strings-1.2.0.tgz`);
  });

  test('pip', async ({ skip }) => {
    skip(!(await present('python3', '-m', 'pip', '--version')), 'python3 with pip is not on this machine');
    const target = path.join(folder, 'pip');
    const options = ['--isolated', '--no-cache-dir', '--target', target, '--index-url', `${origin}/pypi/shop/simple/`];
    await client('python3', ['-m', 'pip', 'install', ...options, 'acme-greeting', 'Tiny_Colours']);
    const script = 'import acme_greeting, tiny_colours; print(acme_greeting.greet("ada"), tiny_colours.COLOURS["red"])';
    const { stdout } = await run('python3', ['-c', script], { env: { ...process.env, PYTHONPATH: target } });
    expect(stdout.trim()).toBe('Hello, Ada #ff0000');
  });

  test('go', async ({ skip }) => {
    skip(!(await present('go', 'version')), 'go is not on this machine');
    const project = await mkdtemp(path.join(folder, 'go-'));
    await writeFile(path.join(project, 'go.mod'), 'module shop.example/app\n\ngo 1.18\n');
    await writeFile(
      path.join(project, 'main.go'),
      'package main\n\nimport (\n\t"fmt"\n\n\t"go.acme.example/greeting"\n\tcolours "go.tiny.example/Colours"\n)\n\n' +
        'func main() { fmt.Println(greeting.Greet("ada lovelace"), colours.Red) }\n',
    );
    await client('go', ['get', 'go.acme.example/greeting', 'go.tiny.example/Colours'], project);
    const versions = await client('go', ['list', '-m', '-versions', '-retracted', 'go.acme.example/strings'], project);
    expect(versions.trim()).toBe('go.acme.example/strings v1.0.0 v1.1.0 v1.1.1 v1.2.0 v1.3.0-beta.1');
    expect((await client('go', ['run', '.'], project)).trim()).toBe('Hello, Ada Lovelace #ff0000');
  });
});

/** Runs a client with nothing of this machine's configuration, above all no proxy and no other index. */
async function client(command: string, args: readonly string[], cwd = folder): Promise<string> {
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    PIP_CONFIG_FILE: os.devNull,
    npm_config_cache: path.join(folder, 'npm-cache'),
    npm_config_globalconfig: path.join(folder, 'no-npmrc'),
    GOPROXY: `${origin}/go/shop`,
    GONOSUMDB: '*',
    GOFLAGS: '-modcacherw',
    GOTOOLCHAIN: 'local',
  };
  return (await run(command, args, { cwd, env })).stdout;
}

async function present(command: string, ...args: readonly string[]): Promise<boolean> {
  return run(command, args).then(
    () => true,
    () => false,
  );
}

// The asset host cannot be reached under its name here, so its URLs are carried below `/assets/`.
async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', origin);
  const [, first = '', second = ''] = url.pathname.split('/');
  const rest = url.pathname.slice(first.length + second.length + 2);
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const method = request.method ?? 'GET';
  const format = registryFormats.find((candidate) => candidate === first);
  if (format !== undefined) {
    send(response, await askRegistry(format, rest + url.search, { method, headers, origin }));
    return;
  }
  send(response, serveAsset({ method, host: second, path: rest, query: url.searchParams, headers }));
}

function send(response: ServerResponse, { status, headers, body }: RegistryResponse): void {
  const location = headers['location']?.replace(/^https:\/\/(assets-)/u, `${origin}/assets/$1`);
  response.writeHead(status, location === undefined ? headers : { ...headers, location });
  response.end(body);
}
