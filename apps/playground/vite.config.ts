import { defineConfig } from 'vite'
import { offline } from './offline/plugin.ts'

export default defineConfig({
  // A folder on any server will do.
  base: './',
  build: { target: 'es2022', chunkSizeWarningLimit: 1024 },
  plugins: [offline()],
  // The training worker loads its sandbox when it needs it.
  worker: { format: 'es' },
})
