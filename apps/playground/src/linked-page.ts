import { batch, effect, type Signal } from '@preact/signals'
import { pastTraining, type Training } from './bench/training.ts'
import { endpoint, endpoints } from './endpoint.ts'
import { fromHash, type LinkedPage, type LinkedTraining, toHash } from './link.ts'
import {
  answer,
  chooseTask,
  current,
  isComparing,
  playedBy,
  type Slot,
  slotA,
  slotB,
  tab,
  taskId,
} from './store.ts'

const writeMs = 300

let written = ''

/** Takes the page's state from its link, and keeps the link as the state is. */
export async function followLink(): Promise<void> {
  await takeHash()
  addEventListener('hashchange', () => {
    if (location.hash.slice(1) !== written) void takeHash()
  })
  let timer: ReturnType<typeof setTimeout> | undefined
  const first = JSON.stringify(pageState())
  effect(() => {
    const state = pageState()
    clearTimeout(timer)
    // A visitor who changes nothing keeps the plain address.
    if (written === '' && location.hash === '' && JSON.stringify(state) === first) return
    timer = setTimeout(async () => {
      written = await toHash(state)
      history.replaceState(null, '', `#${written}`)
    }, writeMs)
  })
}

async function takeHash(): Promise<void> {
  const hash = location.hash.slice(1)
  const state = hash === '' ? undefined : await fromHash(hash)
  if (!state) return
  written = hash
  const policies = await Promise.all([state.trainedA, state.trainedB].map(trainingOf))
  batch(() => {
    chooseTask(state.task)
    slotA.code.value = state.a
    slotB.code.value = state.b
    isComparing.value = state.isComparing
    current.value = state.isComparing && state.edits === 'B' ? slotB : slotA
    tab.value = state.tab
    answer.value = state.answer
    endpoint.value = { ...endpoints[state.endpoint.kind], ...state.endpoint }
    slotA.training.value = policies[0]
    slotB.training.value = policies[1]
    playedBy.value = state.by === 'trained' && !policies.some(Boolean) ? playedBy.value : state.by
  })
}

/** A training that a link tells of; none where its policy is broken. */
async function trainingOf(linked: LinkedTraining | undefined): Promise<Training | undefined> {
  if (!linked) return undefined
  const { loadPolicy } = await import('@gencode/train')
  try {
    const policy = loadPolicy(linked.policy)
    const curves = new Map(
      linked.curves.map((curve, seed) => [
        seed,
        curve.map(([environmentSteps, successRate]) => ({ environmentSteps, successRate })),
      ]),
    )
    return pastTraining(linked.code, { ...linked, policy }, curves)
  } catch {
    return undefined
  }
}

function pageState(): LinkedPage {
  const { kind, address, model } = endpoint.value
  return {
    task: taskId.value,
    a: slotA.code.value,
    b: slotB.code.value,
    isComparing: isComparing.value,
    edits: current.value.name,
    tab: tab.value,
    answer: answer.value,
    by: playedBy.value,
    endpoint: { kind, address, model },
    ...linked('trainedA', slotA),
    ...linked('trainedB', slotB),
  }
}

function linked<Name extends string>(name: Name, { training }: Slot): { [key in Name]?: LinkedTraining } {
  const state = stateOf(training)
  if (state?.kind !== 'done') return {}
  const { successRate, interval, episodes, policy } = state.result
  const curves = [...(training.value?.curves.value ?? [])]
    .toSorted(([one], [other]) => one - other)
    .map(([, curve]) => curve.map((point): [number, number] => [point.environmentSteps, point.successRate]))
  const told = {
    code: training.value?.code ?? '',
    successRate,
    interval: [...interval] as [number, number],
    episodes,
    policy,
    curves,
  }
  return { [name]: told } as { [key in Name]?: LinkedTraining }
}

function stateOf(training: Signal<Training | undefined>) {
  return training.value?.state.value
}
