import type { CleanedCode } from '@gencode/contract/types'
import type { SandboxError } from '../errors.ts'
import { identifier } from '../identifier.ts'
import type { ResolvedOptions } from '../options.ts'
import type { Shape } from '../shape.ts'
import { Stopped } from './crossing.ts'
import {
  fileName,
  missingError,
  parseOnly,
  resultError,
  type Subject,
  stopError,
  thrownError,
} from './failure.ts'
import { declaredNames } from './find-entry.ts'
import { GuestThrow, Refused } from './guest-throw.ts'
import { paramsOf } from './params.ts'
import type { Realm } from './realm.ts'

const mostNames = 100

/** A function of the guest as it is evaluated, in whichever realm. */
export interface Definition {
  readonly source: string
  readonly entry: string
  readonly params: readonly string[]
  readonly shape: Shape
  /** How errors speak of it. */
  readonly subject: Subject
  /** What gives the function at the end of the code. */
  readonly script: string
  /** Whether that is the function alone, or a list of a name's index and the function. */
  readonly isPair: boolean
  /** Whether the whole code is one function, as an expression or as a statement of its own. */
  readonly isNameless: boolean
}

/** Where the function is. */
type Located = Pick<Definition, 'entry' | 'script' | 'isPair' | 'isNameless'>

/** What a script gave: the function, and the index of its name where the script chose among several. */
interface Found {
  readonly fn: number
  readonly index: number
}

/** Evaluates a definition's script within a crossing. @returns `undefined` where it gives no function */
export function evaluated(
  realm: Realm,
  { script, isPair }: Pick<Definition, 'script' | 'isPair'>,
): Found | undefined {
  const { machine } = realm
  const { at, memory } = machine
  const value = realm.checked(machine.evaluate(script, fileName))
  const pick = (index: number): number =>
    realm.checked(machine.call(at.pick, [value, machine.newNumber(index)]))
  if (memory.isUndefined(value)) return undefined
  const index = isPair ? (memory.numberAt(pick(0)) ?? -1) : -1
  const fn = realm.checked(machine.call(at.onlyFunction, [isPair ? pick(1) : value]))
  return memory.isUndefined(fn) ? undefined : { fn, index }
}

/** Looks for the function in a code, in a realm that it leaves as it was found there last. */
export class Finder {
  readonly #realm: Realm
  readonly #options: ResolvedOptions
  readonly #shape: Shape
  readonly #source: string
  readonly #original: string
  readonly #writing: Pick<Subject, 'language' | 'prelude'> = {}
  readonly #begin: () => void
  /** The function, where the last script that was tried gave one. */
  #fn = 0
  #index = -1

  /** @param begin makes the realm's clean start with room for the shape's arguments */
  constructor(
    realm: Realm,
    options: ResolvedOptions,
    shape: Shape,
    code: string | CleanedCode,
    original: string,
    begin: () => void,
  ) {
    this.#realm = realm
    this.#options = options
    this.#shape = shape
    this.#source = typeof code === 'string' ? code : code.source
    this.#original = original
    if (typeof code !== 'string' && code.language === 'python')
      this.#writing = { language: 'python', prelude: code.prelude ?? 0 }
    this.#begin = begin
  }

  /** The function's definition, and itself as it stands in the realm. @throws SandboxError */
  find(code: string | CleanedCode, wanted: string | undefined): { definition: Definition; fn: number } {
    const entry = wanted ?? (typeof code === 'string' ? undefined : code.entry)
    if (entry !== undefined && !identifier.test(entry)) throw missingError(this.#subject(entry, ''), entry)
    const found = entry === undefined ? this.#searched() : this.#named(entry)
    const subject = this.#subject(found.entry, found.script)
    if (typeof code !== 'string') return this.#result(found, subject, code.params)
    const text = this.#text(subject)
    if (text.startsWith('class')) throw missingError(subject, entry, found.entry)
    return this.#result(found, subject, paramsOf(text))
  }

  #result(
    found: Located,
    subject: Subject,
    params: readonly string[],
  ): { definition: Definition; fn: number } {
    const definition = { ...found, subject, params, source: this.#source, shape: this.#shape }
    return { definition, fn: this.#fn }
  }

  #named(entry: string): Located {
    const script = `${this.#source}\n;typeof ${entry}==="function"?${entry}:void 0`
    if (!this.#gives(entry, script, false)) throw missingError(this.#subject(entry, script), entry)
    return { entry, script, isPair: false, isNameless: false }
  }

  /** The last function declared at top level; without one, the nameless function that the code is. */
  #searched(): Located {
    const source = this.#source
    const names = declaredNames(source).slice(0, mostNames)
    const picks = names.map((name, index) => `typeof ${name}==="function"?[${index},${name}]:`).join('')
    const choice = `${source}\n;${picks}void 0`
    if (names.length > 0 && this.#gives('main', choice, true))
      return { entry: names[this.#index] ?? 'main', script: choice, isPair: true, isNameless: false }
    const expression = `(${source}\n)`
    if (!this.#parseError(expression)) {
      if (this.#gives('main', expression, false))
        return { entry: 'main', script: expression, isPair: false, isNameless: true }
    } else {
      // A statement, as `(x) => x + 1;` is: the script's own value.
      const error = this.#parseError(source)
      if (error) throw error
      if (this.#gives('main', source, false))
        return { entry: 'main', script: source, isPair: false, isNameless: true }
    }
    throw missingError(this.#subject('The code', ''), undefined)
  }

  #gives(entry: string, script: string, isPair: boolean): boolean {
    this.#begin()
    const found = this.#cross(
      this.#subject(entry, script),
      () => evaluated(this.#realm, { script, isPair }),
      true,
    )
    this.#fn = found?.fn ?? 0
    this.#index = found?.index ?? -1
    return found !== undefined
  }

  #subject(entry: string, script: string): Subject {
    return {
      entry,
      original: this.#original,
      columnOffset: Math.max(0, script.indexOf(this.#source)),
      ...this.#writing,
    }
  }

  #cross<Result>(subject: Subject, work: () => Result, isCompiling = false): Result {
    const { timeoutMs } = this.#options
    try {
      return this.#realm.cross(timeoutMs, work)
    } catch (error) {
      // What the code evaluates may throw a SyntaxError itself.
      if (isCompiling && error instanceof GuestThrow && error.thrown.name === 'SyntaxError')
        throw this.#parseError(this.#source) ?? typedError(error, subject, this.#options, timeoutMs)
      throw typedError(error, subject, this.#options, timeoutMs)
    }
  }

  /** Why a text does not parse by itself; `undefined` where it does. */
  #parseError(text: string): SandboxError | undefined {
    const subject = this.#subject('The code', '')
    return parseError(
      this.#realm,
      { ...subject, columnOffset: text === this.#source ? 0 : 1 },
      this.#options,
      text,
    )
  }

  #text(subject: Subject): string {
    const { machine } = this.#realm
    return this.#cross(subject, () => {
      const text = this.#realm.checked(machine.call(machine.at.source, [this.#fn]))
      return machine.stringOf(text)
    })
  }
}

/** Why a text does not parse; `undefined` where it does. Leaves the realm clean. */
function parseError(
  realm: Realm,
  subject: Subject,
  options: ResolvedOptions,
  text: string,
): SandboxError | undefined {
  realm.clear()
  try {
    realm.cross(options.timeoutMs, () => realm.checked(realm.machine.evaluate(text, fileName, parseOnly)))
    return undefined
  } catch (error) {
    if (error instanceof GuestThrow) return thrownError(subject, options, error.thrown, true)
    return typedError(error, subject, options, options.timeoutMs) as SandboxError
  } finally {
    realm.clear()
  }
}

/** What went wrong in a crossing as a typed error; anything that was not the guest's doing stays as it is. */
export function typedError(
  error: unknown,
  subject: Subject,
  options: ResolvedOptions,
  timeoutMs: number,
): unknown {
  if (error instanceof Stopped) return stopError(subject, options, error.stop, timeoutMs)
  if (error instanceof Refused) return resultError(subject, options, error.problem, error.row)
  return error instanceof GuestThrow ? thrownError(subject, options, error.thrown, error.isParsing) : error
}
