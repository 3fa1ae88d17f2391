// The tokens of a sheet formula, as far as addresses need them: strings, quoted names of other workbooks, function calls, and what separates
// their arguments. In all dialects alike: "," and ";" both separate, and a formula that no program would take is read all the same.

export type FormulaToken =
	/** `[from, to)` is what stands between the quotes; "" in it is one quote. */
	| { readonly kind: "literal"; readonly from: number; readonly to: number }
	| { readonly kind: "number"; readonly from: number; readonly to: number }
	/** A call, or a bracket of its own with no name. */
	| { readonly kind: "open"; readonly name: string }
	| { readonly kind: "close" }
	| { readonly kind: "separator" }
	/** `'...'!`, `'...'#` or `|'...'`: `[from, to)` is what stands between the quotes, '' in it is one. */
	| { readonly kind: "reference"; readonly from: number; readonly to: number; readonly before: string; readonly after: string }
	/** Any operator but "&". */
	| { readonly kind: "operator" };

const OPEN: FormulaToken = { kind: "open", name: "" };
const CLOSE: FormulaToken = { kind: "close" };
const SEPARATOR: FormulaToken = { kind: "separator" };
const OPERATOR: FormulaToken = { kind: "operator" };

/** The longest name of a function is some thirty letters. */
const WORD = /[\p{L}_\\][\p{L}\p{N}_.\\]{0,255}|\d{1,20}/uy;
const BLANK = /[\s\u00a0$@:.!#%?`~]+/y;

/** Linear in the length of `source`. */
export function readFormula(source: string, show: (token: FormulaToken) => void): void {
	let at = 0;
	/** Before it no apostrophe begins a name: one was tried there. */
	let tried = 0;
	while (at < source.length) {
		BLANK.lastIndex = at;
		if (BLANK.test(source)) at = BLANK.lastIndex;
		const character = source.charAt(at);
		switch (character) {
			case "":
				return;
			case '"': {
				const end = quoteEnd(source, at + 1, '"');
				show({ kind: "literal", from: at + 1, to: end });
				at = end + 1;
				break;
			}
			case "'": {
				const end = at < tried ? at : quoteEnd(source, at + 1, "'");
				const after = source.charAt(end + 1);
				const before = source.charAt(at - 1);
				if (at >= tried && (after === "!" || after === "#" || before === "|")) {
					show({ kind: "reference", from: at + 1, to: end, before, after });
					at = end + 1;
				} else {
					tried = Math.max(tried, end + 1);
					at++;
				}
				break;
			}
			case "(":
			case "[":
			case "{":
				show(OPEN);
				at++;
				break;
			case ")":
			case "]":
			case "}":
				show(CLOSE);
				at++;
				break;
			case ",":
			case ";":
				show(SEPARATOR);
				at++;
				break;
			case "&":
				at++;
				break;
			default:
				at = word(at);
		}
	}

	function word(from: number): number {
		WORD.lastIndex = from;
		if (!WORD.test(source)) {
			show(OPERATOR);
			return from + 1;
		}
		const end = WORD.lastIndex;
		let next = end;
		while (source.charAt(next) === " ") next++;
		if (source.charAt(next) === "(") {
			show({ kind: "open", name: source.slice(from, end) });
			return next + 1;
		}
		if (source.charCodeAt(from) <= 0x39) show({ kind: "number", from, to: end });
		return next;
	}
}

/** Index of the quote that ends what begins at `from`, or the end of `source`. */
function quoteEnd(source: string, from: number, quote: string): number {
	for (let at = source.indexOf(quote, from); at !== -1; at = source.indexOf(quote, at + 2)) {
		if (source.charAt(at + 1) !== quote) return at;
	}
	return source.length;
}
