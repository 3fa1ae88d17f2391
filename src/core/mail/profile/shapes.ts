// Shapes: what stays of a Message-ID or a boundary once all that differs from message to message is masked. Each program makes them in its own way,
// and seldom changes it; so a shape tells which program, or which set-up of it, wrote a message, and no more.

/** Words that programs write into them, the same each time. */
const CONSTANT: ReadonlySet<string> = new Set(
	(
		"part nextpart apple mail javamail boundary bound alt alternative mixed related multipart mime message msg ismtpd geopod smtp email html text root local " +
		"localhost swift phpmailer pobox bounce news newsletter mailer sender outlook gmail evolution thunderbird kmail mutt exmh xmail dotnet mailgun sparkpost"
	).split(" "),
);

/** Attack: a Message-ID of a megabyte. */
const MAX_LENGTH = 250;
/** A run of figures is short (it counts something) or long (a time, or chance). */
const LONG_NUMBER = 10;
const MIN_HEX = 6;
/** Letters and figures of base64, as long as this, may hold its other signs too. */
const MIN_BASE64 = 16;
const MIN_BASE64_WORD = 8;
const MAX_CONSTANT = 11;

const DIGIT = 1;
const UPPER = 2;
const LOWER = 4;
/** Not in hexadecimal digits. */
const NO_HEX = 8;
/** One of base64's other signs. */
const SIGN = 16;
const WORD = DIGIT | UPPER | LOWER;

const KINDS = new Uint8Array(128);
for (let code = 0x30; code <= 0x39; code++) KINDS[code] = DIGIT;
for (let code = 0x41; code <= 0x5a; code++) {
	KINDS[code] = UPPER | (code > 0x46 ? NO_HEX : 0);
	KINDS[code + 32] = LOWER | (code > 0x46 ? NO_HEX : 0);
}
for (const sign of "+/=_-") KINDS[sign.charCodeAt(0)] = SIGN;

function kindAt(value: string, at: number): number {
	const code = value.charCodeAt(at);
	return code < 128 ? (KINDS[code] as number) : 0;
}

/**
 * "a" for a word, "9" and "99" for a short and a long number, "u" for a UUID, "h32" for 32 hexadecimal digits, "x" for anything of letters and
 * figures; signs, and words that programs write as a constant, stay.
 */
export function maskedShape(written: string): string {
	const value = written.length > MAX_LENGTH ? written.slice(0, MAX_LENGTH) : written;
	let shape = "";
	for (let at = 0; at < value.length; ) {
		let end = at;
		while (end < value.length && kindAt(value, end) !== 0) end++;
		if (end > at) shape += maskedChunk(value, at, end);
		if (end < value.length) shape += value[end];
		at = end + 1;
	}
	return shape;
}

/** Local part masked, domain with the figures of its hosts masked; null where there is no Message-ID. */
export function messageIdShape(messageId: string | null): string | null {
	if (messageId === null) return null;
	const at = messageId.lastIndexOf("@");
	if (at < 0) return maskedShape(messageId);
	const domain = messageId.slice(at + 1, at + 1 + MAX_LENGTH).toLowerCase();
	const local = maskedShape(messageId.slice(0, at));
	if (!/\d/.test(domain)) return `${local}@${domain}`;
	const owner = domain.split(".").slice(-2).join(".");
	const hosts = domain.slice(0, domain.length - owner.length);
	return `${local}@${maskedHosts(hosts)}${/[a-z]/.test(owner) ? owner : maskedHosts(owner)}`;
}

function maskedHosts(hosts: string): string {
	return hosts.replace(/[a-z0-9]*\d[a-z0-9]*/g, "9");
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** `[start, end)`: letters, figures and the signs of base64. */
function maskedChunk(value: string, start: number, end: number): string {
	if (end - start === 36 && UUID.test(value.slice(start, end))) return "u";
	let shape = "";
	let lead = -1;
	for (let at = start; at < end; ) {
		if ((kindAt(value, at) & SIGN) !== 0) {
			shape += value[at++];
			continue;
		}
		lead = lead < 0 ? at : lead;
		const from = at;
		let kinds = 0;
		let kind = kindAt(value, at);
		do {
			kinds |= kind;
			kind = ++at < end ? kindAt(value, at) : 0;
		} while ((kind & WORD) !== 0);
		// Base64 is one piece, whatever signs chance put into it.
		if (end - start >= MIN_BASE64 && isBase64(value, from, at, kinds)) return `${value.slice(start, lead)}x`;
		shape += maskedWord(value, from, at, kinds);
	}
	return shape;
}

/** Eight letters of both cases with figures among them: no word is. */
function isBase64(value: string, from: number, to: number, kinds: number): boolean {
	return to - from >= MIN_BASE64_WORD && (kinds & WORD) === WORD && !/^[A-Z]?[a-z]+\d+$/.test(value.slice(from, to));
}

function maskedWord(value: string, from: number, to: number, kinds: number): string {
	const length = to - from;
	if ((kinds & WORD) === DIGIT) return length < LONG_NUMBER ? "9" : "99";
	if ((kinds & DIGIT) === 0 && length <= MAX_CONSTANT) {
		const word = value.slice(from, to);
		if (CONSTANT.has(word.toLowerCase())) return word;
	}
	const isHex = (kinds & NO_HEX) === 0 && (kinds & (UPPER | LOWER)) !== (UPPER | LOWER) && length >= MIN_HEX;
	if (isHex && ((kinds & DIGIT) !== 0 || length >= MIN_BASE64)) return length >= MIN_BASE64 ? `h${length}` : "h";
	return (kinds & WORD) === LOWER ? "a" : "x";
}
