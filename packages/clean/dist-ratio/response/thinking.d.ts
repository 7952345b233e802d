import { type Text } from './text.ts';
/** What a response looks like without what the model only thought. */
export interface Spoken {
    readonly text: Text;
    /** Whether the text stops inside a thinking tag. */
    readonly isUnfinished: boolean;
    readonly hadThinking: boolean;
}
/** Takes the thinking out of a response: its lines stay, blank. Tags inside fenced code are code. */
export declare function withoutThinking(text: Text): Spoken;
//# sourceMappingURL=thinking.d.ts.map