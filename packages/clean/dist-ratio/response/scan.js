/** Where a mark begins from an offset on; the end of the code where there is none. */
export function until(code, mark, from) {
    const at = code.indexOf(mark, from);
    return at < 0 ? code.length : at;
}
/** Behind the string that begins with `quote` at `start`; a line break ends it as well. */
export function stringEnd(code, start, quote) {
    for (let at = start + 1; at < code.length; at++) {
        const character = code[at];
        if (character === '\\')
            at++;
        else if (character === quote)
            return at + 1;
        else if (character === '\n')
            return at;
    }
    return code.length;
}
/**
 * Behind the template whose text goes on at `start`, or behind a `${` in it.
 *
 * @param openings gets the depth of brackets at which that `${` stands
 */
export function templateEnd(code, start, openings, depth) {
    for (let at = start; at < code.length; at++) {
        const character = code[at];
        if (character === '\\')
            at++;
        else if (character === '`')
            return at + 1;
        else if (character === '$' && code[at + 1] === '{') {
            openings.push(depth);
            return at + 2;
        }
    }
    return code.length;
}
/** Behind white space and comments; an unclosed comment reaches to the end of the code. */
export function blankEnd(code, from) {
    let at = from;
    for (;;) {
        const character = code.charCodeAt(at);
        if (character === 32 || (character >= 9 && character <= 13))
            at++;
        else if (character === 47 && code.charCodeAt(at + 1) === 47)
            at = until(code, '\n', at);
        else if (character === 47 && code.charCodeAt(at + 1) === 42)
            at = Math.min(code.length, until(code, '*/', at + 2) + 2);
        else if (character > 127 && oddSpace.test(code[at]))
            at++;
        else
            return at;
    }
}
const oddSpace = /\s/;
/** Whether a line is only `...` or `…`: code was left out there. */
export function isGap(line) {
    return /^(?:\.\.\.|…)[ \t]*;?$/.test(line.trim());
}
/** Behind the blanks of one line. */
export function lineBlankEnd(code, from) {
    let at = from;
    while (code[at] === ' ' || code[at] === '\t')
        at++;
    return at;
}
//# sourceMappingURL=scan.js.map