import type { MayHold } from './languages.ts';
import { type Text } from './text.ts';
/** A text that stood in a JSON value. */
export interface DataText {
    readonly text: Text;
    readonly isClosed: boolean;
}
/**
 * Texts in the JSON of a response that may hold the function, the most likely last: answers in JSON, tool
 * calls (their arguments JSON again), content parts, code as an array of lines.
 */
export declare function dataTexts(text: Text, mayHold: MayHold): {
    texts: DataText[];
    isCut: boolean;
};
/** The text with `\n`, `\"` and the like decoded: an answer that was encoded twice. */
export declare function unescaped(text: Text): Text | undefined;
//# sourceMappingURL=data.d.ts.map