import { useEffect } from 'preact/hooks'
import type { KeyPad } from '../play/key-pad.ts'
import type { Playable } from '../tasks/playable.ts'

/** Where keys are text or choices. */
const typesIn = 'input, textarea, select, [contenteditable="true"]'

/** The task's keys, as buttons for fingers; the keyboard works anywhere outside of text. */
export function Keys({ playable, pad }: { readonly playable: Playable; readonly pad: KeyPad }) {
  useEffect(() => {
    // The choice of who plays has the focus, and would take the arrows for itself.
    if (document.activeElement instanceof HTMLInputElement) document.activeElement.blur()
    const down = (event: KeyboardEvent) => {
      if (event.target instanceof Element && event.target.matches(typesIn)) return
      if (event.ctrlKey || event.metaKey || event.altKey) return
      if (pad.press(event.key)) event.preventDefault()
    }
    const up = (event: KeyboardEvent) => pad.release(event.key)
    addEventListener('keydown', down)
    addEventListener('keyup', up)
    return () => {
      removeEventListener('keydown', down)
      removeEventListener('keyup', up)
    }
  }, [pad])
  return (
    <div class="keys">
      {playable.keys.map(({ key, label }) => (
        <button
          key={key}
          type="button"
          onPointerDown={() => pad.press(key)}
          onPointerUp={() => pad.release(key)}
          onPointerLeave={() => pad.release(key)}
          onClick={(event) => {
            // A click without a pointer: from the keyboard or a screen reader.
            if (event.detail !== 0) return
            pad.press(key)
            setTimeout(() => pad.release(key), 100)
          }}
        >
          {label}
        </button>
      ))}
    </div>
  )
}
