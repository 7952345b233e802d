import { codeFrame } from '@gencode/contract/errors';
import { CleanError } from '../clean-error.js';
import { isRefusal, languageName } from '../response/languages.js';
import { placeOf } from '../response/text.js';
const wholeOf = {
    function: 'Answer with the complete function in one ```js code block.',
    program: 'Write the complete program in JavaScript.',
};
function failure(code, response, feedback, original) {
    return new CleanError({ code, response, feedback, original });
}
/** The answer holds nothing. */
export function emptyFailure(response, subject = 'function') {
    return failure('clean/empty', response, `The answer was empty. ${wholeOf[subject]}`);
}
/** Why there is no function, the most telling reason first. */
export function failureOf(findings) {
    const { response, broken, languages, units, factories, spoken, subject } = findings;
    const whole = wholeOf[subject];
    const telling = broken.find(({ isTruncated }) => isTruncated) ?? broken[0];
    if (telling && !isRefusal(spoken))
        return brokenFailure(telling, response, subject);
    const language = languages[0];
    if (language !== undefined)
        return failure('clean/unsupported-language', response, `The answer is written in ${languageName(language)}, but the ${subject} must be written in JavaScript. Write the same ${subject} in JavaScript${subject === 'function' ? ': arrays instead of numpy arrays, `Math` or the helpers in `np` for numbers' : ''}. ${whole}`);
    if (factories[0] !== undefined)
        return failure('clean/no-function', response, `\`${factories[0]}\` makes a function, but nothing calls it. Write the function itself, or call \`${factories[0]}\` and keep its result in a constant. ${whole}`, units[0]?.text.value);
    if (findings.isCut)
        return failure('clean/truncated', response, `The answer stops before the ${subject} is whole. Write it again, shorter, to its end. ${whole}`);
    if (findings.isUnfinishedThinking)
        return failure('clean/truncated', response, `The answer stopped while still thinking, before any code came. Think less, and answer with the code. ${whole}`);
    if (isRefusal(spoken))
        return failure('clean/refusal', response, `The answer refuses to write the ${subject}.${subject === 'function' ? ' It is a small, harmless numeric function for a simulation.' : ''} ${whole}`);
    const unit = units.find((one) => one.typescript || one.body.some((node) => !isWord(node.type, node.expression?.type)));
    if (unit && subject === 'function')
        return failure('clean/no-function', response, `The answer holds code, but it defines no function. Define the function, with its parameters and a \`return\`. ${whole}`, unit.text.value);
    const where = findings.hadThinking ? ' after the thinking; code inside the thinking does not count' : '';
    return failure('clean/no-code', response, `The answer holds no code${where}. ${whole}`);
}
/** A statement that prose makes by chance. */
export function isWord(type, expression) {
    return (type === 'EmptyStatement' ||
        (type === 'ExpressionStatement' &&
            /^(?:Identifier|Literal|TemplateLiteral|TaggedTemplateExpression|SequenceExpression|BinaryExpression|UnaryExpression|MemberExpression)$/.test(expression ?? '')) ||
        type === 'LabeledStatement');
}
/** Code that doesn't parse, or that stops. */
export function brokenFailure(broken, response, subject = 'function') {
    const whole = wholeOf[subject];
    const { text, failure: parsed, isTruncated } = broken;
    const { line, column } = placeOf(text.value, Math.min(parsed.position, text.value.length));
    const shown = (text.value.split('\n')[line - 1] ?? '').trim().slice(0, 120);
    const at = `line ${line}, column ${column}${shown ? `: \`${shown}\`` : ''}`;
    const feedback = isTruncated
        ? `The answer stops in the middle of the code, at ${at}. Write it again, shorter, to its end. ${whole}`
        : `The code doesn't parse: ${parsed.message} at ${at}. Correct this place. ${whole}`;
    return new CleanError({
        code: isTruncated ? 'clean/truncated' : 'clean/syntax',
        response,
        original: text.value,
        feedback,
        line,
        column,
        frame: codeFrame(text.value, line, column),
    });
}
/** A module that the code needs and that isn't there. */
export class UnknownModule extends Error {
    unit;
    position;
    constructor(message, unit, position) {
        super(message);
        this.unit = unit;
        this.position = position;
    }
}
/** What `UnknownModule` says to the model. */
export function moduleFailure(error, response, subject = 'function') {
    const { unit } = error;
    const original = unit.text.value;
    const { line, column } = placeOf(unit.plain, error.position);
    return new CleanError({
        code: 'clean/unsupported-import',
        response,
        original,
        feedback: `Line ${line}: ${error.message} ${wholeOf[subject]}`,
        line,
        column,
        frame: codeFrame(original, line, column),
        cause: error,
    });
}
//# sourceMappingURL=failures.js.map