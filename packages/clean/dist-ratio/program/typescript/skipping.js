import { tokTypes as tt } from 'acorn';
import { blankEnd, lineBlankEnd } from '../../response/scan.js';
import { TypeReader } from './type-reader.js';
/** What every other part of the plugin works with: going on behind a type, and noting that it goes. */
export function skipping(Base) {
    return class extends Base {
        /** Inside `declare`, where nothing has a body. */
        isAmbient = false;
        /** Whether an enum or a namespace was read. */
        hasValues = false;
        #types;
        /** What knows where types end in this text. */
        get types() {
            this.#types ??= new TypeReader(this.input);
            return this.#types;
        }
        /** Goes on reading at an offset, as if a token of the given kind had ended there. */
        skipTo(end, after = tt.name) {
            if (end < 0)
                this.noType();
            this.pos = end;
            this.type = after;
            this.exprAllowed = after === tt.semi || after === tt.eq || after === tt.braceL;
            this.lastTokEnd = this.end = end;
            this.lastTokStart = this.start;
            const { lastTokStart } = this;
            this.nextToken();
            this.lastTokEnd = end;
            this.lastTokStart = lastTokStart;
        }
        erase(start, end, after) {
            if (end < 0)
                this.noType();
            this.edits.blank(start, end);
            this.skipTo(end, after);
        }
        /** `: T` */
        eraseAnnotation(after) {
            if (this.type === tt.colon)
                this.erase(this.start, this.types.typeEnd(this.end), after);
        }
        /** `<T>` */
        eraseAngles(after) {
            if (this.isAtAngle())
                this.erase(this.start, this.types.anglesEnd(this.start), after);
        }
        /** A statement that only types have, up to `end`. */
        eraseStatement(start, end) {
            if (end < 0)
                this.noType();
            const semicolon = lineBlankEnd(this.input, end);
            const last = this.input[semicolon] === ';' ? semicolon + 1 : end;
            this.skipTo(last, tt.semi);
            return this.erased(start, last);
        }
        /** What is left of a statement that was read and is a type alone. */
        erased(start, end) {
            this.edits.blankStatement(start, end);
            return { type: 'EmptyStatement', start, end, isErased: true };
        }
        /** A type that isn't one; where the text only stops in it, that is where the error is. */
        noType() {
            const { input, start } = this;
            const open = input.slice(start, start + 2000).search(/[([{]/);
            const line = input.indexOf('\n', start);
            const isCut = line < 0 ||
                blankEnd(input, line) >= input.length ||
                (open >= 0 && this.types.bracketEnd(start + open) < 0);
            return this.raise(isCut ? input.length : start, 'Unexpected token');
        }
        isAtAngle() {
            return (this.type === tt.relational || this.type === tt.bitShift) && this.input[this.start] === '<';
        }
        /** What stands at this token; the pattern is sticky. */
        matchHere(pattern) {
            pattern.lastIndex = this.start;
            return pattern.exec(this.input);
        }
    };
}
//# sourceMappingURL=skipping.js.map