// What must hold of the built documentation site: links and anchors, the search, and that it can be read by all.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { launchChromium, playwright, serve } from './browser.mjs'
import { installTools } from './tools.mjs'
import { filesUnder } from './workspace.mjs'

/** @param {string} site @returns {Promise<void>} @throws Error with all that is wrong */
export async function checkSite(site) {
  const wrong = [...brokenLinks(site), ...menuGaps(site)]
  if (existsSync('/usr/bin/chromium')) wrong.push(...(await problemsInChromium(site)))
  else if (process.env.GENCODE_REQUIRE?.includes('chromium'))
    wrong.push('There is no Chromium to look at it with')
  else console.warn('SKIPPED: there is no Chromium to look at the site with')
  if (wrong.length > 0) throw new Error(`The site is wrong:\n${wrong.join('\n')}`)
}

/** Links from page to page that lead nowhere, their anchors included. @param {string} site */
function brokenLinks(site) {
  const files = filesUnder(site).filter(
    (file) => file.endsWith('.html') && !/\/(?:api|playground)\//.test(file),
  )
  /** @type {Map<string, Set<string>>} */
  const ids = new Map()
  /** @param {string} file */
  const idsOf = (file) => {
    const known = ids.get(file)
    if (known) return known
    const found = new Set(
      [...readFileSync(file, 'utf8').matchAll(/\sid="([^"]+)"/g)].map(([, id]) => String(id)),
    )
    ids.set(file, found)
    return found
  }
  return files.flatMap((file) => {
    const links = [...readFileSync(file, 'utf8').matchAll(/<a\s[^>]*?href="([^"]+)"/g)].map(([, link]) =>
      String(link),
    )
    return [...new Set(links)].flatMap((link) => {
      if (/^[a-z]+:/.test(link)) return []
      const [path = '', anchor = ''] = link.split('#')
      const place = path.startsWith('/') ? join(site, path) : path === '' ? file : join(dirname(file), path)
      const target = place.endsWith('/') ? `${place}index.html` : place
      const page = existsSync(target) ? target : `${target}.html`
      if (!existsSync(page)) return [`${file.slice(site.length)} links to ${link}, which is not there`]
      const isAnchored =
        anchor === '' || !page.endsWith('.html') || idsOf(page).has(decodeURIComponent(anchor))
      return isAnchored ? [] : [`${file.slice(site.length)} links to ${link}, which has no such heading`]
    })
  })
}

/**
 * Pages that no side bar leads to, and menus that are missing: where they lead is looked at with all other links.
 *
 * @param {string} site
 */
function menuGaps(site) {
  const html = readFileSync(join(site, 'start.html'), 'utf8')
  /** @param {string} tag @param {string} name */
  const linksOf = (tag, name) => {
    const [menu = ''] = new RegExp(`<${tag}[^>]*class="${name}[\\s\\S]*?</${tag}>`).exec(html) ?? []
    return [...menu.matchAll(/<a\s[^>]*?href="([^"#]+)"/g)].map(([, link]) => String(link))
  }
  const bar = linksOf('header', 'VPNav')
  const side = new Set(linksOf('aside', 'VPSidebar'))
  const pages = filesUnder(site)
    .map((file) => file.slice(site.length))
    .filter((file) => file.endsWith('.html') && !/^\/(?:api\/|playground\/|404\.html|index\.html)/.test(file))
  return [
    ...['/start.html', '/api/', '/playground/']
      .filter((link) => !bar.includes(link))
      .map((link) => `The navigation has no link to ${link}`),
    ...pages
      .filter((page) => !side.has(page) && !side.has(page.replace(/index\.html$/, '')))
      .map((page) => `The side bar has no link to ${page}`),
  ]
}

/** What the search must find, and where. */
const searches = { SandboxTimeoutError: /packages\/sandbox/, 'own environment': /own-environment/ }
const looked = [
  'index.html',
  'start.html',
  'packages/sandbox.html',
  'compare/index.html',
  'compare/viral.html',
  'guide/own-model.html',
]

/** @param {string} site @returns {Promise<string[]>} */
async function problemsInChromium(site) {
  const tools = await installTools('site', { ...playwright, 'axe-core': '4.14.1' })
  const axe = readFileSync(join(tools, 'node_modules/axe-core/axe.min.js'), 'utf8')
  const [browser, server] = await Promise.all([launchChromium(tools), serve(site)])
  /** @type {string[]} */
  const wrong = []
  try {
    const page = await browser.newPage()
    page.on('pageerror', (error) => wrong.push(String(error)))
    for (const [text, place] of Object.entries(searches)) {
      await page.goto(`${server.url}start.html`)
      const links = await page.evaluate(searchFor, text)
      if (!links.some((link) => place.test(link)))
        wrong.push(`The search for "${text}" finds ${links.slice(0, 5).join(', ') || 'nothing'}`)
    }
    for (const width of [390, 1280])
      for (const isDark of [false, true])
        for (const path of looked) {
          await page.setViewportSize({ width, height: 800 })
          // The site's own choice: a class that is set from here would change colours slowly, or be set back.
          await page.emulateMedia({ colorScheme: isDark ? 'dark' : 'light' })
          await page.goto(`${server.url}${path}`)
          const found = await page.evaluate(lookAt, { axe, isDark })
          wrong.push(...found.map((each) => `${path}, ${width} wide, ${isDark ? 'dark' : 'light'}: ${each}`))
        }
  } finally {
    await browser.close()
    server.close()
  }
  return wrong
}

/**
 * Runs in the page.
 *
 * @param {string} text
 * @returns {Promise<string[]>} where the results lead
 */
async function searchFor(text) {
  /** @param {() => unknown} is */
  const until = async (is) => {
    for (let tries = 0; tries < 100 && !is(); tries++)
      await new Promise((resolve) => setTimeout(resolve, 100))
  }
  const open = () =>
    /** @type {HTMLElement | null} */ (document.querySelector('.DocSearch-Button, #local-search button'))
  const field = () => /** @type {HTMLInputElement | null} */ (document.querySelector('#localsearch-input'))
  await until(open)
  open()?.click()
  await until(field)
  const input = field()
  if (!input) return []
  input.value = text
  input.dispatchEvent(new Event('input', { bubbles: true }))
  const links = () =>
    [...document.querySelectorAll('.results a')].map((link) => link.getAttribute('href') ?? '')
  await until(() => links().length > 0)
  return links()
}

/**
 * Runs in the page: what axe finds serious, and whether the page can be scrolled sideways.
 *
 * @param {{ axe: string, isDark: boolean }} look
 * @returns {Promise<string[]>}
 */
async function lookAt({ axe, isDark }) {
  if (document.documentElement.classList.contains('dark') !== isDark) return ['it has the other colours']
  // biome-ignore lint/security/noGlobalEval: in a page of our own
  globalThis.eval(axe)
  await new Promise((resolve) => setTimeout(resolve, 600))
  const { violations } = await /** @type {any} */ (globalThis).axe.run({
    // The default theme's search button shows its keys beside its name.
    rules: { 'label-content-name-mismatch': { enabled: false } },
  })
  /** @type {string[]} */
  const found = violations
    .filter((/** @type {any} */ { impact }) => impact === 'serious' || impact === 'critical')
    .map(
      (/** @type {any} */ { id, nodes }) =>
        `${id}: ${nodes
          .slice(0, 3)
          .map((/** @type {any} */ node) => node.html)
          .join(' ')}`,
    )
  return document.documentElement.scrollWidth > innerWidth ? [...found, 'it can be scrolled sideways'] : found
}
