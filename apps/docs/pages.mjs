/** @typedef {{ readonly page: string, readonly source: string, readonly title: string }} Page `source` from the repository's folder */

/**
 * @param {string} name
 * @param {string} [folder]
 * @returns {Page}
 */
const readme = (name, folder = `packages/${name}`) => ({
  page: `packages/${name}`,
  source: `${folder}/README.md`,
  title: name === 'cli' ? 'The gencode command' : name === 'create-gencode' ? name : `@gencode/${name}`,
})

/**
 * @param {string} page
 * @param {string} title
 * @returns {Page}
 */
const own = (page, title) => ({ page, source: `apps/docs/pages/${page}.md`, title })

/** Every page, in the order of the side bar. */
export const sections = [
  {
    title: 'Guides',
    pages: [
      own('start', 'Start in five minutes'),
      own('guide/own-environment', 'Your own environment'),
      own('guide/own-model', 'Your own model'),
      own('guide/own-trainer', 'Your own trainer'),
      own('guide/design', 'Design rewards with a local model'),
      own('guide/python', 'Python answers'),
      own('guide/server', 'The sandbox in a server'),
      own('guide/worker', 'The sandbox in a worker'),
      own('guide/agent', 'The sandbox in an agent'),
      own('guide/machines', 'Many machines'),
    ],
  },
  {
    title: 'Concepts',
    pages: [
      { page: 'architecture', source: 'ARCHITECTURE.md', title: 'How it fits together' },
      { page: 'security', source: 'SECURITY.md', title: 'How the sandbox holds' },
      {
        page: 'compiled-tier',
        source: 'packages/sandbox/src/compiled/README.md',
        title: 'The compiled tier',
      },
      own('concepts/intervals', 'Why intervals'),
    ],
  },
  {
    title: 'How it compares',
    pages: [
      own('compare/index', 'At a glance'),
      own('compare/viral', 'VIRAL'),
      own('compare/eureka', 'Eureka, Text2Reward, LIMEN'),
      own('compare/isolated-vm', 'isolated-vm'),
      own('compare/vm2', 'vm2'),
      own('compare/code-mode', 'AI SDK code mode'),
      own('compare/stable-baselines3', 'stable-baselines3'),
    ],
  },
  {
    title: 'Packages',
    pages: [
      ...[
        'contract',
        'clean',
        'python',
        'sandbox',
        'code-mode',
        'env',
        'env-mujoco',
        'env-gymnasium',
        'llm',
        'llm-ollama',
        'llm-ai-sdk',
        'llm-llama-cpp',
        'core',
        'train',
        'train-bullmq',
        'design',
      ].map((name) => readme(name)),
      readme('cli', 'apps/cli'),
      readme('create-gencode', 'apps/create-gencode'),
    ],
  },
  {
    title: 'The project',
    pages: [
      own('figures', 'Figures'),
      { page: 'contributing', source: 'CONTRIBUTING.md', title: 'Contributing' },
      { page: 'examples', source: 'apps/examples/README.md', title: 'Examples' },
    ],
  },
]

/** @type {readonly Page[]} */
export const pages = [
  { page: 'index', source: 'apps/docs/pages/index.md', title: 'gencode' },
  ...sections.flatMap((section) => section.pages),
]
