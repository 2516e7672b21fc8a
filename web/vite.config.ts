import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

// The server hands out the built app from `platform/public`; in development it stays behind the proxy.
const server = process.env['RUNGS_URL'] ?? 'http://localhost:3000';

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  resolve: { conditions: ['rungs-source', ...defaultClientConditions] },
  build: { outDir: '../platform/public', emptyOutDir: true, target: 'es2022', sourcemap: false },
  server: {
    proxy: { '^/(api|c|b|i|status|log|health|docs|fonts)(/|$)': server, '^/page\\.(js|css)$': server },
  },
});
