import { CodeError, type CodeErrorOptions } from '@gencode/contract/errors';
/**
 * Why no function came out of a response:
 *
 * | code | the response |
 * | --- | --- |
 * | `clean/empty` | holds nothing, or is no string |
 * | `clean/no-code` | is prose, data or shell commands |
 * | `clean/no-function` | holds code, but no function that could be meant |
 * | `clean/syntax` | holds code that doesn't parse: `line`, `column` and `frame` say where |
 * | `clean/truncated` | stops in the middle |
 * | `clean/unsupported-language` | is written in Python or another language |
 * | `clean/refusal` | says that the model won't |
 * | `clean/unsupported-import` | needs a module that isn't there |
 */
export type CleanErrorCode = 'clean/empty' | 'clean/no-code' | 'clean/no-function' | 'clean/syntax' | 'clean/truncated' | 'clean/unsupported-language' | 'clean/refusal' | 'clean/unsupported-import';
/** What a `CleanError` is made of. */
export interface CleanErrorOptions extends CodeErrorOptions {
    readonly code: CleanErrorCode;
    readonly response: string;
    readonly original?: string | undefined;
}
/** The one error that cleaning throws. Its `line` and `column` count in `original`. */
export declare class CleanError extends CodeError {
    static readonly marker: string;
    readonly code: CleanErrorCode;
    /** The response as it came in (a value that is no string, as `String` shows it). */
    readonly response: string;
    /** The code that was unwrapped before it failed, where there was one. */
    readonly original?: string;
    constructor(options: CleanErrorOptions);
}
//# sourceMappingURL=clean-error.d.ts.map