// Damage: a small file of every kind that is read or opened, cut off at every byte and with one byte changed anywhere. Nothing throws, nothing
// hangs, every problem names a byte of the message, and what stands before and behind the attachment is found.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import { deflateSync, gzipSync } from "node:zlib";
import { utils, write } from "cfb";
import { containerKind } from "../../../src/core/inspect/containers.ts";
import { createDeepInspector } from "../../../src/core/inspect.ts";
import { decodeBody } from "../../../src/core/mail/body.ts";
import { formats } from "../../../src/core/mail/files/index.generated.ts";
import { readMessage } from "../../../src/core/mail/message.ts";
import { createScratch } from "../../../src/core/mail/scratch.ts";
import { type FileHead, HEAD_BYTES } from "../../../src/core/model/attached-file.ts";
import { CONTAINER_KINDS, type ContainerKind, type OpenContainer, type Opened } from "../../../src/core/model/container.ts";
import { unpackCompound } from "../../../src/edge/containers/compound.ts";
import { createFinds, type Unpack } from "../../../src/edge/containers/finds.ts";
import { unpackGzip } from "../../../src/edge/containers/gzip.ts";
import { unpackPdf } from "../../../src/edge/containers/pdf.ts";
import { unpackTar } from "../../../src/edge/containers/tar.ts";
import { unpackZip } from "../../../src/edge/containers/zip.ts";
import { nodeCodec } from "../../../src/edge/node-codec.ts";
import { createNodeInspector } from "../../../src/index.ts";
import { writeMsg } from "../outlook/msg-file.ts";
import { tar, zip } from "../sources/archives.ts";

const FIXTURES = join(import.meta.dirname, "../../../fixtures/vectors");

const KINDS: Readonly<Record<ContainerKind, Unpack>> = {
	zip: unpackZip,
	compound: unpackCompound,
	pdf: unpackPdf,
	tar: unpackTar,
	gzip: unpackGzip,
};

/** Opens within this process: hundreds of thousands of times, which no pipe stands. */
const openHere: OpenContainer = async ({ kind, name, bytes, mostBytes, mostItems }): Promise<Opened> => {
	const files: Opened["files"][number][] = [];
	const constructs: Opened["constructs"][number][] = [];
	const problems: Opened["problems"][number][] = [];
	const finds = createFinds({ size: bytes.length, mostBytes, mostItems }, (answer, content = new Uint8Array(0)) => {
		if (answer.kind === "file") files.push({ path: answer.path, mediaType: answer.mediaType, bytes: new Uint8Array(content) });
		else if (answer.kind === "problem") problems.push(answer);
		else constructs.push({ construct: answer.name, path: answer.path, value: Buffer.from(content).toString(), beside: answer.beside });
	});
	try {
		await KINDS[kind](bytes, name, finds);
	} catch (error) {
		assert.ok(error instanceof Error);
		problems.push({ code: "unparsable", detail: error.message });
	}
	return { files, constructs, problems };
};

const inspect = createDeepInspector(nodeCodec, openHere);

interface Sample {
	readonly name: string;
	readonly mediaType: string;
	readonly bytes: Buffer;
}

function mail({ name, mediaType }: Sample, content: Buffer): Uint8Array {
	const lines = [
		"From: a@sender.example",
		'Content-Type: multipart/mixed; boundary="=_b"',
		"",
		"--=_b",
		"Content-Type: text/html",
		"",
		"<img src=http://before.example/a>",
		"--=_b",
		`Content-Type: ${mediaType}; name="${name}"`,
		"Content-Disposition: attachment",
		"Content-Transfer-Encoding: base64",
		"",
		content.toString("base64").replace(/.{76}/g, "$&\r\n"),
		"--=_b",
		'Content-Type: text/html; name="behind.html"',
		"Content-Disposition: attachment",
		"",
		"<img src=http://behind.example/a>",
		"--=_b--",
		"",
	];
	return new Uint8Array(Buffer.from(lines.join("\r\n"), "latin1"));
}

const PAGE = "<img src=http://inside.example/a>";

/** Files attached to the fixtures of all vectors, one for each ending, media type and format or container that takes it. */
function attachedToFixtures(): Sample[] {
	const samples = new Map<string, Sample>();
	const fixtures = readdirSync(FIXTURES, { recursive: true, encoding: "utf8" });
	for (const file of fixtures.filter((name) => name.endsWith(".eml") && !name.includes("clean-")).sort()) {
		const { parts } = readMessage(new Uint8Array(readFileSync(join(FIXTURES, file))), nodeCodec);
		for (const part of parts) {
			const { filename: name, mediaType } = part;
			if (name === null) continue;
			const { content } = decodeBody(part, nodeCodec, createScratch());
			const bytes = Buffer.from(content.bytes.subarray(content.start, content.end));
			const head = headOf("", name, mediaType, null, bytes);
			const taken = formats.find(({ detect }) => detect(head))?.id ?? containerKind(head);
			const key = `${name.replace(/^.*\./, ".")} ${mediaType} ${taken}`;
			if (taken !== null && !samples.has(key)) samples.set(key, { name, mediaType, bytes });
		}
	}
	return [...samples.values()];
}

const OBJECTS = "4 0 9 30 << /S /URI /URI 9 0 R >> (http://inside.example/a)";
const PACKED = deflateSync(OBJECTS.replace("30", String(OBJECTS.indexOf("(") - OBJECTS.indexOf("<<"))));
const PDF = [
	"%PDF-1.7\n1 0 obj << /OpenAction << /S /JavaScript /JS (app.launchURL\\('http://inside.example/b'\\)) >> >> endobj\n",
	`2 0 obj << /Type /ObjStm /First ${OBJECTS.indexOf("<<")} /N 2 /Filter /FlateDecode /Length ${PACKED.length} >> stream\n`,
	PACKED.toString("latin1"),
	"\nendstream endobj\n3 0 obj << /Type /Filespec /F (a.html) /EF << /F 5 0 R >> >> endobj\n",
	`5 0 obj << /Type /EmbeddedFile >> stream\n${PAGE}\nendstream endobj\ntrailer << /Root 1 0 R /X /Encrypt >>`,
].join("");

const application = "application/octet-stream";
const files = [
	{ name: "a.html", data: PAGE },
	{ name: "folder/b.txt", data: "See http://inside.example/b" },
];
const message = `Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n${PAGE}\r\n--b--\r\n`;
const CONTAINERS: Readonly<Record<string, Sample>> = {
	"a deflated zip": { name: "a.zip", mediaType: application, bytes: zip(files) },
	"a stored zip": { name: "a.zip", mediaType: application, bytes: zip(files.map((file) => ({ ...file, method: 0 }))) },
	"a zip of streams in zip64 form": {
		name: "a.zip",
		mediaType: application,
		bytes: zip(files.map((file) => ({ ...file, bits: 0x808, zip64: true }))),
	},
	"a zip in a zip": { name: "a.zip", mediaType: application, bytes: zip([{ name: "b.zip", data: zip(files) }]) },
	"a tar": { name: "a.tar", mediaType: application, bytes: tar(files) },
	"a gzipped tar": { name: "a.tgz", mediaType: application, bytes: gzipSync(tar(files)) },
	"a gzip of two members": { name: "a.html.gz", mediaType: application, bytes: Buffer.concat([gzipSync(PAGE), gzipSync(PAGE)]) },
	"an Outlook message": {
		name: "a.msg",
		mediaType: application,
		bytes: writeMsg({ properties: { 55: "A subject", 4096: "See http://inside.example/a" } }),
	},
	"a compound file": { name: "a.doc", mediaType: "application/msword", bytes: compound() },
	"a PDF": { name: "a.pdf", mediaType: "application/pdf", bytes: Buffer.from(PDF, "latin1") },
	"an attached message": { name: "a.eml", mediaType: application, bytes: Buffer.from(message) },
	"a page": { name: "a.html", mediaType: application, bytes: Buffer.from(PAGE) },
	"a drawing": { name: "a.svg", mediaType: "image/svg+xml", bytes: Buffer.from('<svg><image href="http://inside.example/a"/></svg>') },
};

/** With the streams of every program that writes them, and a page. */
function compound(): Buffer {
	const file = utils.cfb_new();
	const names = ["WordDocument", "1Table", "Workbook", "PowerPoint Document", "\u0001Ole", "\u0001Ole10Native", "folder/a.html"];
	for (const name of names) utils.cfb_add(file, `/${name}`, Buffer.from(PAGE));
	return write(file, { type: "buffer" }) as Buffer;
}

/** Positions in a sample that are tried each way: all of a small one, evenly spread ones of a large; with COUNTERPIXEL_STRIDE=1 every one. */
const MOST_POSITIONS = process.env.COUNTERPIXEL_STRIDE === "1" ? Number.POSITIVE_INFINITY : 150;

function* positions({ bytes }: Sample): Generator<number> {
	const step = Math.max(1, bytes.length / MOST_POSITIONS);
	for (let at = 0; at < bytes.length; at += step) yield Math.floor(at);
}

function* damaged(sample: Sample): Generator<Buffer> {
	for (const at of positions(sample)) {
		yield sample.bytes.subarray(0, at);
		const changed = Buffer.from(sample.bytes);
		changed[at] = (changed[at] as number) ^ (1 << (at % 8));
		yield changed;
	}
}

function standsDamage(title: string, sample: Sample): void {
	test(`${title}: cut off and changed anywhere`, async () => {
		const hosts = async (content: Buffer): Promise<Set<string>> => {
			const raw = mail(sample, content);
			const { references, problems } = await inspect(raw);
			for (const { offset, code } of problems) assert.ok(offset >= 0 && offset <= raw.length, `${code} at ${offset}`);
			for (const { start, end } of references) assert.ok(start >= 0 && start <= end && end <= raw.length);
			return new Set(references.map(({ host }) => host));
		};
		assert.ok((await hosts(sample.bytes)).size > 2, "the sample itself");
		let tries = 0;
		for (const content of damaged(sample)) {
			const found = await hosts(content);
			assert.ok(found.has("before.example") && found.has("behind.example"), `lost at try ${tries}`);
			tries++;
		}
	});
}

describe("files of every format", () => {
	const samples = attachedToFixtures();
	for (const [index, sample] of samples.entries()) standsDamage(`${index}, ${sample.name} (${sample.mediaType})`, sample);

	test("no format is left out", async () => {
		const all = [...samples, ...Object.values(CONTAINERS)];
		const heads: FileHead[] = all.map(({ name, mediaType, bytes }) => headOf("", name, mediaType, null, bytes));
		const listing = createDeepInspector(nodeCodec, async (request) => {
			const opened = await openHere(request);
			for (const { path, mediaType, bytes } of opened.files) heads.push(headOf(path, path, mediaType, request.kind, bytes));
			return opened;
		});
		for (const sample of all) await listing(mail(sample, sample.bytes));
		const missing = formats.filter(({ detect }) => !heads.some((head) => detect(head)));
		assert.deepEqual(
			missing.map(({ id }) => id),
			[],
		);
	});
});

function headOf(path: string, name: string, mediaType: string, container: ContainerKind | null, bytes: Uint8Array): FileHead {
	const head = new Uint8Array(bytes.subarray(0, HEAD_BYTES));
	return { name: name.slice(name.lastIndexOf("/") + 1).toLowerCase(), path, mediaType, container, head };
}

describe("containers of every kind", () => {
	for (const [title, sample] of Object.entries(CONTAINERS)) standsDamage(title, sample);

	test("no kind is left out", () => {
		const names = Object.keys(CONTAINERS).join();
		for (const kind of CONTAINER_KINDS)
			assert.match(names, { zip: /zip/, compound: /compound/, pdf: /PDF/, tar: /tar/, gzip: /gzip/ }[kind]);
	});
});

describe("through the sandbox", () => {
	const { inspect: inspectSandboxed, close } = createNodeInspector();
	after(close);
	for (const [title, sample] of Object.entries(CONTAINERS)) {
		test(`${title}: damaged in a few places, the answer is the same`, async () => {
			const all = [...damaged(sample)];
			for (let index = 0; index < all.length; index += Math.ceil(all.length / 12)) {
				const raw = mail(sample, all[index] as Buffer);
				const [within, apart] = [await inspect(raw), await inspectSandboxed(raw)];
				assert.deepEqual(apart.references, within.references);
				assert.deepEqual(new Set(apart.problems.map(({ code }) => code)), new Set(within.problems.map(({ code }) => code)));
			}
		});
	}
});
