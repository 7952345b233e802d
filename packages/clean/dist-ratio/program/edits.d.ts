/** Changes to a text that never add, drop or move a line. */
export declare class Edits {
    #private;
    constructor(code: string);
    /** Puts spaces in place of a range; what follows stays where it was. */
    blank(start: number, end: number): void;
    /** Blanks whole statements: a `;` stays where the next line would otherwise run on from the last. */
    blankStatement(start: number, end: number): void;
    /** Puts `text` (of one line) in place of a range, keeping the range's line breaks behind it. */
    replace(start: number, end: number, text: string): void;
    insert(position: number, text: string): void;
    /** The changed text. Of two changes that overlap, the one that starts first (the wider one) counts. */
    apply(): string;
}
//# sourceMappingURL=edits.d.ts.map