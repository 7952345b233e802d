/** A node's children in the order of the tree's fields. */
export function children(node) {
    const found = [];
    for (const key in node) {
        const value = node[key];
        if (typeof value !== 'object' || value === null)
            continue;
        if (Array.isArray(value)) {
            for (const item of value)
                if (isNode(item))
                    found.push(item);
        }
        else if (isNode(value))
            found.push(value);
    }
    return found;
}
export function isNode(value) {
    return typeof value === 'object' && value !== null && typeof value.type === 'string';
}
/** Visits a tree without recursion; `visit` returns true to leave a node's children out. */
export function walk(roots, visit) {
    const stack = [...roots].reverse();
    while (stack.length > 0) {
        const node = stack.pop();
        if (visit(node))
            continue;
        const inside = children(node);
        for (let index = inside.length - 1; index >= 0; index--)
            stack.push(inside[index]);
    }
}
const functionTypes = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);
export function isFunction(node) {
    return node !== null && node !== undefined && functionTypes.has(node.type);
}
//# sourceMappingURL=tree.js.map