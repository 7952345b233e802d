import { type Text } from './text.ts';
/**
 * Texts without what a terminal, an editor or a diff put before each line, the likely ones first. Empty where
 * no such marks are seen.
 */
export declare function withoutPrefixes(text: Text, isDiff: boolean): Text[];
//# sourceMappingURL=prefixes.d.ts.map