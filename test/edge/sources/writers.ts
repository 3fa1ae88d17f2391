// One writer for each format: the same messages, written as that format keeps them, and what of them can come back.
// A new source adds its writers here and has the whole conformance suite.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { constants, gzipSync, zstdCompressSync } from "node:zlib";

import { messageOfMsg } from "../../../src/edge/outlook/msg.ts";
import { type Msg, writeMsg } from "../outlook/msg-file.ts";
import { writePst } from "../outlook/pst-file.ts";
import { type Packed, tar, zip, zipWith } from "./archives.ts";

/** A message as Latin-1 text: one character a byte. */
export type Text = string;

export interface Writer {
	readonly name: string;
	/** Id of the source that reads it. */
	readonly source: string;
	/** Writes into an empty folder; returns the location to read. */
	write(folder: string, messages: readonly Text[]): string;
	/** What the format can give back. */
	kept(message: Text): Text;
	/** The one file that holds all messages; null where each has its own. */
	readonly container: ((messages: readonly Text[]) => Buffer) | null;
	/** At every how many bytes the container is cut and changed; 1 if left out. A reading that starts a process has a test of its own for the rest. */
	readonly stride?: number;
}

const ENVELOPE = "From MAILER-DAEMON Thu Nov 25 02:14:10 2026\n";

function eachLine(message: Text, change: (line: string) => string): Text {
	return message.split("\n").map(change).join("\n");
}

const quoteAll = (message: Text): Text => eachLine(message, (line) => (/^>*From /.test(line) ? `>${line}` : line));
const quoteBare = (message: Text): Text => eachLine(message, (line) => (line.startsWith("From ") ? `>${line}` : line));
const unquote = (message: Text): Text => eachLine(message, (line) => (/^>+From /.test(line) ? line.slice(1) : line));
const ended = (message: Text): Text => (message === "" || message.endsWith("\n") ? message : `${message}\n`);

/** Adds a Content-Length of the body as it will stand in the file. */
function withLength(message: Text): Text {
	const header = /\r?\n\r?\n/.exec(message);
	if (header === null) return message;
	const body = header.index + header[0].length;
	const end = header[0].startsWith("\r") ? "\r\n" : "\n";
	return `${message.slice(0, header.index)}${end}Content-Length: ${message.length - body}${message.slice(header.index)}`;
}

function mboxWriter(name: string, stored: (message: Text) => Text, kept: (message: Text) => Text): Writer {
	const container = (messages: readonly Text[]): Buffer =>
		Buffer.from(messages.map((message) => `${ENVELOPE}${stored(message)}\n`).join(""), "latin1");
	return fileWriter(name, "mbox", `${name}.mbox`, container, kept);
}

function fileWriter(
	name: string,
	source: string,
	file: string,
	container: (messages: readonly Text[]) => Buffer,
	kept: (message: Text) => Text,
): Writer {
	const write = (folder: string, messages: readonly Text[]): string => {
		const path = join(folder, file);
		writeFileSync(path, container(messages));
		return path;
	};
	return { name, source, write, kept, container };
}

function packed(writer: Writer, pack: (bytes: Buffer) => Buffer, by = "gzip", suffix = "gz"): Writer {
	const inner = writer.container;
	if (inner === null) throw new Error("only a container can be packed");
	const file = `${writer.name}.mbox.${suffix}`;
	return fileWriter(`${writer.name}, ${by}`, writer.source, file, (messages) => pack(inner(messages)), writer.kept);
}

/** One member for each piece, as `cat a.gz b.gz` makes it. */
function inMembers(bytes: Buffer, pack: (bytes: Buffer) => Buffer = gzipSync): Buffer {
	const cut = Math.floor(bytes.length / 2);
	return Buffer.concat([pack(bytes.subarray(0, cut)), pack(bytes.subarray(cut))]);
}

function treeWriter(
	name: string,
	source: string,
	pathOf: (index: number) => string,
	pack: (bytes: Buffer) => Buffer = (bytes) => bytes,
	kept: Writer["kept"] = (message) => message,
): Writer {
	return {
		name,
		source,
		write(folder, messages) {
			for (const part of ["cur", "new", "tmp"]) if (source === "maildir") mkdirSync(join(folder, part), { recursive: true });
			if (source === "mh") writeFileSync(join(folder, ".mh_sequences"), "cur: 100001\nunseen: 100000 100003-100007\n");
			for (const [index, message] of messages.entries()) {
				const path = join(folder, pathOf(index));
				mkdirSync(join(path, ".."), { recursive: true });
				writeFileSync(path, pack(Buffer.from(message, "latin1")));
			}
			return folder;
		},
		kept,
		container: null,
	};
}

const zstd = (bytes: Buffer): Buffer => zstdCompressSync(bytes, { params: { [constants.ZSTD_c_checksumFlag]: 1 } });

const number = (index: number): string => String(index).padStart(5, "0");

const mboxrd = mboxWriter("mboxrd", (message) => ended(quoteAll(message)), ended);
/** A line that had its own ">" comes back with one less: the format cannot tell. */
const mboxo = mboxWriter(
	"mboxo",
	(message) => ended(quoteBare(message)),
	(message) => ended(unquote(quoteBare(message))),
);
const mboxcl = mboxWriter(
	"mboxcl",
	(message) => withLength(quoteBare(message)),
	(message) => afterLength(unquote(withLength(quoteBare(message))), message),
);
/** Nothing is quoted; what looks quoted in a message without a "From " line of its own is taken for mboxcl. */
const mboxcl2 = mboxWriter("mboxcl2", withLength, (message) =>
	afterLength(/^From /.test(message) || message.includes("\nFrom ") ? withLength(message) : unquote(withLength(message)), message),
);

/** Without a header's end there is no length that could keep a missing line end. */
function afterLength(stored: Text, message: Text): Text {
	return /\r?\n\r?\n/.test(message) ? stored : ended(stored);
}

/** The message's text as an Outlook message's body; what comes back, of either format, is MIME by the fixed rule. */
function outlookMessage(message: Text): Msg {
	return { properties: { 55: "subject", 4096: message.replaceAll("\0", "~") } };
}

function outlookMime(message: Text): Text {
	return Buffer.from(messageOfMsg(writeMsg(outlookMessage(message))).bytes).toString("latin1");
}

function outlookData(messages: readonly Text[]): Buffer {
	return writePst([{ name: "Inbox", messages: messages.map(outlookMessage) }]);
}

/** The length in ten columns, the message, its flags. */
function emlx(bytes: Buffer): Buffer {
	const list = '<?xml version="1.0"?>\n<plist version="1.0"><dict><key>flags</key><integer>5</integer></dict></plist>\n';
	return Buffer.concat([Buffer.from(`${String(bytes.length).padEnd(10)}\n`), bytes, Buffer.from(list)]);
}

function mailPath(index: number): string {
	return `cur/${number(index)}.M1P2.mail.example:2,S`;
}

/** As it is cut off. */
function withoutDirectory(entries: readonly Packed[]): Buffer {
	const { bytes, directory } = zipWith(entries);
	return bytes.subarray(0, directory);
}

type Entries = readonly { readonly name: string; readonly data: Buffer }[];

function archiveWriter(
	name: string,
	source: string,
	file: string,
	pathOf: (index: number) => string,
	pack: (entries: Entries) => Buffer,
): Writer {
	const folder = pathOf(0).startsWith("cur/") ? [{ name: "new/", data: Buffer.alloc(0) }] : [];
	const container = (messages: readonly Text[]): Buffer =>
		pack([...folder, ...messages.map((message, index) => ({ name: pathOf(index), data: Buffer.from(message, "latin1") }))]);
	return fileWriter(name, source, file, container, (message) => message);
}

export const writers: readonly Writer[] = [
	mboxo,
	mboxrd,
	mboxcl,
	mboxcl2,
	packed(mboxrd, (bytes) => gzipSync(bytes)),
	packed(mboxcl2, inMembers),
	packed(mboxrd, zstd, "zstd", "zst"),
	packed(mboxcl2, (bytes) => inMembers(bytes, zstd), "zstd", "zst"),
	treeWriter("folder", "eml", (index) => `${number(index)}.eml`),
	treeWriter("folders", "eml", (index) => `${number(Math.floor(index / 2))}/${number(index)}`),
	treeWriter(
		"gzip files",
		"eml",
		(index) => `${number(index)}.eml.gz`,
		(bytes) => gzipSync(bytes),
	),
	treeWriter("Maildir", "maildir", (index) => `cur/${number(index)}.M1P2.mail.example:2,S`),
	archiveWriter("Maildir in zip", "zip", "a.zip", mailPath, zip),
	archiveWriter(
		"zip without sizes",
		"zip",
		"a.zip",
		(index) => `${number(index)}.eml`,
		(entries) => zip(entries.map((entry) => ({ ...entry, bits: 0x808 }))),
	),
	archiveWriter(
		"zip stored",
		"zip",
		"a.zip",
		(index) => number(index),
		(entries) => zip(entries.map((entry) => ({ ...entry, method: 0 }))),
	),
	archiveWriter("Maildir in tar", "tar", "a.tar", mailPath, tar),
	archiveWriter("Maildir in tar.gz", "tar", "a.tgz", mailPath, (entries) => gzipSync(tar(entries))),
	archiveWriter(
		"files in tar.zst",
		"tar",
		"a.tar.zst",
		(index) => `x/${number(index)}`,
		(entries) => zstd(tar(entries)),
	),
	archiveWriter("zip in tar.gz in zip", "zip", "a.zip", mailPath, (entries) =>
		zip([{ name: "b.tar.gz", data: gzipSync(tar([{ name: "c.zip", data: zip(entries) }])) }]),
	),
	archiveWriter("tar in zip, without its directory", "zip", "a.zip", mailPath, (entries) =>
		withoutDirectory([{ name: "b.tar", data: tar(entries) }]),
	),
	treeWriter("Apple Mail", "emlx", (index) => `INBOX.mbox/Data/1/Messages/${100_000 + index}.emlx`, emlx),
	// Each reading asks another process: every byte is cut and changed within this one (edge/outlook/msg.test.ts).
	{
		...treeWriter(
			"Outlook message",
			"msg",
			(index) => `${number(index)}.msg`,
			(bytes) => writeMsg(outlookMessage(bytes.toString("latin1"))),
			outlookMime,
		),
		stride: 29,
	},
	{ ...fileWriter("Outlook data file", "pst", "a.pst", outlookData, outlookMime), stride: 1201 },
	treeWriter("MH", "mh", (index) => String(100_000 + index)),
	archiveWriter(
		"MH in zip",
		"zip",
		"a.zip",
		(index) => `inbox/${100_000 + index}`,
		(entries) => zip([...entries, { name: "inbox/.mh_sequences", data: "unseen: 100000-100002\n" }]),
	),
	archiveWriter(
		"emlx in tgz",
		"tar",
		"a.tgz",
		(index) => `INBOX.mbox/Messages/${100_000 + index}.emlx`,
		(entries) => gzipSync(tar(entries.map(({ name, data }) => ({ name, data: emlx(data) })))),
	),
	treeWriter("Maildir, new", "maildir", (index) => `new/${number(index)}.M1P2.mail.example`),
];
