import { learningCurves } from '@gencode/plots'
import { activeSlots } from '../store.ts'
import { LinePlotView } from './line-plot.tsx'

/** The learning curves, as they grow. */
export function TrainingPanel() {
  const slots = activeSlots().filter((slot) => slot.training.value)
  const curves = slots.map((slot) => [...(slot.training.value?.curves.value.values() ?? [])])
  if (slots.length === 0) return null
  return (
    <section class="panel" aria-labelledby="training-title">
      <h2 id="training-title">How they learn</h2>
      <LinePlotView
        title="Share of training episodes that succeed, mean over three seeds"
        xLabel="environment steps of each seed"
        height={180}
        range={[0, 1]}
        version={curves.flat().reduce((sum, curve) => sum + curve.length, 0)}
        read={() => {
          const { x, means } = learningCurves(curves)
          const series = slots.map(({ name }, index) => ({
            label: `reward ${name}`,
            values: means[index] ?? [],
          }))
          return { x, series }
        }}
      />
    </section>
  )
}
