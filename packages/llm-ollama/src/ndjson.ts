/**
 * Passes on the whole lines of a newline-delimited JSON body that are JSON objects. A line that is none (blank, a proxy's
 * keep-alive) holds nothing of the answer and is left out; one that begins as an object and does not parse has
 * lost a part of it, so the body errors there; so does at its end a body of text without any object, such as a web page. Lines are cut as bytes, so a character split between two packets stays whole.
 */
export function objectLines(
  body: ReadableStream<Uint8Array>,
  onBroken: (line: string) => Error,
  onNoObject: (beginning: string) => Error | undefined = () => undefined,
): ReadableStream<Uint8Array> {
  const reader = body.getReader()
  const encoder = new TextEncoder()
  const decoder = new TextDecoder()
  let pieces: Uint8Array[] = []

  let broken: Error | undefined
  let hasObject = false
  let beginning = ''

  /** The line, when it is an object; nothing after a broken one. */
  const checked = (line: string): string => {
    if (broken !== undefined) return ''
    if (!line.trimStart().startsWith('{')) {
      if (!hasObject && beginning.length < 200) beginning += `${line.trim().slice(0, 200)} `
      return ''
    }
    hasObject = true
    try {
      const { error } = JSON.parse(line) as { error?: unknown }
      // The library says an error that is an object as "[object Object]".
      return typeof error === 'object' ? `${JSON.stringify({ error: JSON.stringify(error) })}\n` : `${line}\n`
    } catch {
      broken = onBroken(line)
      return ''
    }
  }
  const takeLine = (end: Uint8Array): string => {
    let line = ''
    for (const piece of pieces) line += decoder.decode(piece, { stream: true })
    pieces = []
    return checked(line + decoder.decode(end))
  }

  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      for (;;) {
        // An error drops what is queued, so the lines before the broken one go first.
        if (broken !== undefined) {
          await reader.cancel(broken)
          throw broken
        }
        const { done, value } = await reader.read()
        let out = ''
        if (done) out = takeLine(new Uint8Array())
        else {
          let start = 0
          for (let end = value.indexOf(10); end >= 0; end = value.indexOf(10, start)) {
            out += takeLine(value.subarray(start, end))
            start = end + 1
          }
          if (start < value.length) pieces.push(value.subarray(start))
        }
        if (done && !hasObject && beginning.trim() !== '') {
          broken = onNoObject(beginning.trim())
          if (broken) throw broken
        }
        if (out !== '') controller.enqueue(encoder.encode(out))
        if (done && broken === undefined) controller.close()
        if (out !== '' || (done && broken === undefined)) return
      }
    },
    cancel: (reason) => reader.cancel(reason),
  })
}
