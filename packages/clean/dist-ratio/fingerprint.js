import { parsePlain } from './program/parse.js';
import { boundNames } from './program/scope.js';
import { children, isNode } from './program/tree.js';
/**
 * A text that is the same for near-equal code: layout, comments, names of its own (its functions, parameters and variables),
 * quotes, ways to write a number, `const` or `let`, and braces around a single statement make no difference.
 * Numbers, operators and the order of statements do. Code that doesn't parse is compared without its white space.
 *
 * @param code JavaScript or TypeScript
 */
export function fingerprint(code) {
    const parsed = parsePlain(code, { tokens: 200_000 });
    if ('position' in parsed)
        return hash(code.replace(/\s+/g, ''));
    try {
        return hash(shapeOf(parsed.body));
    }
    catch (error) {
        // Nested deeper than the stack goes.
        if (error instanceof RangeError)
            return hash(code.replace(/\s+/g, ''));
        throw error;
    }
}
function shapeOf(body) {
    const own = new Set();
    for (const statement of body)
        collectNames(statement, own);
    const renamed = new Map();
    const nameOf = (name) => {
        if (!own.has(name))
            return name;
        const known = renamed.get(name) ?? `$${renamed.size}`;
        renamed.set(name, known);
        return known;
    };
    return statementsText(body, nameOf);
}
/** The names that the code declares: functions, classes, parameters, variables. */
function collectNames(node, names) {
    if (/^(Function|Class|Arrow)/.test(node.type) && node.id)
        names.add(node.id.name);
    const patterns = node.type === 'VariableDeclarator'
        ? [node.id]
        : node.type === 'CatchClause'
            ? [node.param]
            : (node.params ?? []);
    for (const pattern of patterns)
        for (const name of boundNames(pattern))
            names.add(name);
    for (const child of children(node))
        collectNames(child, names);
}
/** What says where a node stands, not what it does. */
const ignored = new Set(['type', 'start', 'end']);
function statementsText(statements, nameOf) {
    const written = statements.filter((statement) => statement.type !== 'EmptyStatement');
    return written.map((statement) => textOf(statement, nameOf)).join(';');
}
function textOf(node, nameOf) {
    switch (node.type) {
        case 'Identifier':
            return nameOf(node.name);
        case 'Literal':
            return node.regex ? String(node.raw) : `${typeof node.value}:${String(node.value)}`;
        case 'BlockStatement':
            // Without its braces where it holds a single statement.
            return node.body.length === 1 ? textOf(node.body[0], nameOf) : `{${statementsText(node.body, nameOf)}}`;
        case 'MemberExpression': {
            const { object, property, computed, optional } = node;
            const key = computed && property.type !== 'Literal'
                ? textOf(property, nameOf)
                : `.${property.type === 'Literal' ? property.value : property.name}`;
            return `${textOf(object, nameOf)}${optional ? '?' : ''}[${key}]`;
        }
        case 'Property':
            return `${node.kind} ${node.computed ? textOf(node.key, nameOf) : (node.key.name ?? node.key.value)}=${textOf(node.value, nameOf)}`;
        case 'VariableDeclaration':
            return `let ${node.declarations.map((each) => textOf(each, nameOf)).join(',')}`;
        default: {
            const parts = Object.entries(node).flatMap(([key, value]) => {
                if (value === undefined || value === null || value === false || ignored.has(key))
                    return [];
                const shown = [value].flat().map((each) => (isNode(each) ? textOf(each, nameOf) : plainText(each)));
                return [`${key}:${shown.join(',')}`];
            });
            return `${node.type}(${parts.sort().join(' ')})`;
        }
    }
}
function plainText(value) {
    return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}
/** 53 bits (cyrb53, public domain): two functions of one run will hardly share it by chance. */
function hash(text) {
    let a = 0xdeadbeef;
    let b = 0x41c6ce57;
    for (let index = 0; index < text.length; index++) {
        const code = text.charCodeAt(index);
        a = Math.imul(a ^ code, 2654435761);
        b = Math.imul(b ^ code, 1597334677);
    }
    a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
    b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
    return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36);
}
//# sourceMappingURL=fingerprint.js.map