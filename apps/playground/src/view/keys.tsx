import { useLayoutEffect, useRef } from 'preact/hooks'
import type { KeyPad } from '../play/key-pad.ts'
import type { Playable } from '../tasks/playable.ts'

/** Where keys are text or choices, or scroll. */
const typesIn = 'input, textarea, select, [contenteditable="true"], [tabindex]'

/** The task's keys, as buttons for fingers; the keyboard works anywhere outside of text. */
export function Keys({ playable, pads }: { readonly playable: Playable; readonly pads: readonly KeyPad[] }) {
  const press = (key: string) => pads.map((pad) => pad.press(key)).includes(true)
  const release = (key: string) => {
    for (const pad of pads) pad.release(key)
  }
  const buttons = useRef<HTMLDivElement>(null)
  // Who sees the buttons may press the keys.
  useLayoutEffect(() => {
    // The choice of who plays has the focus, and would take the arrows for itself.
    if (document.activeElement instanceof HTMLInputElement)
      buttons.current?.querySelector('button')?.focus({ preventScroll: true })
    const down = (event: KeyboardEvent) => {
      if (event.target instanceof Element && event.target.matches(typesIn)) return
      if (event.ctrlKey || event.metaKey || event.altKey) return
      if (press(event.key)) event.preventDefault()
    }
    const up = (event: KeyboardEvent) => release(event.key)
    const leave = () => {
      for (const pad of pads) pad.releaseAll()
    }
    addEventListener('keydown', down)
    addEventListener('keyup', up)
    addEventListener('blur', leave)
    return () => {
      leave()
      removeEventListener('keydown', down)
      removeEventListener('keyup', up)
      removeEventListener('blur', leave)
    }
  }, [playable])
  return (
    <div class="keys" ref={buttons}>
      {playable.keys.map(({ key, label }) => (
        <button
          key={key}
          type="button"
          onPointerDown={() => press(key)}
          onPointerUp={() => release(key)}
          onPointerLeave={() => release(key)}
          onClick={(event) => {
            // A click without a pointer: from the keyboard or a screen reader.
            if (event.detail !== 0) return
            press(key)
            setTimeout(() => release(key), 100)
          }}
        >
          {label}
        </button>
      ))}
    </div>
  )
}
