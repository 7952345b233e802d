import { declaredNames, freeNames } from '../program/scope.js';
import { isFunction } from '../program/tree.js';
import { calledMethods, methodsOf, resolveValue, returnedFunction } from '../program/values.js';
/** The statements of a unit. */
export function itemsOf(unit) {
    return unit.body.map((node) => {
        let inner = node.type === 'LabeledStatement' ? node.body : node;
        if (/^Export(?:Named|Default)Declaration$/.test(inner.type) && inner.declaration)
            inner = inner.declaration;
        if (node.type === 'ReturnStatement' && node.argument)
            inner = node.argument;
        return { unit, node, inner, declares: declaredNames(inner), uses: freeNames(node) };
    });
}
/** The functions of a unit that may be meant. */
export function candidatesOf(unit, items) {
    const found = [];
    const values = new Map();
    for (const item of items)
        for (const [name, node] of valuesOf(item))
            values.set(name, { kind: 'unknown', node });
    const resolve = (node, depth = 0) => resolveValue(node, values, depth);
    const aliases = exportedAliases(items);
    const defaults = defaultExports(items);
    const add = (item, names, form, node, position) => {
        const value = resolve(node);
        // An export of a name is no function of its own.
        if (!value || (form !== 'declared' && node.type === 'Identifier'))
            return;
        const named = names[0] ?? (isFunction(value.node) && value.node === node ? node.id?.name : undefined);
        const all = named === undefined ? [] : [named, ...(aliases.get(named) ?? [])];
        const exported = exportRank(item, all, defaults);
        if (value.kind === 'function' || value.kind === 'unknown') {
            const fn = value.kind === 'function' ? value.node : undefined;
            const isFactory = fn !== undefined && returnedFunction(fn) !== undefined;
            if (value.kind === 'unknown' && node.type !== 'CallExpression')
                return;
            found.push({ item, names: all, fn, isFactory, exported, position });
            return;
        }
        const isBound = form === 'declared' || form === 'assigned';
        const methods = methodsOf(value.node);
        const called = calledMethods(methods);
        for (const method of methods) {
            const name = method.key.name ?? String(method.key.value);
            found.push({
                item,
                names: [name],
                fn: method.value,
                method: {
                    name,
                    owner: isBound ? names[0] : undefined,
                    isInstance: value.kind === 'class' && !method.static,
                    isCalled: called.has(name),
                },
                isFactory: returnedFunction(method.value) !== undefined,
                exported,
                position: Math.max(position, method.start),
            });
        }
    };
    for (const item of items) {
        const { inner, node } = item;
        if (inner.type === 'FunctionDeclaration' || inner.type === 'ClassDeclaration')
            add(item, inner.id ? [inner.id.name] : [], inner.id ? 'declared' : 'expression', inner, inner.start);
        else if (inner.type === 'VariableDeclaration') {
            for (const one of inner.declarations)
                if (one.id.type === 'Identifier' && one.init)
                    add(item, [one.id.name], 'declared', one.init, one.start);
        }
        else if (inner.type === 'ExpressionStatement') {
            const { expression } = inner;
            const target = assignment(expression);
            if (target?.name && expression.left.type === 'MemberExpression' && isDeclared(unit, target.name))
                continue;
            if (target)
                add(item, target.name ? [target.name] : [], target.name ? 'assigned' : 'expression', target.value, inner.start);
            else if (isWritten(expression))
                add(item, [], 'expression', expression, inner.start);
        }
        else if (node.type === 'ExportDefaultDeclaration' || (isResult(node) && isWritten(inner)))
            add(item, [], 'expression', inner, inner.start);
    }
    return found;
}
/** Whether an expression is a function, or holds some, as it stands: what a call gives is not seen. */
function isWritten(expression) {
    return isFunction(expression) || /^(?:Object|Class)Expression$/.test(expression.type);
}
/** Whether a statement gives the value of all code: `export default`, or a bare `return`, as in the body of a function. */
export function isResult({ type }) {
    return type === 'ExportDefaultDeclaration' || type === 'ReturnStatement';
}
/** Names that are the default export. */
function defaultExports(items) {
    const names = new Set();
    for (const { node, inner } of items) {
        if (isResult(node) && inner.type === 'Identifier')
            names.add(inner.name);
        if (node.type === 'ExportNamedDeclaration')
            for (const one of node.specifiers)
                if (one.exported.name === 'default')
                    names.add(one.local.name);
        const target = inner.type === 'ExpressionStatement' ? assignment(inner.expression) : undefined;
        if (target && !target.name && target.value.type === 'Identifier')
            names.add(target.value.name);
    }
    return names;
}
function exportRank({ node }, names, defaults) {
    if (isResult(node) || names.some((name) => defaults.has(name)))
        return 2;
    return Number(node.type === 'ExportNamedDeclaration' || names.length > 1);
}
const declared = new WeakMap();
/** Whether a unit declares a name by a declaration of its own. */
export function isDeclared(unit, name) {
    let known = declared.get(unit);
    if (!known) {
        const inner = unit.body.map((node) => node.declaration ?? node);
        known = new Set(inner.filter(({ type }) => /Declaration$/.test(type)).flatMap(declaredNames));
        declared.set(unit, known);
    }
    return known.has(name);
}
/** Values bound to names by a statement. */
function valuesOf({ inner }) {
    if (inner.type === 'FunctionDeclaration' || inner.type === 'ClassDeclaration')
        return inner.id ? [[inner.id.name, inner]] : [];
    if (inner.type === 'VariableDeclaration')
        return inner.declarations
            .filter((one) => one.id.type === 'Identifier' && one.init)
            .map((one) => [one.id.name, one.init]);
    if (inner.type !== 'ExpressionStatement')
        return [];
    const target = assignment(inner.expression);
    return target?.name ? [[target.name, target.value]] : [];
}
const globals = new Set(['window', 'globalThis', 'global', 'self', 'exports']);
/** `module.exports = value`, `exports.name = value`, `window.name = value`, `name = value`. */
export function assignment(expression) {
    if (expression.type !== 'AssignmentExpression' || expression.operator !== '=')
        return undefined;
    const own = assignedName(expression.left);
    if (own === undefined)
        return undefined;
    const next = expression.right.type === 'AssignmentExpression' ? assignment(expression.right) : undefined;
    if (next)
        return { name: own === '' ? next.name : own, value: next.value, left: next.left };
    return { name: own === '' ? undefined : own, value: expression.right, left: expression.left };
}
/** The name that something is assigned under, `''` for the module's own value. */
function assignedName(left) {
    if (left.type === 'Identifier')
        return left.name;
    const path = left.type === 'MemberExpression' ? dotted(left) : undefined;
    if (path === undefined)
        return undefined;
    if (/^(?:module\.exports|exports|module\.exports\.default|exports\.default)$/.test(path))
        return '';
    const parts = path.replace(/^module\.exports\./, 'exports.').split('.');
    return parts.length === 2 && globals.has(parts[0]) ? parts[1] : undefined;
}
function dotted(node) {
    if (node.type === 'Identifier')
        return node.name;
    if (node.type === 'ThisExpression')
        return 'globalThis';
    if (node.type !== 'MemberExpression' || node.computed)
        return undefined;
    const object = dotted(node.object);
    return object === undefined ? undefined : `${object}.${node.property.name}`;
}
/** Other names that bindings are exported under. */
function exportedAliases(items) {
    const aliases = new Map();
    const add = (local, exported) => {
        if (local === exported || exported === 'default')
            return;
        const known = aliases.get(local);
        if (known)
            known.push(exported);
        else
            aliases.set(local, [exported]);
    };
    for (const { node } of items) {
        if (node.type === 'ExportNamedDeclaration')
            for (const one of node.specifiers)
                if (one.local.type === 'Identifier')
                    add(one.local.name, one.exported.name ?? one.exported.value);
        if (node.type === 'ExpressionStatement') {
            const target = assignment(node.expression);
            const value = target?.value;
            if (target?.name && value?.type === 'Identifier')
                add(value.name, target.name);
            if (target && !target.name && value?.type === 'ObjectExpression') {
                for (const one of value.properties)
                    if (one.type === 'Property' && one.value.type === 'Identifier' && !one.computed)
                        add(one.value.name, one.key.name ?? one.key.value);
            }
        }
    }
    return aliases;
}
//# sourceMappingURL=candidates.js.map