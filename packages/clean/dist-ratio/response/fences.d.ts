import type { Piece } from './piece.ts';
import { type Text } from './text.ts';
/** The fenced blocks of a response, in order; and its lines outside them. */
export declare function fencedBlocks(text: Text): {
    pieces: Piece[];
    outside: Text;
};
//# sourceMappingURL=fences.d.ts.map