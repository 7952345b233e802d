/** The most that a root entry may weigh, in kilobytes (1000 bytes). */
const budgets = {
  contract: 20,
  clean: 90,
  python: 72,
  sandbox: 30,
  'code-mode': 120,
  env: 100,
  'env-mujoco': 80,
  llm: 15,
  'llm-ollama': 15,
  'llm-ai-sdk': 5,
  'llm-llama-cpp': 5,
  core: 132,
  train: 120,
  design: 210,
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
  ignore: [
    ...['#engine', '#kernel', '#physics', '#worker-program', '#compiled', 'node:*'],
    // Loaded when an answer is in Python.
    ...(['core', 'design'].includes(name) ? ['@gencode/python'] : []),
  ],
  modifyEsbuildConfig: (config) => ({
    ...config,
    format: 'esm',
    plugins: [...(config.plugins ?? []), withoutCompiler],
  }),
}))
