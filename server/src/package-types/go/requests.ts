import type { RequestRules } from '../package-type.ts';
import { segmentsOf } from '../request-path.ts';
import { unescapePath } from './escape.ts';
import { names } from './names.ts';

/** The module proxy protocol; its documents hold no addresses, and go.sum holds their hashes: https://go.dev/ref/mod#goproxy-protocol */
export const requests: RequestRules = {
  read(path) {
    const [, escaped = '', extension] = PATH.exec(segmentsOf(path)?.join('/') ?? '') ?? [];
    const read = names.read(unescapePath(escaped) ?? '');
    if (!('name' in read)) return null;
    return { name: read.name, kind: extension === 'zip' ? 'archive' : 'document', hasAddresses: false };
  },
};

const PATH = /^(.+?)\/(?:@latest|@v\/(?:list|[^/]+\.(info|mod|zip)))$/;
