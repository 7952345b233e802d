import { CleanError } from '../clean-error.ts';
import type { Broken, Unit } from '../program/unit.ts';
/** What was seen while looking for a function. */
export interface Findings {
    readonly subject: Subject;
    readonly response: string;
    /** The response without thinking. */
    spoken: string;
    isUnfinishedThinking: boolean;
    hadThinking: boolean;
    /** Whether the text stops inside a block. */
    isCut: boolean;
    readonly broken: Broken[];
    readonly languages: string[];
    readonly units: Unit[];
    readonly factories: string[];
    /** Functions that were asked for by name and stand inside another one, with its name. */
    readonly inner: {
        readonly name: string;
        readonly outer: string;
    }[];
}
/** What the model is asked for. */
export type Subject = 'function' | 'program';
/** The answer holds nothing. */
export declare function emptyFailure(response: string, subject?: Subject): CleanError;
/** Why there is no function, the most telling reason first. */
export declare function failureOf(findings: Findings): CleanError;
/** A statement that prose makes by chance. */
export declare function isWord(type: string, expression: string | undefined): boolean;
/** Code that doesn't parse, or that stops. */
export declare function brokenFailure(broken: Broken, response: string, subject?: Subject): CleanError;
/** A module that the code needs and that isn't there. */
export declare class UnknownModule extends Error {
    readonly unit: Unit;
    readonly position: number;
    constructor(message: string, unit: Unit, position: number);
}
/** What `UnknownModule` says to the model. */
export declare function moduleFailure(error: UnknownModule, response: string, subject?: Subject): CleanError;
//# sourceMappingURL=failures.d.ts.map