import { helperMembers, helperName } from '@gencode/contract/helpers';
import { giverOf, helperBindings, importedNames, isHelperModule, moduleCalls, requiredNames, } from '../program/modules.js';
import { UnknownModule } from './failures.js';
/** Turns the imports of a block into uses of the helpers; throws `UnknownModule` for any other module. */
export function editModules(items, needs, blocks, edits) {
    const kept = new Set();
    const used = new Set();
    for (const item of items)
        if (item.node.type !== 'ImportDeclaration')
            for (const name of item.uses) {
                used.add(name);
                if (needs.items.has(item))
                    kept.add(name);
            }
    for (const item of items) {
        if (item.node.type === 'ImportDeclaration')
            editImport(item, kept, used, needs, blocks, edits);
        else
            editRequires(item, kept, used, needs, edits);
    }
}
function editImport(item, kept, used, needs, blocks, edits) {
    const { node } = item;
    const source = String(node.source.value);
    const names = importedNames(node);
    const wanted = names.filter(({ local }) => kept.has(local));
    if (isHelperModule(source)) {
        checkMembers(wanted, source, item, node.start);
        const bindings = helperBindings(wanted);
        if (needs.items.has(item) || bindings === '')
            edits.replace(node.start, node.end, bindings);
        return;
    }
    const left = wanted.filter(({ local, name }) => !isInAnswer(local, name, item, needs, blocks));
    const isOfExamples = names.length > 0 && names.every(({ local }) => kept.has(local) || used.has(local) || isType(local, item));
    if (left.length > 0 || (!isOfExamples && wanted.length === 0))
        throw unknown(source, item, node.start);
    edits.blankStatement(node.start, node.end);
    const aliases = wanted.filter(({ local, name }) => local !== name && name !== 'default' && name !== '*');
    for (const { local, name } of aliases)
        edits.insert(node.end, `const ${local} = ${name};`);
}
/** Whether another block of the answer declares what is imported. */
function isInAnswer(local, name, item, needs, blocks) {
    const wanted = name === 'default' || name === '*' ? local : name;
    return blocks.some(({ unit, items }) => unit !== item.unit && keptNames(items, needs).has(wanted));
}
const namesOfBlocks = new WeakMap();
/** The names that the kept statements of a block declare. */
function keptNames(items, needs) {
    let known = namesOfBlocks.get(items);
    if (known?.needs !== needs) {
        known = {
            needs,
            names: new Set(items.filter((one) => needs.items.has(one)).flatMap(({ declares }) => declares)),
        };
        namesOfBlocks.set(items, known);
    }
    return known.names;
}
const repeatedWords = new WeakMap();
/** In TypeScript, an import that only types use: its name stands in the text more than once. */
function isType(local, { unit }) {
    if (!unit.typescript)
        return false;
    let repeated = repeatedWords.get(unit);
    if (!repeated) {
        const once = new Set();
        const more = new Set();
        for (const [word] of unit.text.value.matchAll(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu))
            if (once.has(word))
                more.add(word);
            else
                once.add(word);
        repeated = more;
        repeatedWords.set(unit, repeated);
    }
    return repeated.has(local);
}
function editRequires(item, kept, used, needs, edits) {
    if (!item.uses.has('require') && !hasImportCall(item))
        return;
    const isNeeded = needs.items.has(item);
    const bound = item.inner.type === 'VariableDeclaration' ? item.inner.declarations.map(requiredNames) : [];
    for (const { node, source } of moduleCalls(item.inner)) {
        const binding = bound.find((one) => one && node.start >= one.call.start && node.end <= one.call.end);
        if (isHelperModule(source)) {
            if (isNeeded)
                editHelperCall(item, node, source, binding, kept, edits);
            continue;
        }
        const names = binding?.names ?? [];
        const isKept = isNeeded && (names.length === 0 || names.some(({ local }) => kept.has(local)));
        const isUnused = !isNeeded && binding !== undefined && !names.some(({ local }) => used.has(local));
        if (isKept || isUnused)
            throw unknown(source, item, node.start);
    }
}
function hasImportCall(item) {
    return item.unit.plain.slice(item.inner.start, item.inner.end).includes('import(');
}
function editHelperCall(item, node, source, binding, kept, edits) {
    const call = binding?.call ?? node;
    const isAlone = item.inner.declarations?.length === 1;
    if (!binding) {
        edits.replace(call.start, call.end, helperName);
        return;
    }
    const wanted = binding.names.filter(({ local }) => kept.has(local));
    checkMembers(wanted, source, item, node.start);
    if (isAlone)
        edits.replace(item.inner.start, item.inner.end, helperBindings(wanted));
    else
        edits.replace(call.start, call.end, helperName);
}
function checkMembers(names, source, item, position) {
    const missing = names.find(({ name }) => giverOf(name) === undefined);
    if (!missing)
        return;
    throw new UnknownModule(`\`${missing.name}\` can't be imported from "${source}": there is only \`${helperName}\` with ${helperMembers.join(', ')}, and JavaScript's own \`Math\`.`, item.unit, position);
}
function unknown(source, item, position) {
    return new UnknownModule(`The module "${source}" is not available: nothing can be imported. Use plain JavaScript, \`Math\`, and the helpers in \`${helperName}\` (${helperMembers.join(', ')}).`, item.unit, position);
}
//# sourceMappingURL=imports.js.map