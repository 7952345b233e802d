/** Why a proposal is no candidate for training, as the model is told. */
export interface Refusal {
  /** Such as `'sandbox/runtime'`, `'design/order'`. */
  readonly code: string
  readonly feedback: string
}
