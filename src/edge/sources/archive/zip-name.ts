// zip names: bytes of an encoding that is often not said (APPNOTE.TXT, appendix D). Bit 11 or a Unicode path field says UTF-8; writers
// on Unix write UTF-8 without saying so; the rest is code page 437.

import type { ExtraField } from "yauzl";

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export interface ZipNames {
	/** `onUnix`: the writer says so; there a backslash is part of a name, elsewhere it stands between folders. */
	name(raw: Buffer, bits: number, extra: readonly ExtraField[], onUnix: boolean): string;
	/** Fields after a name; none where they are damaged. */
	fields(raw: Buffer): readonly ExtraField[];
}

/** yauzl is loaded by the first zip: who reads none does not pay for it. */
export async function loadZipNames(): Promise<ZipNames> {
	const { default: yauzl } = await import("yauzl");
	return {
		name(raw, bits, extra, onUnix) {
			const name = utf8Of(raw) ?? yauzl.getFileNameLowLevel(bits, raw, [...extra], true);
			return onUnix ? name : name.replaceAll("\\", "/");
		},
		fields(raw) {
			try {
				return yauzl.parseExtraFields(raw);
			} catch {
				return [];
			}
		},
	};
}

function utf8Of(raw: Buffer): string | null {
	try {
		return UTF8.decode(raw);
	} catch {
		return null;
	}
}
