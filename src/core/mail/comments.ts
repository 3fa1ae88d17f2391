// Comments in structured fields (RFC 5322 §3.2.2): in parentheses, nested, with quoted pairs; none inside a quoted string.

/** `value` with each comment replaced by a blank. */
export function withoutComments(value: string): string {
	if (!value.includes("(")) return value;
	const kept: string[] = [];
	let depth = 0;
	let quoted = false;
	let from = 0;
	for (let at = 0; at < value.length; at++) {
		const character = value[at];
		if (character === "\\" && (depth > 0 || quoted)) {
			at++;
		} else if (character === '"' && depth === 0) {
			quoted = !quoted;
		} else if (character === "(" && !quoted) {
			if (depth++ === 0) kept.push(value.slice(from, at));
		} else if (character === ")" && depth > 0 && --depth === 0) {
			kept.push(" ");
			from = at + 1;
		}
	}
	if (depth === 0) kept.push(value.slice(from));
	return kept.join("");
}
