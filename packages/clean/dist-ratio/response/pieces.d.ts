import type { MayHold } from './languages.ts';
import type { Piece } from './piece.ts';
import { type Text } from './text.ts';
/** A way to see where the code is; each is tried in turn until one holds a function. */
export interface View {
    readonly pieces: readonly Piece[];
    /** Whether the text must be code from its first character to its last. */
    readonly isExact?: boolean;
    /** Whether the text stops inside it. */
    readonly isCut?: boolean;
}
/** The ways to see a text, the likeliest first. */
export declare function viewsOf(text: Text, mayHold: MayHold, depth?: number, isClosed?: boolean): Generator<View>;
/** Of very many pieces the first and the last are read, those that may hold a function before others. */
export declare function worthReading(pieces: readonly Piece[], mayHold: MayHold): readonly Piece[];
//# sourceMappingURL=pieces.d.ts.map