/** The compiled tier, loaded when a sandbox is made with it. */
export { TieredFunction } from './tiered-function.ts'
export { loadTiers } from './tiers.ts'
export { whyNot } from './why-not.ts'
