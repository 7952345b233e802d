import { parseSync, Visitor } from 'oxc-parser'

/**
 * The modules that a source file names: in `import`, `export ... from`, `import()` and type positions.
 *
 * @throws {Error} when the file doesn't parse, so that no import is overlooked
 */
export function importsOf(file: string, source: string): string[] {
  const { program, errors } = parseSync(file, source)
  const [error] = errors.filter(({ severity }) => severity === 'Error')
  if (error) throw new Error(`${file}: ${error.message}`)
  const specifiers = new Set<string>()
  const add = (source: { type: string; value?: unknown } | null) => {
    if (typeof source?.value === 'string') specifiers.add(source.value)
  }
  new Visitor({
    ImportDeclaration: ({ source }) => add(source),
    ExportNamedDeclaration: ({ source }) => add(source),
    ExportAllDeclaration: ({ source }) => add(source),
    ImportExpression: ({ source }) => add(source),
    TSImportType: ({ source }) => add(source),
  }).visit(program)
  return [...specifiers]
}
