import type { ComponentType } from 'preact'
import { useEffect, useState } from 'preact/hooks'

/** A component that is loaded when it is first shown. */
export function loaded<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let known: ComponentType<Props> | undefined
  return function Loaded(props: Props) {
    const [Shown, show] = useState(() => known)
    useEffect(() => {
      if (known) return
      void load().then((component) => {
        known = component
        show(() => component)
      })
    }, [])
    return Shown ? <Shown {...props} /> : <p class="soft">Loading …</p>
  }
}
