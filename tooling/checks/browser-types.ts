/** What the checks use of playwright-core, which is installed outside the workspace. */
export interface Browser {
  newPage(): Promise<Page>
  close(): Promise<void>
}

interface Page {
  on(event: 'pageerror', listener: (error: Error) => void): void
  on(event: 'console', listener: (message: { text(): string }) => void): void
  goto(url: string): Promise<unknown>
  evaluate<Argument, Result>(
    run: (argument: Argument) => Result,
    argument: Argument,
  ): Promise<Awaited<Result>>
  setViewportSize(size: { readonly width: number; readonly height: number }): Promise<void>
  emulateMedia(media: { readonly colorScheme: 'light' | 'dark' }): Promise<void>
  waitForFunction(
    expression: string,
    argument: unknown,
    options: { timeout: number },
  ): Promise<{ jsonValue(): Promise<unknown> }>
  close(): Promise<void>
}
