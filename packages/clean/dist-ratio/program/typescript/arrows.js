import { tokTypes as tt } from 'acorn';
/** Arrow functions with types, and the conditions whose `:` they may be mistaken for. */
export function arrows(Base) {
    return class extends Base {
        /** How many conditions are open between their `?` and `:` in this pair of brackets. */
        #consequents = 0;
        /** Where the parameters that begin with `(` at an offset end, if they are an arrow function's; else -1. */
        arrowParamsEnd(start) {
            const { input, types } = this;
            const end = types.bracketEnd(start);
            if (end < 0)
                return -1;
            const next = types.skipSpace(end);
            if (input.startsWith('=>', next))
                return end;
            const type = input[next] === ':' ? types.typeEnd(next + 1) : -1;
            const arrow = types.skipSpace(type);
            if (arrow < 0 || !input.startsWith('=>', arrow))
                return -1;
            // Between `?` and `:` the colon may be the condition's own: then no other one follows.
            return this.#consequents === 0 || types.hasColonAhead(arrow + 2) ? end : -1;
        }
        /**
         * Goes on behind an arrow function's type parameters, which begin at this token. What stands before them (`async`,
         * `return`) may be parted from the rest by no line break: over several lines the `(` moves to where they began.
         */
        eraseArrowAngles(end, after) {
            const { start, types } = this;
            const paren = types.skipSpace(end);
            if (types.isSplit(start, paren)) {
                this.edits.replace(start, end, '(');
                this.edits.blank(end, paren + 1);
                this.skipTo(end, after);
            }
            else
                this.erase(start, end, after);
        }
        parseTypedArrow(start, isAsync, forInit) {
            const node = this.startNodeAt(start, undefined);
            const params = this.#inBrackets(() => {
                this.expect(tt.parenL);
                return this.parseBindingList(tt.parenR, false, true);
            });
            if (this.type === tt.colon)
                this.#eraseArrowType();
            this.expect(tt.arrow);
            return this.parseArrowExpression(node, params, isAsync, forInit);
        }
        parseParenAndDistinguishExpression(canBeArrow, forInit) {
            if (canBeArrow && this.arrowParamsEnd(this.start) >= 0)
                return this.parseTypedArrow(this.start, false, forInit);
            return this.#inBrackets(() => super.parseParenAndDistinguishExpression(canBeArrow, forInit));
        }
        parseExprList(...rest) {
            return this.#inBrackets(() => super.parseExprList(...rest));
        }
        parseFunctionBody(...rest) {
            this.#inBrackets(() => super.parseFunctionBody(...rest));
        }
        parseMaybeConditional(forInit, errors) {
            const start = this.start;
            const test = this.parseExprOps(forInit, errors);
            if (this.checkExpressionErrors(errors))
                return test;
            if ((test.type === 'ArrowFunctionExpression' && test.start === start) || !this.eat(tt.question))
                return test;
            const node = this.startNodeAt(start, undefined);
            node.test = test;
            this.#consequents++;
            node.consequent = this.parseMaybeAssign();
            this.#consequents--;
            this.expect(tt.colon);
            node.alternate = this.parseMaybeAssign(forInit);
            return this.finishNode(node, 'ConditionalExpression');
        }
        /** Inside brackets the conditions around them don't count. */
        #inBrackets(parse) {
            const consequents = this.#consequents;
            this.#consequents = 0;
            const result = parse();
            this.#consequents = consequents;
            return result;
        }
        /** A line break before `=>` is an error, so over several lines the `)` moves to where the type ended. */
        #eraseArrowType() {
            const end = this.types.typeEnd(this.end);
            const close = this.lastTokStart;
            if (end > 0 && this.types.isSplit(close, this.types.skipSpace(end))) {
                this.edits.blank(close, end - 1);
                this.edits.replace(end - 1, end, ')');
                this.skipTo(end, tt.parenR);
            }
            else
                this.erase(this.start, end, tt.parenR);
        }
    };
}
//# sourceMappingURL=arrows.js.map