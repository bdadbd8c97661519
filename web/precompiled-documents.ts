/** Replaces each `graphql(`…`)` in a queries.ts by its parsed document, so that the browser gets neither parser nor other pages' operations. */

import type { Plugin } from 'vite';
import * as generated from './src/graphql/generated/graphql.ts';

const CALL = /graphql\(\s*`\s*(query|mutation|subscription|fragment)\s+(\w+)[^`]*`\s*,?\s*\)/g;

export function precompiledDocuments(): Plugin {
  const documents = new Map(Object.entries(generated));
  return {
    name: 'precompiled-documents',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      if (!id.endsWith('/queries.ts')) return null;
      const compiled = code.replace(CALL, (_call, kind: string, name: string) => {
        const document: unknown = documents.get(name + (kind === 'fragment' ? 'FragmentDoc' : 'Document'));
        if (!document) throw new Error(`${name} in ${id} is not in the generated files: run "npm run codegen -w web"`);
        return `(${JSON.stringify(document)})`;
      });
      return { code: compiled.replace(/^import \{ graphql \}.*$/m, ''), map: null };
    },
  };
}
