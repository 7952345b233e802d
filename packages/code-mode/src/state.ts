import { CodeModeError } from './errors.ts'

/** A call that waits for a decision. */
export interface PendingCall {
  /** As the program calls it: `tools.sendMail`. */
  readonly tool: string
  /** JSON. */
  readonly input: unknown
  /** The same for this call however often the state is resumed. */
  readonly callId: string
}

const prefix = 'gencode-code-mode-1'

/** A call and the image of the run that waits for it, as text that travels anywhere. */
export function stateText(call: PendingCall, image: Uint8Array): string {
  return [prefix, base64(new TextEncoder().encode(JSON.stringify(call))), base64(image)].join(':')
}

/** @throws CodeModeError for a text that is no state */
export function readState(state: string): { call: PendingCall; image: Uint8Array } {
  try {
    const [first, call, image, ...rest] = state.split(':')
    if (first !== prefix || call === undefined || image === undefined || rest.length > 0)
      throw new Error('it has another form')
    const read = JSON.parse(new TextDecoder().decode(bytes(call))) as PendingCall
    if (typeof read.tool !== 'string' || typeof read.callId !== 'string') throw new Error('it names no call')
    return { call: read, image: bytes(image) }
  } catch (cause) {
    throw new CodeModeError('This is no state of code mode: pass the `state` of an answer as it was.', {
      cause,
    })
  }
}

function base64(data: Uint8Array): string {
  let binary = ''
  for (let at = 0; at < data.length; at += 0x8000)
    binary += String.fromCharCode(...data.subarray(at, at + 0x8000))
  return btoa(binary)
}

function bytes(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}
