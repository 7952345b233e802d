import { existsSync } from 'node:fs'
import { requirePart } from './require.ts'

/** How playwright starts Debian's Chromium. */
export const chromiumOptions: { readonly executablePath: string; readonly args: string[] } = {
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
}

/** Whether tests in a browser can run. */
export const hasChromium: boolean = requirePart('chromium', existsSync(chromiumOptions.executablePath))
