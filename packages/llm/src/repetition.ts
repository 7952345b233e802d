import type { ChatModel } from './model.ts'

/** How much of the end is looked at for short spans, and how often, in characters. */
const near = { window: 4096, every: 64 }
/** How often the whole text is looked at, for long spans. */
const farEvery = 1024

/**
 * Tells, as a text arrives, whether it has begun to say one span over and over. How often a span may come depends on what
 * it is: a line with words twelve times, a span of 200 characters and more five times; within a line, or without any
 * letter (`0, 0, 0, ...`, rules of dashes), 600 characters of it; blanks 4,000.
 */
export interface RepetitionDetector {
  /** @returns how many characters of the text stand before the second time of the span that repeats; undefined while none does */
  push(text: string): number | undefined
}

/** A detector for one text. */
export function createRepetitionDetector(): RepetitionDetector {
  let text = ''
  let seenNear = 0
  let seenFar = 0
  return {
    push(more) {
      text += more
      if (text.length - seenNear >= near.every || more.includes('\n')) {
        seenNear = text.length
        const kept = loopIn(text, near.window)
        if (kept !== undefined) return kept
      }
      if (text.length - seenFar < Math.max(farEvery, text.length / 32)) return undefined
      seenFar = text.length
      return loopIn(text, text.length)
    },
  }
}

/** Where the last `window` characters of a text are one span over and over: the length of what stands before its second time. */
function loopIn(text: string, window: number): number | undefined {
  const length = Math.min(window, text.length)
  const last = text.length - 1
  // The Z-function of the text's end read backwards: how far it is like itself, moved by so many characters.
  const same = new Int32Array(length)
  for (let shift = 1, left = 0, right = 0; shift < length; shift++) {
    let reach = shift < right ? Math.min(right - shift, same[shift - left] as number) : 0
    while (shift + reach < length && text.charCodeAt(last - reach) === text.charCodeAt(last - shift - reach))
      reach++
    same[shift] = reach
    if (shift + reach > right) [left, right] = [shift, shift + reach]
    const covered = shift + reach
    if (reach > shift && isLoop(text.slice(text.length - shift), covered)) {
      const start = startOf(text, shift)
      return start + shift
    }
  }
  return undefined
}

/** Whether a span that covers so many characters, time after time, is more than a program or a table would hold. */
function isLoop(span: string, covered: number): boolean {
  const times = covered / span.length
  if (span.trim() === '') return covered >= 4000
  const hasWords = /\p{L}{2}/u.test(span)
  if (span.length >= 200 && hasWords) return times >= 5
  if (span.includes('\n') && hasWords) return times >= 12
  return times >= 12 && covered >= 600
}

/** Where the run of a span that ends the text begins. */
function startOf(text: string, period: number): number {
  let start = text.length - period
  while (start > 0 && text.charCodeAt(start - 1) === text.charCodeAt(start - 1 + period)) start--
  return start
}

/**
 * Ends an answer that says one span over and over, in its text or in its thinking: the rest is cancelled, and the finish has
 * the reason `'repeating'` with `keep`, the length of the text up to the span's second time.
 */
export function withRepetitionStop(model: ChatModel): ChatModel {
  return {
    id: model.id,
    async *generate(messages, options) {
      const detectors = { text: createRepetitionDetector(), thinking: createRepetitionDetector() }
      let length = 0
      for await (const chunk of model.generate(messages, options)) {
        yield chunk
        if (chunk.type === 'finish') continue
        const kept = detectors[chunk.type].push(chunk.text)
        if (chunk.type === 'text') length += chunk.text.length
        if (kept === undefined) continue
        yield { type: 'finish', reason: 'repeating', keep: chunk.type === 'text' ? kept : length }
        return
      }
    },
  }
}
