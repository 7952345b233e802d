/** The values of enums' members that are known before anything runs, by enum, in one scope and those around it. */
export class EnumConstants {
    #enums = new Map();
    #outer;
    constructor(outer) {
        this.#outer = outer;
    }
    /** The members of an enum that is declared here; several declarations of one name are one enum. */
    membersOf(name) {
        const known = this.#enums.get(name) ?? new Map();
        this.#enums.set(name, known);
        return known;
    }
    /** What an expression gives, by TypeScript's rules for constant enum expressions; undefined where it must run. */
    valueOf(node, own) {
        const again = (next) => this.valueOf(next, own);
        switch (node.type) {
            case 'Literal':
                return typeof node.value === 'number' || typeof node.value === 'string' ? node.value : undefined;
            case 'Identifier':
                return own.get(node.name);
            case 'MemberExpression': {
                const key = node.computed ? node.property.value : node.property.name;
                return node.object.type === 'Identifier' ? this.#find(node.object.name)?.get(key) : undefined;
            }
            case 'TemplateLiteral': {
                let text = node.quasis[0].value.cooked;
                for (const [index, one] of node.expressions.entries()) {
                    const value = again(one);
                    if (value === undefined)
                        return undefined;
                    text += value + node.quasis[index + 1].value.cooked;
                }
                return text;
            }
            case 'UnaryExpression': {
                const value = again(node.argument);
                return typeof value === 'number' ? unary(node.operator, value) : undefined;
            }
            case 'BinaryExpression': {
                const left = again(node.left);
                const right = again(node.right);
                if (typeof left === 'number' && typeof right === 'number')
                    return binary(node.operator, left, right);
                return left !== undefined && right !== undefined && node.operator === '+'
                    ? `${left}${right}`
                    : undefined;
            }
            default:
                return undefined;
        }
    }
    #find(name) {
        return this.#enums.get(name) ?? (this.#outer ? this.#outer.#find(name) : undefined);
    }
}
function unary(operator, value) {
    return operator === '-' ? -value : operator === '+' ? value : operator === '~' ? ~value : undefined;
}
function binary(operator, a, b) {
    switch (operator) {
        case '+':
            return a + b;
        case '-':
            return a - b;
        case '*':
            return a * b;
        case '/':
            return a / b;
        case '%':
            return a % b;
        case '|':
            return a | b;
        case '&':
            return a & b;
        case '^':
            return a ^ b;
        case '<<':
            return a << b;
        case '>>':
            return a >> b;
        case '>>>':
            return a >>> b;
        default:
            // Powers run where the code runs: hosts differ in their last bits.
            return undefined;
    }
}
//# sourceMappingURL=constants.js.map