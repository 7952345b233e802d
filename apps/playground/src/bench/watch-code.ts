import { effect } from '@preact/signals'
import { type Slot, taskId, type Verdict } from '../store.ts'

const typingMs = 300

/** Looks at a slot's code when it changes, once the typing pauses; the newest look counts. */
export function watchCode(slot: Slot): () => void {
  let looks = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let isFirst = true
  const stop = effect(() => {
    const code = slot.code.value
    const task = taskId.value
    const look = ++looks
    clearTimeout(timer)
    timer = setTimeout(
      async () => {
        const verdict = await verdictOn(task, code)
        // A worker's function holds nothing that would have to be released.
        if (look === looks) slot.verdict.value = verdict
      },
      isFirst ? 0 : typingMs,
    )
    isFirst = false
  })
  return () => {
    stop()
    clearTimeout(timer)
    looks++
  }
}

async function verdictOn(task: string, code: string): Promise<Verdict> {
  try {
    const { examine } = await import('./workshop.ts')
    return { state: 'known', code, ...(await examine(task, code)) }
  } catch (error) {
    return { state: 'failed', message: error instanceof Error ? error.message : String(error) }
  }
}
