import { defineConfig } from 'vite';

// Programs: the server itself, its worker that resolves trees of npm (which no import leads to: it is started by its file's name),
// the import of advisories, and what `npm start` puts around the server. Packages stay outside the bundle, so Node loads one copy
// of each (GraphQL refuses to work with two); the lab becomes a chunk of its own that production never loads.
export default defineConfig({
  build: {
    ssr: true,
    outDir: 'dist',
    target: 'node24',
    sourcemap: true,
    minify: false,
    rolldownOptions: {
      input: {
        main: 'src/main.ts',
        advisories: 'src/advisories-main.ts',
        start: 'local/start.ts',
        'tree-worker': 'src/package-types/npm/manifest/rewrite/package-lock/tree-worker.ts',
      },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js', keepNames: true },
    },
  },
  ssr: { target: 'node', noExternal: ['@backline/shared'] },
});
