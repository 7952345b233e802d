import { createRequire } from 'node:module'

const own = createRequire(import.meta.url)('../package.json') as { readonly version: string }

/** Of this package. */
export const version: string = own.version
