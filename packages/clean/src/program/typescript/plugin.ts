import type { ParserClass } from '../parser-class.ts'
import { arrows } from './arrows.ts'
import { classes } from './classes.ts'
import { declarations } from './declarations.ts'
import { expressions } from './expressions.ts'
import { functions } from './functions.ts'
import { importsAndExports } from './imports-and-exports.ts'
import { skipping } from './skipping.ts'

/**
 * A plugin for acorn that skips types by their characters while it parses the JavaScript around them, and
 * notes in `edits` what must change for the text to be plain JavaScript. Enums and namespaces become objects.
 */
export function typescript(Base: ParserClass): ParserClass {
  const parts = [skipping, functions, arrows, expressions, classes, declarations, importsAndExports]
  return parts.reduce((Parser, part) => part(Parser), Base)
}
