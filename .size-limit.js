/** The most that a root entry may weigh, in kilobytes (1000 bytes). */
const budgets = {
  contract: 20,
  clean: 90,
  // The parser and the lowering 40, the runtime that lowered code takes from 20.
  python: 60,
  sandbox: 30,
  'code-mode': 120,
  env: 100,
  'env-mujoco': 80,
  llm: 15,
  'llm-ollama': 15,
  'llm-ai-sdk': 5,
  'llm-llama-cpp': 5,
  core: 120,
  train: 120,
  design: 160,
}

/** The sandbox's compiler is loaded when it is needed; its README says what it weighs. */
const withoutCompiler = {
  name: 'without-compiler',
  setup: (build) =>
    build.onResolve({ filter: /\/compiled\/index\.js$/ }, ({ path }) => ({ path, external: true })),
}

// WebAssembly (the sandbox's engine, the environments' physics, the training kernel) and the worker's program are not counted: their READMEs say what they weigh.
export default Object.entries(budgets).map(([name, budget]) => ({
  name: `@gencode/${name}`,
  path: `packages/${name}/dist/index.js`,
  limit: `${budget} kB`,
  gzip: true,
  ignore: ['#engine', '#kernel', '#physics', '#worker-program', '#compiled', 'node:*'],
  modifyEsbuildConfig: (config) => ({
    ...config,
    format: 'esm',
    plugins: [...(config.plugins ?? []), withoutCompiler],
  }),
}))
