import { zip } from '../archive.ts';
import { builtOnce } from '../built.ts';
import type { RegistryRequest, RegistryResponse } from '../exchange.ts';
import type { LabPackage, LabVersion } from '../lab-package.ts';
import { reply, textError, unescapePath } from '../reply.ts';

const plain = 'text/plain; charset=UTF-8';

/**
 * The module proxy protocol. AWS lists no Go format for CodeArtifact, so the lab serves this only where it is told to.
 * https://go.dev/ref/mod#goproxy-protocol
 */
export async function serveGo(request: RegistryRequest): Promise<RegistryResponse> {
  const path = unescapeModule(unescapePath(request.path.slice(1)) ?? '');
  const [, module, latest, question = ''] = /^(.+)\/(?:(@latest)|@v\/([^/]+))$/u.exec(path ?? '') ?? [];
  const pkg = request.packages.find((candidate) => candidate.format === 'go' && candidate.name === module);
  if (pkg === undefined) {
    return textError(404, 'not found');
  }
  const listed = pkg.versions.filter((version) => version.status === 'Published');
  if (latest !== undefined) {
    const highest = listed.findLast((version) => !version.preRelease) ?? listed.at(-1);
    return highest === undefined ? textError(404, 'not found') : info(highest);
  }
  if (question === 'list') {
    return reply(200, listed.map((version) => `${version.version}\n`).join(''), plain);
  }
  return serveVersion(pkg, question);
}

async function serveVersion(pkg: LabPackage, question: string): Promise<RegistryResponse> {
  const [, number, kind] = /^(.+)\.(info|mod|zip)$/u.exec(question) ?? [];
  const version = pkg.versions.find((candidate) => candidate.version === number && candidate.status !== 'Archived');
  if (version === undefined) {
    return textError(404, 'not found');
  }
  if (kind === 'info') {
    return info(version);
  }
  return kind === 'mod'
    ? reply(200, Buffer.from(version.source.files()['go.mod'] ?? `module ${pkg.name}\n`), plain)
    : reply(200, await buildModule(pkg, version), 'application/zip');
}

const buildModule = builtOnce(async (pkg: LabPackage, version: LabVersion): Promise<Buffer> =>
  Promise.resolve(zip(`${pkg.name}@${version.version}/`, version.source.files())),
);

function info(version: LabVersion): RegistryResponse {
  return reply(200, JSON.stringify({ Version: version.version, Time: version.publishedAt }), 'application/json');
}

// `!x` stands for `X`; a capital letter that is not escaped names nothing.
function unescapeModule(path: string): string | undefined {
  return /[A-Z]|!(?![a-z])/u.test(path)
    ? undefined
    : path.replaceAll(/!([a-z])/gu, (_, letter: string) => letter.toUpperCase());
}
