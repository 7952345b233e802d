/**
 * Where TypeScript's types end, by their characters: enough to skip them, nothing more. Every function takes
 * the offset where its part begins and returns the one behind it, or -1 where there is no such part.
 */
import { stringEnd, templateEnd, until } from '../../response/scan.js';
const space = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
const word = /[\p{ID_Start}$_][\p{ID_Continue}$]*/uy;
const operators = new Set(['keyof', 'unique', 'readonly', 'infer', 'asserts', 'typeof']);
const maxDepth = 60;
function match(pattern, code, at) {
    pattern.lastIndex = at;
    return pattern.exec(code)?.[0];
}
/** Behind white space and comments. */
export function skipSpace(code, at) {
    return at + (match(space, code, at) ?? '').length;
}
/** The word that begins at an offset, `''` where none does. */
export function wordAt(code, at) {
    return match(word, code, at) ?? '';
}
/** Behind the bracket that closes the one at `at`, within `maxLength` characters. */
export function bracketEnd(code, at, maxLength = 20_000) {
    let depth = 0;
    const last = Math.min(code.length, at + maxLength);
    const templates = [];
    for (let index = at; index < last; index++) {
        const character = code[index];
        if (character === '"' || character === "'")
            index = stringEnd(code, index, character) - 1;
        else if (character === '`')
            index = templateEnd(code, index + 1, templates, depth) - 1;
        else if (character === '/' && code[index + 1] === '/')
            index = until(code, '\n', index) - 1;
        else if (character === '/' && code[index + 1] === '*') {
            const end = code.indexOf('*/', index + 2);
            if (end < 0)
                return -1;
            index = end + 1;
        }
        else if ('([{'.includes(character))
            depth++;
        else if (character === '}' && templates.at(-1) === depth) {
            templates.pop();
            index = templateEnd(code, index + 1, templates, depth) - 1;
        }
        else if (')]}'.includes(character)) {
            depth--;
            if (depth === 0)
                return index + 1;
        }
    }
    return -1;
}
/** Whether a colon of a condition follows at this depth of brackets. */
export function hasColonAhead(code, start) {
    let conditions = 0;
    for (let at = start; at < Math.min(code.length, start + 2000); at++) {
        const character = code[at];
        if ('([{'.includes(character)) {
            const end = bracketEnd(code, at);
            if (end < 0)
                return false;
            at = end - 1;
        }
        else if (character === '?' && code[at + 1] !== '.' && code[at + 1] !== '?' && code[at - 1] !== '?')
            conditions++;
        else if (character === ':') {
            if (conditions === 0)
                return true;
            conditions--;
        }
        else if (')]},;'.includes(character))
            return false;
        else if (character === '"' || character === "'")
            at = stringEnd(code, at, character) - 1;
    }
    return false;
}
/** Behind a type. */
export function typeEnd(code, start, depth = 0) {
    if (depth > maxDepth)
        return -1;
    let at = skipSpace(code, start);
    if (code[at] === '|' || code[at] === '&')
        at = skipSpace(code, at + 1);
    for (;;) {
        at = operandEnd(code, at, depth);
        if (at < 0)
            return -1;
        const next = skipSpace(code, at);
        if ((code[next] === '|' || code[next] === '&') && code[next + 1] !== code[next] && code[next + 1] !== '=')
            at = skipSpace(code, next + 1);
        else
            break;
    }
    return conditionalEnd(code, at, depth);
}
/** `T extends U ? X : Y` behind its `T`; nothing is taken where it's no condition. */
function conditionalEnd(code, at, depth) {
    const next = skipSpace(code, at);
    if (wordAt(code, next) !== 'extends' || code.slice(at, next).includes('\n\n'))
        return at;
    const bound = skipSpace(code, typeEnd(code, next + 7, depth + 1));
    if (bound <= next || code[bound] !== '?')
        return at;
    const yes = skipSpace(code, typeEnd(code, bound + 1, depth + 1));
    if (yes <= bound || code[yes] !== ':')
        return -1;
    return typeEnd(code, yes + 1, depth + 1);
}
function operandEnd(code, start, depth) {
    let at = start;
    const character = code[at];
    let name = wordAt(code, at);
    while (operators.has(name) &&
        /^\s+[\w$({['"`-]/.test(code.slice(at + name.length, at + name.length + 40))) {
        at = skipSpace(code, at + name.length);
        if (wordAt(code, at) === 'is')
            return typeEnd(code, at + 2, depth + 1);
        name = wordAt(code, at);
    }
    if (name === 'new' || name === 'abstract') {
        const inner = skipSpace(code, at + name.length);
        return operandEnd(code, inner, depth + 1);
    }
    if (code[at] === '<') {
        const params = anglesEnd(code, at, depth + 1);
        return params < 0 ? -1 : operandEnd(code, skipSpace(code, params), depth + 1);
    }
    if (code[at] === '(') {
        const end = bracketEnd(code, at);
        if (end < 0)
            return -1;
        const arrow = skipSpace(code, end);
        return code.startsWith('=>', arrow) ? typeEnd(code, arrow + 2, depth + 1) : suffixEnd(code, end);
    }
    if (code[at] === '{' || code[at] === '[') {
        const end = bracketEnd(code, at);
        return end < 0 ? -1 : suffixEnd(code, end);
    }
    if (character === '"' || character === "'")
        return suffixEnd(code, stringEnd(code, at, character));
    if (character === '`')
        return templateTypeEnd(code, at);
    const number = match(/-?\d[\w.]*/y, code, at);
    if (number)
        return suffixEnd(code, at + number.length);
    return name === '' ? -1 : nameEnd(code, at, name, depth);
}
function templateTypeEnd(code, start) {
    const openings = [];
    let at = templateEnd(code, start + 1, openings, 0);
    while (openings.pop() !== undefined) {
        const close = bracketEnd(code, at - 1);
        if (close < 0)
            return -1;
        at = templateEnd(code, close, openings, 0);
    }
    return code[at - 1] === '`' && at > start + 1 ? suffixEnd(code, at) : -1;
}
function nameEnd(code, start, name, depth) {
    let at = start + name.length;
    if (name === 'import')
        at = bracketEnd(code, skipSpace(code, at));
    for (let dot = skipSpace(code, at); at >= 0 && code[dot] === '.'; dot = skipSpace(code, at)) {
        const next = skipSpace(code, dot + 1);
        at = next + wordAt(code, next).length;
    }
    if (at < 0)
        return -1;
    const is = /^[^\S\n]+is\s/.exec(code.slice(at, at + 40));
    if (is)
        return typeEnd(code, at + is[0].length, depth + 1);
    if (code[skipSpace(code, at)] === '<') {
        const end = anglesEnd(code, skipSpace(code, at), depth + 1);
        if (end >= 0)
            at = end;
    }
    return suffixEnd(code, at);
}
/** `[]` and `[key]` behind a type, on its line. */
function suffixEnd(code, start) {
    let at = start;
    for (;;) {
        const open = /^[^\S\n]*\[/.exec(code.slice(at, at + 20));
        if (!open)
            return at;
        const end = bracketEnd(code, at + open[0].length - 1);
        if (end < 0)
            return at;
        at = end;
    }
}
/** Behind `<...>`: type arguments, or type parameters with bounds and defaults. */
export function anglesEnd(code, start, depth = 0) {
    if (code[start] !== '<' || depth > maxDepth)
        return -1;
    let at = skipSpace(code, start + 1);
    for (;;) {
        if (code[at] === '>')
            return at + 1;
        const modifier = match(/(?:const|in|out)\s+(?=[\w$])/y, code, at);
        if (modifier)
            at += modifier.length;
        at = skipSpace(code, typeEnd(code, at, depth + 1));
        if (at <= start)
            return -1;
        if (wordAt(code, at) === 'extends')
            at = skipSpace(code, typeEnd(code, at + 7, depth + 1));
        if (at <= start)
            return -1;
        if (code[at] === '=' && code[at + 1] !== '>')
            at = skipSpace(code, typeEnd(code, at + 1, depth + 1));
        if (at <= start)
            return -1;
        if (code[at] === ',')
            at = skipSpace(code, at + 1);
        else if (code[at] !== '>')
            return -1;
    }
}
//# sourceMappingURL=type-text.js.map