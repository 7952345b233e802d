import { GencodeError } from '@gencode/contract/errors'
import type { CleanedCode, Layout } from '@gencode/contract/types'

/** @throws GencodeError where it is no code */
export function checkCode(code: string | CleanedCode): void {
  if (typeof code !== 'string' && typeof (code as CleanedCode | null | undefined)?.source !== 'string')
    throw new GencodeError('compile takes code as a string, or as @gencode/clean gives it')
  if (typeof code !== 'string' && code.language === 'python' && !code.lowered)
    throw new GencodeError(
      `compile takes JavaScript, and ${code.entry} is Python: give it what lowerPython of @gencode/python makes of it`,
    )
}

/** @throws GencodeError where it is no text, or too large */
export function checkProgram(program: string, sourceBytes: number): void {
  if (typeof program !== 'string') throw new GencodeError('run takes a program as a string')
  if (program.length > sourceBytes)
    throw new GencodeError(`The program is larger than the ${sourceBytes} bytes of sourceBytes`)
}

/** Whether an argument can cross as its layout says. */
export function fits(arg: unknown, layout: Layout): boolean {
  if (layout === 'json') return true
  if (typeof layout === 'string') return typeof arg === layout
  if (!Array.isArray(arg) && !(arg instanceof Float64Array)) return false
  if (arg.length !== layout.numbers) return false
  for (let index = 0; index < arg.length; index++) if (typeof arg[index] !== 'number') return false
  return true
}

/** What a layout wants and what an argument is that does not fit it, for a message. */
export function misfitText(arg: unknown, layout: Layout): string {
  if (typeof layout !== 'object') return `a ${layout}, not ${shown(arg)}`
  const wanted = `an array of ${layout.numbers} ${layout.numbers === 1 ? 'number' : 'numbers'}`
  if (!Array.isArray(arg) && !(arg instanceof Float64Array)) return `${wanted}, not ${shown(arg)}`
  if (arg.length !== layout.numbers) return `${wanted}, not of ${arg.length}`
  const index = Array.from(arg).findIndex((each) => typeof each !== 'number')
  return `${wanted}, and element ${index} is ${shown(arg[index])}`
}

/** What kind of value it is; its own texts are not looked at. */
function shown(value: unknown): string {
  if (value === undefined || value === null) return String(value)
  if (Array.isArray(value)) return 'an array'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
