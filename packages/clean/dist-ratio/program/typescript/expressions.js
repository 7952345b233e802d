import { tokTypes as tt } from 'acorn';
/** Assertions (`<T>x`, `x as T`, `x satisfies T`, `x!`) and type arguments. */
export function expressions(Base) {
    return class extends Base {
        parseMaybeUnary(...rest) {
            if (!this.isAtAngle())
                return super.parseMaybeUnary(...rest);
            const start = this.start;
            const { types } = this;
            const end = types.anglesEnd(start);
            const next = types.skipSpace(end);
            if (end > 0 && this.input[next] === '(' && this.arrowParamsEnd(next) >= 0) {
                this.eraseArrowAngles(end, tt.eq);
                return this.parseTypedArrow(this.start, false, rest[3]);
            }
            // `return <T>` and a line break would return nothing.
            const isSplit = end > 0 && types.isSplit(start, next);
            if (isSplit) {
                this.edits.replace(start, end, '(');
                this.skipTo(end, tt.eq);
            }
            else
                this.erase(start, end, tt.eq);
            const node = this.parseMaybeUnary(...rest);
            if (isSplit)
                this.edits.insert(node.end, ')');
            return node;
        }
        parseExprOp(left, start, place, minPrecedence, forInit) {
            const isCast = this.type === tt.name && (this.value === 'as' || this.value === 'satisfies');
            if (!isCast || minPrecedence >= 7 || this.#hasLineBreak())
                return super.parseExprOp(left, start, place, minPrecedence, forInit);
            const { types } = this;
            const end = types.typeEnd(this.end);
            const next = types.skipSpace(end);
            if (end > 0 && '([`'.includes(this.input[next] || ' ') && types.isSplit(end, next)) {
                this.edits.replace(this.start, end, ';');
                this.skipTo(end);
            }
            else
                this.erase(this.start, end);
            return this.parseExprOp(left, start, place, minPrecedence, forInit);
        }
        parseSubscript(base, start, place, noCalls, maybeAsyncArrow, chained, forInit) {
            while (this.type === tt.prefix && this.value === '!' && !this.#hasLineBreak())
                this.erase(this.start, this.end);
            if (this.isAtAngle()) {
                const end = this.types.anglesEnd(this.start);
                const next = this.types.skipSpace(end);
                if (end > 0 && maybeAsyncArrow && this.input[next] === '(' && this.arrowParamsEnd(next) >= 0)
                    this.eraseArrowAngles(end);
                else if (end > 0 && this.#mayFollow(end, next))
                    this.erase(this.start, end);
            }
            if (maybeAsyncArrow && this.type === tt.parenL && this.arrowParamsEnd(this.start) >= 0)
                return this.parseTypedArrow(start, true, forInit);
            return super.parseSubscript(base, start, place, noCalls, maybeAsyncArrow, chained, forInit);
        }
        parsePropertyValue(...rest) {
            this.eraseAngles();
            super.parsePropertyValue(...rest);
        }
        /** Whether `<...>` before this may be type arguments, and not two comparisons: TypeScript's own rule. */
        #mayFollow(end, next) {
            const { input, types } = this;
            const character = input[next] ?? '';
            if (character === '(' || character === '`')
                return true;
            if (types.isSplit(end, next) || character === '')
                return true;
            if (character === '<' ||
                character === '>' ||
                ((character === '+' || character === '-') && input[next + 1] !== character))
                return false;
            const word = types.wordAt(next);
            if (word !== '')
                return /^(?:in|instanceof|as|satisfies|of)$/.test(word);
            return !/["'\d[{!~#@/]/.test(character) || (character === '!' && input[next + 1] === '=');
        }
        #hasLineBreak() {
            return this.types.isSplit(this.lastTokEnd, this.start);
        }
    };
}
//# sourceMappingURL=expressions.js.map