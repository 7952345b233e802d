import type { Piece } from '../response/piece.ts';
import { type Text } from '../response/text.ts';
import { type Budget, type ParseFailure, type Plain } from './parse.ts';
/** A block of code that parses. */
export interface Unit extends Plain {
    /** The code as the model wrote it; `plain` is the same as JavaScript, types erased and prose blank. */
    readonly text: Text;
    readonly isClosed: boolean;
    /** Whether prose stands between its statements. */
    readonly isLoose: boolean;
    readonly warnings: readonly string[];
}
/** Code that doesn't parse. */
export interface Broken {
    readonly text: Text;
    /** Offset of its first statement that doesn't parse. */
    readonly start: number;
    readonly failure: ParseFailure;
    readonly isTruncated: boolean;
}
/** What came of one piece. */
export interface Reading {
    readonly unit?: Unit;
    readonly broken: readonly Broken[];
    /** Set where the piece is code of another language. */
    readonly language?: string;
}
/** Reads a piece as code: as it stands, else with one kind of wrapping after the other taken off. */
export declare function readPiece(piece: Piece, budget: Budget): Reading;
/** Reads a text that must be code from its first character to its last. */
export declare function readWhole(text: Text, piece: Piece, budget: Budget, warnings: readonly string[]): Unit | undefined;
//# sourceMappingURL=unit.d.ts.map