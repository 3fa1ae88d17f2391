// Opens ZIP files of stored entries, the only ones that probes are made of: what tests of core open packages with, in place of the
// sandboxed process that a scan uses.

import type { OpenContainer, Opened, OpenedFile } from "../../src/core/model/container.ts";

export const openStoredZip: OpenContainer = async ({ kind, name, bytes }): Promise<Opened> => {
	if (kind === "zip") return { files: entriesOf(Buffer.from(bytes)), constructs: [], problems: [] };
	return { files: [], constructs: [], problems: [{ code: "not-opened", detail: `${name} is no ZIP file` }] };
};

function entriesOf(bytes: Buffer): OpenedFile[] {
	const files: OpenedFile[] = [];
	const end = bytes.lastIndexOf("PK\x05\x06", undefined, "latin1");
	if (end === -1 || end + 22 > bytes.length) return files;
	const count = bytes.readUInt16LE(end + 10);
	let at = bytes.readUInt32LE(end + 16);
	for (let k = 0; k < count && at + 46 <= bytes.length; k++) {
		const size = bytes.readUInt32LE(at + 20);
		const nameLength = bytes.readUInt16LE(at + 28);
		const local = bytes.readUInt32LE(at + 42);
		const path = bytes.toString("latin1", at + 46, at + 46 + nameLength);
		const content = local + 30 + nameLength;
		files.push({ path, mediaType: "", bytes: new Uint8Array(bytes.subarray(content, content + size)) });
		at += 46 + nameLength;
	}
	return files;
}
