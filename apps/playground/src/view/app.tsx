import { useEffect } from 'preact/hooks'
import { watchCode } from '../bench/watch-code.ts'
import { isComparing, slotA, slotB } from '../store.ts'
import { Header } from './header.tsx'
import { RewardPanel } from './reward-panel.tsx'
import { StagePanel } from './stage-panel.tsx'
import { TrainingPanel } from './training-panel.tsx'

/** The page. */
export function App() {
  useEffect(() => watchCode(slotA), [])
  useEffect(() => (isComparing.value ? watchCode(slotB) : undefined), [isComparing.value])
  return (
    <>
      <Header />
      <main>
        <StagePanel />
        <div class="column">
          <RewardPanel />
          <TrainingPanel />
        </div>
      </main>
    </>
  )
}
