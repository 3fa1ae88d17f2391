// RTF bodies: compressed as [MS-OXRTFCP] has it, and often no more than a wrapping of the HTML (or text) that was sent, which
// [MS-OXRTFEX] takes out again.

import { deEncapsulateSync } from "rtf-stream-parser";
import { decodeCodePage } from "./code-pages.ts";

export type RtfBody =
	| { readonly kind: "html" | "text"; readonly text: string; readonly rtf: Uint8Array }
	| { readonly kind: "rtf"; readonly rtf: Uint8Array };

/** Attack: seventeen bytes for two, over and over. Outlook's own bodies are kilobytes; pictures in them may make megabytes. */
const MAX_RTF_BYTES = 24 * 1024 * 1024;

/** CompressedRTF header: COMPSIZE, RAWSIZE, COMPTYPE, CRC. */
const HEADER_BYTES = 16;
const COMPRESSED = 0x75465a4c;
const UNCOMPRESSED = 0x414c454d;

/** The dictionary begins with this ([MS-OXRTFCP] §2.1.2.1); its 4,096 bytes are a ring. */
const DICTIONARY =
	"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArial" +
	"Times New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";
const RING = 4096;

/** Up to where the input breaks off, whatever its header says; the checksum is not asked, since programs show what it does not fit. */
export function decompressRtf(bytes: Uint8Array): Buffer {
	if (bytes.length < HEADER_BYTES) throw new Error("its RTF breaks off");
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
	const size = view.getUint32(4, true);
	const kind = view.getUint32(8, true);
	if (size > MAX_RTF_BYTES) throw new Error(`its RTF becomes longer than ${MAX_RTF_BYTES} bytes`);
	if (kind === UNCOMPRESSED) return Buffer.from(bytes.subarray(HEADER_BYTES, HEADER_BYTES + size));
	if (kind !== COMPRESSED) throw new Error("its RTF is compressed in a way that nobody defined");
	const ring = new Uint8Array(RING);
	let at = Buffer.from(ring.buffer).write(DICTIONARY, "latin1");
	// Each byte of input gives at most eight and a half; the header's size may be a lie, but bounds what is kept.
	const output = Buffer.alloc(Math.min(size, bytes.length * 9));
	let written = 0;
	let input = HEADER_BYTES;
	const put = (byte: number): void => {
		ring[at] = byte;
		at = (at + 1) % RING;
		if (written < output.length) output[written++] = byte;
	};
	while (input < bytes.length && written < output.length) {
		const control = bytes[input++] as number;
		for (let bit = 0; bit < 8 && input < bytes.length; bit++) {
			if ((control & (1 << bit)) === 0) {
				put(bytes[input++] as number);
				continue;
			}
			const token = ((bytes[input] as number) << 8) | (bytes[input + 1] ?? 0);
			input += 2;
			const from = token >> 4;
			if (from === at) return output.subarray(0, written);
			for (let index = 0; index < (token & 15) + 2; index++) put(ring[(from + index) % RING] as number);
		}
	}
	return output.subarray(0, written);
}

/** What PidTagRtfCompressed holds. Throws where it holds no RTF, or more than the limit. */
export function readRtf(compressed: Uint8Array): RtfBody {
	const rtf = decompressRtf(compressed);
	if (!rtf.subarray(0, 5).equals(Buffer.from("{\\rtf"))) throw new Error("its RTF body is none");
	const head = rtf.subarray(0, 1024).toString("latin1");
	if (!/\\fromhtml1?(?!\d)|\\fromtext(?![a-z\d])/.test(head)) return { kind: "rtf", rtf };
	try {
		const { mode, text } = deEncapsulateSync(rtf, {
			decode: (bytes: Buffer, label: string) => decodeCodePage(bytes, Number(/\d+$/.exec(label)?.[0] ?? 1252)),
			mode: "either",
			warn: () => {},
		});
		return { kind: mode, text: String(text), rtf };
	} catch {
		// Broken wrapping: whoever looks at the RTF itself sees what a program might make of it.
		return { kind: "rtf", rtf };
	}
}
