/**
 * Rewrites the text form of QuickJS's wasm so that it can be stopped: every loop, and every function
 * that can call itself by a detour, counts down, and at zero asks the host for the time. Bulk memory instructions are charged by their length.
 *
 * The interpreter's dispatch loop and the entry of its function are left alone, for QuickJS polls there itself; its
 * poll asks the host too. Small functions are inlined before, so that what remains to be counted is worth it.
 *
 * The allocator sees a size of the memory that the host keeps (`room`), not the memory's own: a memory that another
 * guest had made larger would otherwise show, in when the collector runs.
 */

/** How many loop rounds and function entries pass between two looks at the clock. */
const quantum = 20_000

/** 64 bytes of a bulk instruction count as one loop round: as a power of two. */
const bytesPerTick = 6

const tick = `(if (i32.lt_s (local.tee $left (i32.sub (global.get $fuel) (i32.const 1))) (i32.const 0))
 (then (call $refuel))
 (else (global.set $fuel (local.get $left))))
`

const helpers = `
 (func $refuel
  (call $check)
  (global.set $fuel (i32.const ${quantum}))
 )
 (func $charge (param $bytes i32)
  (global.set $fuel (i32.sub (global.get $fuel) (i32.shr_u (local.get $bytes) (i32.const ${bytesPerTick}))))
  (if (i32.lt_s (global.get $fuel) (i32.const 0)) (then (call $refuel)))
 )
 (func $charged_copy (param $to i32) (param $from i32) (param $length i32)
  (call $charge (local.get $length))
  (memory.copy (local.get $to) (local.get $from) (local.get $length))
 )
 (func $charged_fill (param $to i32) (param $value i32) (param $length i32)
  (call $charge (local.get $length))
  (memory.fill (local.get $to) (local.get $value) (local.get $length))
 )
`

/** What becomes of each import of the original; the host keeps four. */
const imports = {
  b: { name: '__assert_fail', body: 'unreachable' },
  c: { name: 'fd_write', body: '(i32.const 8)' },
  d: { name: 'fd_close', body: '(i32.const 8)' },
  e: { name: 'environ_get', body: '(i32.const 8)' },
  f: { name: 'environ_sizes_get', body: '(i32.const 8)' },
  g: { name: 'normalize_module', body: 'unreachable' },
  h: { name: 'load_module', body: 'unreachable' },
  i: { name: 'should_interrupt', body: '(call $check) (i32.const 0)' },
  j: { name: 'setitimer', body: '(i32.const 0)' },
  k: { name: 'resize_heap', host: 'grow' },
  l: { name: 'keepalive_clear', body: '' },
  // Universal time everywhere: a broken-down time whose offset is zero.
  m: { name: 'localtime', body: '(memory.fill (local.get 1) (i32.const 0) (i32.const 44))' },
  n: { name: 'tzset', body: '' },
  o: { name: 'fd_seek', body: '(i32.const 8)' },
  p: { name: 'date_now', host: 'clock' },
  q: { name: 'abort', body: 'unreachable' },
  r: { name: 'proc_exit', body: 'unreachable' },
  s: { name: 'call_function', host: 'call' },
  t: { name: 'free_host_ref', body: '' },
}

/** @param exportNames minified export -> its real name; only these stay */
export function meter(text, exportNames, pages) {
  const appended = [helpers]
  let dispatchLoops = 0
  let sizes = 0
  let metered = 0

  const dispatch = findDispatch(text)
  const lines = text.split('\n')
  const out = []
  let offset = 0
  let inHead = false
  let current = ''
  const entered = recursive(text)
  // It asks for the time itself whenever it is entered.
  entered.delete(dispatch.name)
  const open = (line) => /^ \(func \$/.test(line)
  for (const line of lines) {
    const start = offset
    offset += line.length + 1
    const imported = /^ \(import "a" "(\w+)" \((func|memory) (\$[^\s)]+)(.*)$/.exec(line)
    if (imported) {
      const [, letter, kind, id, signature = ''] = imported
      if (kind === 'memory') {
        out.push(' (import "host" "check" (func $check))')
        appended.push(` (memory ${id} ${pages} 65536)\n (export "memory" (memory ${id}))`)
        continue
      }
      const rule = imports[letter]
      if (rule === undefined) throw new Error(`unknown import ${letter}`)
      const clean = signature.slice(0, -2)
      if (rule.host) out.push(` (import "host" "${rule.host}" (func ${id}${clean}))`)
      else
        appended.push(
          ` (func ${id}${clean}\n  ${rule.body.startsWith('(') || rule.body === '' ? rule.body : `(${rule.body})`}\n )`,
        )
      continue
    }
    // The start function clears what an image brings, and fresh memory is clear.
    if (/^ \(start /.test(line)) continue
    const exported = /^ \(export "([^"]+)" \(func (\$\S+)\)\)$/.exec(line)
    if (exported) {
      const name = exportNames.get(exported[1])
      if (name !== undefined) out.push(` (export "${name}" (func ${exported[2]}))`)
      continue
    }
    if (inHead && !/^ {2}\(local /.test(line)) {
      inHead = false
      out.push('  (local $left i32)')
      if (entered.has(current)) out.push(tick)
    }
    if (open(line)) {
      inHead = true
      current = /\$[^\s)]+/.exec(line)[0]
    }
    out.push(
      line
        .replace(/\(memory\.(copy|fill)\b/, (_all, what) => `(call $charged_${what}`)
        .replace('(memory.size)', () => {
          sizes++
          return '(i32.shr_u (global.get $room) (i32.const 16))'
        }),
    )
    if (/^ +\(loop \$/.test(line)) {
      if (dispatch.loops.has(start)) dispatchLoops++
      else {
        metered++
        out.push(tick)
      }
    }
  }
  const close = out.lastIndexOf(')')
  out.splice(close, 1)
  if (sizes !== 1)
    throw new Error(`the allocator asks for the memory's size in ${sizes} places, 1 was expected`)
  const globals = ` (global $fuel (mut i32) (i32.const 0))\n (global $room (mut i32) (i32.const ${pages * 65536}))`
  const at = out.findIndex((line) => /^ \(global /.test(line))
  out.splice(at, 0, globals)
  const stack = /^ \(global (\$\S+) \(mut i32\)/.exec(out[at + 1])[1]
  appended.push(
    ` (export "stack_pointer" (global ${stack}))`,
    ' (export "fuel" (global $fuel))',
    ' (export "room" (global $room))',
  )
  return { text: `${out.join('\n')}\n${appended.join('\n')}\n)\n`, metered, dispatchLoops }
}

/** The interpreter's dispatch: the function of the largest switch, and where in the text the loops around it start. */
function findDispatch(text) {
  let widest = { at: 0, length: 0 }
  for (const match of text.matchAll(/^ +\(br_table [^\n]*$/gm))
    if (match[0].length > widest.length) widest = { at: match.index, length: match[0].length }
  const loops = new Set()
  let name = ''
  // In the printed text a node holds what is indented deeper below it, so the holders are found going up.
  let at = widest.at
  let indent = /^ */.exec(text.slice(at, at + 500))[0].length
  while (indent > 1) {
    const previous = text.lastIndexOf('\n', at - 2) + 1
    const line = text.slice(previous, at - 1)
    const depth = /^ */.exec(line)[0].length
    at = previous
    if (depth >= indent || line.trim() === '' || line.trim() === ')') continue
    indent = depth
    if (/^ +\(loop \$/.test(line)) loops.add(previous)
    name = /^ \(func (\$[^\s)]+)/.exec(line)?.[1] ?? name
  }
  return { name, loops }
}

/**
 * The functions that must count their entries: each cycle of calls has one of them. A cycle either goes through an
 * indirect call, and then every function that makes one counts, or is one of direct calls alone, all of which count.
 */
function recursive(text) {
  const calls = new Map()
  const indirect = new Set()
  let current = ''
  for (const line of text.split('\n')) {
    const opened = /^ \(func (\$[^\s)]+)/.exec(line)
    if (opened) {
      current = opened[1]
      calls.set(current, new Set())
    }
    const called = /\(call (\$[^\s)]+)/.exec(line)
    if (called) calls.get(current)?.add(called[1])
    else if (/\(call_indirect\b/.test(line)) indirect.add(current)
  }
  const found = new Set(indirect)
  for (const start of calls.keys()) {
    const seen = new Set()
    const open = [...calls.get(start)]
    while (open.length > 0 && !seen.has(start)) {
      const next = open.pop()
      if (seen.has(next)) continue
      seen.add(next)
      // A path through one that counts already needs no other.
      if (!indirect.has(next)) open.push(...(calls.get(next) ?? []))
    }
    if (seen.has(start)) found.add(start)
  }
  return found
}
