import type { Candidate } from '@gencode/design'

interface LineageProps {
  readonly candidates: readonly Candidate[]
  readonly chosen: number | undefined
  readonly onChoose: (index: number) => void
}

const [column, row, radius] = [90, 38, 14]

/** Who was made from whom: a column a round. The table below says the same in words. */
export function Lineage({ candidates, chosen, onChoose }: LineageProps) {
  const places = new Map<number, readonly [x: number, y: number]>()
  const filled = new Map<number, number>()
  for (const { index, round } of candidates) {
    const above = filled.get(round) ?? 0
    filled.set(round, above + 1)
    places.set(index, [30 + (round - 1) * column, 22 + above * row])
  }
  const width = 60 + (Math.max(...filled.keys()) - 1) * column
  const height = 6 + Math.max(...filled.values()) * row
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard
    <div class="scroll" tabIndex={0}>
      <svg class="lineage" width={width} height={height} role="img" aria-label="Who was made from whom">
        {candidates.flatMap(({ index, lineage }) =>
          lineage.parents.flatMap((parent) => {
            const [from, to] = [places.get(parent), places.get(index)]
            return from && to
              ? [<line key={`${parent}-${index}`} x1={from[0]} y1={from[1]} x2={to[0]} y2={to[1]} />]
              : []
          }),
        )}
        {candidates.map(({ index, status, successRate = 0 }) => {
          const [x, y] = places.get(index) as readonly [number, number]
          return (
            // biome-ignore lint/a11y/noStaticElementInteractions: the table's buttons do the same by keyboard
            <g key={index} class={index === chosen ? 'chosen' : ''} onClick={() => onChoose(index)}>
              <circle cx={x} cy={y} r={radius} class="ring" />
              {status === 'trained' && (
                <circle cx={x} cy={y} r={radius * Math.sqrt(successRate)} class="filled" />
              )}
              <text x={x} y={y + 4} text-anchor="middle">
                {index + 1}
              </text>
            </g>
          )
        })}
      </svg>
    </div>
  )
}
