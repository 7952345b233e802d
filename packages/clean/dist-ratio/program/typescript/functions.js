import { tokTypes as tt } from 'acorn';
const modifier = /^(?:public|private|protected|readonly|override|abstract|declare)$/;
/** Types of bindings, parameters and results; functions without a body; parameters that are properties. */
export function functions(Base) {
    return class extends Base {
        #properties = [];
        parseVar(node, isFor, kind, allowMissing) {
            return super.parseVar(node, isFor, kind, allowMissing || this.isAmbient);
        }
        parseVarId(declarator, kind) {
            super.parseVarId(declarator, kind);
            if (this.type === tt.prefix && this.value === '!')
                this.erase(this.start, this.end);
            this.eraseAnnotation();
        }
        parseBindingAtom() {
            const isThis = this.type === tt._this;
            const start = this.start;
            const node = isThis ? this.parseIdent(true) : super.parseBindingAtom();
            if (this.type === tt.question)
                this.erase(this.start, this.end);
            this.eraseAnnotation();
            if (isThis) {
                this.edits.blank(start, this.type === tt.comma ? this.end : this.start);
                return { ...node, type: 'ObjectPattern', properties: [] };
            }
            return node;
        }
        parseAssignableListItem(allowModifiers) {
            let isProperty = false;
            while (this.type === tt.name &&
                modifier.test(this.value) &&
                /[\p{ID_Start}$_]/u.test(this.input[this.types.skipSpace(this.end)] ?? '')) {
                this.erase(this.start, this.end, tt.comma);
                isProperty = true;
            }
            const node = super.parseAssignableListItem(allowModifiers);
            if (isProperty)
                this.#properties.push(node.type === 'AssignmentPattern' ? node.left.name : node.name);
            return node;
        }
        parseFunctionParams(node) {
            this.eraseAngles();
            super.parseFunctionParams(node);
        }
        parseMethod(isGenerator, isAsync, allowSuper) {
            this.eraseAngles();
            return super.parseMethod(isGenerator, isAsync, allowSuper);
        }
        parseFunctionBody(node, isArrow, isMethod, forInit) {
            const properties = this.#properties;
            this.#properties = [];
            if (!isArrow)
                this.eraseAnnotation(tt.parenR);
            if (!isArrow && this.type !== tt.braceL && this.#mayLackBody()) {
                node.isBodiless = true;
                node.body = { type: 'BlockStatement', start: this.lastTokEnd, end: this.lastTokEnd, body: [] };
                if (!isMethod)
                    this.semicolon();
                this.exitScope();
            }
            else
                super.parseFunctionBody(node, isArrow, isMethod, forInit);
            this.#assignProperties(properties, node);
        }
        parseFunction(...rest) {
            const node = super.parseFunction(...rest);
            if (node.isBodiless)
                this.edits.blankStatement(node.start, node.end);
            return node;
        }
        /** Overloads and declarations have no body; a text that stops there is cut off. */
        #mayLackBody() {
            return this.type === tt.semi || (this.canInsertSemicolon() && (this.type !== tt.eof || this.isAmbient));
        }
        /** `constructor(private x: number)` keeps `x` as a property: assigned once `this` is there. */
        #assignProperties(properties, node) {
            if (properties.length === 0 || node.isBodiless)
                return;
            node.parameterProperties = properties;
            const assignments = properties.map((name) => ` this.${name} = ${name};`).join('');
            const call = node.body.body.find((one) => one.expression?.callee?.type === 'Super');
            if (call)
                this.edits.insert(call.end, `;${assignments}`);
            else {
                const last = node.body.body.filter((one) => one.directive !== undefined).at(-1);
                this.edits.insert(last ? last.end : node.body.start + 1, last ? `;${assignments}` : assignments);
            }
        }
    };
}
//# sourceMappingURL=functions.js.map