// The pages of the documentation site, made from the repository's own Markdown.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, extname, join, normalize } from 'node:path'
import { root } from '../checks/workspace.mjs'

const repository = 'https://github.com/gencode-js/gencode/blob/main'

/** @typedef {import('../../apps/docs/pages.mjs').Page} Page */

/** @param {string} text a heading */
export function slugOf(text) {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
}

/**
 * What stands below a heading of a Markdown text, without the heading.
 *
 * @param {string} markdown
 * @param {string} slug
 * @returns {string | undefined} `undefined` where there is no such heading
 */
export function sectionOf(markdown, slug) {
  const lines = markdown.split('\n')
  let isFenced = false
  let level = 0
  /** @type {string[]} */
  const found = []
  for (const line of lines) {
    if (line.startsWith('```')) isFenced = !isFenced
    const [, marks = '', text = ''] = (!isFenced && /^(#+) (.*)$/.exec(line)) || []
    if (level > 0) {
      if (marks !== '' && marks.length <= level) break
      found.push(line)
    } else if (slugOf(text) === slug && marks !== '') level = marks.length
  }
  return level > 0 ? found.join('\n').trim() : undefined
}

/** The playground as a part of a page. */
const playground = `<iframe class="playground" src="/playground/" title="The playground" loading="lazy"></iframe>

[The playground in a page of its own](/playground/){target=_self}`

/**
 * A page's Markdown for the site: the sections and files that it names put in, its links turned to pages of the site, and those to other files
 * of the repository to where it is published.
 *
 * @param {Page} page
 * @param {readonly Page[]} pages
 * @returns {{ markdown: string, images: Map<string, string> }} images: files of the repository, by their names in the site
 * @throws Error naming a section, a file or an image that is not there
 */
export function pageOf({ source }, pages) {
  /** @type {Map<string, string>} */
  const images = new Map()
  const markdown = readFileSync(join(root, source), 'utf8')
    .replace(/^<!-- section (\S+)#(\S+) -->$/gm, (_, path, slug) => {
      const from = normalize(join(dirname(source), path))
      const section = existsSync(join(root, from)) && sectionOf(readFileSync(join(root, from), 'utf8'), slug)
      if (!section) throw new Error(`${source} names ${path}#${slug}, which is not there`)
      return withLinks(section, from, pages, images)
    })
    .replace(/^<!-- file (\S+) -->$/gm, (_, path) => {
      const from = normalize(join(dirname(source), path))
      if (!existsSync(join(root, from))) throw new Error(`${source} shows ${path}, which is not there`)
      const code = readFileSync(join(root, from), 'utf8').trim()
      return `\`\`\`${extname(from).slice(1)}\n${code}\n\`\`\`\n\n[\`${from}\`](${repository}/${from})`
    })
    .replace(/^<!-- playground -->$/gm, playground)
  return { markdown: withLinks(markdown, source, pages, images), images }
}

/**
 * @param {string} markdown
 * @param {string} source
 * @param {readonly Page[]} pages
 * @param {Map<string, string>} images
 */
function withLinks(markdown, source, pages, images) {
  const parts = markdown.split(/^(```[\s\S]*?^```)/m)
  return parts
    .map((part) =>
      part.startsWith('```')
        ? part
        : part.replace(/(!?)(\[[^\]]*\](?:\[[^\]]*\])?)\(([^)\s]+)\)/g, (all, mark, label, link) =>
            /^(?:[a-z]+:|\/)/.test(link)
              ? all
              : `${mark}${label}(${mark ? imageAt(link, source, images) : pageAt(link, source, pages)})`,
          ),
    )
    .join('')
}

/**
 * @param {string} link
 * @param {string} source
 * @param {readonly Page[]} pages
 */
function pageAt(link, source, pages) {
  const [path = '', anchor] = link.split('#')
  const hash = anchor === undefined ? '' : `#${anchor}`
  const target = path === '' ? source : normalize(join(dirname(source), path)).replace(/\/$/, '')
  const file = existsSync(join(root, target, 'README.md')) ? `${target}/README.md` : target
  if (!existsSync(join(root, file))) throw new Error(`${source} links to ${link}, which is not there`)
  const page = pages.find((each) => each.source === file)
  return page ? `/${page.page}${hash}` : `${repository}/${file}${hash}`
}

/**
 * @param {string} link
 * @param {string} source
 * @param {Map<string, string>} images
 */
function imageAt(link, source, images) {
  const file = normalize(join(dirname(source), link))
  if (!existsSync(join(root, file))) throw new Error(`${source} shows ${link}, which is not there`)
  const name = file.replaceAll('/', '-')
  images.set(name, join(root, file))
  return `/images/${name}`
}
