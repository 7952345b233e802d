import { tokTypes as tt } from 'acorn';
/** Interfaces, aliases, enums, namespaces, abstract classes and whatever is declared. */
export function declarations(Base) {
    return class extends Base {
        parseStatement(context, topLevel, exports) {
            const special = this.type === tt.name || this.type === tt._const
                ? this.#parseTyped(context, topLevel, exports)
                : undefined;
            return special ?? super.parseStatement(context, topLevel, exports);
        }
        #parseTyped(context, topLevel, exports) {
            const { start, input, types } = this;
            const name = this.value;
            if (name === 'interface' && this.matchHere(/interface\s+[\w$]+/y))
                return this.eraseStatement(start, this.#interfaceEnd(start));
            const alias = name === 'type' ? this.matchHere(/type\s+[\w$]+\s*(?=[<=])/y) : null;
            if (alias) {
                const at = start + alias[0].length;
                const equals = input[at] === '<' ? types.skipSpace(types.anglesEnd(at)) : at;
                if (input[equals] !== '=')
                    this.unexpected();
                return this.eraseStatement(start, types.typeEnd(equals + 1));
            }
            const enumeration = this.matchHere(/(?:const\s+)?enum\s+(?=[\w$]+\s*\{)/y);
            if (enumeration)
                return this.#parseEnum(start + enumeration[0].length);
            const space = this.matchHere(/(?:namespace|module)\s+(?=[\w$.]+\s*\{)/y);
            if (space)
                return this.#parseNamespace(start + space[0].length);
            if (this.matchHere(/abstract\s+class\b/y)) {
                this.erase(start, this.end, tt.semi);
                return { ...this.parseStatement(context, topLevel, exports), start };
            }
            if (this.matchHere(/(?:declare\s+)?(?:module\s*['"]|global\s*\{)/y))
                return this.#eraseModule(start);
            if (!this.matchHere(/declare\s+(?:const|let|var|function|async|class|abstract|enum|namespace|module|type|interface)\b/y))
                return undefined;
            const wasAmbient = this.isAmbient;
            this.isAmbient = true;
            this.enterScope(0);
            this.skipTo(this.end, tt.semi);
            const end = this.parseStatement(context, topLevel, exports).end;
            this.exitScope();
            this.isAmbient = wasAmbient;
            return this.erased(start, end);
        }
        /** `declare module 'x' { ... }` and `declare global { ... }`. */
        #eraseModule(start) {
            const open = this.input.indexOf('{', start);
            const line = this.input.indexOf('\n', start);
            const isShort = open < 0 || (line >= 0 && line < open && this.input[this.types.skipSpace(line)] !== '{');
            return this.eraseStatement(start, isShort ? (line < 0 ? this.input.length : line) : this.types.bracketEnd(open));
        }
        #interfaceEnd(start) {
            const { input, types } = this;
            let at = types.skipSpace(start + 'interface'.length);
            at = types.skipSpace(at + types.wordAt(at).length);
            if (input[at] === '<')
                at = types.skipSpace(types.anglesEnd(at));
            if (types.wordAt(at) === 'extends') {
                at += 'extends'.length;
                for (let end = types.typeEnd(at); end > 0; end = types.typeEnd(at + 1)) {
                    at = types.skipSpace(end);
                    if (input[at] !== ',')
                        break;
                }
            }
            return types.bracketEnd(at);
        }
        #parseEnum(nameStart) {
            const { start } = this;
            this.skipTo(nameStart, tt._const);
            const node = { type: 'TSEnumDeclaration', start, end: start, id: this.parseIdent(), members: [] };
            this.expect(tt.braceL);
            while (this.type !== tt.braceR) {
                const memberStart = this.start;
                const isComputed = this.eat(tt.bracketL);
                const isText = this.type === tt.string || this.type === tt.backQuote;
                const id = isText ? this.parseExprAtom() : this.parseIdent(true);
                if (isComputed)
                    this.expect(tt.bracketR);
                const initializer = this.eat(tt.eq) ? this.parseMaybeAssign() : undefined;
                node.members.push({ type: 'TSEnumMember', start: memberStart, end: this.lastTokEnd, id, initializer });
                if (!this.eat(tt.comma))
                    break;
            }
            node.end = this.end;
            this.expect(tt.braceR);
            this.hasValues = true;
            return node;
        }
        #parseNamespace(nameStart) {
            const { start } = this;
            this.skipTo(nameStart, tt._const);
            const names = [this.parseIdent()];
            while (this.eat(tt.dot))
                names.push(this.parseIdent());
            const open = this.start;
            this.expect(tt.braceL);
            this.enterScope(0);
            const body = [];
            while (this.type !== tt.braceR)
                body.push(this.parseStatement(null, true, {}));
            this.exitScope();
            const end = this.end;
            this.expect(tt.braceR);
            // What is a type alone was erased when it was read.
            const values = body.map((statement) => (statement.declaration ?? statement));
            if (values.every(({ type, isBodiless }) => type === 'EmptyStatement' || isBodiless))
                return this.erased(start, end);
            this.hasValues = true;
            return { type: 'TSModuleDeclaration', start, end, id: names[0], names, open, body };
        }
    };
}
//# sourceMappingURL=declarations.js.map