import type { ObservationDoc } from '@gencode/contract'
import { type Program, sampleProgram, sampleTerm } from './program.ts'
import { drawsOf } from './random.ts'

/** What a message says went wrong: the code of a line such as `Error: sandbox/timeout`. */
export function errorCodeIn(message: string): string | undefined {
  return /\b(?:error|code)\b\W{0,4}\b([a-z]+(?:-[a-z]+)*\/[a-z]+(?:-[a-z]+)*)\b/i.exec(message)?.[1]
}

/**
 * Changes what the feedback names: by its code the form of the answer, the work, or the guards; otherwise the terms on the
 * observations that it mentions, or all of them where it mentions none.
 */
export function reviseProgram(
  program: Program,
  feedback: { readonly code: string; readonly text: string },
  docs: readonly ObservationDoc[],
  key: string,
): Program {
  const [area, failure = ''] = feedback.code.split('/')
  if (area === 'clean' || failure === 'syntax') {
    if (!program.plain) return { ...program, plain: true }
  } else if (/timeout|memory|stack|too-/.test(failure)) {
    if (program.terms.length > 1) return { ...program, terms: strongest(program) }
  } else if (area === 'contract' || area === 'sandbox') {
    if (!program.guarded) return { ...program, guarded: true }
    if (program.terms.length > 1) return { ...program, terms: strongest(program) }
  } else {
    const named = program.terms.filter(({ doc }) => mentions(feedback.text, doc))
    if (named.length > 0)
      return {
        ...program,
        terms: program.terms.map((term) =>
          named.includes(term) ? sampleTerm(term.doc, drawsOf(`${key}|${term.doc.name}`)) : term,
        ),
      }
  }
  const { guarded, plain } = program
  return { ...sampleProgram(docs, key), guarded, plain }
}

function strongest({ terms }: Program): Program['terms'] {
  return [...terms].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight)).slice(0, 1)
}

function mentions(text: string, doc: ObservationDoc): boolean {
  return (
    text.toLowerCase().includes(doc.name.toLowerCase()) || new RegExp(`\\[\\s*${doc.index}\\s*\\]`).test(text)
  )
}
