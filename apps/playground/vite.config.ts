import { defineConfig } from 'vite'

export default defineConfig({
  // A folder on any server will do.
  base: './',
  build: { target: 'es2022', chunkSizeWarningLimit: 1024 },
  // The training worker loads its sandbox when it needs it.
  worker: { format: 'es' },
})
