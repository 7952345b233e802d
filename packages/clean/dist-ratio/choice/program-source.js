import { Edits } from '../program/edits.js';
import { isFunction } from '../program/tree.js';
import { editModules } from './imports.js';
/** Joins blocks to one program whose result is what `main` returns. */
export function assembleProgram(blocks, main, warnings) {
    const needs = { items: new Set(blocks.flatMap(({ items }) => items)), missing: new Set() };
    const sources = [];
    for (const block of blocks) {
        const { unit, items } = block;
        const edits = new Edits(unit.plain);
        edits.blank(0, /^#!.*/.exec(unit.plain)?.[0].length ?? 0);
        for (const item of items)
            takeExport(item, edits);
        editModules(items, needs, blocks, edits);
        if (block === main)
            giveResult(items, edits, warnings);
        sources.push(edits.apply());
    }
    return {
        source: sources.join('\n'),
        original: blocks.map(({ unit }) => unit.text.value).join('\n'),
        lineMap: blocks.flatMap(({ unit }) => unit.text.lines),
        warnings,
    };
}
/** `export` goes; the value of a default export is the program's result. */
function takeExport({ node, inner }, edits) {
    if (node.type === 'ExportDefaultDeclaration') {
        const isNamed = /Declaration$/.test(inner.type) && inner.id;
        if (isNamed || isFunction(inner) || inner.type === 'ClassDeclaration')
            edits.blank(node.start, inner.start);
        else
            edits.replace(node.start, node.start + 'export default'.length, 'return');
        if (!isNamed && isFunction(inner)) {
            edits.insert(inner.start, 'return await (');
            edits.insert(inner.end, ')()');
        }
    }
    else if (node.type === 'ExportNamedDeclaration') {
        if (node.declaration)
            edits.blank(node.start, inner.start);
        else
            edits.blankStatement(node.start, node.end);
    }
}
const mainName = /^(?:main|run|program|solve|solution|execute|handler)$/i;
/** A program that is a function, or only declares some, or calls one and drops what it gives, gives its result. */
function giveResult(items, edits, warnings) {
    const done = items.filter(({ node }) => node.type !== 'EmptyStatement' && !node.directive);
    if (done.some(({ node }) => node.type === 'ReturnStatement' || (node.type === 'ExportDefaultDeclaration' && !node.declaration.id)))
        return;
    const last = done.at(-1);
    if (!last)
        return;
    const expression = last.inner.expression;
    if (last.inner.type === 'ExpressionStatement' && expression) {
        if (isFunction(expression) && done.length === 1) {
            if (!takesNothing(expression))
                return;
            edits.insert(expression.start, 'return await (');
            edits.insert(expression.end, ')()');
            warnings.push('The program was a function: it was called.');
        }
        else if (isCallOf(expression, done))
            edits.insert(last.node.start, 'return ');
        return;
    }
    const functions = done.flatMap(functionsOf);
    const isQuiet = done.every(({ inner }) => /^(?:Function|Class|Variable|Import)Declaration$/.test(inner.type));
    if (!isQuiet ||
        done.some(({ inner }) => inner.declarations?.some((one) => one.init?.type === 'AwaitExpression')))
        return;
    const callable = functions.filter(({ fn }) => takesNothing(fn));
    const unused = callable.filter(({ name }) => !done.some(({ uses }) => uses.has(name)));
    const main = callable.find(({ name }) => mainName.test(name)) ?? (unused.length === 1 ? unused[0] : undefined);
    if (!main)
        return;
    edits.insert(last.node.end, `; return await ${main.name}();`);
    warnings.push(`\`${main.name}\` was called: nothing in the program called it.`);
}
function takesNothing({ params }) {
    return params.every(({ type }) => type === 'AssignmentPattern' || type === 'RestElement');
}
function functionsOf({ inner }) {
    if (inner.type === 'FunctionDeclaration')
        return inner.id ? [{ name: inner.id.name, fn: inner }] : [];
    if (inner.type !== 'VariableDeclaration')
        return [];
    return inner.declarations
        .filter((one) => one.id.type === 'Identifier' && isFunction(one.init))
        .map((one) => ({ name: one.id.name, fn: one.init }));
}
/** `main()`, `await main()`, `(async () => { ... })()`, with `.catch(...)` and the like behind it. */
function isCallOf(expression, items) {
    let at = expression;
    while (at.type === 'AwaitExpression' ||
        (at.type === 'CallExpression' && at.callee.type === 'MemberExpression')) {
        const method = at.callee?.property?.name;
        if (at.type === 'AwaitExpression')
            at = at.argument;
        else if (method === 'then' || method === 'catch' || method === 'finally')
            at = at.callee.object;
        else
            return false;
    }
    if (at.type !== 'CallExpression')
        return false;
    const { callee } = at;
    return (isFunction(callee) ||
        (callee.type === 'Identifier' && items.some(({ declares }) => declares.includes(callee.name))));
}
//# sourceMappingURL=program-source.js.map