// Just enough of a TypeScript tokeniser for the house's rules: comments go, strings keep their value, and a pattern is told from
// a division by what stands before it (ECMA-262 §12.1 leaves that to the grammar; this is the usual approximation).

export type Token = {
	readonly kind: "word" | "string" | "template" | "pattern" | "number" | "mark";
	/** The word, mark or number; of a string what stands between the quotes. */
	readonly text: string;
	readonly line: number;
};

/** After these a slash begins a pattern, though they look like values. */
const BEFORE_PATTERN = new Set([
	"return",
	"typeof",
	"case",
	"of",
	"in",
	"do",
	"else",
	"void",
	"delete",
	"throw",
	"new",
	"instanceof",
	"yield",
	"await",
]);

const WORD = /[\p{ID_Start}$_#][\p{ID_Continue}$\u200c\u200d]*/uy;
const NUMBER = /\d[\w.]*/y;
const SPACE_OR_COMMENT = /(?:\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/y;
const STRING = /"((?:[^"\\\n]|\\[\s\S])*)"|'((?:[^'\\\n]|\\[\s\S])*)'/y;
const PATTERN = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;

export function tokens(source: string): Token[] {
	const found: Token[] = [];
	/** Open braces; true: it belongs to `${`, so its end resumes a template. */
	const braces: boolean[] = [];
	let line = 1;
	let at = source.startsWith("#!") ? source.indexOf("\n") : 0;

	const take = (pattern: RegExp): RegExpExecArray | null => {
		pattern.lastIndex = at;
		const match = pattern.exec(source);
		if (match !== null) at = pattern.lastIndex;
		return match;
	};
	const add = (kind: Token["kind"], text: string): void => {
		found.push({ kind, text, line });
	};
	/** From after a backtick or the end of `${...}` to the next `${` or the closing backtick. */
	const takeTemplate = (): void => {
		const start = at;
		while (at < source.length && source[at] !== "`" && !source.startsWith("${", at)) at += source[at] === "\\" ? 2 : 1;
		const text = source.slice(start, at);
		add("template", text);
		line += text.split("\n").length - 1;
		if (source[at] === "$") braces.push(true);
		at += source[at] === "$" ? 2 : 1;
	};

	while (at < source.length) {
		const space = take(SPACE_OR_COMMENT);
		if (space !== null) {
			line += space[0].split("\n").length - 1;
			continue;
		}
		const string = take(STRING);
		const word = string === null ? take(WORD) : null;
		const number = string === null && word === null ? take(NUMBER) : null;
		if (string !== null) add("string", string[1] ?? string[2] ?? "");
		else if (word !== null) add("word", word[0]);
		else if (number !== null) add("number", number[0]);
		else if (source[at] === "/" && startsPattern(found.at(-1))) add("pattern", take(PATTERN)?.[0] ?? source[at++] ?? "");
		else {
			const mark = source[at++] ?? "";
			if (mark === "`") takeTemplate();
			else if (mark === "}" && braces.pop()) takeTemplate();
			else {
				if (mark === "{") braces.push(false);
				add("mark", mark);
			}
		}
	}
	return found;
}

function startsPattern(before: Token | undefined): boolean {
	if (before === undefined) return true;
	if (before.kind === "word") return BEFORE_PATTERN.has(before.text);
	return before.kind === "mark" && !")]}".includes(before.text);
}

export interface Import {
	readonly from: string;
	/** Only types: nothing is loaded. */
	readonly typeOnly: boolean;
	/** What is loaded, by the names it has there; "*" for all of it. */
	readonly names: readonly string[];
	readonly line: number;
}

/** Static, dynamic and re-exporting imports, `import("...")` types, and require. */
export function imports(list: readonly Token[]): Import[] {
	const found: Import[] = [];
	let statement: Token | undefined;
	let begin = 0;
	let typeOnly = false;
	for (const [index, token] of list.entries()) {
		const next = list[index + 1];
		const isMember = list[index - 1]?.text === ".";
		if (token.kind !== "word" || isMember) continue;
		if (token.text === "import" || token.text === "export") {
			statement = token;
			begin = index + 1;
			typeOnly = next?.text === "type";
			if (next?.kind === "string") found.push({ from: next.text, typeOnly: false, names: ["*"], line: token.line });
		}
		if (token.text === "from" && next?.kind === "string" && statement !== undefined) {
			found.push({ from: next.text, typeOnly, names: namesIn(list.slice(begin, index)), line: token.line });
			statement = undefined;
		}
		const called = list[index + 2];
		if ((token.text === "import" || token.text === "require") && next?.text === "(" && called?.kind === "string") {
			found.push({ from: called.text, typeOnly: false, names: ["*"], line: token.line });
		}
	}
	return found;
}

/** Of `{ a, type B, c as d }` a and c; of anything else "*". */
function namesIn(clause: readonly Token[]): readonly string[] {
	const inside = clause[0]?.text === "type" ? clause.slice(1) : clause;
	if (inside[0]?.text !== "{" || inside.at(-1)?.text !== "}") return ["*"];
	const names: string[] = [];
	for (let at = 1; at < inside.length - 1; at++) {
		const text = inside[at]?.text ?? "";
		const begins = inside[at - 1]?.text === "{" || inside[at - 1]?.text === ",";
		const isType = text === "type" && inside[at + 1]?.kind === "word" && inside[at + 1]?.text !== "as";
		if (begins && text !== "}" && !isType) names.push(text);
	}
	return names;
}
