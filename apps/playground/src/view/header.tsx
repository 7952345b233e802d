import { useSignal } from '@preact/signals'
import { chooseTask, taskId } from '../store.ts'
import { playables } from '../tasks/playable.ts'
import { theme } from './theme.ts'

/** The page's head: what it is, the task, the theme. */
export function Header() {
  const copied = useSignal('')
  const isDark = theme.value === 'dark'
  return (
    <header>
      <div class="brand">
        <h1>gencode</h1>
        <p>Write a reward. A policy learns from it. Watch what it learned.</p>
      </div>
      <div class="tools">
        <label>
          Task{' '}
          <select value={taskId.value} onChange={(event) => chooseTask(event.currentTarget.value)}>
            {playables.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          onClick={async () => {
            // The address holds everything already; where copying is not allowed, it can be taken from there.
            const isCopied = await navigator.clipboard?.writeText(location.href).then(
              () => true,
              () => false,
            )
            copied.value = isCopied ? 'Copied' : 'It is the address'
            setTimeout(() => {
              copied.value = ''
            }, 2000)
          }}
        >
          <span aria-live="polite">{copied.value || 'Copy link'}</span>
        </button>
        <button
          type="button"
          aria-pressed={isDark}
          onClick={() => {
            theme.value = isDark ? 'light' : 'dark'
          }}
        >
          Dark
        </button>
      </div>
    </header>
  )
}
