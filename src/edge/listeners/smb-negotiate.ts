// SMB negotiate request: the first message of a client that opens a share ([MS-SMB2] 2.2.3; [MS-CIFS] 2.2.4.52.1 for the old one). Since
// dialect 3.1.1 it names the server as the client was told it (2.2.3.1.4), which is the probe's own host.

export interface Negotiate {
	/** Lower case; null where the client does not say. */
	readonly serverName: string | null;
	/** "SMB 3.1.1", newest first; of the old request as it names them, "NT LM 0.12" or "SMB 2.???". */
	readonly dialects: readonly string[];
}

/** Bytes: the longest negotiate request of any client is a few hundred. */
export const MOST_NEGOTIATE = 4096;

const DIALECTS: ReadonlyMap<number, string> = new Map([
	[0x0202, "SMB 2.0.2"],
	[0x0210, "SMB 2.1"],
	[0x0300, "SMB 3.0"],
	[0x0302, "SMB 3.0.2"],
	[0x0311, "SMB 3.1.1"],
]);

const TRANSPORT_HEADER = 4;
const SMB1 = 0x424d53ff;
const SMB2 = 0x424d53fe;
const SMB1_NEGOTIATE = 0x72;
/** Header, count of words (none) and of bytes; then each dialect as 0x02, text, NUL ([MS-CIFS] 2.2.4.52.1). */
const SMB1_DIALECTS = 35;
const LONGEST_DIALECT = 40;
const SMB2_HEADER = 64;
/** Of the request up to the dialects. */
const FIXED = 36;
const NETNAME_CONTEXT = 5;
const MOST_CONTEXTS = 16;
const LONGEST_NAME = 255;
const MOST_DIALECTS = 32;

/** Null where it is no negotiate request. What is cut short is read as far as it goes. */
export function readNegotiate(bytes: Uint8Array): Negotiate | null {
	const view = new DataView(
		bytes.buffer,
		bytes.byteOffset + Math.min(TRANSPORT_HEADER, bytes.length),
		Math.max(0, bytes.length - TRANSPORT_HEADER),
	);
	if (bytes[0] !== 0 || view.byteLength < 5) return null;
	const protocol = view.getUint32(0, true);
	if (protocol === SMB1 && view.getUint8(4) === SMB1_NEGOTIATE) return { serverName: null, dialects: oldDialects(view) };
	if (protocol !== SMB2 || view.byteLength < SMB2_HEADER + FIXED || view.getUint16(12, true) !== 0) return null;
	const dialects: number[] = [];
	const count = Math.min(MOST_DIALECTS, view.getUint16(SMB2_HEADER + 2, true));
	for (let at = SMB2_HEADER + FIXED, index = 0; index < count && at + 2 <= view.byteLength; index++, at += 2)
		dialects.push(view.getUint16(at, true));
	return {
		serverName: dialects.includes(0x0311) ? serverNameIn(view) : null,
		dialects: dialects.sort((a, b) => b - a).map((dialect) => DIALECTS.get(dialect) ?? `SMB 0x${dialect.toString(16)}`),
	};
}

function oldDialects(view: DataView): readonly string[] {
	if (view.byteLength <= SMB1_DIALECTS) return [];
	const text = Buffer.from(view.buffer, view.byteOffset + SMB1_DIALECTS, view.byteLength - SMB1_DIALECTS).toString("latin1");
	const named = text.split("\0", MOST_DIALECTS).filter((entry) => entry.startsWith("\x02") && entry.length <= LONGEST_DIALECT);
	return named.map((entry) => entry.slice(1)).reverse();
}

/** Offsets are from the beginning of the SMB2 header; each context begins at a multiple of 8. */
function serverNameIn(view: DataView): string | null {
	let at = view.getUint32(SMB2_HEADER + 28, true);
	const count = Math.min(MOST_CONTEXTS, view.getUint16(SMB2_HEADER + 32, true));
	for (let index = 0; index < count && at + 8 <= view.byteLength; index++) {
		const length = view.getUint16(at + 2, true);
		if (view.getUint16(at, true) === NETNAME_CONTEXT && at + 8 + length <= view.byteLength) {
			const name = new Uint8Array(view.buffer, view.byteOffset + at + 8, length & ~1);
			return new TextDecoder("utf-16le").decode(name).toLowerCase().slice(0, LONGEST_NAME);
		}
		at = (at + 8 + length + 7) & ~7;
	}
	return null;
}
