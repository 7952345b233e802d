import { dataSegments } from './data-segments.mjs'

/** What QuickJS's C sources call f_f and f_f_f: plain functions of one and two float64. */
const oneNumber = 6
const twoNumbers = 7

/**
 * QuickJS's table of what `Math` holds, as JSCFunctionListEntry lays it out in wasm32: 16 bytes with the name at 0,
 * the kind at 5, the length at 8, how it is called at 9 and the function's place in the table of functions at 12.
 *
 * @param original the wasm, @param text its text form
 * @returns the plain functions by name, as `$names` of the text
 */
export function mathTable(original, text) {
  const memory = new Uint8Array(2 ** 21)
  let end = 0
  for (const { offset, data } of dataSegments(original)) {
    memory.set(data, offset)
    end = Math.max(end, offset + data.length)
  }
  const view = new DataView(memory.buffer)
  const [, first, list] = /^ \(elem \S+ \(i32\.const (\d+)\)((?: \$\S+)+)\)$/m.exec(text)
  const functions = list.trim().split(' ')

  const nameAt = (at) => {
    let name = ''
    while (memory[at] > 0 && name.length < 40) name += String.fromCharCode(memory[at++])
    return name
  }
  const entryAt = (at) => ({
    name: nameAt(view.getUint32(at, true)),
    kind: memory[at + 5],
    length: memory[at + 8],
    call: memory[at + 9],
    function: functions[view.getUint32(at + 12, true) - Number(first)],
  })
  const isEntry = (at) => {
    const name = view.getUint32(at, true)
    return name >= 1024 && name < end && /^[\w[]/.test(nameAt(name)) && memory[at + 5] <= 9
  }

  const starts = []
  for (let at = 0; at < end - 16; at += 4) {
    const { name, kind, call, length } = isEntry(at) ? entryAt(at) : {}
    if (name === 'atan2' && kind === 0 && call === twoNumbers && length === 2) starts.push(at)
  }
  if (starts.length !== 1) throw new Error(`${starts.length} tables of Math were found`)
  let at = starts[0]
  while (isEntry(at - 16)) at -= 16
  const found = new Map()
  for (; isEntry(at); at += 16) {
    const entry = entryAt(at)
    if (entry.kind === 0 && (entry.call === oneNumber || entry.call === twoNumbers))
      found.set(entry.name, { function: entry.function, numbers: entry.call === oneNumber ? 1 : 2 })
  }
  return { functions: found, memory, end }
}
