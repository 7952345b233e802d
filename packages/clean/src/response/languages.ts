import { blankEnd } from './scan.ts'

/** What a fence's tag says of its block. */
export type TagKind = 'code' | 'data' | 'markup' | 'text' | 'diff' | 'shell' | 'other' | 'none'

const kinds: Readonly<Record<Exclude<TagKind, 'other' | 'none'>, string>> = {
  code: 'js javascript jsx mjs cjs ts typescript tsx mts cts ecmascript es6 node nodejs deno bun javascriptreact typescriptreact js-repl js_repl',
  data: 'json json5 jsonc jsonl ndjson yaml yml toml tool_call tool_code tool-call function_call tool_use',
  markup: 'html xml svg vue svelte astro xhtml',
  text: 'text txt plaintext plain md markdown mdx output answer console-output log code snippet pseudocode pseudo mermaid latex tex math katex csv tsv http',
  diff: 'diff patch udiff',
  shell:
    'bash sh shell zsh console terminal powershell ps1 cmd bat fish shellscript shell-session dockerfile docker makefile env ini',
}

const kindOf = new Map<string, TagKind>()
for (const [kind, tags] of Object.entries(kinds))
  for (const tag of tags.split(' ')) kindOf.set(tag, kind as TagKind)

/** A tag that is not known is another language's. */
export function tagKind(tag: string): TagKind {
  return tag === '' ? 'none' : (kindOf.get(tag) ?? 'other')
}

const names: Readonly<Record<string, string>> = {
  js: 'JavaScript',
  javascript: 'JavaScript',
  ts: 'TypeScript',
  typescript: 'TypeScript',
  py: 'Python',
  python: 'Python',
  python3: 'Python',
  cpp: 'C++',
  'c++': 'C++',
  cs: 'C#',
  csharp: 'C#',
  rs: 'Rust',
  rb: 'Ruby',
  kt: 'Kotlin',
}

const languages = new Set(
  'py python python2 python3 ipython sage java kotlin kt scala c h cpp c++ cs csharp rust rs go golang ruby rb php perl lua julia jl r matlab octave haskell hs swift dart elixir erlang clojure lisp fortran zig nim ocaml fsharp sql'.split(
    ' ',
  ),
)

/** Whether a fence's tag is another programming language's name. */
export function isLanguage(tag: string): boolean {
  return languages.has(tag)
}

/** A language's name as people write it. */
export function languageName(tag: string): string {
  return names[tag] ?? tag.charAt(0).toUpperCase() + tag.slice(1)
}

/** Marks of other languages, each rare in JavaScript; all of a line's must be there. */
const signs: readonly (readonly [language: string, ...marks: RegExp[]])[] = [
  ['Python', /^[ \t]*class[ \t]+\w+[ \t]*(?:\([\w., ]*\))?:[ \t]*$/m],
  ['Python', /^[ \t]*[\w.]+[ \t]*=[ \t]*lambda\b[^\n]*:/m],
  ['Python', /^[ \t]*[\w.]+[ \t]*=[ \t]*[rbfu]{0,2}(?:"""|''')/im],
  ['Rust', /^[ \t]*(?:pub[ \t]+)?fn[ \t]+\w+[ \t]*(?:<[^>\n]*>)?\(/m],
  ['C++', /^[ \t]*#include[ \t]*[<"]/m],
  [
    'Java',
    /^[ \t]*(?:public|private|protected)[ \t]+(?:static[ \t]+)?(?:final[ \t]+)?(?:double|float|int|boolean|void|class)\b/m,
  ],
  [
    'C',
    /^[ \t]*(?:static[ \t]+|inline[ \t]+|const[ \t]+)*(?:double|float|int|bool|void)[ \t]+\w+[ \t]*\([^()\n]*(?:double|float|int|bool|const)\b/m,
  ],
  ['Go', /^[ \t]*func[ \t]+(?:\(\w+[ \t]+\*?\w+\)[ \t]*)?\w+\(/m],
  ['Go', /^[ \t]*package[ \t]+\w+[ \t]*$/m],
  ['Lua', /^[ \t]*local[ \t]+function\b/m, /^[ \t]*end\b/m],
  [
    'Lua',
    /^[ \t]*function[ \t]+[\w.:]+[ \t]*\([^()\n]*\)[ \t]*$/m,
    /[ \t](?:then|do)[ \t]*$|\blocal\b/m,
    /^[ \t]*end\b/m,
  ],
  ['Julia', /^[ \t]*function[ \t]+\w+!?\([^\n]*\)(?:::\w+)?[ \t]*$/m, /^[ \t]*end\b/m],
  ['Ruby', /^[ \t]*def[ \t]+\w+[?!]?(?:[ \t]*\([^)\n]*\))?[ \t]*$/m, /^[ \t]*end[ \t]*$/m],
  ['Kotlin', /^[ \t]*(?:\w+[ \t]+)?fun[ \t]+\w+[ \t]*\(/m],
  ['MATLAB', /^[ \t]*function[ \t]+(?:\[[^\]\n]*\]|\w+)[ \t]*=[ \t]*\w+[ \t]*\(/m],
  ['R', /^[ \t]*[\w.]+[ \t]*<-[ \t]*function[ \t]*\(/m],
  ['PHP', /<\?php/],
  ['Haskell', /^[ \t]*\w+[ \t]*::[ \t]*(?:\[?\w+\]?[ \t]*->[ \t]*)+/m],
  ['Scala', /^[ \t]*def[ \t]+\w+[ \t]*\([^\n]*\)[ \t]*:[ \t]*\w+[ \t]*=/m],
]

const pythonHead = /^[ \t]*(?:async[ \t]+)?def[ \t]+\w+[ \t]*\(/
const pythonImport = /^(?:import[ \t]+[\w.]+(?:[ \t]+as[ \t]+\w+)?|from[ \t]+[\w.]+[ \t]+import\b[^'"]*)$/
const maxHead = 6000
const maxLine = 300

/** The language that code is written in, where it isn't JavaScript; looked at only when it doesn't parse. */
export function otherLanguage(code: string): string | undefined {
  const head = code.slice(0, maxHead)
  const lines = head.split('\n').map((line) => line.slice(0, maxLine))
  if (lines.some(isPythonHead)) return 'Python'
  const found = signs.find(([, ...marks]) => marks.every((mark) => mark.test(head)))
  if (found) return found[0]
  return lines.filter(isPythonLine).length >= 2 ? 'Python' : undefined
}

/** `def f(a, b):`, or a beginning of one that goes on over lines. */
function isPythonHead(line: string): boolean {
  if (!pythonHead.test(line)) return false
  const code = withoutComment(line)
  if (/[(,]$/.test(code)) return true
  const end = /[ \t]*(?:->[^:]*)?:/y
  for (let at = code.indexOf(')'); at >= 0; at = code.indexOf(')', at + 1)) {
    end.lastIndex = at + 1
    if (end.test(code)) return true
  }
  return false
}

/** A line that JavaScript has not: an import, or the head of a block. */
function isPythonLine(line: string): boolean {
  const code = withoutComment(line)
  if (/^(?:import|from)[ \t]/.test(code)) return pythonImport.test(code)
  if (!code.endsWith(':') || code.includes('{')) return false
  return (
    code === 'else:' ||
    /^(?:if|elif|while)[ \t]/.test(code) ||
    (/^for[ \t]+\w/.test(code) && /[ \t]in[ \t]/.test(code))
  )
}

function withoutComment(line: string): string {
  const hash = line.indexOf('#')
  return (hash < 0 ? line : line.slice(0, hash)).trim()
}

/** Whether a text may hold what is looked for: quick, and true where it isn't sure. */
export type MayHold = (code: string) => boolean

/** Whether a text holds anything that a program could be made of. */
export function mayHoldProgram(code: string): boolean {
  return /[(=]|\b(?:return|await|throw|export)\b/.test(code)
}

/** Whether a text holds anything that a function could be made of; quick, so that prose costs nothing. */
export function mayHoldFunction(code: string): boolean {
  return /\bfunction\b|=>|=&gt;|\\u003e|\bclass\b/.test(code) || hasMethodHead(code)
}

/** `) {` and `): T {`, as behind the parameters of a method. */
function hasMethodHead(code: string): boolean {
  let at = code.indexOf(')')
  while (at >= 0) {
    let next = blankEnd(code, at + 1)
    // A type up to the end of its line.
    if (code[next] === ':') while (next < code.length && !'{};\n)'.includes(code[next] as string)) next++
    if (code[next] === '{') return true
    at = code.indexOf(')', Math.max(next, at + 1))
  }
  return false
}

const refusals: readonly RegExp[] = [
  /\b(?:i|we)(?:['’]m| am|['’]re| are)?\s+(?:(?:really|very|so|truly|deeply|terribly|afraid|but|sorry|apologi[sz]e|however|,|that|i)\s*)*(?:(?:i|we)\s+)?(?:can(?:no|['’])t|can not|could(?:n['’]t| not)|won['’]t|will not|shouldn['’]t|(?:am |are )?(?:not able|unable|not allowed|not permitted|not comfortable)(?: to)?|(?:must|have to|need to|will)(?: respectfully| politely)? (?:decline|refuse)|(?:decline|refuse) to|do(?:n['’]t| not) feel comfortable)\b\s*(?:to\s+)?(?:(?:in good conscience|currently|directly|safely|ethically|really|actually|be able to)\s+)?(?:help|assist|provide|fulfil|fulfill|comply|create|write|generat|produc|support|participat|engage|do (?:that|this)|answer|continue|offer|give|share|complete|design|process|with|from|this|that|$|[.,])/i,
  /\bas an? (?:\w+ )?(?:ai|language model|assistant)\b[^.\n]{0,120}\b(?:can(?:no|['’])t|can not|unable|not able|won['’]t|not (?:programmed|designed|allowed|permitted))\b/i,
  /\b(?:against|violat\w+|outside|goes against)\b[^.\n]{0,40}\b(?:my|our|the|openai['’]s|usage|content)\s+(?:\w+\s+)?(?:guidelines|polic(?:y|ies)|programming|principles|scope)\b/i,
  /\b(?:i|we) (?:must|have to|need to|will have to)(?: \w+)? (?:decline|refuse)\b/i,
  /^\s*(?:sorry|unfortunately|i['’]m sorry|i apologi[sz]e)\b[^.\n]{0,60}\b(?:can(?:no|['’])t|can not|unable|not able|won['’]t)\b/i,
  /\bunable to (?:help|assist|provide|fulfil|comply|create|write|generate|complete)\b/i,
  /\b(?:lo siento|no puedo (?:ayudar|proporcionar|asistir|cumplir|crear|generar|escribir))\b/i,
  /\bje (?:suis désolée?|ne peux pas|regrette)\b/i,
  /\b(?:es tut mir leid|(?:ich|dabei) kann (?:ich )?(?:ihnen |dir |das |dabei )*(?:leider )?nicht)\b/i,
  /(?:抱歉|对不起|對不起)[^。\n]{0,30}(?:无法|不能|無法)|我(?:无法|不能)(?:帮助|提供|协助|满足)|申し訳(?:ありません|ございません)|죄송/,
]

/** Whether prose says that the model won't do it; only its beginning counts. */
export function isRefusal(prose: string): boolean {
  const head = prose.trim().slice(0, 600)
  return refusals.some((refusal) => refusal.test(head))
}
