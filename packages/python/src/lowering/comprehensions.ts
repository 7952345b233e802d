import type { Comprehended, Expr } from '../tree.ts'
import { assignTo } from './assignments.ts'
import { at, type Code, code, level } from './code.ts'
import { test } from './conditions.ts'
import type { Lowering } from './context.ts'
import type { Kind } from './kinds.ts'
import { openLoop } from './loops.ts'

type Listed = Expr<'GeneratorExp'> | Expr<'ListComp'>

const collectors: Readonly<Record<Comprehended['nodeType'], readonly [helper: string, kind: Kind]>> = {
  ListComp: ['collected', 'list'],
  GeneratorExp: ['generated', 'any'],
  SetComp: ['setOf', 'any'],
  DictComp: ['dict', 'dict'],
}

/** A comprehension as a function that fills an array. @throws Refusal */
export function comprehension(lowering: Lowering, node: Comprehended): Code {
  const [helper, kind] = collectors[node.nodeType]
  const around = loops(lowering, node, () =>
    node.nodeType === 'DictComp'
      ? `[${lowering.held(lowering.expression(node.key))}, ${lowering.held(lowering.expression(node.value))}]`
      : lowering.held(lowering.expression(node.elt)),
  )
  const fill = `($r) => { ${around((value) => `$r.push(${value});`)} }`
  const isPlain = helper === 'collected' || helper === 'generated'
  const all = isPlain ? fill : `${lowering.use('collected')}(${fill})`
  return code(`${lowering.use(helper)}(${all})`, kind, level.call)
}

/** `any(x > 0 for x in xs)`, which stops where it is decided. */
export function anyAll(lowering: Lowering, node: Listed, isAny: boolean): Code {
  const around = loops(lowering, node, () => test(lowering, node.elt))
  const body = around((decides) => `if (${isAny ? decides : `!(${decides})`}) return ${isAny};`)
  return code(`(() => { ${body} return ${!isAny}; })()`, 'bool', level.call)
}

/** `sum(x * x for x in xs)`: of plain floats without a list in between. */
export function sumOver(lowering: Lowering, node: Listed): Code {
  let value = code('0', 'unknown')
  let held = 'null'
  const around = loops(lowering, node, () => {
    value = lowering.expression(node.elt)
    if (value.kind === 'float64' || value.kind === 'float') return at(value, level.add + 1)
    held = lowering.held(value)
    return held
  })
  if (value.kind === 'unknown') return code('0', 'unknown')
  const general = (text: string): string =>
    `${lowering.use('b_sum')}(${lowering.use('collected')}(($r) => { ${around(() => `$r.push(${text});`)} }))`
  if (value.kind !== 'float64' && value.kind !== 'float') return code(general(held), 'any', level.call)
  // Of nothing it is the int 0, whose kind may matter.
  return code(
    `(() => { let $s = 0; ${around((text) => `$s += ${text};`)} return $s; })()`,
    'number',
    level.call,
    {
      tagged: () => general(lowering.held(value)),
    },
  )
}

/**
 * The loops of a comprehension around what its innermost does, as one line.
 *
 * @param innermost the value of each round, which the result is told what to do with
 */
function loops(
  lowering: Lowering,
  node: Comprehended,
  innermost: () => string,
): (use: (value: string) => string) => string {
  const { scope: outerScope, frame: outerFrame, output: outer, assigned } = lowering
  lowering.output = []
  lowering.frame = { ...outerFrame, temporaries: [] }
  lowering.assigned = new Set(assigned)
  const inner = lowering.target.scopes.of(node)
  let closing = ''
  node.generators.forEach((generator, index) => {
    // The first iterable is evaluated outside.
    if (index > 0) lowering.scope = inner
    const { element, open } = openLoop(lowering, generator.iter)
    lowering.scope = inner
    lowering.emit(undefined, open)
    assignTo(lowering, generator.target, element, undefined)
    closing += ' }'
    for (const condition of generator.ifs)
      lowering.emit(undefined, `if (!(${test(lowering, condition)})) continue;`)
  })
  const value = innermost()
  const declared = [...Array.from(inner.variables.values(), ({ js }) => js), ...lowering.frame.temporaries]
  const head = declared.length > 0 ? `let ${declared.join(', ')}; ` : ''
  const opening = lowering.output.map(([, line]) => line).join(' ')
  lowering.scope = outerScope
  lowering.frame = outerFrame
  lowering.output = outer
  lowering.assigned = assigned
  return (use) => `${head}${opening} ${use(value)}${closing}`
}
