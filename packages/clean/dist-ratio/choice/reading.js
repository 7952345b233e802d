import { CleanError } from '../clean-error.js';
import { budgetFor, parseStatements } from '../program/parse.js';
import { unescaped } from '../response/data.js';
import { otherLanguage } from '../response/languages.js';
import { slice, textOf } from '../response/text.js';
import { withoutThinking } from '../response/thinking.js';
import { emptyFailure, failureOf } from './failures.js';
const maxHopeless = 20_000;
/**
 * Looks for something in a response: as it stands, then with a double encoding undone.
 *
 * @throws CleanError and nothing else
 */
export function readResponse(response, search) {
    if (typeof response !== 'string')
        throw emptyFailure(describe(response), search.subject);
    const findings = {
        subject: search.subject,
        response,
        spoken: response,
        isUnfinishedThinking: false,
        hadThinking: false,
        isCut: false,
        broken: [],
        languages: [],
        units: [],
        factories: [],
        inner: [],
    };
    try {
        return readText(response, search, findings);
    }
    catch (error) {
        if (error instanceof CleanError)
            throw error;
        throw new CleanError({
            code: 'clean/syntax',
            response,
            feedback: `The code is nested too deep to be read. Write a simpler ${search.subject} in one \`\`\`js code block.`,
            cause: error,
        });
    }
}
/** A value that is no string, as text; some throw when they are looked at. */
function describe(value) {
    try {
        return String(value);
    }
    catch {
        return typeof value;
    }
}
function readText(response, search, findings) {
    const value = response.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
    if (!/[^\s\u200b-\u200f\u2060\ufeff\u00ad]/.test(value))
        throw emptyFailure(response, search.subject);
    const budget = budgetFor(value.length);
    const attempt = (text) => readSpoken(text, search, findings, budget);
    const text = textOf(value);
    const decoded = () => {
        const inner = unescaped(text);
        if (!inner)
            throw emptyFailure(response);
        return attempt(inner);
    };
    // A quoted line was encoded twice; an unquoted one may be code with `\n` in its strings.
    const trimmed = value.trim();
    const isOneLine = !trimmed.includes('\n');
    if (isOneLine && trimmed.length > 1 && trimmed.startsWith('"') && trimmed.endsWith('"'))
        return tryAgain(decoded) ?? attempt(text);
    try {
        return attempt(text);
    }
    catch (error) {
        if (!(error instanceof CleanError) || !value.includes('\\n'))
            throw error;
        const other = isOneLine || error.code !== 'clean/syntax' ? tryAgain(decoded) : undefined;
        if (other)
            return other;
        throw error;
    }
}
function tryAgain(attempt) {
    try {
        return attempt();
    }
    catch (error) {
        if (error instanceof CleanError)
            return undefined;
        throw error;
    }
}
/** The response without thinking. Code that stands there alone is all of it: a tag in its comments or strings is text. */
function speechOf(text, budget) {
    const spoken = withoutThinking(text);
    const isUntouched = spoken.text.value === text.value;
    const isCode = !isUntouched && !/```|~~~/.test(text.value) && !parseStatements(text.value, false, budget).failure;
    return isCode ? { text, isUnfinished: false, hadThinking: false } : spoken;
}
/** Looks at a response once the thinking is out. */
function readSpoken(text, search, findings, budget) {
    const spoken = speechOf(text, budget);
    findings.spoken = spoken.text.value;
    findings.isUnfinishedThinking = spoken.isUnfinished;
    findings.hadThinking = spoken.hadThinking;
    // Where nothing can be found, the beginning is enough to say why.
    const isHopeless = text.value.length > maxHopeless && !search.mayHold(spoken.text.value);
    const shown = isHopeless ? slice(spoken.text, 0, maxHopeless) : spoken.text;
    const found = search.find(shown, findings, budget);
    if (found)
        return found;
    nameLanguage(shown, findings);
    throw failureOf(findings);
}
/** Code of another language that stands in no block of its own. */
function nameLanguage(text, findings) {
    if (findings.languages.length > 0 || findings.broken.length > 0)
        return;
    const language = otherLanguage(text.value);
    if (language)
        findings.languages.push(language);
}
//# sourceMappingURL=reading.js.map