import { rewardContract } from '@gencode/contract'
import { describe, expect, it } from 'vitest'
import { shapeOf } from '../shape.ts'
import { compile } from './compile.ts'
import { loadSurroundings } from './surroundings.ts'

const contract = rewardContract(['x', 'y'].map((name, index) => ({ index, name, low: -5, high: 5 })))
const { parameters } = shapeOf(contract)
const surroundings = await loadSurroundings()

function compiled(source: string) {
  return compile({ source, entry: 'f', isNameless: false, parameters }, surroundings)
}

describe('a compiled module', () => {
  it('imports a memory and the functions of the libm that it calls, and no more', () => {
    const module = new WebAssembly.Module(compiled('function f(o) { return Math.exp(o[0]) + o[1] }').bytes)
    expect(WebAssembly.Module.imports(module).map(({ name }) => name)).toEqual(['check', 'exp', 'memory'])
    expect(WebAssembly.Module.exports(module).map(({ name }) => name)).toEqual(['run'])
  })

  it('says which line it is that is not compiled', () => {
    expect(() => compiled('function f(o) {\n  return ("x" + o[0]).length\n}')).toThrow(
      'a string that is built',
    )
  })
})
