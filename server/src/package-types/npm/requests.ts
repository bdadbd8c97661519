import type { RequestRules } from '../package-type.ts';
import { segmentsOf } from '../request-path.ts';
import { names } from './names.ts';

/** Packuments, manifests of one version, tarballs and ping: https://docs.aws.amazon.com/codeartifact/latest/ug/npm-commands.html */
export const requests: RequestRules = {
  read(path) {
    const decoded = segmentsOf(path)?.join('/') ?? '';
    if (decoded === '-/ping') return { name: null, kind: 'document', hasAddresses: false };
    const [, written = '', archive] = PATH.exec(decoded) ?? [];
    const read = names.read(written);
    if (!('name' in read)) return null;
    const isArchive = archive !== undefined;
    return { name: read.name, kind: isArchive ? 'archive' : 'document', hasAddresses: !isArchive };
  },
};

/** Tarballs of scoped packages have the scope before their file's name in some registries. */
const PATH = /^((?:@[^/]+\/)?[^/@-][^/]*)(?:\/-\/((?:@[^/]+\/)?[^/]+\.tgz)|\/[^/-][^/]*)?$/;
