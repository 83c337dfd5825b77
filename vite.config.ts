import { fileURLToPath } from 'node:url';
import { lingui } from '@lingui/vite-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: at('./src/screens'),
  plugins: [react(), lingui({ failOnMissing: true, failOnCompileError: true })],
  build: {
    outDir: at('./dist/screens'),
    emptyOutDir: true,
    // Nothing may be inlined as a data: address: the server's content policy allows none but images.
    assetsInlineLimit: 0,
    // For the test that weighs what a first visit loads.
    manifest: true,
  },
  server: { proxy: { '/api': 'http://127.0.0.1:3000' } },
});
