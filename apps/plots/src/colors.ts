/** How many colours there are for series. */
const count = 6

/** The colour of the n-th series, from the style sheet's variables: light or dark as the page is. */
export function seriesColor(index: number, element: Element): string {
  const name = `--series-${(index % count) + 1}`
  return getComputedStyle(element).getPropertyValue(name).trim() || 'currentColor'
}

/** The colour of text, grid lines and the like. */
export function plotColor(name: 'text' | 'grid', element: Element): string {
  return getComputedStyle(element).getPropertyValue(`--plot-${name}`).trim() || 'currentColor'
}
