// Attachments built to fill memory, to run for ever or to hide what they hold. Each is opened in the sandboxed process that a scan uses: it ends
// in time, within the process's memory, with the problem that says so; the picture beside it is found, and the next message is answered.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { after, describe, test } from "node:test";
import { deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import type { ProblemCode } from "../../src/core/model/problem.ts";
import { createNodeInspector } from "../../src/index.ts";
import { tar, zip, zipWith } from "../edge/sources/archives.ts";
import { codesOf } from "./attack.ts";

const MIB = 1024 * 1024;

/** Seconds that one message may take on a machine that is busy: the process's own limit is 20 of which most attacks need one. */
const SECONDS = 60;

/** Of the process that opens: 320 MiB beyond what an idle one has, which is measured at less than 100. */
const MOST_CHILD_BYTES = 450 * MIB;

/** By how much the test's own process may grow over one message: the message, its decoded attachment and what is handed over of it. */
const MOST_GROWTH = 400 * MIB;

const { inspect, close } = createNodeInspector();
after(close);

const PAGE = "<img src=http://inside.example/a>";

/** A picture in the text, and files attached as they are. */
function mail(...files: readonly (readonly [name: string, content: Buffer])[]): Uint8Array {
	const boundary = "=_hostile_attachment";
	const part = (header: string, body: Buffer): Buffer[] => [Buffer.from(`--${boundary}\r\n${header}\r\n\r\n`), body, Buffer.from("\r\n")];
	return new Uint8Array(
		Buffer.concat([
			Buffer.from(`From: a@sender.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="${boundary}"\r\n\r\n`),
			...part("Content-Type: text/html", Buffer.from("<img src=http://beside.example/a>")),
			...files.flatMap(([name, content]) => {
				const header = `Content-Type: application/octet-stream; name="${name}"\r\nContent-Disposition: attachment`;
				return part(`${header}\r\nContent-Transfer-Encoding: binary`, content);
			}),
			Buffer.from(`--${boundary}--\r\n`),
		]),
	);
}

/** Most memory that a process of ours has had so far, in bytes; 0 where the system does not tell. */
function childBytes(): number {
	let most = 0;
	try {
		for (const thread of readdirSync("/proc/self/task")) {
			for (const child of readFileSync(`/proc/self/task/${thread}/children`, "latin1").split(" ").filter(Boolean)) {
				const peak = /VmHWM:\s*(\d+)/.exec(readFileSync(`/proc/${child}/status`, "latin1"))?.[1];
				most = Math.max(most, Number(peak ?? 0) * 1024);
			}
		}
	} catch {
		// no such system, or the process has just ended
	}
	return most;
}

/** Problem codes, and the hosts found in the attachments. */
async function open(message: Uint8Array): Promise<{ readonly codes: ProblemCode[]; readonly hosts: readonly string[] }> {
	const before = process.memoryUsage.rss();
	const began = performance.now();
	let child = 0;
	let own = before;
	const watch = setInterval(() => {
		child = Math.max(child, childBytes());
		own = Math.max(own, process.memoryUsage.rss());
	}, 10);
	const inspection = await inspect(message);
	clearInterval(watch);
	const took = (performance.now() - began) / 1000;
	assert.ok(took < SECONDS, `${took.toFixed(1)} s`);
	child = Math.max(child, childBytes());
	assert.ok(child < MOST_CHILD_BYTES, `the process that opens took ${Math.round(child / MIB)} MiB`);
	assert.ok(own - before < MOST_GROWTH, `grew by ${Math.round((own - before) / MIB)} MiB`);
	const hosts = inspection.references.map(({ host }) => host);
	assert.ok(hosts.includes("beside.example"), "the picture beside it is lost");
	for (const { offset } of inspection.problems) assert.ok(offset >= 0 && offset <= message.length);
	const { references } = await inspect(mail(["next.zip", zip([{ name: "a.html", data: PAGE }])]));
	assert.deepEqual(references.map(({ host }) => host).sort(), ["beside.example", "inside.example"], "the next message");
	return { codes: codesOf(inspection), hosts: hosts.filter((host) => host !== "beside.example") };
}

function testAttacks(
	attacks: Readonly<Record<string, readonly [name: string, make: () => Buffer, codes: readonly ProblemCode[], ...hosts: string[]]>>,
) {
	for (const [title, [name, make, codes, ...hosts]] of Object.entries(attacks)) {
		test(title, async () => {
			const found = await open(mail([name, make()]));
			assert.deepEqual(found.codes, codes);
			assert.deepEqual([...new Set(found.hosts)], hosts);
		});
	}
}

/** `levels` archives in one another, the innermost around a page. */
function nested(levels: number, method: number): Buffer {
	let bytes = zip([{ name: "a.html", data: PAGE }]);
	for (let level = 1; level < levels; level++) bytes = zip([{ name: "again.zip", data: bytes, method }]);
	return bytes;
}

/**
 * Files that all end in the same compressed data: each quotes the header of the next in a block that is not compressed (Fifield, "A better zip
 * bomb", WOOT 2019).
 */
function quoted(count: number, kernel: Buffer, kernelSize: number): Buffer {
	const headers: Buffer[] = [];
	let tail = kernel;
	let size = kernelSize;
	for (let index = count - 1; index >= 0; index--) {
		const { bytes } = zipWith([{ name: `${String(index).padStart(5, "0")}.txt`, data: "" }]);
		const header = bytes.subarray(0, 39);
		header.writeUInt32LE(tail.length, 18);
		header.writeUInt32LE(size, 22);
		headers.unshift(Buffer.from(header));
		const block = Buffer.alloc(5);
		block.writeUInt16LE(header.length, 1);
		block.writeUInt16LE(~header.length & 0xffff, 3);
		tail = Buffer.concat(index === 0 ? [header, tail] : [block, header, tail]);
		size += header.length;
	}
	const directory = headers.map((header, index) => {
		const entry = Buffer.alloc(46);
		entry.writeUInt32LE(0x02014b50, 0);
		header.copy(entry, 6, 4, 30);
		entry.writeUInt32LE(index * (39 + 5), 42);
		return Buffer.concat([entry, header.subarray(30)]);
	});
	return Buffer.concat([tail, ...directory, endOf(count, directory.length * 55, tail.length)]);
}

function endOf(count: number, size: number, start: number): Buffer {
	const end = Buffer.alloc(22);
	end.writeUInt32LE(0x06054b50, 0);
	end.writeUInt16LE(Math.min(count, 0xffff), 8);
	end.writeUInt16LE(Math.min(count, 0xffff), 10);
	end.writeUInt32LE(size, 12);
	end.writeUInt32LE(start, 16);
	return end;
}

/** A directory of so many entries, all of them one file; more than 65,535 only zip64's end tells. */
function directoryOf(count: number): Buffer {
	const { bytes, directory } = zipWith([{ name: "a.html", data: PAGE }]);
	const entry = bytes.subarray(directory, bytes.length - 22);
	const entries = Buffer.alloc(entry.length * count);
	for (let index = 0; index < count; index++) entry.copy(entries, index * entry.length);
	const large = Buffer.alloc(56);
	large.writeUInt32LE(0x06064b50, 0);
	large.writeBigUInt64LE(44n, 4);
	for (const at of [24, 32]) large.writeBigUInt64LE(BigInt(count), at);
	large.writeBigUInt64LE(BigInt(entries.length), 40);
	large.writeBigUInt64LE(BigInt(directory), 48);
	const locator = Buffer.alloc(20);
	locator.writeUInt32LE(0x07064b50, 0);
	locator.writeBigUInt64LE(BigInt(directory + entries.length), 8);
	locator.writeUInt32LE(1, 16);
	const end = endOf(0xffff, entries.length, directory);
	return Buffer.concat([bytes.subarray(0, directory), entries, large, locator, end]);
}

/** Entries that share five megabytes of DEFLATE from which nothing comes. */
function blocksOfNothing(): Buffer {
	const blocks = Buffer.alloc(5_000_005);
	for (let at = 0; at < blocks.length; at += 5) blocks.set([at + 5 === blocks.length ? 1 : 0, 0, 0, 0xff, 0xff], at);
	const entries = Array.from({ length: 10_000 }, (_, index) => ({
		name: `${index}`,
		data: index === 0 ? blocks : "",
		method: 77,
		crc: 0,
		size: 0,
	}));
	const { bytes, offsets, directory } = zipWith([{ name: "a.html", data: PAGE }, ...entries], (index, all) => all[Math.min(index, 1)] ?? 0);
	bytes.writeUInt16LE(8, (offsets[1] as number) + 8);
	for (let at = directory; bytes.readUInt32LE(at) === 0x02014b50; at += 46 + bytes.readUInt16LE(at + 28)) {
		bytes.writeUInt16LE(8, at + 10);
		if (at > directory) bytes.writeUInt32LE(blocks.length, at + 20);
	}
	return bytes;
}

describe("archives", () => {
	const zeros = Buffer.alloc(300 * MIB);
	const kernel = deflateRawSync(zeros.subarray(0, 20 * MIB));
	testAttacks({
		"a thousand times as much as is packed": [
			"a.zip",
			() =>
				zip([
					{ name: "a.html", data: PAGE },
					{ name: "z", data: zeros },
				]),
			["limit-decoded"],
			"inside.example",
		],
		"files that share the data of a bomb": ["a.zip", () => quoted(300, kernel, 20 * MIB), ["limit-decoded", "unparsable"]],
		"an archive in itself, a hundred times over": ["a.zip", () => nested(100, 8), ["limit-depth"]],
		"the same, uncompressed": ["a.zip", () => nested(100, 0), ["limit-depth"]],
		"an archive in itself as often as is read": ["a.zip", () => nested(8, 8), [], "inside.example"],
		"ten thousand entries of a million blocks of nothing": ["a.zip", blocksOfNothing, ["limit-decoded"], "inside.example"],
		"a directory of a million entries of one file": ["a.zip", () => directoryOf(1_000_000), ["limit-parts"], "inside.example"],
		"a million local headers": ["a.zip", () => Buffer.concat(Array(1_000_000).fill(emptyHeader())), ["limit-parts", "unparsable"]],
		"a gzip of gigabytes in a gzip": ["a.gz", () => gzipSync(gzipSync(zeros)), ["limit-decoded"]],
		"a gzip of a tar of zeros": [
			"a.tgz",
			() =>
				gzipSync(
					tar([
						{ name: "a.html", data: PAGE },
						{ name: "z", data: zeros },
					]),
				),
			["limit-decoded", "truncated"],
			"inside.example",
		],
		"a tar of sixty thousand files": [
			"a.tar",
			() => tar(Array.from({ length: 60_000 }, (_, index) => ({ name: `${index}` }))),
			["limit-parts"],
		],
	});

	function emptyHeader(): Buffer {
		return zipWith([{ name: "a", data: "", method: 0 }]).bytes.subarray(0, 31);
	}
});

/** Objects numbered from 1, one character a byte. */
function pdf(objects: Iterable<string>): Buffer {
	const pieces = ["%PDF-1.7\n"];
	let number = 0;
	for (const object of objects) pieces.push(`${++number} 0 obj ${object} endobj\n`);
	return Buffer.from(pieces.join(""), "latin1");
}

function* times<T>(count: number, piece: (index: number) => T): Generator<T> {
	for (let index = 0; index < count; index++) yield piece(index);
}

const LINK = "<< /S /URI /URI (http://inside.example/a) >>";

function stream(entries: string, data: Buffer): string {
	return `<< ${entries} >> stream\n${data.toString("latin1")}\nendstream`;
}

describe("PDF", () => {
	const bomb = deflateSync(Buffer.alloc(1024 * MIB));
	testAttacks({
		"a hundred thousand objects": ["a.pdf", () => pdf([...times(100_000, () => "<< /A [1 0 R] >>"), LINK]), [], "inside.example"],
		"three hundred thousand objects": ["a.pdf", () => pdf([LINK, ...times(300_000, () => "1")]), ["limit-parts"], "inside.example"],
		"a hundred thousand links": [
			"a.pdf",
			() => pdf(times(100_000, (n) => LINK.replace("/a)", `/${n})`))),
			["limit-parts"],
			"inside.example",
		],
		"a hundred thousand objects, none of which ends": [
			"a.pdf",
			() => pdf([LINK, ...times(100_000, () => "[ << /X (")]),
			[],
			"inside.example",
		],
		"an object stream that inflates to a gigabyte": [
			"a.pdf",
			() => pdf([stream("/Type /ObjStm /First 10 /Filter /FlateDecode", bomb), LINK]),
			["limit-decoded"],
			"inside.example",
		],
		"one packed twice": [
			"a.pdf",
			() => pdf([stream("/Type /ObjStm /First 10 /Filter [/Fl /Fl]", deflateSync(bomb)), LINK]),
			["limit-decoded"],
			"inside.example",
		],
		"a thousand object streams of fifteen megabytes": [
			"a.pdf",
			() => {
				const data = deflateSync(Buffer.alloc(15 * MIB, " "));
				return pdf([...times(1000, () => stream("/Type /ObjStm /First 10 /Filter /FlateDecode", data)), LINK]);
			},
			["limit-decoded"],
			"inside.example",
		],
		"an object stream whose every entry is the same million brackets": [
			"a.pdf",
			() => {
				const header = "1 0 ".repeat(100_000);
				const data = deflateSync(Buffer.from(`${header}${"[".repeat(1_000_000)}`));
				return pdf([stream(`/Type /ObjStm /First ${header.length} /Filter /FlateDecode`, data), LINK]);
			},
			["limit-parts"],
			"inside.example",
		],
		"an attached file that inflates to a gigabyte": [
			"a.pdf",
			() => pdf([stream("/Type /EmbeddedFile /Filter /FlateDecode", bomb), LINK]),
			["limit-decoded"],
			"inside.example",
		],
		"a script that inflates to a gigabyte": [
			"a.pdf",
			() => pdf(["<< /JS 2 0 R >>", stream("/Filter /FlateDecode", bomb), LINK]),
			["limit-decoded"],
			"inside.example",
		],
		"cross-reference tables that lead to each other": [
			"a.pdf",
			() =>
				Buffer.concat([
					pdf([LINK, "<< /Type /XRef /Prev 9 >> stream endstream"]),
					Buffer.from("xref\n0 0\ntrailer << /Prev 9 /XRefStm 9 /Encrypt 8 0 R >>\nstartxref\n9\n%%EOF"),
				]),
			[],
			"inside.example",
		],
		"a million brackets in one another": ["a.pdf", () => pdf(["[".repeat(1_000_000), "<<".repeat(500_000), LINK]), [], "inside.example"],
		"ten million numbers": ["a.pdf", () => pdf([`[${"1 ".repeat(10_000_000)}]`, LINK]), [], "inside.example"],
		"fifty thousand streams without an end": [
			"a.pdf",
			() => pdf([LINK, "<< /JS 3 0 R /S /JavaScript >>", ...times(50_000, () => "<< >> stream\n endobj 3 0 obj << >> stream\n")]),
			[],
			"inside.example",
		],
		"objects in each other's comments": ["a.pdf", () => pdf([LINK, "1 0 obj<<>>%".repeat(150_000)]), [], "inside.example"],
		"as many in a document that says it is encrypted": [
			"a.pdf",
			() => pdf([LINK, "[".repeat(1_000_000), "<<".repeat(500_000), "<< /X /Encrypt >> endobj trailer << /Encrypt 1 0 R /ID [(a) (a)] >>"]),
			["encrypted"],
			"inside.example",
		],
		"a million comments": ["a.pdf", () => pdf([`<< ${"%\n".repeat(3_000_000)} /A ${LINK} >>`]), [], "inside.example"],
		"references that all lead to each other": [
			"a.pdf",
			() => pdf([...times(2000, (n) => `<< /OpenAction 1 0 R /Next [${"9 0 R ".repeat(200)}] >> endobj 9 0 obj [${n} 0 R 9 0 R]`), LINK]),
			[],
			"inside.example",
		],
		"a script of nothing but beginnings of addresses": [
			"a.pdf",
			() => pdf([stream("", Buffer.from('"http:'.repeat(1_000_000))), "<< /JS 1 0 R /S /JavaScript >>", LINK]),
			[],
			"inside.example",
		],
	});
});

/** A compound file of so many sectors: table, directory, then the stream "a" from sector `start` on. */
function compound(sectors: number, next: (sector: number) => number, start = 2): Buffer {
	const tables = Math.ceil(sectors / 128);
	const bytes = Buffer.alloc(512 * (sectors + tables + 1));
	bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
	for (const [at, value] of [
		[24, 0x3e],
		[26, 3],
		[28, 0xfffe],
		[30, 9],
		[32, 6],
	] as const)
		bytes.writeUInt16LE(value, at);
	for (const [at, value] of [
		[44, tables],
		[48, 1],
		[56, 4096],
		[60, -2],
		[68, -2],
	] as const)
		bytes.writeInt32LE(value, at);
	for (let index = 0; index < 109; index++)
		bytes.writeInt32LE(index < tables ? (index === 0 ? 0 : sectors + index - 1) : -1, 76 + index * 4);
	for (let sector = 0; sector < sectors; sector++) {
		const table = Math.floor(sector / 128);
		const at = (1 + (table === 0 ? 0 : sectors + table - 1)) * 512 + (sector % 128) * 4;
		bytes.writeInt32LE(sector < 2 ? (sector === 0 ? -3 : -2) : next(sector), at);
	}
	for (const [index, name] of ["Root Entry", "a"].entries()) {
		const at = 1024 + index * 128;
		bytes.write(name, at, "utf16le");
		bytes.writeUInt16LE(name.length * 2 + 2, at + 64);
		bytes[at + 66] = index === 0 ? 5 : 2;
		for (const link of [68, 72, 76]) bytes.writeInt32LE(-1, at + link);
		bytes.writeInt32LE(index === 0 ? -2 : start, at + 116);
		bytes.writeUInt32LE(index === 0 ? 0 : 0x7fffffff, at + 120);
	}
	bytes.writeInt32LE(1, 1024 + 76);
	bytes.write(PAGE, 512 * (start + 1));
	return bytes;
}

describe("compound files", () => {
	testAttacks({
		"a stream of two gigabytes in a chain that leads in a circle": [
			"a.bin",
			() => compound(100, (sector) => (sector === 99 ? 2 : sector + 1)),
			["not-opened", "truncated"],
		],
		"one that enters the circle in its middle": [
			"a.bin",
			() => compound(100, (sector) => (sector === 99 ? 50 : sector + 1), 50),
			["not-opened", "truncated"],
		],
		"ten thousand chains with one tail": [
			"a.bin",
			() => compound(12_000, (sector) => (sector < 6000 ? 6000 : sector + 1), 6000),
			["not-opened", "truncated"],
		],
	});
});
