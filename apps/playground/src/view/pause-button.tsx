import { isRunning } from '../store.ts'

/** Lets all pictures of the page play, or stand. @param what said behind the verb, such as `both` */
export function PauseButton({ what = '' }: { readonly what?: string }) {
  const verb = isRunning.value ? 'Pause' : 'Play'
  return (
    <button
      type="button"
      class="small"
      onClick={() => {
        isRunning.value = !isRunning.value
      }}
    >
      {what === '' ? verb : `${verb} ${what}`}
    </button>
  )
}
