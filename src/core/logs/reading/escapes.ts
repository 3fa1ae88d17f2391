// Escapes: how logs write bytes that would break a line. Apache and nginx write \xHH and \", Zeek \xHH, Squid %HH in names; several bytes may be one
// character of UTF-8, and what is none stays as it was written.

const decoder = new TextDecoder("utf-8", { fatal: true });

/** Resolves \xHH, \", \\, \t, \n and \r. */
export function backslashed(text: string): string {
	if (!text.includes("\\")) return text;
	return text.replace(/(?:\\x[0-9a-fA-F]{2})+|\\(["\\tnr])/g, (whole: string, single: string | undefined) =>
		single === undefined ? utf8(whole.slice(2).split("\\x"), whole) : (PLAIN.get(single) as string),
	);
}

/** Resolves %HH, where all of them are characters; else `text` as it is. */
export function percentDecoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

const PLAIN: ReadonlyMap<string, string> = new Map([
	['"', '"'],
	["\\", "\\"],
	["t", "\t"],
	["n", "\n"],
	["r", "\r"],
]);

function utf8(hex: readonly string[], whole: string): string {
	try {
		return decoder.decode(new Uint8Array(hex.map((pair) => Number.parseInt(pair, 16))));
	} catch {
		return whole;
	}
}
