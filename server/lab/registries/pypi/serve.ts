import type { RegistryRequest, RegistryResponse } from '../exchange.ts';
import type { LabPackage, LabVersion } from '../lab-package.ts';
import { accepts, redirect, reply, textError, unescapePath } from '../reply.ts';
import { buildDistributions, normalizedProject, type Distribution } from './build.ts';

const htmlTypes = ['text/html', 'application/vnd.pypi.simple.v1+html', 'text/*', 'application/*', '*/*'];

/**
 * The simple index as CodeArtifact has it: HTML pages of single projects, files on the same host, no root page, no JSON,
 * no ranges, no separate metadata.
 * https://peps.python.org/pep-0503/, https://docs.aws.amazon.com/codeartifact/latest/ug/python-compatibility.html
 */
export async function servePypi(request: RegistryRequest): Promise<RegistryResponse> {
  const path = unescapePath(request.path);
  const [, project, rest] = /^\/simple\/([^/]+)(\/.*)?$/u.exec(path ?? '') ?? [];
  const name = normalizedProject(project ?? '');
  const pkg = request.packages.find(
    (candidate) => candidate.format === 'pypi' && normalizedProject(candidate.name) === name,
  );
  if (pkg === undefined) {
    return textError(404, 'Not Found');
  }
  if (rest === undefined) {
    return redirect(301, `${request.origin}/pypi/${request.repository}/simple/${name}/`);
  }
  return rest === '/' ? serveProject(request, pkg) : serveFile(pkg, rest.slice(1));
}

async function serveProject(request: RegistryRequest, pkg: LabPackage): Promise<RegistryResponse> {
  if (request.headers.accept !== undefined && !accepts(request.headers.accept, ...htmlTypes)) {
    return textError(406, 'Not Acceptable');
  }
  const listed = pkg.versions.filter((version) => version.status === 'Published');
  if (listed.length === 0) {
    return textError(404, 'Not Found');
  }
  const links = await Promise.all(
    listed.map(async (version) => (await buildDistributions(pkg, version)).map((file) => link(version, file))),
  );
  const title = `Links for ${normalizedProject(pkg.name)}`;
  const page =
    `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1>` +
    `${links.flat().join('')}</body></html>`;
  return reply(200, page, 'text/html; charset=UTF-8', { expires: new Date(Date.now() + 60_000).toUTCString() });
}

async function serveFile(pkg: LabPackage, path: string): Promise<RegistryResponse> {
  const [number, fileName, ...more] = path.split('/');
  const version = pkg.versions.find((candidate) => candidate.version === number && candidate.status !== 'Archived');
  const files = version === undefined || more.length > 0 ? [] : await buildDistributions(pkg, version);
  const file = files.find((candidate) => candidate.fileName === fileName);
  return file === undefined ? textError(404, 'Not Found') : reply(200, file.content, file.contentType);
}

function link(version: LabVersion, file: Distribution): string {
  const yanked = version.withdrawn === undefined ? '' : ` data-yanked="${escapeAttribute(version.withdrawn)}"`;
  return (
    `<a href="${version.version}/${file.fileName}#sha256=${file.sha256}"` +
    ` data-requires-python="${escapeAttribute(version.runtime)}"${yanked} data-gpg-sig="false" >${file.fileName}</a><br/>`
  );
}

function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
