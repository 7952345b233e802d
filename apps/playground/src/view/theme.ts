import { effect, type Signal, signal } from '@preact/signals'

/** What a visitor may choose. */
export type Theme = 'light' | 'dark'

const systemDark = matchMedia('(prefers-color-scheme: dark)')

/** The theme of the page: the system's, until the visitor chooses. */
export const theme: Signal<Theme> = signal(systemDark.matches ? 'dark' : 'light')

/** Keeps the document's theme as it is to be. */
export function followTheme(): void {
  systemDark.addEventListener('change', ({ matches }) => {
    theme.value = matches ? 'dark' : 'light'
  })
  effect(() => {
    document.documentElement.setAttribute('data-theme', theme.value)
  })
}
