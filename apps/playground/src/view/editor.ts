import { defaultKeymap, history, historyKeymap } from '@codemirror/commands'
import { javascript } from '@codemirror/lang-javascript'
import { python } from '@codemirror/lang-python'
import { HighlightStyle, indentOnInput, syntaxHighlighting } from '@codemirror/language'
import { lintGutter, setDiagnostics } from '@codemirror/lint'
import { Compartment, EditorState, type Extension } from '@codemirror/state'
import { drawSelection, EditorView, keymap, lineNumbers } from '@codemirror/view'
import { tags } from '@lezer/highlight'

/** An editor in the page. */
export interface Editor {
  /** Puts another text in, unless it is there already. */
  setText(text: string): void
  /** Marks a line with what is wrong there; without one, nothing is marked. */
  mark(line: number | undefined, problem: string | undefined): void
  destroy(): void
}

const colors = HighlightStyle.define([
  { tag: [tags.keyword, tags.bool, tags.null], color: 'var(--series-1)' },
  { tag: [tags.number, tags.string], color: 'var(--series-2)' },
  { tag: tags.comment, color: 'var(--ink-soft)' },
  { tag: tags.function(tags.variableName), color: 'var(--series-4)' },
])

const look = EditorView.theme({
  '&': { color: 'var(--ink)', backgroundColor: 'var(--paper)', fontSize: '0.875rem' },
  '&.cm-focused': { outline: '2px solid var(--accent)' },
  '.cm-content': { caretColor: 'var(--ink)', fontFamily: 'ui-monospace, monospace' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': { backgroundColor: 'var(--panel)', color: 'var(--ink-soft)', border: 'none' },
  '.cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground': {
    backgroundColor: 'var(--line)',
  },
  '.cm-tooltip': { backgroundColor: 'var(--panel)', color: 'var(--ink)', border: '1px solid var(--line)' },
})

/** Whether a text looks like Python: it defines a function, and not as JavaScript does. */
function isPython(text: string): boolean {
  return /^\s*(async\s+)?def \w+\s*\(/m.test(text) && !/\bfunction\b|=>/.test(text)
}

function languageOf(text: string): Extension {
  return isPython(text) ? python() : javascript({ typescript: true })
}

/** Creates an editor of JavaScript and Python, whichever is in it. Tab leaves it, so that nobody is caught in it. */
export function createEditor(
  parent: HTMLElement,
  options: { readonly text: string; readonly label: string; readonly onChange: (text: string) => void },
): Editor {
  const language = new Compartment()
  let wasPython = isPython(options.text)
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: options.text,
      extensions: [
        lineNumbers(),
        history(),
        drawSelection(),
        indentOnInput(),
        language.of(languageOf(options.text)),
        syntaxHighlighting(colors),
        lintGutter(),
        keymap.of([...defaultKeymap, ...historyKeymap]),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': options.label }),
        EditorView.updateListener.of((update) => {
          if (!update.docChanged) return
          const text = update.state.doc.toString()
          options.onChange(text)
          if (isPython(text) === wasPython) return
          wasPython = !wasPython
          update.view.dispatch({ effects: language.reconfigure(languageOf(text)) })
        }),
        look,
      ],
    }),
  })
  return {
    setText(text) {
      if (text === view.state.doc.toString()) return
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } })
    },
    mark(line, problem) {
      const isThere = line !== undefined && line <= view.state.doc.lines
      const place = isThere ? view.state.doc.line(line) : undefined
      const found = place
        ? [{ from: place.from, to: place.to, severity: 'error' as const, message: problem ?? '' }]
        : []
      view.dispatch(setDiagnostics(view.state, found))
    },
    destroy: () => view.destroy(),
  }
}
