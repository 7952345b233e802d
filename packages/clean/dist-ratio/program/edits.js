import { until } from '../response/scan.js';
/** Changes to a text that never add, drop or move a line. */
export class Edits {
    #edits = [];
    #code;
    constructor(code) {
        this.#code = code;
    }
    /** Puts spaces in place of a range; what follows stays where it was. */
    blank(start, end) {
        if (end > start)
            this.#edits.push({ start, end, text: blanked(this.#code.slice(start, end)) });
    }
    /** Blanks whole statements: a `;` stays where the next line would otherwise run on from the last. */
    blankStatement(start, end) {
        const text = blanked(this.#code.slice(start, end));
        const next = nextToken(this.#code, end);
        const previous = this.#code.slice(0, start).trimEnd().at(-1);
        const runsOn = '([`+-/*.,?'.includes(next || ' ') && previous !== undefined && !';{}'.includes(previous);
        this.#edits.push({ start, end, text: runsOn && text.startsWith(' ') ? `;${text.slice(1)}` : text });
    }
    /** Puts `text` (of one line) in place of a range, keeping the range's line breaks behind it. */
    replace(start, end, text) {
        this.#edits.push({ start, end, text: text + this.#code.slice(start, end).replace(/[^\n\r]/g, '') });
    }
    insert(position, text) {
        this.#edits.push({ start: position, end: position, text });
    }
    /** The changed text. Of two changes that overlap, the one that starts first (the wider one) counts. */
    apply() {
        const code = this.#code;
        const order = this.#edits.map((edit, index) => ({ ...edit, index }));
        order.sort((a, b) => a.start - b.start || isInsert(b) - isInsert(a) || b.end - a.end || a.index - b.index);
        let out = '';
        let at = 0;
        for (const edit of order) {
            if (edit.start < at)
                continue;
            out += code.slice(at, edit.start) + edit.text;
            at = edit.end;
        }
        return out + code.slice(at);
    }
}
/** Spaces in place of everything but line breaks. */
function blanked(text) {
    return text.replace(/[^\n\r\u2028\u2029]/g, ' ');
}
const isInsert = (edit) => Number(edit.start === edit.end);
/** The first character after white space and comments, `''` at the end. */
function nextToken(code, from) {
    for (let at = from; at < code.length; at++) {
        const character = code[at];
        if (/\s/.test(character))
            continue;
        const two = code.slice(at, at + 2);
        if (two === '//')
            at = until(code, '\n', at + 2) - 1;
        else if (two === '/*')
            at = until(code, '*/', at + 2) + 1;
        else
            return character;
    }
    return '';
}
//# sourceMappingURL=edits.js.map