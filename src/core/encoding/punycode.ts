// Punycode (RFC 3492), decoding only: what a label of a host name looks like to its reader. Encoding is WHATWG's business (encoding/urls.ts).

const BASE = 36;
const MIN = 1;
const MAX = 26;
const SKEW = 38;
const DAMP = 700;
const FIRST = 0x80;
const BIAS = 72;
/** RFC 1035 §2.3.4. */
const MAX_LABEL = 63;

/** `host` with its xn-- labels as they are shown; a label that is no Punycode stays as it stands. */
export function shownHost(host: string): string {
	if (!host.includes("xn--")) return host;
	return host
		.split(".")
		.map((label) => (label.startsWith("xn--") ? (decodePunycode(label.slice(4)) ?? label) : label))
		.join(".");
}

/** RFC 3492 §6.2, lower case given; null where it is none. */
export function decodePunycode(label: string): string | null {
	if (label.length > MAX_LABEL) return null;
	const split = label.lastIndexOf("-");
	const output = split > 0 ? [...label.slice(0, split)].map((sign) => sign.codePointAt(0) as number) : [];
	let code = FIRST;
	let bias = BIAS;
	let index = 0;
	for (let at = split > 0 ? split + 1 : 0; at < label.length; ) {
		const before = index;
		for (let weight = 1, k = BASE; ; k += BASE) {
			const digit = digitOf(label.charCodeAt(at++));
			if (digit < 0) return null;
			index += digit * weight;
			if (index > 0x7fffffff) return null;
			const least = k <= bias ? MIN : Math.min(MAX, k - bias);
			if (digit < least) break;
			weight *= BASE - least;
		}
		const size = output.length + 1;
		bias = adapt(index - before, size, before === 0);
		code += Math.floor(index / size);
		if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return null;
		output.splice(index % size, 0, code);
		index = (index % size) + 1;
	}
	return String.fromCodePoint(...output);
}

/** RFC 3492 §6.1. */
function adapt(delta: number, size: number, first: boolean): number {
	let rest = Math.floor(delta / (first ? DAMP : 2));
	rest += Math.floor(rest / size);
	let k = 0;
	for (; rest > ((BASE - MIN) * MAX) / 2; k += BASE) rest = Math.floor(rest / (BASE - MIN));
	return k + Math.floor(((BASE - MIN + 1) * rest) / (rest + SKEW));
}

function digitOf(code: number): number {
	if (code >= 0x61 && code <= 0x7a) return code - 0x61;
	return code >= 0x30 && code <= 0x39 ? code - 0x30 + 26 : -1;
}
