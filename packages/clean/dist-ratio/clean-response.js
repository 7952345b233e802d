import { readResponse } from './choice/reading.js';
import { searchText } from './choice/search.js';
import { mayHoldFunction } from './response/languages.js';
/**
 * Finds the one function that a model meant, in any response: in fences, tags, JSON, prose, a diff; in
 * JavaScript or TypeScript; with what it needs from other blocks.
 *
 * @returns plain JavaScript that evaluates with nothing imported or exported, each line where the model wrote it
 * @throws CleanError and nothing else, a response that is no string included
 */
export function cleanResponse(response, options = {}) {
    return findFunction(response, options).code;
}
/** As `cleanResponse`, with what is known of the result. */
export function findFunction(response, options = {}) {
    return readResponse(response, {
        subject: 'function',
        mayHold: mayHoldFunction,
        find: (text, findings, budget) => {
            const names = [options?.entry ?? []].flat().filter((name) => typeof name === 'string');
            return searchText(text, { names, params: options?.params }, findings, budget);
        },
    });
}
//# sourceMappingURL=clean-response.js.map