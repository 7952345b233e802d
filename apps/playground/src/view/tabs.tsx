import { type Tab, tab } from '../store.ts'

const tabs: readonly { readonly id: Tab; readonly label: string }[] = [
  { id: 'write', label: 'Write' },
  { id: 'paste', label: 'Paste an answer' },
  { id: 'ask', label: 'Ask a model' },
  { id: 'design', label: 'Design' },
]

/** The tabs of the reward panel: arrows go from one to the next. */
export function Tabs() {
  const move = (by: number) => {
    const at = tabs.findIndex(({ id }) => id === tab.value)
    const next = tabs[(at + by + tabs.length) % tabs.length]
    if (!next) return
    tab.value = next.id
    document.getElementById(`tab-${next.id}`)?.focus()
  }
  return (
    <div class="tabs" role="tablist" aria-label="Where the reward function comes from">
      {tabs.map(({ id, label }) => (
        <button
          key={id}
          id={`tab-${id}`}
          type="button"
          role="tab"
          aria-selected={tab.value === id}
          aria-controls="tab-panel"
          tabIndex={tab.value === id ? 0 : -1}
          onClick={() => {
            tab.value = id
          }}
          onKeyDown={({ key }) => {
            if (key === 'ArrowRight') move(1)
            if (key === 'ArrowLeft') move(-1)
          }}
        >
          {label}
        </button>
      ))}
    </div>
  )
}
