// RTF bodies: compressed as [MS-OXRTFCP] has it, and often no more than a wrapping of the HTML (or text) that was sent, which
// [MS-OXRTFEX] takes out again.

import { deEncapsulateSync } from "rtf-stream-parser";
import { decompressRtf } from "../../core/mail/files/lzfu.ts";
import { decodeCodePage } from "./code-pages.ts";

export type RtfBody =
	| { readonly kind: "html" | "text"; readonly text: string; readonly rtf: Uint8Array }
	| { readonly kind: "rtf"; readonly rtf: Uint8Array };

/** Attack: seventeen bytes for two, over and over. Outlook's own bodies are kilobytes; pictures in them may make megabytes. */
const MAX_RTF_BYTES = 24 * 1024 * 1024;

/** What PidTagRtfCompressed holds. Throws where it holds no RTF, or more than the limit. */
export function readRtf(compressed: Uint8Array): RtfBody {
	// Up to where the input breaks off: programs show what there is.
	const { bytes } = decompressRtf(compressed, 0, compressed.length, MAX_RTF_BYTES);
	const rtf = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
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
