import { type MayHold } from './languages.ts';
import type { Piece } from './piece.ts';
import { type Text } from './text.ts';
/** Whether character references stand in the code itself, not only in its strings. */
export declare function hasEntities(code: string): boolean;
/** HTML's character references become the characters. */
export declare function decodeEntities(code: string): string;
/** What stands in tags that hold code: `<pre>`, `<script>`, artifacts, answers, a tool call's parameters. */
export declare function taggedPieces(text: Text, mayHold: MayHold): Piece[];
/** Takes tags off the beginnings and ends of lines. */
export declare function withoutTags(text: Text): Text | undefined;
/** What stands in the last answer tag; undefined without one. */
export declare function answerOf(text: Text): {
    text: Text;
    isClosed: boolean;
} | undefined;
//# sourceMappingURL=markup.d.ts.map