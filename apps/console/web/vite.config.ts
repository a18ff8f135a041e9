import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const names = fileURLToPath(new URL('../../../libs/domain/src/names.ts', import.meta.url));

/** `npx vite build apps/console/web`; the console serves the result. */
export default defineConfig({
  plugins: [react()],
  // The names of levels and triggers, from their source: the rest of that library needs Node.
  resolve: { alias: { '@handrail/domain': names } },
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    // The content security policy lets fonts come from files of ours only.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
    reportCompressedSize: false,
  },
  // The Host stays that of the page: the console refuses writes of a page of another origin.
  server: {
    port: 5173,
    proxy: { '/v1': { target: 'http://127.0.0.1:3000', changeOrigin: false } },
  },
});
