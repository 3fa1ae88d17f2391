// Charsets: from a label as found in mail to a WHATWG encoding (Encoding Standard §4.2), and decoders by that name.
// Mail knows labels that the web does not; each alias is a superset or another name that mail programs (MLang, iconv) read so.

/** How an encoding is read: as it stands, or made UTF-8 first because its bytes hide or feign ASCII. */
export type CharsetKind = "utf-8" | "single-byte" | "transcode" | "utf-7" | "hz" | "iso-2022-kr";

export interface Charset {
	/** WHATWG name, lower case; "utf-7", "hz-gb-2312" and "iso-2022-kr" beyond it, because mail programs still read them. */
	readonly name: string;
	readonly kind: CharsetKind;
}

const UTF_8: Charset = { name: "utf-8", kind: "utf-8" };

/** Labels outside the Encoding Standard. */
const ALIASES: ReadonlyMap<string, string> = new Map([
	["utf", "utf-8"],
	["utf-8n", "utf-8"],
	["utf8mb4", "utf-8"],
	["utf-8-sig", "utf-8"],
	["cp65001", "utf-8"],
	["cp932", "shift_jis"],
	["ms932", "shift_jis"],
	["cp943", "shift_jis"],
	["eucjp", "euc-jp"],
	["eucjp-ms", "euc-jp"],
	["cp51932", "euc-jp"],
	["iso-2022-jp-1", "iso-2022-jp"],
	["iso-2022-jp-2", "iso-2022-jp"],
	["cp50220", "iso-2022-jp"],
	["cp50221", "iso-2022-jp"],
	["cp936", "gbk"],
	["ms936", "gbk"],
	["windows-936", "gbk"],
	["gb2312-80", "gbk"],
	["euc-cn", "gbk"],
	["cp54936", "gb18030"],
	["gb-18030", "gb18030"],
	["cp949", "euc-kr"],
	["ms949", "euc-kr"],
	["uhc", "euc-kr"],
	["x-windows-949", "euc-kr"],
	["cp51949", "euc-kr"],
	["ksc_5601-1987", "euc-kr"],
	["cp950", "big5"],
	["ms950", "big5"],
	["big-5", "big5"],
	["big5hkscs", "big5"],
	["tis620", "windows-874"],
	["iso-8859-11", "windows-874"],
	["cp874", "windows-874"],
	["ansi", "windows-1252"],
	["us", "windows-1252"],
	["usascii", "windows-1252"],
	["8bit", "windows-1252"],
	["iso-646-us", "windows-1252"],
	["iso646-us", "windows-1252"],
	["iso8859-15", "iso-8859-15"],
	["iso-8859-9-windows-latin-5", "windows-1254"],
	["cp1361", "euc-kr"],
	["utf-16-le", "utf-16le"],
	["utf-16-be", "utf-16be"],
]);

/** Transfer syntaxes that are no ASCII superset and that TextDecoder refuses or leaves out. */
const OUTSIDE: ReadonlyMap<string, Charset> = new Map<string, Charset>([
	["utf-7", { name: "utf-7", kind: "utf-7" }],
	["utf7", { name: "utf-7", kind: "utf-7" }],
	["cp65000", { name: "utf-7", kind: "utf-7" }],
	["unicode-1-1-utf-7", { name: "utf-7", kind: "utf-7" }],
	["csunicode11utf7", { name: "utf-7", kind: "utf-7" }],
	["x-unicode-2-0-utf-7", { name: "utf-7", kind: "utf-7" }],
	["hz-gb-2312", { name: "hz-gb-2312", kind: "hz" }],
	["hz", { name: "hz-gb-2312", kind: "hz" }],
	["iso-2022-kr", { name: "iso-2022-kr", kind: "iso-2022-kr" }],
	["csiso2022kr", { name: "iso-2022-kr", kind: "iso-2022-kr" }],
]);

const MULTI_BYTE = new Set(["utf-16le", "utf-16be", "iso-2022-jp", "shift_jis", "euc-jp", "euc-kr", "gbk", "gb18030", "big5"]);

const resolved = new Map<string, Charset | null>([["utf-8", UTF_8]]);
/** Attack: a megabyte of distinct labels, each kept. */
const MAX_RESOLVED = 512;
const MAX_LABEL = 64;

/** The encoding that `label` names once quotes and stray characters are taken off, or null where nobody knows it. */
export function resolveCharset(label: string): Charset | null {
	const known = resolved.get(label);
	if (known !== undefined) return known;
	const charset = label.length > MAX_LABEL * 4 ? null : lookUp(label.toLowerCase().replace(/["'\\<>()\0]/g, ""));
	if (resolved.size < MAX_RESOLVED && label.length <= MAX_LABEL) resolved.set(label, charset);
	return charset;
}

function lookUp(label: string): Charset | null {
	const whole = label.trim();
	return named(whole) ?? named(whole.split(/[\s;,*=]/, 1)[0] ?? "") ?? named(whole.replace(/^(?:charset|x-)[=-]?/, ""));
}

function named(label: string): Charset | null {
	const outside = OUTSIDE.get(label);
	if (outside !== undefined) return outside;
	const name = ALIASES.get(label) ?? label.replace(/^cp-?(125\d)$/, "windows-$1").replace(/^iso_?(\d{4})/, "iso-$1");
	try {
		const encoding = new TextDecoder(name).encoding;
		if (encoding === "utf-8") return UTF_8;
		return { name: encoding, kind: MULTI_BYTE.has(encoding) ? "transcode" : "single-byte" };
	} catch {
		return null;
	}
}

export type Decoder = InstanceType<typeof TextDecoder>;

const decoders = new Map<string, Decoder>();

/** A shared decoder: lenient (U+FFFD), a byte order mark is an ordinary character. Leave no stream open on it. */
export function decoderOf(name: string): Decoder {
	let decoder = decoders.get(name);
	if (decoder === undefined) {
		decoder = new TextDecoder(name, { ignoreBOM: true });
		decoders.set(name, decoder);
	}
	return decoder;
}

/**
 * Length of the UTF-8 sequence at `at` before `end`: positive where it is valid, negative where it is the maximal subpart of an
 * ill-formed one, which a decoder replaces by one U+FFFD (Unicode §3.9, Encoding Standard §8.1.1).
 */
export function utf8Sequence(bytes: Uint8Array, at: number, end: number): number {
	const lead = bytes[at] as number;
	if (lead < 0x80) return 1;
	const needed = lead < 0xc2 ? 0 : lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : lead < 0xf5 ? 3 : 0;
	if (needed === 0) return -1;
	let lower = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
	let upper = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
	for (let i = 1; i <= needed; i++) {
		const byte = at + i < end ? (bytes[at + i] as number) : 0;
		if (byte < lower || byte > upper) return -i;
		lower = 0x80;
		upper = 0xbf;
	}
	return needed + 1;
}

/** All of `[start, end)` is well-formed UTF-8. */
export function isUtf8(bytes: Uint8Array, start: number, end: number): boolean {
	let at = start;
	while (at < end) {
		if ((bytes[at] as number) < 0x80) {
			at++;
			continue;
		}
		const length = utf8Sequence(bytes, at, end);
		if (length < 0) return false;
		at += length;
	}
	return true;
}

/** Some byte of `[start, end)` is not ASCII. */
export function hasHighByte(bytes: Uint8Array, start: number, end: number): boolean {
	let at = start;
	// Eight a step: whole bodies are asked this.
	for (; at + 8 <= end; at += 8) {
		const first = bytes[at] | bytes[at + 1] | bytes[at + 2] | bytes[at + 3];
		if ((first | bytes[at + 4] | bytes[at + 5] | bytes[at + 6] | bytes[at + 7]) > 0x7f) return true;
	}
	for (; at < end; at++) if (bytes[at] > 0x7f) return true;
	return false;
}
