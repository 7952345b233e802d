import { observationDocText } from '@gencode/contract'
import { compare, current, isComparing, slotA, slotB, tab, taskId } from '../store.ts'
import { taskOf } from '../tasks/playable.ts'
import { AskTab } from './ask-tab.tsx'
import { CodeEditor } from './code-editor.tsx'
import { loaded } from './loaded.tsx'
import { PasteTab } from './paste-tab.tsx'
import { Tabs } from './tabs.tsx'
import { VerdictView } from './verdict.tsx'

const DesignTab = loaded(async () => (await import('./design-tab.tsx')).DesignTab)

/** Where the reward function comes from. */
export function RewardPanel() {
  return (
    <section class="panel" aria-labelledby="reward-title">
      <div class="row">
        <h2 id="reward-title">Reward function</h2>
        {isComparing.value && <SlotChoice />}
        <label>
          <input
            type="checkbox"
            checked={isComparing.value}
            onChange={(event) => compare(event.currentTarget.checked)}
          />{' '}
          Compare two
        </label>
      </div>
      <Tabs />
      <div id="tab-panel" class="tab" role="tabpanel" aria-labelledby={`tab-${tab.value}`}>
        {tab.value === 'write' && <WriteTab />}
        {tab.value === 'paste' && <PasteTab />}
        {tab.value === 'ask' && <AskTab />}
        {tab.value === 'design' && <DesignTab />}
      </div>
    </section>
  )
}

function SlotChoice() {
  return (
    <fieldset class="choices">
      <legend>Edit</legend>
      {[slotA, slotB].map((slot) => (
        <label key={slot.name}>
          <input
            type="radio"
            name="slot"
            checked={current.value === slot}
            onChange={() => {
              current.value = slot
            }}
          />
          {slot.name}
        </label>
      ))}
    </fieldset>
  )
}

function WriteTab() {
  const slot = current.value
  const verdict = slot.verdict.value
  const rejected = verdict.state === 'known' && !verdict.isAccepted ? verdict : undefined
  return (
    <>
      <CodeEditor
        code={slot.code}
        label={`Reward function ${slot.name}`}
        line={rejected?.line}
        problem={rejected?.failure.feedback}
      />
      <VerdictView verdict={verdict} />
      <Observations />
    </>
  )
}

function withShortNumbers(text: string): string {
  return text.replace(/\d+\.\d{4,}/g, (number) => Number(number).toPrecision(3))
}

/** What the function is given. */
function Observations() {
  const { observationDocs, rule } = taskOf(taskId.value)
  return (
    <details open={matchMedia('(min-width: 62rem)').matches}>
      <summary>What the function is given</summary>
      <ul class="docs">
        {observationDocs.map((doc) => (
          <li key={doc.index}>{withShortNumbers(observationDocText(doc))}</li>
        ))}
        <li>
          <code>isSuccess</code>, <code>isFailure</code>: {rule}
        </li>
      </ul>
    </details>
  )
}
