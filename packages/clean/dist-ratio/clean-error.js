import { CodeError } from '@gencode/contract/errors';
/** The one error that cleaning throws. Its `line` and `column` count in `original`. */
export class CleanError extends CodeError {
    static marker = 'CleanError';
    /** The response as it came in (a value that is no string, as `String` shows it). */
    response;
    /** The code that was unwrapped before it failed, where there was one. */
    original;
    constructor(options) {
        super(options);
        this.response = options.response;
        if (options.original !== undefined)
            this.original = options.original;
    }
}
//# sourceMappingURL=clean-error.js.map