import { createCleaner } from '@gencode/clean'
import type { CleanedCode } from '@gencode/contract/types'

/**
 * Shows an answer in a page while it streams in, and ends the request once its function is complete: what a model
 * says behind it is neither waited for nor paid for. Web standards alone, so it runs as it is in a browser.
 *
 * @param url of a server that streams its answer as plain text
 * @param options.entry the name of the function that was asked for
 * @param options.show gets the answer so far
 * @throws CleanError where the answer ends without a function
 */
export async function askInPage(
  url: string,
  prompt: string,
  { entry, show }: { readonly entry: string; show(text: string): void },
): Promise<CleanedCode> {
  const { body } = await fetch(url, { method: 'POST', body: prompt })
  if (!body) throw new Error(`${url} answers nothing`)
  const cleaner = createCleaner({ entry })
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const isComplete = cleaner.push(part.value)
    show(cleaner.text)
    if (isComplete) break
  }
  await reader.cancel()
  return cleaner.result()
}
