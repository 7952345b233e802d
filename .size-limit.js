/** The most that a root entry may weigh, in kilobytes (1000 bytes). */
const budgets = {
  contract: 20,
  clean: 80,
  sandbox: 20,
  env: 100,
  llm: 15,
  'llm-ollama': 15,
  'llm-ai-sdk': 5,
  'llm-llama-cpp': 5,
  core: 120,
  train: 120,
}

// The sandbox's engine and its worker's program, which are loaded at the first use, are not counted.
export default Object.entries(budgets).map(([name, budget]) => ({
  name: `@gencode/${name}`,
  path: `packages/${name}/dist/index.js`,
  limit: `${budget} kB`,
  gzip: true,
  ignore: ['#engine', '#worker-program', 'node:*'],
  modifyEsbuildConfig: (config) => ({ ...config, format: 'esm' }),
}))
