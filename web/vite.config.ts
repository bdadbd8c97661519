import { defineConfig } from 'vite';
import react from '@vitejs/plugin-react';
import { precompiledDocuments } from './precompiled-documents.ts';

const server = 'http://localhost:4000';

export default defineConfig({
  plugins: [precompiledDocuments(), react()],
  build: {
    outDir: 'dist',
    target: 'es2023',
    // Read by size.mjs.
    manifest: true,
    // The content policy allows files of our own origin only, so nothing may become a data: address.
    assetsInlineLimit: 0,
    // The only chunk above the default limit is React with Apollo; size.mjs guards the budget that counts.
    chunkSizeWarningLimit: 700,
  },
  server: {
    proxy: { '/graphql': server, '/auth': server },
  },
});
