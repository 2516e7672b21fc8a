import { gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';

// The server hands out the built app from `platform/public`; in development it stays behind the proxy.
const server = process.env['RUNGS_URL'] ?? 'http://localhost:3000';

/** Prints what a browser has to fetch, without fonts, before the start page shows: the number that a release is held to. */
function firstLoad(): Plugin {
  return {
    name: 'rungs:first-load',
    apply: 'build',
    generateBundle(_options, bundle) {
      const chunks = new Set(
        Object.values(bundle).flatMap((file) =>
          file.type === 'chunk' && file.isEntry ? [file.fileName, ...file.imports] : [],
        ),
      );
      for (const name of chunks) {
        const chunk = bundle[name];
        if (chunk?.type !== 'chunk') continue;
        for (const found of [...chunk.imports, ...(chunk.viteMetadata?.importedCss ?? [])]) chunks.add(found);
      }
      const bytes = [...chunks].reduce((sum, name) => {
        const file = bundle[name];
        const content = file?.type === 'chunk' ? file.code : (file?.source ?? '');
        return sum + gzipSync(content).length;
      }, 0);
      const size = (bytes / 1024).toFixed(1);
      process.stdout.write(`first load: ${size} KiB gzip in ${String(chunks.size)} files\n`);
    },
  };
}

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), firstLoad()],
  resolve: { conditions: ['rungs-source', ...defaultClientConditions] },
  build: { outDir: '../platform/public', emptyOutDir: true, target: 'es2022', sourcemap: false },
  server: {
    proxy: { '^/(api|c|b|i|status|log|health|docs|fonts)(/|$)': server, '^/page\\.(js|css)$': server },
  },
});
