/** Any node of the tree, type syntax included. */
export interface Node {
    type: string;
    start: number;
    end: number;
    [key: string]: any;
}
//# sourceMappingURL=node.d.ts.map