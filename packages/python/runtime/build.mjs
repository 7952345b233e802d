// Writes src/prelude/statements.ts: the runtime's top-level statements, minified, each name with a `$` before it, which
// no name of Python has. `node runtime/build.mjs`; a test says where it was forgotten.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'acorn'
import { transformSync } from 'esbuild'

// What is evaluated at once needs what stands before it.
const files =
  'errors values scalars operators containers text arrays indexing reductions vectors numpy making shapes random mathematics calls builtins methods results'
const target = fileURLToPath(new URL('../src/prelude/statements.ts', import.meta.url))

/** The generated file's text. */
export function buildRuntime() {
  const sources = files.split(' ').map((name) => readFileSync(new URL(`${name}.js`, import.meta.url), 'utf8'))
  const { code } = transformSync(prefixed(sources.join('\n')), { minify: true, target: 'es2022' })
  const statements = parse(code, { ecmaVersion: 'latest' }).body.flatMap((node) => split(code, node))
  const lines = statements.map((statement) => `  ${JSON.stringify(statement)},`)
  return `// Written by runtime/build.mjs: do not edit.\n// biome-ignore-all format: generated\n// biome-ignore-all lint: generated\nexport const statements: readonly string[] = [\n${lines.join('\n')}\n]\n`
}

/** One statement a name, for the minifier joins them. */
function split(code, node) {
  // The minifier breaks lines in templates.
  const text = (part) => code.slice(part.start, part.end).replaceAll('\n', '\\n')
  if (node.type === 'VariableDeclaration') return node.declarations.map((one) => `const ${text(one)}`)
  if (node.type === 'ExpressionStatement')
    return (
      node.expression.type === 'SequenceExpression' ? node.expression.expressions : [node.expression]
    ).map(text)
  return [text(node)]
}

/** The source with its top-level names prefixed wherever they are meant. */
function prefixed(source) {
  const program = parse(source, { ecmaVersion: 'latest' })
  const names = new Set()
  for (const node of program.body) {
    const declared = node.declarations?.map((one) => one.id.name) ?? (node.id ? [node.id.name] : [])
    for (const name of declared) {
      if (names.has(name)) throw new Error(`The runtime declares ${name} twice`)
      names.add(name)
    }
  }
  const places = []
  visit(program, new Set(), (node, isShorthand) =>
    places.push([node.start, node.end, node.name, isShorthand]),
  )
  let out = ''
  let at = 0
  for (const [start, end, name, isShorthand] of places.sort((a, b) => a[0] - b[0])) {
    out += source.slice(at, start) + (isShorthand ? `${name}: $${name}` : `$${name}`)
    at = end
  }
  return out + source.slice(at)

  function visit(node, local, found) {
    if (!node || typeof node.type !== 'string') return
    switch (node.type) {
      case 'Identifier':
        if (names.has(node.name) && !local.has(node.name)) found(node, false)
        return
      case 'MemberExpression':
        visit(node.object, local, found)
        if (node.computed) visit(node.property, local, found)
        return
      case 'Property':
      case 'MethodDefinition':
        if (node.computed) visit(node.key, local, found)
        if (node.shorthand && node.value.type === 'Identifier') {
          const { name } = node.value
          if (names.has(name) && !local.has(name)) found(node.value, true)
        } else visit(node.value, local, found)
        return
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression': {
        if (node.id && local.size + 1 > 0) visit(node.id, local, found)
        const inner = new Set(local)
        for (const param of node.params) bindings(param, inner)
        declarations(node.body, inner)
        for (const param of node.params) visit(param, inner, found)
        visit(node.body, inner, found)
        return
      }
    }
    for (const key of Object.keys(node)) {
      const value = node[key]
      if (Array.isArray(value)) for (const one of value) visit(one, local, found)
      else if (value && typeof value === 'object') visit(value, local, found)
    }
  }
}

/** The names that a pattern binds. */
function bindings(pattern, into) {
  switch (pattern?.type) {
    case 'Identifier':
      into.add(pattern.name)
      return
    case 'ArrayPattern':
      for (const one of pattern.elements) bindings(one, into)
      return
    case 'ObjectPattern':
      for (const one of pattern.properties) bindings(one.value ?? one.argument, into)
      return
    case 'AssignmentPattern':
      bindings(pattern.left, into)
      return
    case 'RestElement':
      bindings(pattern.argument, into)
  }
}

/** The names that a function's body declares, its blocks' included. */
function declarations(node, into) {
  if (!node || typeof node.type !== 'string') return
  if (node.type === 'VariableDeclaration') for (const one of node.declarations) bindings(one.id, into)
  if (/^(FunctionDeclaration|ClassDeclaration)$/.test(node.type)) bindings(node.id, into)
  if (/Function/.test(node.type)) return
  for (const key of Object.keys(node)) {
    const value = node[key]
    if (Array.isArray(value)) for (const one of value) declarations(one, into)
    else if (value && typeof value === 'object') declarations(value, into)
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(target, buildRuntime())
