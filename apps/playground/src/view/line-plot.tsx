import type { LinePlot, LineSeries } from '@gencode/plots'
import { useEffect, useRef } from 'preact/hooks'

interface LinePlotViewProps {
  readonly title: string
  readonly xLabel: string
  readonly height: number
  readonly range?: readonly [number, number]
  /** Cuts off what would flatten the rest. */
  readonly isCut?: boolean
  /** Another number: there is something new to draw. */
  readonly version: number
  readonly read: () => { readonly x: readonly number[]; readonly series: readonly LineSeries[] }
}

/** Drawn at most so often; more is not seen. */
const redrawMs = 80

/** A plot of the shared kind in a component. */
export function LinePlotView({
  title,
  xLabel,
  height,
  range,
  isCut = false,
  version,
  read,
}: LinePlotViewProps) {
  const place = useRef<HTMLDivElement>(null)
  const plot = useRef<LinePlot | undefined>(undefined)
  const newest = useRef(read)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  newest.current = read
  useEffect(() => {
    let isGone = false
    void import('@gencode/plots').then(({ createLinePlot }) => {
      if (isGone || !place.current) return
      plot.current = createLinePlot(place.current, {
        title,
        xLabel,
        height,
        isCut,
        ...(range ? { range } : {}),
      })
      const { x, series } = newest.current()
      plot.current.update(x, series)
    })
    return () => {
      isGone = true
      clearTimeout(timer.current)
      timer.current = undefined
      plot.current?.destroy()
      plot.current = undefined
    }
  }, [title, xLabel, height])
  useEffect(() => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      const { x, series } = newest.current()
      plot.current?.update(x, series)
    }, redrawMs)
  }, [version, title])
  return <div ref={place} role="img" aria-label={title} style={{ minHeight: `${height + 30}px` }} />
}
