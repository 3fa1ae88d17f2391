// DNS records that the user exported, read from text: lines as a zone file or dig has them (RFC 1035 §5: `selector._domainkey.x.example. 3600 IN TXT
// "v=DKIM1; ..." "..."`, brackets over several lines), or a JSON object of names and texts. Only TXT records count. This is the one place that
// answers: what the file does not hold is not known, and no name server is asked.

import { appError } from "../../core/model/app-error.ts";

/** TXT texts by name (lower case, no trailing dot), the strings of a record joined. */
export type TextRecords = ReadonlyMap<string, readonly string[]>;

/** Throws `usage` where the text is neither, with the line. */
export function readTextRecords(text: string): TextRecords {
	const records = new Map<string, string[]>();
	const add = (name: string, value: string): void => {
		const key = name.toLowerCase().replace(/\.$/, "");
		const same = records.get(key);
		if (same === undefined) records.set(key, [value]);
		else same.push(value);
	};
	if (text.trimStart().startsWith("{")) readJson(text, add);
	else readZone(text, add);
	if (records.size === 0)
		throw appError(
			"usage",
			'the file of DNS keys has no TXT record: export them as lines like `selector._domainkey.x.example. TXT "v=DKIM1; ..."`',
		);
	return records;
}

type Add = (name: string, value: string) => void;

function readJson(text: string, add: Add): void {
	let parsed: unknown;
	try {
		parsed = JSON.parse(text);
	} catch (cause) {
		throw appError("usage", "the file of DNS keys begins like JSON and is none: make it an object of names and texts", { cause });
	}
	for (const [name, value] of Object.entries(parsed as object)) {
		const values: readonly unknown[] = Array.isArray(value) ? value : [value];
		for (const one of values) {
			if (typeof one !== "string")
				throw appError("usage", `the file of DNS keys has something else than a text at ${JSON.stringify(name)}`);
			add(name, one);
		}
	}
}

const ENTRY = /^(\S+)?\s+(?:\d+\s+)?(?:(?:IN|CH|HS)\s+)?(?:\d+\s+)?([A-Z][A-Z0-9-]*)\s+(.*)$/i;

function readZone(text: string, add: Add): void {
	let origin = "";
	let owner = "";
	for (const [number, line] of joinedLines(text)) {
		const directive = /^\$([A-Z]+)\s+(\S+)/i.exec(line);
		if (directive !== null) {
			if (directive[1]?.toUpperCase() === "ORIGIN") origin = (directive[2] as string).replace(/\.$/, "");
			continue;
		}
		const [, name, type, data] = ENTRY.exec(line) ?? [];
		if (type === undefined || data === undefined)
			throw appError("usage", `line ${number} of the file of DNS keys is no record: it should read NAME TXT "TEXT"`);
		if (name !== undefined) owner = absolute(name, origin);
		if (type.toUpperCase() === "TXT") add(owner, textOf(data));
	}
}

function absolute(name: string, origin: string): string {
	if (name === "@") return origin;
	return name.endsWith(".") || origin === "" ? name : `${name}.${origin}`;
}

/** Lines with a record each: comments taken off, brackets joined; with the number each began at. */
function* joinedLines(text: string): Generator<readonly [number: number, line: string]> {
	let joined = "";
	let from = 0;
	let depth = 0;
	let number = 0;
	for (const raw of text.split(/\r?\n/)) {
		number++;
		const { line, open } = uncommented(raw, depth);
		if (joined === "") from = number;
		joined = joined === "" ? line : `${joined} ${line}`;
		depth = open;
		if (depth > 0) continue;
		if (joined.trim() !== "") yield [from, joined];
		joined = "";
	}
	if (joined.trim() !== "") yield [from, joined];
}

/** A semicolon begins a comment at the start of a line or behind a quoted text; in an unquoted one it belongs to the key, as people copy them. */
function uncommented(raw: string, depth: number): { readonly line: string; readonly open: number } {
	let quoted = false;
	let sawQuotes = false;
	let open = depth;
	let line = "";
	for (let at = 0; at < raw.length; at++) {
		const sign = raw[at] as string;
		if (quoted && sign === "\\") line += sign + (raw[++at] ?? "");
		else if (sign === '"') {
			quoted = !quoted;
			sawQuotes = true;
			line += sign;
		} else if (quoted) line += sign;
		else if (sign === ";" && (sawQuotes || line.trim() === "")) break;
		else if (sign === "(") open++;
		else if (sign === ")") open = Math.max(0, open - 1);
		else line += sign;
	}
	return { line, open };
}

/** Quoted strings joined with nothing between (RFC 7208 §3.3, RFC 6376 §3.6.2.2), escapes resolved; what is not quoted stands as it is. */
function textOf(data: string): string {
	if (!data.includes('"')) return data.trim();
	const strings = data.match(/"(?:[^"\\]|\\.)*"/g) ?? [];
	return strings
		.map((string) =>
			string
				.slice(1, -1)
				.replace(/\\(\d{3}|.)/g, (_, escaped: string) => (escaped.length === 3 ? String.fromCharCode(Number(escaped)) : escaped)),
		)
		.join("");
}
