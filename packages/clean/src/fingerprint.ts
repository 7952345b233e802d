import { type Node, parseCode } from './parse.ts'

/**
 * A text that is the same for near-equal code: layout, comments, names of its own (its functions, parameters and variables),
 * quotes, ways to write a number, `const` or `let`, and braces around a single statement make no difference.
 * Numbers, operators and the order of statements do. Code that doesn't parse is compared without its white space.
 *
 * @param code JavaScript or TypeScript
 */
export function fingerprint(code: string): string {
  const { body, failure } = parseCode(code, { tokens: 200_000 })
  if (failure) return hash(code.replace(/\s+/g, ''))
  const own = new Set<string>()
  for (const statement of body) collectNames(statement, own)
  const renamed = new Map<string, string>()
  const nameOf = (name: string): string => {
    if (!own.has(name)) return name
    const known = renamed.get(name) ?? `$${renamed.size}`
    renamed.set(name, known)
    return known
  }
  return hash(body.map((statement) => textOf(statement, nameOf)).join(';'))
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string'
}

function childrenOf(node: Node): Node[] {
  const children: Node[] = []
  for (const key in node)
    for (const value of Array.isArray(node[key]) ? node[key] : [node[key]])
      if (isNode(value)) children.push(value)
  return children
}

/** The names that the code declares: functions, classes, parameters, variables. */
function collectNames(node: Node, names: Set<string>): void {
  if (/^(Function|Class|Arrow)/.test(node.type) && node.id) names.add(node.id.name)
  const patterns: unknown[] =
    node.type === 'VariableDeclarator'
      ? [node.id]
      : node.type === 'CatchClause'
        ? [node.param]
        : (node.params ?? [])
  for (const pattern of patterns) if (isNode(pattern)) collectPattern(pattern, names)
  for (const child of childrenOf(node)) collectNames(child, names)
}

function collectPattern(pattern: Node, names: Set<string>): void {
  if (pattern.type === 'Identifier') names.add(pattern.name)
  else if (pattern.type === 'AssignmentPattern') collectPattern(pattern.left, names)
  else if (pattern.type === 'Property') collectPattern(pattern.value, names)
  else if (/Pattern$|^RestElement$/.test(pattern.type))
    for (const child of childrenOf(pattern)) collectPattern(child, names)
}

/** What says where a node stands or how it was written, not what it does. */
const ignored = new Set(['type', 'start', 'end', 'loc', 'range', 'raw', 'sourceFile', 'directive', 'cooked'])
const typeSyntax = /Annotation$|^typeParameters$|^typeArguments$|^returnType$/

function textOf(node: Node, nameOf: (name: string) => string): string {
  switch (node.type) {
    case 'Identifier':
      return nameOf(node.name)
    case 'Literal':
      return node.regex ? String(node.raw) : `${typeof node.value}:${String(node.value)}`
    case 'BlockStatement':
      // Without its braces where it holds a single statement.
      return node.body.length === 1
        ? textOf(node.body[0], nameOf)
        : `{${node.body.map((statement: Node) => textOf(statement, nameOf)).join(';')}}`
    case 'MemberExpression': {
      const { object, property, computed, optional } = node
      const key =
        computed && property.type !== 'Literal'
          ? textOf(property, nameOf)
          : `.${property.type === 'Literal' ? property.value : property.name}`
      return `${textOf(object, nameOf)}${optional ? '?' : ''}[${key}]`
    }
    case 'Property':
      return `${node.computed ? textOf(node.key, nameOf) : (node.key.name ?? node.key.value)}=${textOf(node.value, nameOf)}`
    case 'VariableDeclaration':
      return `let ${node.declarations.map((each: Node) => textOf(each, nameOf)).join(',')}`
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'TSSatisfiesExpression':
      return textOf(node.expression, nameOf)
    default: {
      const parts = Object.entries(node).flatMap(([key, value]) => {
        // What is absent is missing in one parser's tree, and null or false in the other's.
        if (value === undefined || value === null || value === false) return []
        if (ignored.has(key) || typeSyntax.test(key)) return []
        const shown = [value].flat().map((each) => (isNode(each) ? textOf(each, nameOf) : plainText(each)))
        return [`${key}:${shown.join(',')}`]
      })
      return `${node.type}(${parts.sort().join(' ')})`
    }
  }
}

function plainText(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
}

/** 53 bits (cyrb53, public domain): two functions of one run will hardly share it by chance. */
function hash(text: string): string {
  let a = 0xdeadbeef
  let b = 0x41c6ce57
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    a = Math.imul(a ^ code, 2654435761)
    b = Math.imul(b ^ code, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36)
}
