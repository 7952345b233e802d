import { isFunction, walk } from './tree.js';
/** What an expression or a declaration stands for; nothing where that's no function, object or class. */
export function resolveValue(node, values, depth) {
    if (depth > 8)
        return undefined;
    const again = (next) => resolveValue(next, values, depth + 1);
    switch (node.type) {
        case 'FunctionDeclaration':
        case 'FunctionExpression':
        case 'ArrowFunctionExpression':
            return { kind: 'function', node };
        case 'ClassDeclaration':
        case 'ClassExpression':
            return { kind: 'class', node };
        case 'ObjectExpression':
            return { kind: 'object', node };
        case 'Identifier': {
            const bound = values.get(node.name);
            return bound && bound.node !== node ? again(bound.node) : undefined;
        }
        case 'AssignmentExpression':
            return again(node.right);
        case 'LogicalExpression':
            return again(node.right) ?? again(node.left);
        case 'ConditionalExpression':
            return again(node.consequent) ?? again(node.alternate);
        case 'SequenceExpression':
            return again(node.expressions.at(-1));
        case 'NewExpression': {
            const made = again(node.callee);
            return made?.kind === 'class' ? { kind: 'instance', node: made.node } : undefined;
        }
        case 'CallExpression':
            return resolveCall(node, again);
        default:
            return undefined;
    }
}
function resolveCall(node, again) {
    const { callee } = node;
    if (callee.type === 'MemberExpression' && !callee.computed) {
        if (callee.property.name === 'bind')
            return again(callee.object);
        if (callee.object.type === 'Identifier' && callee.object.name === 'Object')
            return node.arguments[0] ? again(node.arguments[0]) : undefined;
    }
    const called = again(callee);
    if (called?.kind === 'function') {
        const returned = returnedFunction(called.node);
        if (returned)
            return isFunction(returned) ? { kind: 'function', node: returned } : { kind: 'object', node: returned };
    }
    for (const argument of node.arguments) {
        const value = argument.type === 'Identifier' || isFunction(argument) ? again(argument) : undefined;
        if (value?.kind === 'function')
            return { kind: 'unknown', node: value.node };
    }
    return undefined;
}
const returns = new WeakMap();
/** The function (or the object of functions) that a function returns. */
export function returnedFunction(fn) {
    const known = returns.get(fn) ?? { node: findReturned(fn) };
    returns.set(fn, known);
    return known.node;
}
function findReturned(fn) {
    const { body } = fn;
    if (body.type !== 'BlockStatement')
        return isFunction(body) ? body : undefined;
    const inner = new Map();
    let returned;
    for (const statement of body.body) {
        if (statement.type === 'FunctionDeclaration' && statement.id)
            inner.set(statement.id.name, statement);
        if (statement.type === 'VariableDeclaration')
            for (const one of statement.declarations)
                if (one.id.type === 'Identifier' && one.init)
                    inner.set(one.id.name, one.init);
    }
    walk(body.body, (node) => {
        if (isFunction(node) || node.type === 'ClassBody')
            return true;
        if (node.type !== 'ReturnStatement' || !node.argument)
            return false;
        const value = node.argument.type === 'Identifier' ? (inner.get(node.argument.name) ?? node.argument) : node.argument;
        if (isFunction(value))
            returned = value;
        else if (value.type === 'ObjectExpression' &&
            methodsOf(value).length > 0 &&
            value.properties.every((one) => one.type === 'Property' && (isFunction(one.value) || inner.has(one.value.name))))
            returned = value;
        return false;
    });
    return returned;
}
/** The methods of an object or a class. */
export function methodsOf(node) {
    const members = node.type === 'ObjectExpression' ? node.properties : node.body.body;
    return members.filter((one) => {
        if (one.type === 'SpreadElement' || one.type === 'StaticBlock' || one.computed || !isFunction(one.value))
            return false;
        if (one.key.type === 'PrivateIdentifier' || one.kind === 'get' || one.kind === 'set')
            return false;
        return one.kind !== 'constructor';
    });
}
/** The methods that others of the same owner call. */
export function calledMethods(methods) {
    const called = new Set();
    for (const method of methods)
        walk([method.value], (inner) => {
            const own = method.key.name ?? method.key.value;
            if (inner.type === 'MemberExpression' &&
                !inner.computed &&
                inner.property.name !== own &&
                /^(?:ThisExpression|Identifier)$/.test(inner.object.type))
                called.add(inner.property.name);
            return false;
        });
    return called;
}
//# sourceMappingURL=values.js.map