// Files: attachments, and files in files. Each is told by its name and first bytes and goes to whatever reads it: a format of mail/files, a
// scanner of markup, the message reader, or an opener of containers outside of core. Being a generator, it stops there and goes on
// with what was found, so that the same code runs with an opener and without one.

import type { Base } from "../encoding/urls.ts";
import { decodeBody } from "../mail/body.ts";
import { formats } from "../mail/files/index.generated.ts";
import { MAX_FILE_DEPTH, MAX_GIVEN_UP, MAX_OPENED_BYTES, MAX_OPENED_ITEMS } from "../mail/limits.ts";
import { readMessageIn } from "../mail/message.ts";
import { createScratch } from "../mail/scratch.ts";
import { type AttachedFile, type FileFormat, type FileHead, type FileSink, HEAD_BYTES } from "../model/attached-file.ts";
import type { ContainerKind, Opened, OpenRequest } from "../model/container.ts";
import { type Content, rawEnd, rawStart } from "../model/content.ts";
import type { Message, Part } from "../model/message.ts";
import type { Trigger } from "../model/reference.ts";
import type { Text } from "../model/text.ts";
import type { FileHit, Language } from "../model/vector.ts";
import { type Engine, filePart, walkBody } from "./bodies.ts";
import { containerKind } from "./containers.ts";
import { disguiseOf } from "./disguised.ts";
import { baseOf, walkHeaders } from "./headers.ts";
import { languageOf } from "./languages.ts";
import { type Around, createDocument, joinPath, type Place } from "./place.ts";
import { unopenedKind } from "./unopened.ts";

/** Yields what it wants opened and is given what was in it. */
export type Opening = Generator<OpenRequest, void, Opened>;

/** What containers of one message may still hand over. */
export interface Budget {
	bytes: number;
	items: number;
	/** How often an opener may still break down. */
	patience: number;
}

export function createBudget(): Budget {
	return { bytes: MAX_OPENED_BYTES, items: MAX_OPENED_ITEMS, patience: MAX_GIVEN_UP };
}

export function* walkMessage(message: Message, around: Around, engine: Engine, budget: Budget): Opening {
	for (const part of message.parts) {
		walkHeaders(message, part, around, engine.registry, engine.walker);
		for (const { part: file, attached } of walkBody(message, part, around, engine)) {
			const path = around === null ? "" : joinPath(around.path, file.section);
			const opens = around !== null && around.opens !== "open" ? around.opens : attached ? "attachment" : "open";
			const section = around === null ? file.section : around.section;
			const depth = around === null ? 0 : around.depth;
			const base = baseOf(message, part);
			yield* openFile({ part: file, section, path, opens, depth, container: null, inner: "", base }, engine, budget);
		}
	}
}

/** A container, and what else lies in it. */
interface Surrounding {
	readonly kind: ContainerKind;
	/** By lower-case path. */
	readonly files: ReadonlyMap<string, Content>;
}

interface File {
	/** Its body, and what its header or its container says of it. */
	readonly part: Part;
	/** Of the attachment. */
	readonly section: string;
	/** In the attachment; "" where it is the attachment. */
	readonly path: string;
	/** What "open" comes to for what mail programs show within the message. */
	readonly opens: Trigger;
	/** Files around it. */
	readonly depth: number;
	readonly container: Surrounding | null;
	/** Its path in the container around it, or in the file of a format; "" for an attachment. */
	readonly inner: string;
	/** What relative URLs in it are resolved against. */
	readonly base: Base | null;
}

/** Returns whether anything reads files of its kind. */
function* openFile(file: File, engine: Engine, budget: Budget): Generator<OpenRequest, boolean, Opened> {
	const { part, depth, section, path } = file;
	const { codec, collector } = engine;
	const { body } = part;
	const at = (): number => rawStart(body, body.start);
	if (depth > MAX_FILE_DEPTH) {
		collector.report("limit-depth", `${named(file)}: files in files deeper than ${MAX_FILE_DEPTH}; the rest was not read`, at);
		return true;
	}
	const head = headOf(file, engine);
	const format = formats.find((candidate) => candidate.detect(head));
	const kind = format === undefined ? containerKind(head) : null;
	const isNamed = format === undefined && kind === null;
	const disguise = isNamed ? disguiseOf(head, codec.latin1) : null;
	const language = disguise === "html" ? "html" : isNamed && disguise === null ? languageOf(part) : null;
	const isMessage = isNamed && (disguise === "message" || isMessageFile(part));
	if (format === undefined && kind === null && language === null && !isMessage) {
		const what = unopenedKind(part);
		if (what !== null) collector.report("not-opened", `${named(file)} is ${what}, which this version does not open`, at);
		return what !== null;
	}
	// Space of its own, so that what lies in it can be read after it.
	const { content, problems, rival } = decodeBody(part, codec, createScratch());
	for (const { code, detail, offset } of problems) collector.report(code, detail, offset);
	if (format !== undefined) yield* readFormat(format, { ...head, content, codec, sibling: siblingsOf(file) }, file, engine, budget);
	else if (kind !== null) yield* openContainer(kind, content, file, engine, budget);
	else if (isMessage) {
		const message = readMessageIn(content, codec);
		for (const { code, detail, offset } of message.problems) collector.report(code, `${named(file)}: ${detail}`, offset);
		yield* walkMessage(message, { section, path, opens: file.opens, depth: depth + 1 }, engine, budget);
	} else {
		scanLanguage(language as Language | "text", content, placeOf(file, file.opens), engine);
		if (rival !== null)
			scanLanguage(language as Language, decodeBody(part, codec, createScratch(), rival).content, placeOf(file, file.opens), engine);
	}
	return true;
}

/** "part 2" or "part 2, word/document.xml". */
function named({ section, path }: File): string {
	return path === "" ? `part ${section}` : `part ${section}, ${path}`;
}

function placeOf({ section, path, base }: File, opens: Trigger, below = ""): Place {
	return { part: section, path: joinPath(path, below), opens, document: createDocument(base), depth: 0 };
}

function scanLanguage(language: Language | "text", content: Content, place: Place, { walker }: Engine): void {
	if (language === "text") walker.scanText(content, place);
	else walker.scan(content, language, place);
}

/** Only as much is decoded as tells the kind: most attachments are pictures. */
function headOf({ part, container, inner }: File, { codec }: Engine): FileHead {
	const { body } = part;
	const window = { ...body, end: Math.min(body.end, body.start + 2 * HEAD_BYTES) };
	const { content } = decodeBody({ ...part, body: window }, codec, createScratch());
	const head = content.bytes.subarray(content.start, Math.min(content.end, content.start + HEAD_BYTES));
	const name = (part.filename ?? "").toLowerCase();
	return { name: name.slice(name.lastIndexOf("/") + 1), path: inner, mediaType: part.mediaType, container: container?.kind ?? null, head };
}

const MESSAGE_FILE = /\.(?:eml|mht|mhtml|nws)$/i;

/** Not a part that the message reader itself left closed: its limits hold here too. */
function isMessageFile({ mediaType, filename, fields }: Part): boolean {
	if (fields.length > 0 && mediaType.startsWith("message/")) return false;
	return mediaType === "message/rfc822" || (filename !== null && MESSAGE_FILE.test(filename));
}

function siblingsOf({ container }: File): AttachedFile["sibling"] {
	return (path) => container?.files.get(path.toLowerCase()) ?? null;
}

function* readFormat(format: FileFormat, read: AttachedFile, file: File, engine: Engine, budget: Budget): Opening {
	const opens = format.shown ? file.opens : "attachment";
	const found: File[] = [];
	const sink: FileSink = {
		construct: (name, text, beside, path) => showConstruct(name, text, beside ?? NOTHING_BESIDE, placeOf(file, opens, path), engine),
		language: (language, content, path) => scanLanguage(language, content, placeOf(file, opens, path), engine),
		file({ name, mediaType, path, content, attached }) {
			if (!mayHandOver(1, 0, file, engine, budget)) return;
			const part = filePart(name, mediaType, file.section, content);
			found.push({
				...file,
				part,
				path: joinPath(file.path, path),
				opens: attached === true ? "attachment" : opens,
				depth: file.depth + 1,
				container: null,
				inner: path,
				base: null,
			});
		},
		report: (code, detail, offset) => engine.collector.report(code, `${named(file)}: ${detail}`, offset),
	};
	format.scan(read, sink);
	for (const next of found) yield* openFile(next, engine, budget);
}

const NOTHING_BESIDE: Readonly<Record<string, string>> = Object.freeze(Object.create(null));

function showConstruct(construct: string, text: Text, beside: Readonly<Record<string, string>>, place: Place, engine: Engine): void {
	const vectors = engine.registry.files.get(construct);
	if (vectors === undefined) return;
	const hit: FileHit = {
		kind: "file",
		construct,
		text: () => text,
		beside: (name) => (Object.hasOwn(beside, name) ? (beside[name] as string) : null),
	};
	for (const vector of vectors) engine.walker.show(vector, hit, place);
}

function* openContainer(kind: ContainerKind, content: Content, file: File, engine: Engine, budget: Budget): Opening {
	const start = rawStart(content, content.start);
	const end = rawEnd(content, content.end);
	if (budget.patience <= 0) {
		engine.collector.report(
			"not-opened",
			`${named(file)}: opening ${MAX_GIVEN_UP} files of this message took too long; no more were tried`,
			start,
		);
		return;
	}
	const bytes = content.bytes.subarray(content.start, content.end);
	const opened = yield { kind, name: file.part.filename ?? "", bytes, mostBytes: budget.bytes, mostItems: budget.items };
	if (opened.gaveUp === true) budget.patience--;
	for (const { code, detail } of opened.problems) engine.collector.report(code, `${named(file)}: ${detail}`, start);
	// Nothing in a container knows its raw bytes better than as those of the whole.
	const origin = { start: () => start, end: () => end };
	for (const { construct, path, value, beside } of opened.constructs) {
		if (!mayHandOver(1, 0, file, engine, budget)) return;
		showConstruct(construct, { value, ...origin }, beside, placeOf(file, "attachment", path), engine);
	}
	// Names may occur twice, and programs differ in which of the two they take: both are read.
	const found: { readonly path: string; readonly mediaType: string; readonly content: Content }[] = [];
	for (const { path, mediaType, bytes: inner } of opened.files) {
		if (!mayHandOver(1, inner.length, file, engine, budget)) break;
		found.push({ path, mediaType, content: { bytes: inner, start: 0, end: inner.length, origin, charset: "utf-8" } });
	}
	const files = new Map(found.map(({ path, content: inner }) => [path.toLowerCase(), inner]));
	let isRead = kind !== "compound" || found.length === 0;
	for (const { path, mediaType, content: inner } of found) {
		const part = filePart(path, mediaType, file.section, inner);
		const around = { kind, files };
		const isKnown = yield* openFile(
			{
				part,
				section: file.section,
				path: joinPath(file.path, path),
				opens: "attachment",
				depth: file.depth + 1,
				container: around,
				inner: path,
				base: null,
			},
			engine,
			budget,
		);
		isRead ||= isKnown;
	}
	if (isRead) return;
	// Office encrypts a document into one stream ([MS-OFFCRYPTO] §2.3.4.4).
	if (files.has("encryptedpackage")) engine.collector.report("encrypted", `${named(file)}: it is encrypted with a password`, start);
	else engine.collector.report("not-opened", `${named(file)} is a compound file of a kind that this version does not read`, start);
}

/** Takes from what may still be handed over; false where there is no more. */
function mayHandOver(items: number, bytes: number, file: File, { collector }: Engine, budget: Budget): boolean {
	budget.items -= items;
	budget.bytes -= bytes;
	if (budget.items >= 0 && budget.bytes >= 0) return true;
	const { body } = file.part;
	collector.report("limit-decoded", `${named(file)}: too much lies in attached files; the rest was not read`, () =>
		rawStart(body, body.start),
	);
	return false;
}
