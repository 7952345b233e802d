import { exampleNames, knownGlobals } from '../program/globals.js';
import { importedNames, isHelperModule } from '../program/modules.js';
import { touchedNames } from '../program/scope.js';
import { walk } from '../program/tree.js';
import { assignment } from './candidates.js';
/** What a candidate needs: what it uses, what that uses, and the statements that fill or change those. */
export function needsOf(candidate, blocks) {
    const home = blocks.findIndex(({ unit }) => unit === candidate.item.unit);
    const tables = blocks.map(({ items }) => declarations(items));
    const places = new Map(blocks.map(({ unit }, index) => [unit, index]));
    const needed = new Set([candidate.item]);
    const missing = new Set();
    const queue = [candidate.item];
    const entry = candidate.method ? candidate.method.owner : candidate.names[0];
    const effects = blocks.map(({ items }, index) => effectsOf(items, entry, tables[index]));
    const corrections = blocks.map((block) => isCorrection(block, candidate));
    const need = (item) => {
        if (!item || needed.has(item))
            return;
        needed.add(item);
        queue.push(item);
    };
    for (let item = queue.pop(); item; item = queue.pop()) {
        const at = places.get(item.unit);
        for (const name of item.uses) {
            const found = resolve(name, at, home, corrections, tables, candidate);
            if (!found && !knownGlobals.has(name) && !exampleNames.has(name))
                missing.add(name);
            need(found);
            need(found ? importTarget(name, found, at, tables) : undefined);
        }
        const own = effects[at];
        const touched = item.inner.type === 'ExpressionStatement' ? touchedNames(item.inner) : [];
        for (const name of [...item.declares, ...touched]) {
            for (const effect of own.get(name) ?? [])
                need(effect);
            own.delete(name);
        }
    }
    return { items: needed, missing };
}
/** The statements of a block that fill or change something and are no examples, by each name that they touch. */
function effectsOf(items, entry, table) {
    const effects = new Map();
    for (const item of items) {
        if (!isEffect(item, entry, table))
            continue;
        for (const name of touchedNames(item.inner)) {
            const known = effects.get(name);
            if (known)
                known.push(item);
            else
                effects.set(name, [item]);
        }
    }
    return effects;
}
/** What declares each name in a block: the last one does. */
function declarations(items) {
    const table = new Map();
    for (const item of items)
        for (const name of item.declares)
            table.set(name, item);
    for (const item of items) {
        const target = item.inner.type === 'ExpressionStatement' ? assignment(item.inner.expression) : undefined;
        if (target?.name && !table.has(target.name) && item.inner.expression.left.type === 'Identifier')
            table.set(target.name, item);
    }
    return table;
}
function resolve(name, at, home, corrections, tables, candidate) {
    if (candidate.item.declares.includes(name))
        return candidate.item;
    const own = tables[at]?.get(name);
    if (own && own.node.type !== 'ImportDeclaration') {
        // A later block that only declares functions corrects those before it.
        for (let index = tables.length - 1; index > home; index--) {
            const later = tables[index]?.get(name);
            if (index !== at &&
                later?.inner.type === 'FunctionDeclaration' &&
                own.inner.type === 'FunctionDeclaration' &&
                corrections[index])
                return later;
        }
        return own;
    }
    if (own)
        return own;
    for (const index of nearest(at, tables.length)) {
        const found = tables[index]?.get(name);
        if (found && found.node.type !== 'ImportDeclaration')
            return found;
    }
    return undefined;
}
/** What another block of the answer declares for an import. */
function importTarget(name, item, at, tables) {
    if (item.node.type !== 'ImportDeclaration' || isHelperModule(String(item.node.source.value)))
        return undefined;
    const imported = importedNames(item.node).find(({ local }) => local === name)?.name;
    const wanted = imported === undefined || imported === 'default' || imported === '*' ? name : imported;
    for (const index of nearest(at, tables.length)) {
        const found = tables[index]?.get(wanted);
        if (found && found.node.type !== 'ImportDeclaration')
            return found;
    }
    return undefined;
}
/** Blocks before a place, the nearest first, then those behind it. */
function nearest(at, count) {
    const order = [];
    for (let index = at - 1; index >= 0; index--)
        order.push(index);
    for (let index = at + 1; index < count; index++)
        order.push(index);
    return order;
}
function isCorrection({ items }, candidate) {
    const names = candidate.names;
    return items.every(({ inner, declares }) => inner.type === 'FunctionDeclaration' && !declares.some((name) => names.includes(name)));
}
const declarationTypes = /^(?:FunctionDeclaration|ClassDeclaration|VariableDeclaration|ImportDeclaration|EmptyStatement|Export\w+)$/;
function isEffect({ inner, uses }, entry, table) {
    if (declarationTypes.test(inner.type))
        return false;
    for (const name of uses)
        if (exampleNames.has(name) || !(table.has(name) || knownGlobals.has(name)))
            return false;
    // What calls the function itself is an example.
    let isExample = false;
    walk([inner], (node) => {
        if (node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === entry)
            isExample = true;
        return isExample;
    });
    return !isExample;
}
//# sourceMappingURL=dependencies.js.map