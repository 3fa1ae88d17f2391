// zip names: bytes of an encoding that is often not said (APPNOTE.TXT, appendix D). Bit 11 or a Unicode path field says UTF-8; writers
// on Unix write UTF-8 without saying so; the rest is code page 437.

import yauzl from "yauzl";

const UTF8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** `onUnix`: the writer says so; there a backslash is part of a name, elsewhere it stands between folders. */
export function zipName(raw: Buffer, bits: number, extra: readonly yauzl.ExtraField[], onUnix: boolean): string {
	const name = utf8Of(raw) ?? yauzl.getFileNameLowLevel(bits, raw, [...extra], true);
	return onUnix ? name : name.replaceAll("\\", "/");
}

function utf8Of(raw: Buffer): string | null {
	try {
		return UTF8.decode(raw);
	} catch {
		return null;
	}
}

/** Fields after a name; none where they are damaged. */
export function extraFields(raw: Buffer): readonly yauzl.ExtraField[] {
	try {
		return yauzl.parseExtraFields(raw);
	} catch {
		return [];
	}
}
