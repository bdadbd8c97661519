import { defineConfig, type BuildEnvironmentOptions } from 'vite';
import react from '@vitejs/plugin-react';
import { precompiledDocuments } from './precompiled-documents.ts';
import { withoutEmbeddedFonts } from './without-embedded-fonts.ts';

const server = 'http://localhost:4000';

/** GraphiQL's modules carry directives for a compiler that is not used here. */
const exceptDirectives: NonNullable<BuildEnvironmentOptions['rolldownOptions']>['onwarn'] = (warning, warn) => {
  if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning);
};

export default defineConfig({
  plugins: [precompiledDocuments(), withoutEmbeddedFonts(), react()],
  build: {
    outDir: 'dist',
    target: 'es2023',
    // Two pages: the SPA, and GraphiQL, of which the SPA loads nothing.
    rolldownOptions: { input: ['index.html', 'graphiql.html'], onwarn: exceptDirectives },
    // Read by size.mjs.
    manifest: true,
    // The content policy allows files of our own origin only, so nothing may become a data: address.
    assetsInlineLimit: 0,
    // The largest chunk is GraphiQL; size.mjs guards the budget that counts.
    chunkSizeWarningLimit: 800,
  },
  server: {
    proxy: { '/graphql': server, '/auth': server, '/exports': server, '/schema.graphql': server },
  },
});
