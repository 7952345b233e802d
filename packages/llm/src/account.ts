/** What servers say of an account that is empty or has used up what it may. */
const empty =
  /insufficient[ _-](?:quota|balance|credits?|funds)|exceeded your (?:current )?(?:quota|usage)|credit balance|out of credits?|no credits?\b|not enough credits?|payment required|billing|usage limit|spend(?:ing)? limit|quota exceeded|resource_exhausted/i
/** What passes by itself within the minute. */
const passes = /per[ _-]minute|per[ _-]second|(?:retry|try again) in \d/i
const wrongKey =
  /(?:invalid|incorrect|missing|no|expired|revoked|malformed)\b.{0,20}\b(?:api[ _-]?key|x-api-key|token|credentials)|api[ _-]?key (?:not valid|is (?:invalid|missing|required))|authentication[ _]error|unauthenticated/i

/** What is wrong with an account: it is empty, or its key is not accepted. */
export type AccountFailure = 'empty' | 'key'

/**
 * Whether a refusal is about the account and not about the request: `'empty'` where it has nothing left or has used up what it may,
 * `'key'` where the key is wrong or missing.
 *
 * @param status the HTTP status, where there is one
 * @param said whatever the server said: its message, or its whole body
 */
export function accountFailure(status: number | undefined, said: string): AccountFailure | undefined {
  if (status === 402) return 'empty'
  const isRefusal = status === undefined || (status >= 400 && status < 500)
  if (isRefusal && empty.test(said) && !passes.test(said)) return 'empty'
  if (status === 401 || status === 403) return 'key'
  return isRefusal && status !== 429 && wrongKey.test(said) ? 'key' : undefined
}

/**
 * The message of such a failure, for a person: it says that the code is not what is wrong.
 *
 * @param who the model and its server
 * @param how how to give the key, such as `Check the API key.`
 */
export function accountMessage(failure: AccountFailure, who: string, said: string, how: string): string {
  return failure === 'empty'
    ? `The account at ${who} has no credit or quota left: ${said}. No code is at fault: fill it up or wait for its next period, then go on; or name another model.`
    : `${who} does not accept the key: ${said}. ${how}`
}
