import { describe, it } from 'vitest'
import { createSandbox, createSandboxWorker } from './index.ts'
import { sandboxContract } from './testing.ts'

describe('a sandbox in this thread', () => {
  for (const { name, run } of sandboxContract((options) => createSandbox({ timeoutMs: 1000, ...options })))
    it(name, run)
})

describe('a sandbox in a thread of its own', () => {
  for (const { name, run } of sandboxContract((options) =>
    createSandboxWorker({ timeoutMs: 1000, ...options }),
  ))
    it(name, run)
})
