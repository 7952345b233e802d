import type { Signal } from '@preact/signals'
import { type Endpoint, type EndpointKind, endpoint, endpoints } from '../endpoint.ts'

const kinds: readonly { readonly id: EndpointKind; readonly label: string }[] = [
  { id: 'baseline', label: 'Baseline: no language model, samples programs' },
  { id: 'ollama', label: 'Ollama' },
  { id: 'openai', label: 'OpenAI-compatible server' },
]

interface EndpointFieldsProps {
  /** Whether a person carries prompts and answers; the choice is only there where this is given. */
  readonly isByHand?: Signal<boolean>
}

/** Who writes: which model, where. */
export function EndpointFields({ isByHand }: EndpointFieldsProps) {
  const { kind, address, model, key } = endpoint.value
  const byHand = isByHand?.value ?? false
  const set = (change: Partial<Endpoint>) => {
    endpoint.value = { ...endpoint.value, ...change }
  }
  const choose = (id: string) => {
    if (isByHand) isByHand.value = id === 'hand'
    if (id !== 'hand') endpoint.value = endpoints[id as EndpointKind]
  }
  return (
    <div class="fields">
      <label class="field">
        Who writes it
        <select value={byHand ? 'hand' : kind} onChange={(event) => choose(event.currentTarget.value)}>
          {kinds.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
          {isByHand && <option value="hand">Any chat: you carry the prompts and the answers</option>}
        </select>
      </label>
      {!byHand && kind !== 'baseline' && (
        <>
          <label class="field">
            Address
            <input
              type="url"
              required
              value={address}
              onInput={(event) => set({ address: event.currentTarget.value })}
            />
          </label>
          <label class="field">
            Model
            <input
              required
              spellcheck={false}
              value={model}
              onInput={(event) => set({ model: event.currentTarget.value })}
            />
          </label>
        </>
      )}
      {!byHand && kind === 'openai' && (
        <label class="field">
          Key (stays in this page's memory)
          <input
            type="password"
            autocomplete="off"
            value={key}
            onInput={(event) => set({ key: event.currentTarget.value })}
          />
        </label>
      )}
    </div>
  )
}
