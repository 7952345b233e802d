import { type Signal, signal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import type { Designing, Kept } from '../design/designing.ts'
import { endpoint } from '../endpoint.ts'
import { chooseTask, taskId } from '../store.ts'
import { playableOf } from '../tasks/playable.ts'
import { DesignView } from './design-view.tsx'
import { EndpointFields } from './endpoint-fields.tsx'

const designing: Signal<Designing | undefined> = signal(undefined)
const kept: Signal<Kept | undefined> = signal(undefined)
const problem: Signal<string> = signal('')
const isByHand: Signal<boolean> = signal(false)
const rounds: Signal<number> = signal(2)
const population: Signal<number> = signal(4)
/** Environment steps of a training; 0 leaves them to the task. */
const steps: Signal<number> = signal(0)

const load = () => import('../design/designing.ts')

/** Has rewards written, trained with and made better, round after round. */
export function DesignTab() {
  useEffect(() => {
    void load().then(async ({ keptSettings }) => {
      kept.value = await keptSettings()
    })
  }, [])
  const current = designing.value
  const isRunning = current?.state.value.kind === 'running'
  return (
    <>
      <p class="soft">
        A model writes some rewards, policies are trained with each, and what training showed goes back to the
        model, round after round. It all happens in this browser, and goes on after the page was closed.
      </p>
      {isRunning ? null : <Form />}
      {!isRunning && current?.state.value.kind !== 'done' && kept.value && <KeptDesign kept={kept.value} />}
      {!isRunning && <OpenFile />}
      {problem.value && <p class="bad">✗ {problem.value}</p>}
      {current && <DesignView designing={current} />}
    </>
  )
}

function Form() {
  return (
    <form
      class="tab"
      onSubmit={(event) => {
        event.preventDefault()
        void begin()
      }}
    >
      <EndpointFields isByHand={isByHand} />
      <div class="fields">
        <CountField label="Rounds" value={rounds} least={1} />
        <CountField label="Rewards a round" value={population} least={1} />
        <CountField label="Environment steps a training (0: the task’s own)" value={steps} least={0} />
      </div>
      <div>
        <button type="submit">Begin a design</button>
      </div>
    </form>
  )
}

interface CountFieldProps {
  readonly label: string
  readonly value: Signal<number>
  readonly least: number
}

function CountField({ label, value, least }: CountFieldProps) {
  return (
    <label class="field">
      {label}
      <input
        type="number"
        required
        min={least}
        value={value.value}
        onInput={(event) => {
          value.value = event.currentTarget.valueAsNumber
        }}
      />
    </label>
  )
}

async function begin(): Promise<void> {
  const { beginDesign } = await load()
  const { key, ...place } = endpoint.peek()
  const settings = {
    taskId: taskId.peek(),
    isByHand: isByHand.peek(),
    endpoint: place,
    rounds: rounds.peek(),
    population: population.peek(),
    ...(steps.peek() > 0 ? { steps: steps.peek() } : {}),
    seed: Math.floor(Math.random() * 2 ** 31),
  }
  await trying(async () => {
    designing.value = await beginDesign(settings, key)
    kept.value = { settings, proposals: 0, isOver: false }
  })
}

/** What is kept from before: to go on with, to share, to forget. */
function KeptDesign({ kept: { settings, proposals, isOver } }: { readonly kept: Kept }) {
  const name = playableOf(settings.taskId).name
  return (
    <section class="attempt" aria-label="The design that this browser keeps">
      <p>
        {isOver ? 'A design' : 'An unfinished design'} of “{name}” is kept here: {proposals} rewards so far.
      </p>
      <div class="row start">
        <button
          type="button"
          onClick={() =>
            trying(async () => {
              const { goOn } = await load()
              if (taskId.peek() !== settings.taskId) chooseTask(settings.taskId)
              designing.value = goOn(settings, endpoint.peek().key)
            })
          }
        >
          {isOver ? 'Show it' : 'Go on'}
        </button>
        <button type="button" onClick={() => trying(saveFile)}>
          Save as a file
        </button>
        <button
          type="button"
          onClick={() =>
            trying(async () => {
              await (await load()).forgetDesign()
              kept.value = undefined
              designing.value = undefined
            })
          }
        >
          Forget it
        </button>
      </div>
    </section>
  )
}

function OpenFile() {
  return (
    <label class="field">
      Or open a design from a file
      <input
        type="file"
        accept=".jsonl"
        onChange={({ currentTarget }) =>
          trying(async () => {
            const text = await currentTarget.files?.[0]?.text()
            if (text !== undefined) kept.value = await (await load()).openDesignFile(text)
          })
        }
      />
    </label>
  )
}

async function saveFile(): Promise<void> {
  const { designFile } = await load()
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([await designFile()], { type: 'application/jsonl' }))
  link.download = `design-${kept.peek()?.settings.taskId}.jsonl`
  link.click()
  URL.revokeObjectURL(link.href)
}

async function trying(work: () => Promise<void>): Promise<void> {
  problem.value = ''
  try {
    await work()
  } catch (error) {
    problem.value = error instanceof Error ? error.message : String(error)
  }
}
