import type { GenCodeEvent } from '@gencode/core'
import type { DesignEvent } from '@gencode/design'
import type { TrainingProgress } from '@gencode/train'
import {
  type Context,
  context,
  type Span,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api'

/** What a run of `GenCode`, of `train` or of `design` tells. */
export type Told = GenCodeEvent | DesignEvent | TrainingProgress

/**
 * Events as OpenTelemetry spans, by the semantic conventions of generative AI where these have a word: each answer of a model, each
 * look at what it wrote, each training, each round.
 *
 * @param events a run, or the events of a `GenCode`; read to their end
 */
export async function spansOf(events: AsyncIterable<Told>, tracer: Tracer): Promise<void> {
  const outer = context.active()
  const seeds = new Map<number, Span>()
  let round: Span | undefined
  const inside = (): Context => (round ? trace.setSpan(outer, round) : outer)
  try {
    for await (const event of events) {
      if (!('type' in event)) tellTraining(event, seeds, tracer, outer)
      else if (event.type === 'round') round = tracer.startSpan(`design round ${event.round}`, {}, outer)
      else if (event.type === 'round-ended') {
        const { successRate, best } = event.summary
        if (successRate !== null) round?.setAttribute('gencode.success_rate', successRate)
        if (best !== null) round?.setAttribute('gencode.best', best)
        round?.end()
        round = undefined
      } else if (event.type === 'candidate') {
        const { index, status, successRate } = event.candidate
        const rate = successRate === undefined ? {} : { 'gencode.success_rate': successRate }
        round?.addEvent('candidate', { 'gencode.candidate': index, 'gencode.status': status, ...rate })
      } else if (event.type === 'generation') tellAttempt(event.event, tracer, inside())
      else tellAttempt(event, tracer, inside())
    }
  } catch (error) {
    round?.setStatus({ code: SpanStatusCode.ERROR, message: String(error) })
    throw error
  } finally {
    round?.end()
    for (const span of seeds.values()) span.end()
  }
}

/** An answer and what became of it, once that is known: when it began stands in it. */
function tellAttempt(event: GenCodeEvent | DesignEvent, tracer: Tracer, parent: Context): void {
  if (event.type !== 'accepted' && event.type !== 'rejected') return
  const { candidate, result } = event
  const { model = 'given', startedAt, durationMs, examinedMs, usage, end, entry, error } = result
  const start = Date.parse(startedAt)
  const answered = start + durationMs
  const place = { 'gencode.candidate': candidate, 'gencode.attempt': result.index }
  const chat = {
    'gen_ai.operation.name': 'chat',
    'gen_ai.request.model': model,
    'gen_ai.usage.input_tokens': usage.inputTokens,
    'gen_ai.usage.output_tokens': usage.outputTokens,
    'gen_ai.response.finish_reasons': [end],
  }
  tracer
    .startSpan(
      `chat ${model}`,
      { kind: SpanKind.CLIENT, startTime: start, attributes: { ...chat, ...place } },
      parent,
    )
    .end(answered)
  const examined = tracer.startSpan(
    `examine ${entry ?? 'answer'}`,
    { startTime: answered, attributes: place },
    parent,
  )
  if (error) {
    examined.setAttribute('error.type', error.code)
    examined.setStatus({ code: SpanStatusCode.ERROR, message: error.feedback })
  }
  examined.end(answered + examinedMs)
}

/** A span for each seed, with an event for each of its points. */
function tellTraining(
  { seed, budget, environmentSteps, successRate }: TrainingProgress,
  seeds: Map<number, Span>,
  tracer: Tracer,
  parent: Context,
): void {
  const attributes = { 'gencode.seed': seed, 'gencode.budget': budget }
  const span = seeds.get(seed) ?? tracer.startSpan(`train seed ${seed}`, { attributes }, parent)
  seeds.set(seed, span)
  span.addEvent('point', {
    'gencode.environment_steps': environmentSteps,
    'gencode.success_rate': successRate,
  })
}

/** Functions of the host, each call of which is a span: for `createSandbox({ globals: spannedTools(tools, tracer) })`. */
export function spannedTools<Tools extends Readonly<Record<string, (...args: never[]) => unknown>>>(
  tools: Tools,
  tracer: Tracer,
): Tools {
  const spanned = Object.entries(tools).map(([name, tool]) => {
    const attributes = { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': name }
    return [
      name,
      (...args: never[]) =>
        tracer.startActiveSpan(`execute_tool ${name}`, { attributes }, async (span) => {
          try {
            return await tool(...args)
          } catch (error) {
            span.setAttribute('error.type', error instanceof Error ? error.name : '_OTHER')
            span.setStatus({ code: SpanStatusCode.ERROR, message: String(error) })
            throw error
          } finally {
            span.end()
          }
        }),
    ]
  })
  return Object.fromEntries(spanned)
}
