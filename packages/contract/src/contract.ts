import { type $ZodType, type output, safeParse } from 'zod/v4/core'
import { ContractError, GencodeError } from './errors.ts'
import { identifier } from './identifier.ts'
import type { ObservationDoc } from './observation-docs.ts'
import { typeText } from './type-text.ts'

/**
 * How a value crosses into the sandbox and out of it: a number or boolean as it is, `{ numbers: length }` as
 * a flat array of so many float64, `'json'` by structured copy.
 */
export type Layout = 'number' | 'boolean' | { readonly numbers: number } | 'json'

/** One parameter of the function that the model is asked for. */
export interface Parameter<Name extends string = string, Schema extends $ZodType = $ZodType> {
  readonly name: Name
  readonly description: string
  readonly schema: Schema
  readonly layout: Layout
  /** What each number of an observation means. */
  readonly docs?: readonly ObservationDoc[]
}

/** What a function with these parameters is called with. */
export type ArgumentsOf<Parameters extends readonly Parameter[]> = {
  -readonly [Index in keyof Parameters]: output<Parameters[Index]['schema']>
}

/** What function the model is asked for. */
export interface Contract<Arguments extends readonly unknown[] = readonly unknown[], Result = unknown> {
  /** The function's name. */
  readonly name: string
  /** What it is to compute, in a sentence or two. */
  readonly description: string
  readonly parameters: readonly Parameter[]
  readonly result: { readonly schema: $ZodType; readonly layout: Layout; readonly description?: string }
  /** Its TypeScript signature, such as `function f(x: number): number`. */
  readonly signature: string
  /** Returns the value when it keeps the contract. @throws ContractError */
  readonly checkResult: (value: unknown) => Result
  /** Whether `checkResult` returns every finite number as it is, so that one need not be asked about. */
  readonly takesEveryNumber?: boolean
  /** Whether it returns every `{ reward, components }` of finite numbers, with no further property, as it is. */
  readonly takesEveryReward?: boolean
  /** Returns the arguments when they fit the parameters. @throws GencodeError, for it is the caller's mistake */
  readonly checkArguments: (args: readonly unknown[]) => Arguments
}

/** What `defineContract` takes. */
export interface ContractDefinition<Parameters extends readonly Parameter[], Schema extends $ZodType> {
  readonly name: string
  readonly description: string
  readonly parameters: Parameters
  readonly result: { readonly schema: Schema; readonly layout: Layout; readonly description?: string }
}

/**
 * Describes a function: its name, parameters and result.
 *
 * @throws GencodeError where a name is no JavaScript identifier or stands twice, or a layout is none
 */
export function defineContract<const Parameters extends readonly Parameter[], Schema extends $ZodType>(
  definition: ContractDefinition<Parameters, Schema>,
): Contract<ArgumentsOf<Parameters>, output<Schema>> {
  const { name, description, parameters, result } = definition
  const names = parameters.map((parameter) => parameter.name)
  for (const each of [name, ...names])
    if (!identifier.test(each))
      throw new GencodeError(`A contract's names are identifiers; this is none: ${each}`)
  if (new Set(names).size < names.length)
    throw new GencodeError(`Two parameters of ${name} have the same name: ${names.join(', ')}`)
  for (const each of [...parameters, result]) checkLayout(name, each.layout)

  const typed = parameters.map((parameter) => `${parameter.name}: ${typeText(parameter.schema)}`)
  const resultType = typeText(result.schema)
  return Object.freeze({
    name,
    description,
    parameters,
    result,
    signature: `function ${name}(${typed.join(', ')}): ${resultType}`,
    takesEveryNumber: takesEveryNumber(result.schema),
    takesEveryReward: takesEveryReward(result.schema),
    checkResult(value: unknown): output<Schema> {
      const parsed = safeParse(result.schema, value)
      if (parsed.success) return parsed.data
      // A finite number that the schema refuses (no integer, out of range) is a number nevertheless.
      const wantsNumber = result.layout === 'number' && !Number.isFinite(value)
      throw new ContractError({
        code: wantsNumber ? 'contract/not-a-number' : 'contract/wrong-result',
        feedback: `${name} returned ${shown(value)}, but it must return ${
          wantsNumber ? `a finite number (${resultType})` : resultType
        } for every input.`,
      })
    },
    checkArguments(args: readonly unknown[]): ArgumentsOf<Parameters> {
      if (args.length !== parameters.length)
        throw new GencodeError(
          `${name} takes ${parameters.length} ${parameters.length === 1 ? 'argument' : 'arguments'} (${names.join(', ')}), not ${args.length}`,
        )
      return parameters.map((parameter, index) => {
        const parsed = safeParse(parameter.schema, args[index])
        if (parsed.success) return parsed.data
        const [issue] = parsed.error.issues
        const place = placeText(parameter.name, issue?.path ?? [])
        throw new GencodeError(`${name}: argument ${place} does not fit: ${issue?.message}`)
      }) as unknown as ArgumentsOf<Parameters>
    },
  })
}

/** What zod keeps of a schema, as far as it is looked at here. */
interface Definition {
  readonly type: string
  readonly checks?: readonly unknown[]
  /** Of a narrower number or text, such as `int` or `email`. */
  readonly format?: unknown
  readonly coerce?: boolean
  readonly options?: readonly $ZodType[]
  readonly shape?: Readonly<Record<string, $ZodType>>
  readonly catchall?: unknown
  readonly keyType?: $ZodType
  readonly valueType?: $ZodType
}

/** A plain number, or a union of plain numbers and objects: nothing in it looks closer at a number, or changes it. */
function takesEveryNumber(schema: $ZodType): boolean {
  const def = schema._zod.def as Definition
  if ((def.checks?.length ?? 0) > 0 || def.format !== undefined) return false
  if (def.type === 'number') return !def.coerce
  if (def.type !== 'union') return false
  const others = def.options?.filter((option) => option._zod.def.type !== 'object') ?? []
  return others.length > 0 && others.every(takesEveryNumber)
}

/** `{ reward, components }` of plain numbers, or a union of that and plain numbers. */
function takesEveryReward(schema: $ZodType): boolean {
  const def = schema._zod.def as Definition
  if ((def.checks?.length ?? 0) > 0) return false
  if (def.type === 'union') {
    const objects = def.options?.filter((option) => !takesEveryNumber(option)) ?? []
    return objects.length === 1 && objects.every(takesEveryReward)
  }
  const { reward, components } = def.shape ?? {}
  if (
    def.type !== 'object' ||
    def.catchall ||
    !reward ||
    !components ||
    Object.keys(def.shape ?? {}).length !== 2
  )
    return false
  return takesEveryNumber(reward) && isRecordOfNumbers(components._zod.def as Definition)
}

function isRecordOfNumbers({ type, checks, keyType, valueType }: Definition): boolean {
  const key = keyType?._zod.def as Definition | undefined
  if (type !== 'record' || (checks?.length ?? 0) > 0 || !valueType || key?.type !== 'string') return false
  return (key.checks?.length ?? 0) === 0 && key.format === undefined && takesEveryNumber(valueType)
}

function checkLayout(name: string, layout: Layout): void {
  const known =
    layout === 'number' ||
    layout === 'boolean' ||
    layout === 'json' ||
    (typeof layout === 'object' && Number.isSafeInteger(layout?.numbers) && layout.numbers > 0)
  if (!known)
    throw new GencodeError(
      `${name}: a layout is 'number', 'boolean', { numbers: length } or 'json', not ${JSON.stringify(layout)}`,
    )
}

/** Such as `observations[3]` or `basket.items[0].price`. */
function placeText(name: string, path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) => text + (typeof key === 'number' ? `[${key}]` : `.${String(key)}`),
    name,
  )
}

const maxShown = 120

function shown(value: unknown): string {
  const text = textOf(value)
  return text.length > maxShown ? `${text.slice(0, maxShown)}...` : text
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, maxShown))
  if (value === null || typeof value !== 'object') return String(value)
  try {
    const text: string | undefined = JSON.stringify(value, (_key, inner) =>
      typeof inner === 'number' && !Number.isFinite(inner) ? String(inner) : inner,
    )
    if (text !== undefined) return text
  } catch {}
  return Array.isArray(value) ? 'an array' : 'an object'
}
