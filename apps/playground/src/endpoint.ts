import { type Signal, signal } from '@preact/signals'

/** Which way a model is asked. */
export type EndpointKind = 'baseline' | 'ollama' | 'openai'

/** Where a model is asked. */
export interface Endpoint {
  readonly kind: EndpointKind
  readonly address: string
  readonly model: string
  /** In memory alone: no link and no storage holds it. */
  readonly key: string
}

/** The first choice of each kind. */
export const endpoints: Readonly<Record<EndpointKind, Endpoint>> = {
  baseline: { kind: 'baseline', address: '', model: '', key: '' },
  ollama: { kind: 'ollama', address: 'http://127.0.0.1:11434', model: 'qwen2.5-coder', key: '' },
  openai: { kind: 'openai', address: 'http://127.0.0.1:8080/v1', model: 'default', key: '' },
}

export const endpoint: Signal<Endpoint> = signal(endpoints.baseline)
