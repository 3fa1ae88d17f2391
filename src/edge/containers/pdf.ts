// PDF (ISO 32000), read as a scanner of evidence reads it: every object that stands in the file, in object streams too, whatever the
// cross-reference table says. A library reads what a well-made file's table leads to, which is not what an attacker's file shows; one is
// asked only to take off an encryption without a password, as every viewer does.

import type { Finds } from "./finds.ts";
import { showActions } from "./pdf/actions.ts";
import { MAX_OBJECTS, objectsIn, objectsInStream, type PdfObject, unpacked } from "./pdf/objects.ts";
import type { Value } from "./pdf/values.ts";

const PICTURES = new Set(["Image", "Form"]);

export async function unpackPdf(input: Uint8Array, _name: string, finds: Finds): Promise<void> {
	const bytes = Buffer.from(input.buffer, input.byteOffset, input.length);
	const source = bytes.toString("latin1");
	const plain = /\/Encrypt\b/.test(source) ? await decrypted(bytes, finds) : bytes;
	await read(plain, plain === bytes ? source : plain.toString("latin1"), finds);
}

/** Without the encryption that asks for no password; as it is where it asks for one. */
async function decrypted(bytes: Buffer, finds: Finds): Promise<Buffer> {
	try {
		const { PDFDocument } = await import("@cantoo/pdf-lib");
		const document = await PDFDocument.load(bytes, { password: "", updateMetadata: false, throwOnInvalidObject: false });
		return Buffer.from(await document.save({ useObjectStreams: false, updateFieldAppearances: false }));
	} catch {
		finds.problem("encrypted", "it is encrypted with a password: addresses in it cannot be seen");
		return bytes;
	}
}

async function read(bytes: Buffer, source: string, finds: Finds): Promise<void> {
	const { objects: standing, cut } = objectsIn(source);
	if (cut) finds.problem("limit-parts", `it has more than ${MAX_OBJECTS} objects; the rest was not read`);
	if (standing.length === 0) finds.problem("unparsable", "no object of a PDF stands in it");
	const objects: PdfObject[] = [...standing];
	const texts = new Map<number, string>();
	const { attached, scripts, forms } = rolesOf(standing);
	for (const { number, value, stream } of standing) {
		if (stream === null || value.kind !== "dictionary" || finds.full) continue;
		const { entries } = value;
		const type = nameIn(entries, "Type");
		const isFile = type === "EmbeddedFile" || attached.has(number);
		const isPacked = type === "ObjStm";
		if (!isFile && !isPacked && !scripts.has(number) && !forms.has(number) && !mayBeXml(entries)) continue;
		const content = await unpacked(bytes.subarray(stream.start, stream.end), entries, finds);
		if (content === null) {
			if (isFile || isPacked) finds.problem("not-opened", `${number} 0 obj is packed in a way that this version does not read`);
			continue;
		}
		if (isFile) finds.file(attached.get(number) ?? `${number} 0 obj`, content);
		else if (isPacked) {
			finds.look();
			const inner = objectsInStream(entries, content.toString("latin1"));
			if (objects.length + inner.length > MAX_OBJECTS) finds.problem("limit-parts", `it has more than ${MAX_OBJECTS} objects`);
			else for (const object of inner) objects.push(object);
		} else if (scripts.has(number)) texts.set(number, content.toString("latin1"));
		else if (forms.has(number) || /^\s*</.test(content.toString("latin1", 0, 200))) {
			finds.file(`${number} 0 obj`, content, "application/xml");
		}
	}
	showActions({ objects, texts }, finds);
}

interface Roles {
	/** Streams that are attached files, with their names. */
	readonly attached: ReadonlyMap<number, string>;
	readonly scripts: ReadonlySet<number>;
	/** XFA forms (XML Forms Architecture), whole or in packets. */
	readonly forms: ReadonlySet<number>;
}

function rolesOf(objects: readonly PdfObject[]): Roles {
	const attached = new Map<number, string>();
	const scripts = new Set<number>();
	const forms = new Set<number>();
	const visit = (value: Value): void => {
		if (value.kind === "array") for (const item of value.items) visit(item);
		if (value.kind !== "dictionary") return;
		const { entries } = value;
		const script = entries.get("JS");
		if (script?.kind === "reference") scripts.add(script.number);
		const form = entries.get("XFA");
		for (const packet of form?.kind === "array" ? form.items : form === undefined ? [] : [form]) {
			if (packet.kind === "reference") forms.add(packet.number);
		}
		const embedded = entries.get("EF");
		if (embedded?.kind === "dictionary") {
			const name = entries.get("UF") ?? entries.get("F");
			for (const file of embedded.entries.values()) {
				if (file.kind === "reference") attached.set(file.number, name?.kind === "string" ? name.text : `${file.number} 0 obj`);
			}
		}
		for (const inner of entries.values()) visit(inner);
	};
	for (const { value } of objects) visit(value);
	return { attached, scripts, forms };
}

function nameIn(entries: ReadonlyMap<string, Value>, key: string): string {
	const value = entries.get(key);
	return value?.kind === "name" ? value.text : "";
}

/** Metadata and form packets that nothing in the file itself points to: those in object streams do. Pictures and fonts never are. */
function mayBeXml(entries: ReadonlyMap<string, Value>): boolean {
	return (
		!PICTURES.has(nameIn(entries, "Subtype")) && !entries.has("Length1") && !entries.has("Width") && nameIn(entries, "Type") !== "XRef"
	);
}
