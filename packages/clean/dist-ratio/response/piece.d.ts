import type { TagKind } from './languages.ts';
import type { Text } from './text.ts';
/** A part of the response that may be code. */
export interface Piece {
    readonly text: Text;
    /** The language that it was said to be in; `''` for none. */
    readonly tag: string;
    readonly kind: TagKind;
    /** Whether its end was there: a fence closed, a string ended. */
    readonly isClosed: boolean;
    /** Prose may stand around the code. */
    readonly isLoose: boolean;
    /** Longer readings of the same block, where a mark in it may not have been its end. */
    readonly extents: readonly Text[];
}
//# sourceMappingURL=piece.d.ts.map