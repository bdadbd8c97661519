import type { CodegenConfig } from '@graphql-codegen/cli';

/** Types of every operation, read from the schema that the server prints. The result is committed; `npm run codegen` renews it. */
const config: CodegenConfig = {
  schema: '../shared/schema.graphql',
  documents: ['src/graphql/fragments.ts', 'src/**/queries.ts'],
  ignoreNoDocuments: true,
  generates: {
    './src/graphql/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: false },
      config: { enumsAsTypes: true, useTypeImports: true, scalars: { DateTime: 'string' } },
    },
  },
};

export default config;
