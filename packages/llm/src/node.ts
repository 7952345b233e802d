import { appendFile, mkdir, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { parseRecording } from './exchange.ts'
import type { ChatModel } from './model.ts'
import { record } from './record.ts'
import { replay } from './replay.ts'

/** Appends every exchange to a JSONL file; its folder is made when missing. */
export function recordToFile(model: ChatModel, path: string): ChatModel {
  // One write after the other, so that lines of requests at once never mix.
  let line: Promise<unknown> = Promise.resolve()
  return record(model, (exchange) => {
    const written = line.then(async () => {
      await mkdir(dirname(path), { recursive: true })
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
  return replay(parseRecording(await readFile(path, 'utf8')))
}

/** Reads an image for a message: `{ images: [await readImage('plot.png')] }`. */
export async function readImage(path: string): Promise<Uint8Array> {
  return await readFile(path)
}
