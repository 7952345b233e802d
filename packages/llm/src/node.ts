import { appendFile, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { parseRecording } from './exchange.ts'
import { makeFolder } from './make-folder.ts'
import type { ChatModel } from './model.ts'
import { record } from './record.ts'
import { replay } from './replay.ts'

export { makeFolder } from './make-folder.ts'

/** Appends every exchange to a JSONL file; its folder is made when missing. */
export function recordToFile(model: ChatModel, path: string): ChatModel {
  // One write after the other, so that lines of requests at once never mix.
  let line: Promise<unknown> = Promise.resolve()
  return record(model, (exchange) => {
    const written = line.then(async () => {
      makeFolder(dirname(path))
      await appendFile(path, `${JSON.stringify(exchange)}\n`)
    })
    line = written.catch(() => {})
    return written
  })
}

/**
 * A model that answers from a file of `recordToFile`.
 *
 * @throws GencodeError where a line is no exchange; the file system's error where there is no file
 */
export async function replayFromFile(path: string): Promise<ChatModel> {
  return replay(parseRecording(await readText(path)))
}

/**
 * A file's text: UTF-8, or UTF-16 in either order, as the `>` of Windows PowerShell writes; a byte-order mark is left out.
 *
 * @throws the file system's error
 */
export async function readText(path: string): Promise<string> {
  return decodeText(await readFile(path))
}

/** Bytes as text: UTF-16 where a byte-order mark says so, or where every other byte of the beginning is 0; else UTF-8. */
export function decodeText(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes)).decode(bytes)
}

function encodingOf(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  const start = bytes.subarray(0, 200)
  const zeros = [0, 0]
  for (const [index, byte] of start.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1
  // Mostly Latin letters: of UTF-16 one half is 0, of UTF-8 none.
  const most = start.length / 4
  if (bytes.length % 2 === 1 || start.length < 2) return 'utf-8'
  if ((zeros[1] as number) > most) return 'utf-16le'
  return (zeros[0] as number) > most ? 'utf-16be' : 'utf-8'
}

/** Reads an image for a message: `{ images: [await readImage('plot.png')] }`. */
export async function readImage(path: string): Promise<Uint8Array> {
  return await readFile(path)
}
