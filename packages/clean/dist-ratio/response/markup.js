import { rewriteCode } from './characters.js';
import { tagKind } from './languages.js';
import { lineBlankEnd } from './scan.js';
import { rewritten, slice } from './text.js';
const named = {
    lt: '<',
    gt: '>',
    amp: '&',
    quot: '"',
    apos: "'",
    nbsp: ' ',
    lbrace: '{',
    rbrace: '}',
    lpar: '(',
    rpar: ')',
    lsqb: '[',
    rsqb: ']',
    lbrack: '[',
    rbrack: ']',
    equals: '=',
    semi: ';',
    colon: ':',
    comma: ',',
    period: '.',
    ast: '*',
    plus: '+',
    minus: '-',
    grave: '`',
    dollar: '$',
    lowbar: '_',
    num: '#',
    percnt: '%',
    excl: '!',
    quest: '?',
    vert: '|',
    sol: '/',
    bsol: '\\',
    hyphen: '-',
    times: '*',
    le: '<=',
    ge: '>=',
    ne: '!==',
    lsquo: '\u2018',
    rsquo: '\u2019',
    ldquo: '\u201c',
    rdquo: '\u201d',
    mdash: '\u2014',
    ndash: '\u2013',
    hellip: '\u2026',
    tab: '\t',
};
const entity = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/gi;
/** Whether character references stand in the code itself, not only in its strings. */
export function hasEntities(code) {
    if (!references.test(code))
        return false;
    let found = false;
    rewriteCode(code, (part) => {
        found ||= references.test(part);
        return part;
    });
    return found;
}
const references = /&(?:lt|gt|amp|quot|apos|nbsp|#\d{1,7}|#x[\da-f]{1,6}|lbrace|rbrace|lpar|rpar|equals|semi|grave);/i;
/** HTML's character references become the characters. */
export function decodeEntities(code) {
    return code.replace(entity, (whole, decimal, hex, name) => {
        if (name)
            return named[name] ?? named[name.toLowerCase()] ?? whole;
        const point = decimal ? Number(decimal) : Number.parseInt(hex, 16);
        return point === 10 ? ' ' : point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole;
    });
}
const holder = /<(pre|code|script|textarea|samp|antartifact|artifact|boltaction|file|source|snippet|solution|answer|final_answer|final|output|result|response|function|parameter|invoke|tool_call|function_call|javascript|typescript|js|ts|reward_function|reward|code_block|codeblock|new_code|updated_code|write_to_file|content|canvas|cell)((?:[\s=][^<>\n]{0,400})?)>/gi;
/** What stands in tags that hold code: `<pre>`, `<script>`, artifacts, answers, a tool call's parameters. */
export function taggedPieces(text, mayHold) {
    const pieces = [];
    const { value } = text;
    const lower = value.toLowerCase();
    let until = 0;
    holder.lastIndex = 0;
    let seen = 0;
    for (let match = holder.exec(value); match && seen < 100; match = holder.exec(value)) {
        seen++;
        if (match.index < until)
            continue;
        const name = match[1].toLowerCase();
        const start = match.index + match[0].length;
        const end = lower.indexOf(`</${name}`, start);
        const inner = slice(text, start, end < 0 ? value.length : end);
        if (!/[{;]|=>/.test(inner.value) && !mayHold(inner.value)) {
            if (end < 0)
                break;
            continue;
        }
        // Only what holds code itself is left whole; a holder of holders is looked into.
        const isOuter = /^\s*<(?:pre|code|script|parameter|content|invoke)\b/i.test(inner.value) && name !== 'code';
        if (isOuter)
            continue;
        const tag = /(?:language-|lang-|language=["']?|type=["']?(?:text|application)\/)([\w+#-]+)/i.exec(match[0])?.[1] ??
            '';
        until = end < 0 ? value.length : end;
        pieces.push({
            text: rewritten(inner, cleanMarkup(inner.value, name)),
            tag: tag.toLowerCase(),
            kind: /^(?:module|babel|vnd|x-)/i.test(tag) ? 'none' : tagKind(tag.toLowerCase()),
            isClosed: end >= 0,
            isLoose: true,
            extents: [],
        });
    }
    return pieces;
}
/** Takes a CDATA section's marks, and in HTML the colours of a highlighter, off a code. */
function cleanMarkup(code, name) {
    let out = code.replace('<![CDATA[', '').replace(']]>', '');
    if (name === 'pre' || name === 'code' || name === 'samp')
        out = out
            .replace(/<br\s*\/?>(?!\n)/gi, ' ')
            .replace(/<\/?(?:code|pre|span|b|i|em|strong|font|a|div|p|br|kbd|var|mark|samp)(?:\s[^<>]{0,300})?\/?>/gi, '');
    return out;
}
const opener = /<(?:\/?[a-z][\w:.-]{0,40}(?=[\s=>/]|$)|!--|!\[CDATA\[)/iy;
/** Takes tags off the beginnings and ends of lines. */
export function withoutTags(text) {
    if (!/^[ \t]*<[/!a-z]/im.test(text.value))
        return undefined;
    const value = text.value
        .split('\n')
        .map((line) => {
        const start = tagsEnd(line);
        return line.slice(start === 0 ? 0 : lineBlankEnd(line, start), tagsStart(line, start));
    })
        .join('\n');
    return value === text.value ? undefined : rewritten(text, value);
}
/** Behind the tags that a line begins with; 0 where there are none. */
function tagsEnd(line) {
    let end = 0;
    for (;;) {
        const at = lineBlankEnd(line, end);
        opener.lastIndex = at;
        const found = opener.exec(line);
        if (!found)
            return end;
        const mark = found[0] === '<!--' ? '-->' : found[0] === '<![CDATA[' ? '' : '>';
        const close = mark === '' ? at + found[0].length : line.indexOf(mark, at);
        if (close < 0 || close - at > 400)
            return mark === '-->' ? end : Math.min(line.length, at + found[0].length);
        const next = line.indexOf('<', at + 1);
        if (mark === '>' && next >= 0 && next < close)
            return end;
        end = close + mark.length;
    }
}
const closer = /^<\/[a-z][\w:.-]{0,40}>$/i;
/** Where the closing tags begin that a line ends with; its length where there are none. */
function tagsStart(line, from) {
    let start = line.length;
    for (;;) {
        let end = start;
        while (end > from && (line[end - 1] === ' ' || line[end - 1] === '\t'))
            end--;
        if (end - 3 >= from && line.startsWith(']]>', end - 3))
            start = end - 3;
        else if (line[end - 1] === '>') {
            const at = line.lastIndexOf('<', end);
            if (at < from || end - at > 44 || !closer.test(line.slice(at, end)))
                return start;
            start = at;
        }
        else
            return start;
    }
}
const answer = /<(answer|final_answer|final|solution|output|result|response|begin_of_solution)>/gi;
/** What stands in the last answer tag; undefined without one. */
export function answerOf(text) {
    let last;
    answer.lastIndex = 0;
    const lower = text.value.toLowerCase();
    let count = 0;
    for (let match = answer.exec(text.value); match && count < 20; match = answer.exec(text.value)) {
        count++;
        const start = match.index + match[0].length;
        const end = lower.indexOf(`</${match[1].toLowerCase()}>`, start);
        last = { text: slice(text, start, end < 0 ? text.value.length : end), isClosed: end >= 0 };
        if (end < 0)
            break;
        answer.lastIndex = end;
    }
    return last;
}
//# sourceMappingURL=markup.js.map