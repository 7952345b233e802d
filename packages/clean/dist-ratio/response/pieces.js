import { dataTexts } from './data.js';
import { fencedBlocks } from './fences.js';
import { answerOf, decodeEntities, hasEntities, taggedPieces } from './markup.js';
import { rewritten, slice } from './text.js';
const maxDepth = 4;
const maxPieces = 100;
/** The ways to see a text, the likeliest first. */
export function* viewsOf(text, mayHold, depth = 0, isClosed = false) {
    const answer = depth < maxDepth ? answerOf(text) : undefined;
    if (answer && !answer.isClosed)
        yield { pieces: [], isCut: true };
    if (answer)
        yield* viewsOf(answer.text, mayHold, depth + 1, answer.isClosed);
    const { pieces, outside } = fencedBlocks(text);
    if (pieces.length === 0 || !/^\s*(?:[-*+>\d]|`{3}|~{3})/.test(text.value))
        yield { pieces: [bare(text, false, isClosed)], isExact: true };
    const fenced = pieces.flatMap((piece) => insideOf(piece, mayHold, depth));
    if (fenced.length > 0)
        yield { pieces: fenced, isCut: isCutFence(pieces) };
    const { texts: data, isCut } = depth < maxDepth ? dataTexts(outside, mayHold) : { texts: [], isCut: false };
    if (isCut)
        yield { pieces: [], isCut };
    for (const one of data.reverse())
        for (const view of viewsOf(one.text, mayHold, depth + 1, one.isClosed))
            yield one.isClosed ? view : { ...view, pieces: view.pieces.map(open) };
    const tagged = taggedPieces(text, mayHold);
    for (const piece of tagged)
        if (/^[ \t]*(?:`{3}|~{3}|\{\s*")/m.test(piece.text.value) && depth < maxDepth)
            yield* viewsOf(piece.text, mayHold, depth + 1, piece.isClosed);
    if (tagged.length > 0)
        yield { pieces: tagged };
    const spans = inlineSpans(outside, mayHold);
    yield { pieces: [bare(outside, true, isClosed), ...spans] };
    // Fences that don't pair up: every line is looked at, whatever stands around it.
    if (pieces.length > 0)
        yield {
            pieces: [
                bare(rewritten(text, text.value.replace(/^[ \t>]*(?:`{3,}|~{3,})[^\n]*$/gm, '')), true, isClosed),
            ],
        };
    if (hasEntities(text.value) && depth < maxDepth)
        yield* viewsOf(rewritten(text, decodeEntities(text.value)), mayHold, maxDepth, isClosed);
}
/** Whether the last block is code that never ends. */
function isCutFence(pieces) {
    const last = pieces.at(-1);
    if (!last || last.isClosed)
        return false;
    return (last.kind === 'code' || last.kind === 'data' || (last.kind === 'none' && /[;{}=]/.test(last.text.value)));
}
function open(piece) {
    return { ...piece, isClosed: false };
}
function bare(text, isLoose, isClosed) {
    return { text, tag: '', kind: 'none', isClosed, isLoose, extents: [] };
}
/** A fenced block, or what is wrapped in it: JSON, HTML, a document. */
function insideOf(piece, mayHold, depth) {
    const { value } = piece.text;
    if (depth >= maxDepth)
        return [piece];
    const isData = piece.kind === 'data' ||
        ((piece.kind === 'none' || piece.kind === 'text' || piece.kind === 'other') &&
            /^\s*[{[]\s*["{]/.test(value));
    if (isData) {
        const inner = dataTexts(piece.text, mayHold).texts.flatMap(({ text, isClosed }) => {
            for (const view of viewsOf(text, mayHold, depth + 1, isClosed))
                return isClosed && piece.isClosed ? [...view.pieces] : view.pieces.map(open);
            return [];
        });
        if (inner.length > 0)
            return inner;
    }
    if ((piece.kind === 'text' || piece.kind === 'none') && /^[ \t>]*(?:`{3}|~{3})/m.test(value)) {
        const { pieces } = fencedBlocks(piece.text);
        if (pieces.length > 0)
            return pieces.flatMap((one) => insideOf(one, mayHold, depth + 1));
    }
    if (piece.kind === 'markup' || /^\s*<(?:pre|script|code|!doctype|html|\w+>)/i.test(value)) {
        const inner = taggedPieces(piece.text, mayHold);
        if (inner.length > 0)
            return inner;
    }
    return [piece];
}
/** Code between single or double backquotes in prose. */
function inlineSpans(text, mayHold) {
    const spans = [];
    const span = /(?<!`)(`{1,2})(?!`)([^`\n]+(?:`(?!`)[^`\n]+)*?)(?<!`)\1(?!`)/g;
    const { value } = text;
    if (!value.includes('`'))
        return spans;
    for (let match = span.exec(value); match && spans.length < 40; match = span.exec(value)) {
        const content = match[2];
        if (!mayHold(content))
            continue;
        const start = match.index + match[1].length;
        spans.push(bare(slice(text, start, start + content.length), false, true));
    }
    return spans;
}
/** Of very many pieces the first and the last are read, those that may hold a function before others. */
export function worthReading(pieces, mayHold) {
    if (pieces.length <= maxPieces)
        return pieces;
    const likely = pieces.filter((piece) => mayHold(piece.text.value));
    const pool = likely.length > 0 ? likely : pieces;
    return pool.length <= maxPieces
        ? pool
        : [...pool.slice(0, maxPieces / 4), ...pool.slice(-(maxPieces * 3) / 4)];
}
//# sourceMappingURL=pieces.js.map