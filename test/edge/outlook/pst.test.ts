// Outlook data files: what Outlook keeps in one comes out message by message, as the MIME that the same item gives as a .msg.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { createInspector } from "../../../src/core/inspect.ts";
import { nodeCodec } from "../../../src/edge/node-codec.ts";
import { messageOfMsg } from "../../../src/edge/outlook/msg.ts";
import { needProgram } from "../../support/programs.ts";
import { zip } from "../sources/archives.ts";
import { inFolder, readAll } from "../sources/read-all.ts";
import { type Msg, type PropertyValue, writeMsg } from "./msg-file.ts";
import type { PstFormat } from "./pst-blocks.ts";
import { type PstFolder, TOP, writePst } from "./pst-file.ts";
import { readPst } from "./pst-read.ts";

const inspect = createInspector(nodeCodec);
const COMMON = "{00062008-0000-0000-C000-000000000046}";
const FROM = { 3103: "sender@sender.example", 3102: "SMTP", 3098: "Sender" };
const FORMATS: readonly PstFormat[] = [
	{},
	{ encrypted: true },
	{ encrypted: "high" },
	{ ansi: true },
	{ ansi: true, encrypted: true },
	{ ansi: true, encrypted: "high" },
];

function asMsg(message: Msg): string {
	return Buffer.from(messageOfMsg(writeMsg(message)).bytes).toString("latin1");
}

function inbox(messages: readonly Msg[]): PstFolder[] {
	return [{ name: "Inbox", messages }];
}

const text = fc.string({ maxLength: 60, unit: "grapheme" }).map((value) => value.toWellFormed().replaceAll("\0", "~"));
const bytes = fc.uint8Array({ maxLength: 12_000 });
const recipient = text.map((name) => ({ properties: { 12289: `R${name}`, 14846: "r@mail.example", 3093: 1 } }));
const leaf: fc.Arbitrary<Msg> = fc
	.record({ subject: text, plain: text, html: bytes, recipients: fc.array(recipient, { maxLength: 3 }), reminder: text, file: bytes })
	.map(({ subject, plain, html, recipients, reminder, file }) => ({
		properties: { ...FROM, 55: `S${subject}`, 4096: `P${plain}`.repeat(50), 4115: Buffer.from(html), 57: new Date(1e12) },
		named: [{ set: COMMON, name: 0x851f, value: `\\\\h.example\\${reminder}` }],
		recipients,
		attachments: [{ properties: { 14087: "file.bin", 14081: Buffer.from(file) } }],
	}));
const message: fc.Arbitrary<Msg> = fc
	.tuple(leaf, fc.array(leaf, { maxLength: 2 }))
	.map(([outer, inner]) => ({ ...outer, attachments: [...(outer.attachments ?? []), ...inner.map((embedded) => ({ embedded }))] }));

test("an item gives the same bytes from a data file, in each of its formats, as from a message file", () => {
	fc.assert(
		fc.property(fc.array(message, { minLength: 1, maxLength: 4 }), fc.constantFrom(...FORMATS), (messages, format) => {
			const read = readPst(writePst(inbox(messages), format));
			assert.deepEqual(read.messages, messages.map(asMsg));
			assert.deepEqual([...read.damage, ...read.problems], []);
		}),
		{ numRuns: 40 },
	);
});

test("hundreds of messages, recipients and properties have indexes of several levels", () => {
	const many = Object.fromEntries(Array.from({ length: 900 }, (_, index) => [0x9000 + index, index]));
	const recipients = Array.from({ length: 60 }, (_, index) => ({
		properties: { 12289: `R${index}`, 14846: `r${index}@mail.example`, 3093: 1 },
	}));
	const messages: Msg[] = Array.from({ length: 400 }, (_, index) => ({ properties: { ...FROM, 55: `${index}`, 4096: "text" } }));
	messages.push({ properties: { ...FROM, ...many, 4096: "text", 40960: "last" }, recipients });
	const expected = messages.map(asMsg);
	for (const format of FORMATS) assert.deepEqual(readPst(writePst(inbox(messages), format)).messages, expected);
});

test("two thousand recipients are as many; of an ANSI file those that are left out are told", () => {
	const recipients = Array.from({ length: 2000 }, (_, index) => ({ properties: { 14846: `r${index}@mail.example`, 3093: 1 } }));
	const expected = recipients.map(({ properties }) => properties[0x39fe]);
	const to = (messages: readonly (string | null)[]): string[] | undefined =>
		/^To: ((?:.+\r\n )*.+)\r$/m.exec(messages[0] ?? "")?.[1]?.split(/,\r\n /);
	const whole = readPst(writePst(inbox([{ properties: FROM, recipients }])));
	assert.deepEqual(to(whole.messages), expected);
	const old = readPst(writePst(inbox([{ properties: FROM, recipients }]), { ansi: true }));
	const read = to(old.messages) ?? [];
	assert.ok(read.length > 100);
	assert.deepEqual(read, expected.slice(0, read.length));
	assert.deepEqual(old.problems, [`of its recipients only the first ${read.length} were read`]);
});

test("attachments of many blocks come back whole, and one that looks compressed as it is", () => {
	for (const [size, format] of [
		[40_000, {}],
		[9_000_000, { encrypted: true }],
		[300_000, { ansi: true }],
	] as const) {
		const data = Buffer.from(Uint8Array.from({ length: size }, (_, index) => (index * 7919) >> 5));
		data.set([0x78, 0x9c]);
		const { messages } = readPst(
			writePst(inbox([{ properties: FROM, attachments: [{ properties: { 14087: "a.bin", 14081: data } }] }]), format),
		);
		const body = /filename="a\.bin"\r\nContent-Transfer-Encoding: base64\r\n\r\n([^-]*)/.exec(messages[0] ?? "")?.[1] ?? "";
		assert.ok(Buffer.from(body, "base64").equals(data), `${size}`);
	}
});

test("an OLE object, and an attachment among hundreds, are handed over", () => {
	const ole = Buffer.from("d0cf11e0a1b11ae1 and more");
	const attachments = Array.from({ length: 700 }, (_, index) => ({
		properties: { 14087: `${index}.txt`, 14081: Buffer.from(`${index}`) },
	}));
	const { messages } = readPst(writePst(inbox([{ properties: FROM, attachments: [...attachments, { storage: { ole } }] }])));
	assert.equal(messages[0]?.match(/^Content-Disposition/gm)?.length, 701);
	assert.match(messages[0] ?? "", new RegExp(`application/x-ole-storage\r\n(?:.+\r\n)*\r\n${ole.toString("base64")}`));
});

test("what a message, the message in it and a reminder would call is found, in an appointment too", () => {
	const page = (path: string): PropertyValue => Buffer.from(`<img src="http://tracker.example/${path}">`);
	const item: Msg = {
		properties: { ...FROM, 26: "IPM.Appointment", 4115: page("a") },
		named: [{ set: COMMON, name: 0x851f, value: "\\\\tracker.example\\share\\x.wav" }],
		attachments: [{ embedded: { properties: { ...FROM, 4115: page("b") } } }],
	};
	for (const format of FORMATS) {
		const { messages } = readPst(writePst([{ name: "Calendar", messages: [item] }], format));
		const { references } = inspect(Buffer.from(messages[0] ?? "", "latin1"));
		assert.deepEqual(references.map(({ vector, trigger, url }) => `${vector} ${trigger} ${url}`).sort(), [
			"img-src attachment http://tracker.example/b",
			"img-src open http://tracker.example/a",
			"reminder-file parse file://tracker.example/share/x.wav",
		]);
	}
});

test("named properties are told apart by their sets, and internet fields among them are header fields", () => {
	const item: Msg = {
		properties: { ...FROM, 55: "x" },
		named: [
			{ set: "{00020386-0000-0000-C000-000000000046}", name: "List-Unsubscribe", value: "<http://list.example/u>" },
			{ set: "{00062002-0000-0000-C000-000000000046}", name: 0x851f, value: "another set's" },
		],
	};
	const { messages } = readPst(writePst(inbox([item])));
	assert.match(messages[0] ?? "", /^List-Unsubscribe: <http:\/\/list\.example\/u>\r$/m);
	assert.doesNotMatch(messages[0] ?? "", /another set's/);
});

test("folders come by name, messages as they came in; flags are words, and what is deleted is so whatever its folder is called", () => {
	const mail = (subject: string, more: Record<number, PropertyValue> = {}): Msg => ({ properties: { ...FROM, 55: subject, ...more } });
	const { folders, flags, messages } = readPst(
		writePst([
			{ name: "b", messages: [mail("1", { 3591: 0 }), mail("2", { 4225: 103, 4240: 2 })] },
			{ name: "a/../b\0", messages: [mail("3", { 3591: 8, 4225: 104 })] },
			{ name: "b", messages: [mail("4")] },
			{ name: "Corbeille", wastebasket: true, folders: [{ name: "in it", messages: [mail("5")] }] },
		]),
	);
	const paths = ["", "/Corbeille", "/Corbeille/in it", "/a_.._b", "/b", "/b (2)"].map((path) => `${TOP}${path}`);
	assert.deepEqual(
		folders.map(({ path }) => path),
		["", ...paths],
	);
	assert.deepEqual(
		messages.map((each) => /^Subject: (.*)\r$/m.exec(each ?? "")?.[1]),
		["5", "3", "1", "2", "4"],
	);
	assert.deepEqual(flags, [["seen", "trashed"], ["draft", "passed"], [], ["seen", "answered", "flagged"], ["seen"]]);
});

test("a message that no folder lists any more, or whose folder is gone, is read", () => {
	const mails = ["1", "2", "3"].map((subject): Msg => ({ properties: { ...FROM, 55: subject } }));
	const file = writePst([{ name: "x", messages: mails }], {
		change({ nodes }) {
			const [first, second] = nodes.filter(({ id }) => (id & 0x1f) === 4);
			if (first !== undefined) first.parent = 0x8aa2;
			if (second !== undefined) second.parent = 0;
			for (const node of nodes) if ((node.id & 0x1f) === 0x0e) node.data = 0;
		},
	});
	const { folders, messages, damage } = readPst(file);
	assert.deepEqual(damage, []);
	assert.deepEqual(
		folders.filter(({ ids }) => ids.length > 0).map(({ path, ids }) => [path, ids.length]),
		[
			[`${TOP}/x`, 1],
			["", 2],
		],
	);
	assert.deepEqual(
		messages,
		[mails[2], mails[0], mails[1]].map((each) => asMsg(each as Msg)),
	);
});

test("a file is read twice alike, from a descriptor, packed or in an archive; its own name and folders name the owner", async () => {
	const messages: Msg[] = [{ properties: { ...FROM, 55: "x", 4096: "text" } }];
	await inFolder(async (folder) => {
		const path = join(folder, "anna@mail.example.pst");
		writeFileSync(
			path,
			writePst([
				{ name: "Bela@Mail.Example", messages },
				{ name: "Inbox", messages },
			]),
		);
		const first = await readAll(path);
		assert.deepEqual(await readAll(path), first);
		const inner = (name: string): string => `${path}/${TOP}/${name}`;
		assert.deepEqual(
			first.messages.map(({ file, mailbox, owner }) => [file, mailbox, owner]),
			[
				[inner("Bela@Mail.Example/00200004"), inner("Bela@Mail.Example"), "bela@mail.example"],
				[inner("Inbox/00200024"), inner("Inbox"), "anna@mail.example"],
			],
		);
		const wanted = (file: string): boolean => file === path || file === inner("Inbox/00200024");
		assert.deepEqual((await readAll(path, { wanted })).texts, first.texts.slice(1));
		const packed = join(folder, "anna@mail.example.pst.gz");
		writeFileSync(packed, gzipSync(readFileSync(path)));
		const archive = join(folder, "a.zip");
		writeFileSync(archive, zip([{ name: "old/anna@mail.example.pst", data: readFileSync(path) }]));
		for (const location of [packed, archive]) {
			const { texts, messages, failures } = await readAll(location);
			assert.deepEqual([texts, failures], [first.texts, []]);
			assert.deepEqual(
				messages.map(({ owner }) => owner),
				["bela@mail.example", "anna@mail.example"],
			);
		}
		const { size, mtimeMs } = statSync(path);
		assert.deepEqual(first.done, [{ kind: "done", file: path, stamp: { size, mtimeMs }, messages: 2, whole: true }]);
	});
});

/** Subjects by folder, of the messages that another program wrote as files; what is no mail it wrote in other formats. */
function subjectsIn(folder: string): string[] {
	return readdirSync(folder, { recursive: true, encoding: "utf8" })
		.filter((path) => statSync(join(folder, path)).isFile())
		.map((path) => `${dirname(path).split("/").slice(1).join("/")}: ${subjectOf(readFileSync(join(folder, path)))}`)
		.sort();
}

function subjectOf(mime: Buffer): string {
	const written = mime.toString("latin1");
	const other = written.startsWith("BEGIN:") || /^X-MAPI-MessageClass: IPM\.(?:Appointment|Contact|Task)/m.test(written);
	return other ? "" : (inspect(mime).subject ?? "");
}

/** One job (`-j 0`): with several, readpst 0.6.76 loses a message or writes one twice now and then (pst-format/libpst, issues 7 and 20). */
function readpst(file: Uint8Array, folder: string): string[] {
	writeFileSync(join(folder, "x.pst"), file);
	mkdirSync(join(folder, "out"));
	execFileSync("readpst", ["-e", "-q", "-D", "-j", "0", "-teajc", "-o", join(folder, "out"), join(folder, "x.pst")], {
		stdio: "pipe",
		timeout: 60_000,
	});
	return subjectsIn(join(folder, "out"));
}

test("another reader finds the same messages in the same folders of what is written here", needProgram("readpst"), async () => {
	const mails = Array.from({ length: 120 }, (_, index): Msg => {
		const attachments = index % 9 === 0 ? [{ properties: { 14087: "a.bin", 14081: Buffer.alloc(index * 300, index) } }] : [];
		return { properties: { ...FROM, 55: `subject ${index}`, 4096: `text ${index}\r\n`.repeat(index * 9 + 1) }, attachments };
	});
	const folders = [
		{ name: "Inbox", messages: mails.slice(0, 50), folders: [{ name: "Old", messages: mails.slice(50, 90) }] },
		{ name: "Deleted Items", messages: mails.slice(90), wastebasket: true },
	];
	for (const format of FORMATS) {
		await inFolder(async (folder) => {
			const expected = [...mails.keys()].map(
				(index) => `${index < 50 ? "Inbox" : index < 90 ? "Inbox/Old" : "Deleted Items"}: subject ${index}`,
			);
			assert.deepEqual(readpst(writePst(folders, format), folder), expected.sort(), JSON.stringify(format));
		});
	}
});

const SAMPLES = join(dirname(createRequire(import.meta.url).resolve("pst-extractor/package.json")), "example/testdata");
const samples = existsSync(SAMPLES) ? readdirSync(SAMPLES).filter((name) => /\.[op]st$/.test(name)) : [];

for (const name of samples) {
	test(
		`Outlook's own ${name.replace(/^.*\./, "")} that the library brings along is read as another reader reads it`,
		needProgram("readpst"),
		async () => {
			const file = readFileSync(join(SAMPLES, name));
			const { folders, messages, damage, problems } = readPst(file);
			assert.deepEqual([...damage, ...problems], []);
			const paths = folders.flatMap(({ path, ids }) =>
				ids.map(() =>
					path
						.split("/")
						.slice(name.endsWith(".ost") ? 2 : 1)
						.join("/"),
				),
			);
			const subjects = messages.map((each, index) => `${paths[index]}: ${subjectOf(Buffer.from(each ?? "", "latin1"))}`);
			await inFolder(async (folder) => {
				assert.deepEqual(readpst(file, folder), subjects.sort());
			});
		},
	);
}
