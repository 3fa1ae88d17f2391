// Compound files as opened in attachments: storages, classes and streams; and chains that lead in circles, which end.

import assert from "node:assert/strict";
import { test } from "node:test";
import { read, utils, write } from "cfb";
import fc from "fast-check";
import { repaired } from "../../../src/edge/compound/repair.ts";
import { unpackCompound } from "../../../src/edge/containers/compound.ts";
import { writeMsg } from "../outlook/msg-file.ts";
import { codesIn, type Unpacked, unpacked } from "./unpacked.ts";

const PAGE = "<img src=http://tracker.example/a>";

/** Writers of the library leave a stream of their own. */
const SIGN = "\u0001Sh33tJ5 ";

async function opened(bytes: Uint8Array): Promise<Unpacked> {
	const found = await unpacked(unpackCompound, bytes);
	return { ...found, files: found.files.filter((file) => !file.startsWith(SIGN)) };
}

/** Streams by path. */
function compound(streams: Readonly<Record<string, string>>): Buffer {
	const file = utils.cfb_new();
	for (const [path, text] of Object.entries(streams)) utils.cfb_add(file, `/${path}`, Buffer.from(text, "latin1"));
	return write(file, { type: "buffer" }) as Buffer;
}

test("streams are read by path, small ones and large ones, in storages in storages", async () => {
	const streams = { WordDocument: "x".repeat(10_000), "a/b/c/deep.html": PAGE, "\u0001Ole": "small", "a/ünï": "2" };
	const { files, problems } = await opened(compound(streams));
	assert.deepEqual(
		[...files].sort(),
		Object.entries(streams)
			.map(([path, text]) => `${path} ${text}`)
			.sort(),
	);
	assert.deepEqual(problems, []);
});

test("a sound file is mended in nothing: every stream of it stays", () => {
	const name = fc.stringMatching(/^[a-z]{1,9}$/);
	const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join("/"));
	const size = fc.oneof(fc.nat(200), fc.nat(4200), fc.nat(20_000));
	fc.assert(
		fc.property(fc.dictionary(path, size, { maxKeys: 40 }), (sizes) => {
			const streams = Object.fromEntries(
				Object.entries(sizes).map(([key, length]) => [`s/${key}/end`, key.repeat(length).slice(0, length)]),
			);
			const file = compound(streams);
			assert.deepEqual(streamsOf(repaired(file)), streamsOf(file));
			assert.equal(streamsOf(file).length, Object.keys(streams).length + 1);
		}),
		{ numRuns: 60 },
	);
});

function streamsOf(file: Buffer): readonly string[] {
	const { FileIndex, FullPaths } = read(file, { type: "buffer" });
	return FileIndex.flatMap(({ type, content }, index) =>
		type === 2 ? [`${FullPaths[index]} ${Buffer.from(content).toString("latin1")}`] : [],
	).sort();
}

test("the class that handles a storage is shown, in the form in which Windows writes it", async () => {
	const file = utils.cfb_new({ CLSID: "0609020000000000c000000000000046" } as object);
	utils.cfb_add(file, "/a/stream", Buffer.from("1"));
	for (const entry of file.FileIndex) if (entry.name === "a") entry.clsid = "f020e3eb0a57ce11a41b00aa00390c11";
	const { constructs } = await opened(write(file, { type: "buffer" }) as Buffer);
	assert.deepEqual(constructs, [
		"compound clsid {00020906-0000-0000-C000-000000000046} @ ",
		"compound clsid {EBE320F0-570A-11CE-A41B-00AA00390C11} @ a",
	]);
});

test("an Outlook message is handed over as the message that it is", async () => {
	const { files } = await opened(writeMsg({ properties: { 55: "A subject", 4096: "See http://tracker.example/a" } }));
	assert.equal(files.length, 1);
	assert.match(files[0] as string, /^ [\s\S]*Subject: A subject\r\n[\s\S]*http:\/\/tracker\.example\/a/);
});

test("a path deeper than any name may be long is cut, and costs no other file", async () => {
	const deep = Array.from({ length: 200 }, (_, index) => `${index}`.padEnd(31, "x")).join("/");
	const { files, problems } = await opened(compound({ [`${deep}/a`]: "1", b: PAGE }));
	assert.ok(files.includes(`b ${PAGE}`));
	assert.equal(files.length, 2);
	assert.deepEqual(problems, []);
});

/** A compound file by hand, of sectors of 512 bytes: the allocation table in the first, the directory in the second. */
function byHand(table: Readonly<Record<number, number>>, entries: readonly Entry[], sectors = 10): Buffer {
	const bytes = Buffer.alloc(512 * (sectors + 1));
	bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
	bytes.writeUInt16LE(0x3e, 24);
	bytes.writeUInt16LE(3, 26);
	bytes.writeUInt16LE(0xfffe, 28);
	bytes.writeUInt16LE(9, 30);
	bytes.writeUInt16LE(6, 32);
	bytes.writeUInt32LE(1, 44);
	bytes.writeUInt32LE(1, 48);
	bytes.writeUInt32LE(4096, 56);
	bytes.writeInt32LE(END, 60);
	bytes.writeInt32LE(END, 68);
	for (let at = 76; at < 512; at += 4) bytes.writeInt32LE(-1, at);
	bytes.writeUInt32LE(0, 76);
	for (let sector = 0; sector < 128; sector++) bytes.writeInt32LE(table[sector] ?? -1, 512 + sector * 4);
	for (const [index, { name, type, left = -1, right = -1, child = -1, start = END, size = 0 }] of entries.entries()) {
		const at = 1024 + index * 128;
		bytes.write(name, at, "utf16le");
		bytes.writeUInt16LE(name.length * 2 + 2, at + 64);
		bytes[at + 66] = type;
		bytes.writeInt32LE(left, at + 68);
		bytes.writeInt32LE(right, at + 72);
		bytes.writeInt32LE(child, at + 76);
		bytes.writeInt32LE(start, at + 116);
		bytes.writeUInt32LE(size, at + 120);
	}
	return bytes;
}

interface Entry {
	readonly name: string;
	/** 1 storage, 2 stream, 5 root. */
	readonly type: number;
	readonly left?: number;
	readonly right?: number;
	readonly child?: number;
	readonly start?: number;
	readonly size?: number;
}

const END = -2;
const ROOT: Entry = { name: "Root Entry", type: 5, child: 1 };

const CHAIN = Object.fromEntries(Array.from({ length: 8 }, (_, index) => [index + 2, index === 7 ? END : index + 3]));
const STREAM: Entry = { name: "a", type: 2, start: 2, size: 4096 };
const TABLE: Readonly<Record<number, number>> = { 0: -3, 1: END, ...CHAIN };

function withPage(bytes: Buffer): Buffer {
	bytes.write(PAGE, 512 * 3);
	return bytes;
}

test("a file made by hand is read", async () => {
	const { files, problems } = await opened(withPage(byHand(TABLE, [ROOT, STREAM])));
	assert.deepEqual(files, [`a ${PAGE.padEnd(4096, "\0")}`]);
	assert.deepEqual(problems, []);
});

test("a stream whose data break off shows what is there, and says so", async () => {
	const { files, problems } = await opened(withPage(byHand({ ...TABLE, 5: END }, [ROOT, STREAM])));
	assert.deepEqual(files, [`a ${PAGE.padEnd(2048, "\0")}`]);
	assert.deepEqual(codesIn({ problems }), ["truncated"]);
	const cut = await opened(withPage(byHand(TABLE, [ROOT, STREAM])).subarray(0, 512 * 6));
	assert.ok(cut.files[0]?.startsWith(`a ${PAGE}`));
	assert.deepEqual(codesIn(cut), ["truncated"]);
});

test("numbers that lead out of the file cost the rest of one stream only", async () => {
	const other: Entry = { name: "b", type: 2, start: 4000, size: 4096 };
	const lost = await opened(withPage(byHand(TABLE, [ROOT, { ...STREAM, right: 2, left: 99 }, other])));
	assert.deepEqual(lost.files, [`a ${PAGE.padEnd(4096, "\0")}`, "b "]);
	assert.deepEqual(lost.problems, ["truncated: b: its data breaks off; only what comes before was read"]);
	const away = await opened(withPage(byHand({ ...TABLE, 4: 0x7ffffff0 }, [ROOT, STREAM])));
	assert.ok(away.files[0]?.startsWith(`a ${PAGE}`));
	assert.deepEqual(codesIn(away), ["truncated"]);
});

test("folders that lie in themselves, and entries that lead to each other for ever, end", async () => {
	const folder: Entry = { name: "folder", type: 1 };
	for (const links of [{ child: 1 }, { child: 0 }, { left: 2, right: 2 }, { child: 2, left: 2 }]) {
		const { files } = await opened(withPage(byHand(TABLE, [ROOT, { ...STREAM, right: 2 }, { ...folder, ...links }])));
		assert.deepEqual(files, [`a ${PAGE.padEnd(4096, "\0")}`]);
	}
});

test("a chain of sectors that leads in a circle ends, and what is missing is said", async () => {
	for (const table of [
		{ ...TABLE, 5: 2 },
		{ ...TABLE, 2: 2 },
	]) {
		const { files, problems, size } = await opened(withPage(byHand(table, [ROOT, { ...STREAM, size: 0x7fffffff }])));
		assert.ok(files[0]?.startsWith(`a ${PAGE}`));
		assert.ok(size <= 4096, `${size} bytes`);
		assert.deepEqual(codesIn({ problems }), ["truncated"]);
	}
});
