import type { Signal } from '@preact/signals'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Editor } from './editor.ts'

interface CodeEditorProps {
  readonly code: Signal<string>
  readonly label: string
  /** One-based line to mark, with what is wrong there. */
  readonly line: number | undefined
  readonly problem: string | undefined
}

/** An editor; a plain text area until CodeMirror has come. */
export function CodeEditor({ code, label, line, problem }: CodeEditorProps) {
  const place = useRef<HTMLDivElement>(null)
  const editor = useRef<Editor | undefined>(undefined)
  const [hasCome, setHasCome] = useState(false)
  useEffect(() => {
    let isGone = false
    const load = async () => {
      const { createEditor } = await import('./editor.ts')
      if (isGone || !place.current) return
      editor.current = createEditor(place.current, {
        text: code.peek(),
        label,
        onChange: (text) => {
          code.value = text
        },
      })
      setHasCome(true)
    }
    void load()
    return () => {
      isGone = true
      editor.current?.destroy()
      editor.current = undefined
      setHasCome(false)
    }
  }, [code, label])
  useEffect(() => editor.current?.setText(code.value), [code.value])
  useEffect(() => editor.current?.mark(line, problem), [line, problem, hasCome])
  return (
    <div class="editor">
      {!hasCome && (
        <textarea
          aria-label={label}
          spellcheck={false}
          rows={14}
          value={code.value}
          onInput={(event) => {
            code.value = event.currentTarget.value
          }}
        />
      )}
      <div ref={place} />
    </div>
  )
}
