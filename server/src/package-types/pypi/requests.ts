import type { RequestRules } from '../package-type.ts';
import { segmentsOf } from '../request-path.ts';
import { names } from './names.ts';

/** Pages of projects, and the files that they link to: https://packaging.python.org/en/latest/specifications/simple-repository-api/ */
export const requests: RequestRules = {
  read(path) {
    const segments = segmentsOf(path);
    if (segments === null) return null;
    const [first, project = '', ...rest] = segments;
    const read = first === 'simple' ? names.read(project) : null;
    const name = read && 'name' in read ? read.name : null;
    if (name !== null && rest.length === 1 && rest[0] === '') return { name, kind: 'document', hasAddresses: true };
    const file = segments.at(-1) ?? '';
    if (/\.(?:whl|tar\.gz|zip)\.metadata$/.test(file)) return { name, kind: 'document', hasAddresses: false };
    return FILE.test(file) ? { name, kind: 'archive', hasAddresses: false } : null;
  },
};

const FILE = /\.(?:whl|tar\.gz|zip|tgz|tar\.bz2|tar\.xz)$/;
