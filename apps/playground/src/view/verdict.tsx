import type { Verdict } from '../store.ts'

/** What is known of the function in the editor. */
export function VerdictView({ verdict }: { readonly verdict: Verdict }) {
  return (
    <div class="verdict" aria-live="polite">
      {verdict.state === 'checking' && <p class="soft">Looking at it …</p>}
      {verdict.state === 'failed' && <p class="bad">✗ It could not be looked at: {verdict.message}</p>}
      {verdict.state === 'known' && verdict.isAccepted && (
        <>
          <p class="good">✓ It runs: tried on {verdict.probes} inputs in the sandbox.</p>
          <p class="soft">
            {verdict.tierReason === undefined
              ? 'Called often, it becomes WebAssembly of its own.'
              : `It stays in QuickJS: ${verdict.tierReason}.`}
          </p>
          {verdict.notes.map((note) => (
            <p key={note} class="note">
              {note}
            </p>
          ))}
          {verdict.lowered !== undefined && (
            <details>
              <summary>The JavaScript that runs</summary>
              <pre>{verdict.lowered}</pre>
            </details>
          )}
        </>
      )}
      {verdict.state === 'known' && !verdict.isAccepted && (
        <>
          <p class="bad">
            ✗ {verdict.line === undefined ? '' : `Line ${verdict.line}: `}
            {verdict.failure.feedback}
          </p>
          <details>
            <summary>What a model would be told</summary>
            <pre>{verdict.message}</pre>
          </details>
        </>
      )}
    </div>
  )
}
