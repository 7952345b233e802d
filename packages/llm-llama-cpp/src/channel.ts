/** What one side sends, the other side iterates over. */
export interface Channel<Item> extends AsyncIterable<Item> {
  readonly send: (item: Item) => void
  readonly close: () => void
  readonly fail: (error: unknown) => void
}

/** A channel from callbacks to one `for await` loop; what is sent before it is read waits. */
export function createChannel<Item>(): Channel<Item> {
  const waiting: Item[] = []
  let end: { readonly error?: unknown } | undefined
  let wake = (): void => {}
  const finish = (how: { readonly error?: unknown }): void => {
    end ??= how
    wake()
  }
  return {
    send(item) {
      waiting.push(item)
      wake()
    },
    close: () => finish({}),
    fail: (error) => finish({ error }),
    async *[Symbol.asyncIterator]() {
      for (;;) {
        while (waiting.length > 0) yield waiting.shift() as Item
        if (end !== undefined) {
          if ('error' in end) throw end.error
          return
        }
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    },
  }
}
