/** A flag of QuickJS's reader (BCReaderState.allow_reference): the last byte of the eight that begin with its error state. */
const flag = 1n << 56n
/** The reader's other flags stand in the same word; this one is looked at by its mask, which tells where the word is. */
const romFlag = 'i32.const 16711680'

/**
 * Lets QTS_bjson_decode take shared and cyclic structure, as QTS_bjson_encode writes it: what one writes the other
 * then reads. In the text form of QuickJS's wasm.
 *
 * @param letter the name under which QTS_bjson_decode is exported
 */
export function allowReferences(text, letter) {
  const [, name] = new RegExp(`\\(export "${letter}" \\(func (\\$[^\\s)]+)\\)\\)`).exec(text)
  const start = text.indexOf(`\n (func ${name} `)
  const end = text.indexOf('\n (func ', start + 1)
  const body = text.slice(start, end)
  const clears = [
    ...body.matchAll(/\(i64\.store offset=40 align=4\s+\(local\.get \$\w+\)\s+\(i64\.const 0\)\s+\)/g),
  ]
  const looks = [...body.matchAll(/\(i32\.load offset=44\b/g)]
  if (clears.length !== 1 || looks.length !== 1 || !body.includes(romFlag))
    throw new Error('the flags of the reader of QTS_bjson_decode are not where they were expected')
  const [{ 0: clear, index }] = clears
  const set = clear.replace('(i64.const 0)', `(i64.const ${flag})`)
  return (
    text.slice(0, start) + body.slice(0, index) + set + body.slice(index + clear.length) + text.slice(end)
  )
}
