import type { ToolLike } from '@gencode/code-mode'
import * as z from 'zod'

/** A tool of one's own: what it takes and gives as zod schemas, from which the model reads its types; then what it does. */
export function stockTool(stock: ReadonlyMap<string, number>) {
  return {
    description: 'How many pieces of an article are in stock.',
    inputSchema: z.object({ article: z.string().min(1) }),
    outputSchema: z.object({ article: z.string(), pieces: z.number() }),
    // What it throws reaches the program as an error that it can catch: say what to do.
    execute: async ({ article }: { readonly article: string }) => {
      const pieces = stock.get(article)
      if (pieces === undefined)
        throw new Error(`There is no ${article}; there are ${[...stock.keys()].join(', ')}`)
      return { article, pieces }
    },
  } satisfies ToolLike
}
