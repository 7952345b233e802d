/** A string inside a JSON-like text, decoded, with the offset in the text that each of its lines starts at. */
export interface JsonString {
    readonly value: string;
    readonly starts: readonly number[];
    /** The keys that led to it, the last one first. */
    readonly keys: readonly string[];
    readonly isClosed: boolean;
}
/**
 * Reads a value the way a forgiving JSON parser would (single, triple or back quotes, raw line breaks,
 * trailing commas, bare keys, a missing end) and gathers its strings.
 */
export declare function readJsonStrings(text: string, from: number, isLenient: boolean): {
    strings: JsonString[];
    end: number;
} | undefined;
//# sourceMappingURL=json-text.d.ts.map