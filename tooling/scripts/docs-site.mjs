// Builds the documentation site into docs/site, around the API reference of docs/api: a part of `pnpm run docs`.
import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pages, sections } from '../../apps/docs/pages.mjs'
import { checkSite } from '../checks/docs-site.mjs'
import { run } from '../checks/run.mjs'
import { installTools } from '../checks/tools.mjs'
import { root } from '../checks/workspace.mjs'
import { pageOf } from './docs-pages.mjs'

const site = join(root, 'docs/site')
const playground = join(root, 'apps/playground/dist')

/** @param {string} file @param {string} text */
function write(file, text) {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

/** VitePress reads its settings from a module beside the pages. */
const settings = {
  lang: 'en',
  title: 'gencode',
  description: 'Turns what a language model wrote into a function you can trust',
  cleanUrls: false,
  outDir: site,
  // Beside the pages, not of them.
  ignoreDeadLinks: ['/api/', '/api/index', '/playground/', '/playground/index'],
  markdown: { theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' } },
  themeConfig: {
    nav: [
      { text: 'Start', link: '/start' },
      { text: 'Packages', link: '/packages/sandbox' },
      { text: 'Compare', link: '/compare/' },
      { text: 'API', link: '/api/', target: '_self' },
      { text: 'Playground', link: '/playground/', target: '_self' },
    ],
    sidebar: sections.map(({ title, pages: below }) => ({
      text: title,
      items: below.map((each) => ({ text: each.title, link: `/${each.page}` })),
    })),
    outline: [2, 3],
    search: { provider: 'local' },
    socialLinks: [{ icon: 'github', link: 'https://github.com/gencode-js/gencode' }],
  },
}

/** Builds and checks the site. @returns {Promise<void>} @throws Error with what is wrong */
export async function buildSite() {
  const tools = await installTools('vitepress', { vitepress: '1.6.4' })
  const source = join(tools, 'site')
  rmSync(source, { recursive: true, force: true })
  rmSync(site, { recursive: true, force: true })
  for (const page of pages) {
    const { markdown, images } = pageOf(page, pages)
    write(join(source, `${page.page}.md`), markdown)
    for (const [name, file] of images) {
      mkdirSync(join(source, 'public/images'), { recursive: true })
      cpSync(file, join(source, 'public/images', name))
    }
  }
  write(join(source, '.vitepress/config.mjs'), `export default ${JSON.stringify(settings, null, 2)}\n`)
  cpSync(join(root, 'apps/docs/theme'), join(source, '.vitepress/theme'), { recursive: true })
  const vitepress = join(tools, 'node_modules/vitepress/bin/vitepress.js')
  const said = await run(process.execPath, [vitepress, 'build', source], { cwd: tools, timeoutMs: 300_000 })
  const warnings = said.split('\n').filter((line) => /\bwarn(?:ing)?\b/i.test(line))
  if (warnings.length > 0) throw new Error(`VitePress warns:\n${warnings.join('\n')}`)
  cpSync(join(root, 'docs/api'), join(site, 'api'), { recursive: true })
  if (existsSync(playground)) cpSync(playground, join(site, 'playground'), { recursive: true })
  await checkSite(site)
  console.log(`The site is in docs/site: ${pages.length} pages.`)
}
