/**
 * A text that others wrote, safe to show: the control characters by which it could move the cursor, set a terminal's
 * title or clipboard, or reorder what is read, are symbols.
 */
export function printable(text: string): string {
  return text.replace(/(?!\r\n)[^\n\t\P{Cc}]|\p{Bidi_Control}/gu, (letter) =>
    letter < ' ' ? String.fromCharCode(0x2400 + letter.charCodeAt(0)) : '\ufffd',
  )
}
