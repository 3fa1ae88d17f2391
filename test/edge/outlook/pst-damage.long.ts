// Damaged and hostile data files: an answer in bounded time and memory, whatever is in them, and every message that is still there.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { inFolder, readAll } from "../sources/read-all.ts";
import type { Msg } from "./msg-file.ts";
import type { PstBlock, PstNode } from "./pst-blocks.ts";
import { type PstOptions, TOP, writePst } from "./pst-file.ts";
import { type ReadPst, readPst } from "./pst-read.ts";

/** At every how many bytes a file is cut and changed; 1 for all. */
const STRIDE = Number(process.env.COUNTERPIXEL_STRIDE ?? 16);

const FROM = { 3103: "sender@sender.example" };
const MAILS = ["1", "2", "3"].map((subject): Msg => ({ properties: { ...FROM, 55: subject, 4096: `text ${subject}` } }));
const SMALL: readonly Msg[] = [
	...MAILS,
	{
		properties: { ...FROM, 55: "4", 4115: Buffer.alloc(9000, "<p>") },
		recipients: [{ properties: { 14846: "r@mail.example", 3093: 1 } }],
		named: [{ set: "{00062008-0000-0000-C000-000000000046}", name: 0x851f, value: "\\\\h.example\\x" }],
		attachments: [{ properties: { 14087: "a", 14081: Buffer.from("a") } }, { embedded: { properties: { 55: "inner" } } }],
	},
];

function small(options: PstOptions = {}): Buffer {
	return writePst([{ name: "x", messages: SMALL }], options);
}

/** The machine may be busy: a circle would take for ever. */
const SECONDS = 30;

/** Nothing but a refusal in words is thrown, and soon. */
function answer(bytes: Uint8Array, what: string): ReadPst | null {
	const begun = performance.now();
	let read: ReadPst | null = null;
	try {
		read = readPst(bytes);
	} catch (error) {
		assert.ok(error instanceof Error && error.message !== "", what);
	}
	assert.ok(performance.now() - begun < SECONDS * 1000, what);
	return read;
}

for (const format of [{}, { ansi: true, encrypted: true }]) {
	const whole = small(format);
	const { messages } = readPst(whole);

	test(`cut off anywhere, a file is answered, and nothing is lost in silence: ${JSON.stringify(format)}`, () => {
		for (let cut = 0; cut < whole.length; cut += STRIDE) {
			const read = answer(whole.subarray(0, cut), `cut at ${cut}`);
			// What is not as it was is told.
			const told = read === null || read.damage.length + read.problems.length > 0;
			assert.ok(told || read.messages.every((message) => message !== null && messages.includes(message)), `cut at ${cut}`);
		}
	});

	test(`with any byte changed a file is answered: ${JSON.stringify(format)}`, () => {
		for (let at = 0; at < whole.length; at += STRIDE) {
			for (const value of [(whole[at] as number) ^ 0x01, 0x00, 0xff]) {
				const changed = Buffer.from(whole);
				changed[at] = value;
				answer(changed, `byte ${at} is ${value}`);
			}
		}
	});
}

test("a file whose index has lost its root, or any other page, gives every message all the same, and tells of the damage", () => {
	const many = Array.from({ length: 300 }, (_, index): Msg => ({ properties: { ...FROM, 55: `${index}`, 4096: "text" } }));
	for (const format of [{}, { ansi: true }]) {
		const file = writePst([{ name: "x", messages: many }], format);
		const { messages } = readPst(file);
		const kindAt = "ansi" in format ? 500 : 496;
		const pages: number[] = [];
		for (let at = 0; at < file.length; at += 512) if (file[at + kindAt] === 0x81 && file[at + kindAt + 1] === 0x81) pages.push(at);
		assert.ok(pages.length > 10);
		const upper = pages.filter((at) => (file[at + kindAt - ("ansi" in format ? 1 : 5)] as number) > 0);
		assert.ok(upper.length > 0);
		// Of a leaf there is no other version.
		for (const page of upper) {
			const damaged = Buffer.from(file).fill(0, page, page + 512);
			const read = readPst(damaged);
			assert.deepEqual(read.messages, messages);
			assert.equal(read.damage.length, 1);
		}
		const leaf = readPst(Buffer.from(file).fill(0, pages[3], (pages[3] as number) + 512));
		const lost = messages.filter((message) => !leaf.messages.includes(message));
		assert.ok(lost.length > 0 && lost.length <= 31 && leaf.damage.length > 0, `${lost.length}`);
	}
});

test("a message that cannot be read is named by folder and number, and the others are read", async () => {
	const file = writePst([{ name: "x", messages: MAILS }], {
		change({ nodes }) {
			const second = nodes.filter(({ id }) => (id & 0x1f) === 4)[1];
			if (second !== undefined) second.data = 0x7ff0;
		},
	});
	const { messages, failures, done } = await inSource(file);
	assert.equal(messages.length, 2);
	assert.deepEqual(
		failures.map(({ file, fatal, problem }) => [file.replace(/^.*?\.pst/, ""), fatal, problem.code, problem.detail]),
		[[`/${TOP}/x/00200024`, true, "unparsable", "It cannot be read: it has no block 7ff0, which it names."]],
	);
	assert.deepEqual(
		done.map(({ messages, whole }) => [messages, whole]),
		[[2, false]],
	);
});

function inSource(file: Uint8Array): ReturnType<typeof readAll> {
	return inFolder((folder) => {
		const path = join(folder, "x.pst");
		writeFileSync(path, file);
		return readAll(path);
	});
}

test("folders that lie in one another, in themselves, or a thousand deep end, and lose no message", () => {
	const deep = (levels: number): Parameters<typeof writePst>[0] =>
		levels === 0 ? [{ name: "last", messages: MAILS }] : [{ name: "d", folders: deep(levels - 1) }];
	const folderOf = (nodes: readonly PstNode[]): PstNode[] => nodes.filter(({ id }) => (id & 0x1f) === 2 && id > 0x8000);
	for (const change of [
		(nodes: readonly PstNode[]) => {
			const [top, inner] = folderOf(nodes);
			if (top !== undefined && inner !== undefined) top.parent = inner.id;
		},
		(nodes: readonly PstNode[]) => {
			for (const node of folderOf(nodes)) node.parent = node.id;
		},
	]) {
		const read = readPst(writePst([{ name: "x", messages: MAILS }], { change: ({ nodes }) => change(nodes) }));
		assert.equal(read.messages.length, MAILS.length);
	}
	assert.equal(readPst(writePst(deep(1000))).messages.length, MAILS.length);
});

test("pages of an index that lead to themselves or share their children end", () => {
	const many = Array.from({ length: 300 }, (_, index): Msg => ({ properties: { 55: `${index}` } }));
	const file = writePst([{ name: "x", messages: many }]);
	const root = file.readUInt32LE(224);
	for (const offset of [root, file.readUInt32LE(root + 16)]) {
		const circle = Buffer.from(file);
		for (let entry = 0; entry < (file[root + 488] as number); entry++) circle.writeUInt32LE(offset, root + entry * 24 + 16);
		const read = answer(circle, `all lead to ${offset}`);
		assert.ok((read?.damage.length ?? 0) > 0 || (read?.messages.length ?? 0) < many.length);
	}
});

/** Lists of blocks (XBLOCK, XXBLOCK). */
function listsOf(blocks: readonly PstBlock[]): PstBlock[] {
	return blocks.filter(({ id, bytes }) => (id & 2) !== 0 && bytes[0] === 1);
}

function listOf(level: number, ids: readonly number[], total: number): Buffer {
	const bytes = Buffer.alloc(8 + ids.length * 8);
	bytes.set([1, level]);
	bytes.writeUInt16LE(ids.length, 2);
	bytes.writeUInt32LE(total, 4);
	for (const [index, id] of ids.entries()) bytes.writeUInt32LE(id, 8 + index * 8);
	return bytes;
}

test("lists of blocks that lead to themselves, twice as far at each level, or to far more than there is end in a problem", () => {
	const long: Msg = { properties: { ...FROM, 55: "long", 4115: Buffer.alloc(30_000, "<p>") } };
	const attacks: Readonly<Record<string, (list: PstBlock, blocks: PstBlock[]) => void>> = {
		itself(list) {
			list.bytes = listOf(2, [list.id, list.id], 100);
		},
		doubling(list, blocks) {
			let below = list.id;
			for (let level = 0; level < 40; level++) {
				const id = 0x10002 + level * 4;
				blocks.push({ id, bytes: listOf(2, [below, below], 0x7fffffff) });
				below = id;
			}
			const [data, last] = [blocks[0] as PstBlock, below];
			blocks.push({ id: 0x20002, bytes: listOf(1, [data.id], 100) });
			list.bytes = listOf(2, [last], 0x7fffffff);
			(blocks.find(({ id }) => id === 0x10002) as PstBlock).bytes = listOf(2, [0x20002, 0x20002], 100);
		},
		huge(list) {
			list.bytes.writeUInt32LE(0xfffffff0, 4);
		},
		short(list) {
			list.bytes.writeUInt32LE(29_999 + 8000, 4);
		},
	};
	for (const [name, change] of Object.entries(attacks)) {
		const file = writePst([{ name: "x", messages: [...MAILS, long] }], {
			change: ({ blocks }) => change(listsOf(blocks)[0] as PstBlock, blocks),
		});
		const read = answer(file, name);
		assert.equal(read?.messages.length, 4, name);
		assert.ok((read?.problems.length ?? 0) > 0, name);
	}
});

test("subnodes that lead to themselves, and a message that lies in itself fifty times, end in a problem", async () => {
	const attachments = Array.from({ length: 50 }, () => ({ embedded: { properties: { ...FROM, 55: "inner" } } }));
	const file = (change: (lists: PstBlock[], node: PstNode) => void): Buffer =>
		writePst([{ name: "x", messages: [...MAILS.slice(0, 2), { properties: { ...FROM, 55: "outer" }, attachments }, ...MAILS.slice(2)] }], {
			change({ blocks, nodes }) {
				const lists = blocks.filter(({ id, bytes }) => (id & 2) !== 0 && bytes[0] === 2);
				change(lists, nodes.find(({ parts }) => parts !== 0) as PstNode);
			},
		});
	const circle = file((lists, node) => {
		const list = lists.find(({ id }) => id === node.parts) as PstBlock;
		list.bytes = Buffer.alloc(8 + 2 * 16);
		list.bytes.set([2, 1, 2]);
		for (const at of [16, 32]) list.bytes.writeUInt32LE(list.id, at);
	});
	const itself = file((lists, node) => {
		// Of the one subnode, what it has as subnodes itself.
		for (const { id, bytes } of lists) if (id !== node.parts && bytes.readUInt16LE(2) === 1) bytes.writeUInt32LE(node.parts, 8 + 16);
	});
	for (const [name, bytes] of Object.entries({ circle, itself })) {
		const read = answer(bytes, name);
		assert.ok((read?.problems.length ?? 0) > 0 && (read?.problems.length ?? 0) < 100, name);
		const { messages, failures } = await inSource(bytes);
		assert.equal(messages.length, 4, name);
		assert.ok((messages[2]?.problems.length ?? 0) > 0, name);
		assert.deepEqual(failures, [], name);
	}
});

/** A value of 160 MB, from one block over and over. */
function sharing({ blocks }: { readonly blocks: PstBlock[] }): void {
	for (const list of listsOf(blocks)) {
		const id = list.id + 0x100000;
		blocks.push({ id, bytes: listOf(1, Array(1000).fill(list.bytes.readUInt32LE(8)), 1000 * 8176) });
		list.bytes = listOf(2, Array(20).fill(id), 20 * 1000 * 8176);
	}
}

test("a small file whose messages share a block, thousands of times, ends at a limit", async () => {
	const long: Msg = { properties: { ...FROM, 55: "long", 4115: Buffer.alloc(30_000, "<p>") } };
	const { messages, failures } = await inSource(
		writePst([{ name: "x", messages: [...MAILS, long, long, long, long] }], { change: sharing }),
	);
	assert.ok(messages.length > 3 && messages.length < 6, `${messages.length}`);
	assert.deepEqual(
		failures.map(({ problem }) => problem.code),
		["limit-size"],
	);
});

test("a message over which the process runs out of memory is named, and those behind it are read", async () => {
	const properties = { 55: "long", 4115: Buffer.alloc(30_000, "<p>"), 4096: "x".repeat(15_000), 125: "y".repeat(15_000) };
	const { texts, failures } = await inSource(
		writePst([{ name: "x", messages: [...MAILS.slice(0, 1), { properties }, ...MAILS.slice(1)] }], { change: sharing }),
	);
	assert.deepEqual(texts, readPst(writePst([{ name: "x", messages: MAILS }])).messages);
	assert.equal(failures.length, 1);
	assert.match(failures[0]?.file ?? "", /\/00200024$/);
});
