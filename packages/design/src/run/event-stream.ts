/** A promise that is also an async iterable of what happens on the way, from the start for each iteration. */
export type EventStream<Event, Result> = Promise<Result> & AsyncIterable<Event>

/** Starts the work and makes its stream. Leaving an iteration does not stop the work; its signal does. */
export function createEventStream<Event, Result>(
  work: (tell: (event: Event) => void) => Promise<Result>,
): EventStream<Event, Result> {
  const told: Event[] = []
  let wake = (): void => {}
  let news = new Promise<void>((resolve) => {
    wake = resolve
  })
  const promise = work((event) => {
    told.push(event)
    const wakeNow = wake
    news = new Promise<void>((resolve) => {
      wake = resolve
    })
    wakeNow()
  })
  async function* iterate(): AsyncGenerator<Event, void, void> {
    let ended = false
    const end = promise.then(
      () => {
        ended = true
      },
      () => {
        ended = true
      },
    )
    for (let index = 0; ; ) {
      if (index < told.length) yield told[index++] as Event
      else if (ended) break
      else await Promise.race([news, end])
    }
    await promise
  }
  return Object.assign(promise, { [Symbol.asyncIterator]: iterate })
}
