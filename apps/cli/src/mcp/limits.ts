/** What one call of a tool may cost. */
export interface McpLimits {
  /** Environment steps of one `train_reward`, all seeds together. */
  readonly maxSteps: number
  /** Wall time of one call, in seconds. */
  readonly maxSeconds: number
}
