import type { Node } from '../node.ts';
type Constant = number | string;
/** The values of enums' members that are known before anything runs, by enum, in one scope and those around it. */
export declare class EnumConstants {
    #private;
    constructor(outer?: EnumConstants);
    /** The members of an enum that is declared here; several declarations of one name are one enum. */
    membersOf(name: string): Map<string, Constant>;
    /** What an expression gives, by TypeScript's rules for constant enum expressions; undefined where it must run. */
    valueOf(node: Node, own: ReadonlyMap<string, Constant>): Constant | undefined;
}
export {};
//# sourceMappingURL=constants.d.ts.map