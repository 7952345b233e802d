/** One promise of an interface; `run` throws where it is broken. */
export interface ContractCase {
  readonly name: string
  readonly run: () => Promise<void>
}
