// Entities: the parts of one stretch of bytes, by a stack of those still open. A boundary line ends all parts deeper than its multipart.
// What is encoded (base64 around a message) or has no usable boundary is read again as a stretch of its own once its end is known.

import { isBase64 } from "../encoding/base64.ts";
import { isQuotedPrintable } from "../encoding/quoted-printable.ts";
import type { Codec } from "../model/codec.ts";
import { type Content, rawStart } from "../model/content.ts";
import type { Part } from "../model/message.ts";
import { type Boundaries, createBoundaries } from "./boundaries.ts";
import { type ContentFields, type ParameterBudget, readContentFields } from "./content-fields.ts";
import { afterBreak, endOfLine, type FieldBudget, readHeader } from "./header.ts";
import { MAX_MIME_DEPTH, MAX_PARTS } from "./limits.ts";
import { parameterValue } from "./parameters.ts";
import { concealment, isAttachment } from "./part-role.ts";
import type { Report } from "./problems.ts";
import { createScratch } from "./scratch.ts";
import { decodeTransfer } from "./transfer.ts";

const LF = 0x0a;
const CR = 0x0d;
const DASH = 0x2d;
const DASHES = Uint8Array.of(DASH, DASH);

/** One message being read. */
export interface Reading {
	readonly parts: Part[];
	readonly codec: Codec;
	readonly report: Report;
	readonly budget: ParameterBudget & FieldBudget & { bytesLeft: number };
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };
type Draft = Omit<Writable<Part>, "children"> & { children: number[] };

/** What the stretch is: a message (the outermost, or inside `parent`), or the body of the multipart `part`. */
export type Stretch =
	| { readonly kind: "message"; readonly parent: Draft | null }
	| { readonly kind: "multipart"; readonly part: Draft; readonly boundary: string };

/** A part whose end is not yet known. */
interface Open {
	readonly part: Draft;
	readonly bodyStart: number;
	/** A multipart whose boundary lines are looked for in this stretch. */
	readonly delimited: boolean;
	/** Its last boundary line has been seen. */
	closed: boolean;
	/** What its end, once known, asks for: "unless-children" where no boundary line may have matched. */
	readonly again: "never" | "unless-children" | "always";
}

export function readEntities(reading: Reading, content: Content, stretch: Stretch): void {
	const { bytes, start, end } = content;
	const { codec, report } = reading;
	const open: Open[] = [];
	const boundaries = createBoundaries(bytes, codec);
	let at = start;
	if (stretch.kind === "message") {
		at = openEntity(reading, content, open, boundaries, start, stretch.parent);
	} else {
		boundaries.open(stretch.boundary, 0);
		open.push({ part: stretch.part, bodyStart: start, delimited: true, closed: false, again: "never" });
	}
	while (boundaries.count() > 0) {
		const line = nextDashes(bytes, at, end, codec);
		if (line === -1) break;
		const lineEnd = endOfLine(bytes, line, end);
		at = afterBreak(bytes, lineEnd, end);
		const delimiter = boundaries.find(line, lineEnd);
		if (delimiter === null) {
			if (boundaries.isLonger(line, lineEnd))
				report("bad-boundary", "a line begins with the boundary and goes on", rawStart(content, line));
			continue;
		}
		if (delimiter.late) {
			report("bad-boundary", "a boundary line after the last one: what follows it was not read", rawStart(content, line));
			continue;
		}
		const { level } = delimiter;
		closeFrom(reading, content, open, boundaries, level + 1, beforeBreak(bytes, line, open[level].bodyStart));
		if (delimiter.closes) {
			open[level].closed = true;
			boundaries.close(level);
			continue;
		}
		if (reading.parts.length >= MAX_PARTS) {
			report("limit-parts", `more than ${MAX_PARTS} parts; the rest was not read`, rawStart(content, line));
			break;
		}
		at = openEntity(reading, content, open, boundaries, at, open[level].part);
	}
	if (open.some(({ delimited, closed, part }) => delimited && !closed && part.children.length > 0)) {
		report("truncated", "a multipart without its last boundary line", rawStart(content, end));
	}
	closeFrom(reading, content, open, boundaries, 0, end);
}

/** Start of the next line that begins with "--" at or after `from` (itself the start of a line), or -1. */
function nextDashes(bytes: Uint8Array, from: number, end: number, codec: Codec): number {
	let at = from;
	for (;;) {
		at = codec.indexOfSequence(bytes, DASHES, at, end);
		if (at === -1 || at === from || bytes[at - 1] === LF || bytes[at - 1] === CR) return at;
		at += 2;
	}
}

/** The line break before a boundary line belongs to it (RFC 2046 §5.1.1). */
function beforeBreak(bytes: Uint8Array, line: number, least: number): number {
	let end = line;
	if (end > least && bytes[end - 1] === LF) end--;
	if (end > least && bytes[end - 1] === CR) end--;
	return end;
}

/** Reads the header at `start` and opens its part, and where that is a message, the one inside. Returns where to go on. */
function openEntity(reading: Reading, content: Content, open: Open[], boundaries: Boundaries, start: number, around: Draft | null): number {
	const { end } = content;
	const { codec, report, budget } = reading;
	let at = start;
	let parent = around;
	for (;;) {
		const startsMessage = parent === null || isMessage(parent.mediaType);
		const source = {
			content,
			codec,
			report,
			budget,
			isDelimiter: (line: number, lineEnd: number) => boundaries.find(line, lineEnd)?.late === false,
		};
		const header = readHeader(source, at, end, startsMessage);
		const fields = readContentFields(header.fields, defaultType(parent), budget, codec, report, rawStart(content, at));
		const part = addPart(reading, parent, startsMessage, header.fields, fields);
		const hidden = concealment(fields);
		if (hidden !== null) report("encrypted", hidden, rawStart(content, header.bodyStart));
		at = header.bodyStart;
		const isMultipart = part.mediaType.startsWith("multipart/");
		const tooDeep = (isMultipart || isMessage(part.mediaType)) && depthOf(reading, part) >= MAX_MIME_DEPTH;
		if (tooDeep) report("limit-depth", `parts nest deeper than ${MAX_MIME_DEPTH}; the rest was not read`, rawStart(content, at));
		if ((!isMultipart && !isMessage(part.mediaType)) || tooDeep || header.cut) {
			open.push({ part, bodyStart: at, delimited: false, closed: false, again: "never" });
			return at;
		}
		const boundary = isMultipart ? boundaryOf(fields) : null;
		if (boundary !== null && /\s$/.test(parameterValue(part.parameters, "boundary") ?? "")) {
			report("bad-boundary", "a boundary that ends in a blank, which only some programs take off", rawStart(content, start));
		}
		if (part.encoding !== "identity" || (isMultipart && boundary === null)) {
			open.push({ part, bodyStart: at, delimited: false, closed: false, again: "always" });
			return at;
		}
		if (boundary !== null) boundaries.open(boundary, open.length);
		open.push({ part, bodyStart: at, delimited: isMultipart, closed: false, again: isMultipart ? "unless-children" : "never" });
		if (isMultipart) return at;
		parent = part;
	}
}

export function isMessage(mediaType: string): boolean {
	return mediaType === "message/rfc822" || mediaType === "message/global" || mediaType === "message/news";
}

/** RFC 2046 §5.1.5: in a digest every part is a message unless it says otherwise. */
function defaultType(parent: Draft | null): string {
	return parent?.mediaType === "multipart/digest" ? "message/rfc822" : "text/plain";
}

/** As the bytes it stands in, one character each; null where there is none. It cannot end in a blank (RFC 2046 §5.1.1). */
function boundaryOf({ parameters }: Pick<ContentFields, "parameters">): string | null {
	const value = parameterValue(parameters, "boundary")?.trimEnd() ?? "";
	if (value === "") return null;
	return /^[\0-\x7f]*$/.test(value) ? value : String.fromCharCode(...new TextEncoder().encode(value.slice(0, 1000)));
}

function depthOf({ parts }: Reading, part: Part): number {
	let depth = 0;
	for (let index = part.parent; index >= 0; index = parts[index].parent) depth++;
	return depth;
}

function addPart(
	{ parts }: Reading,
	parent: Draft | null,
	startsMessage: boolean,
	fields: Part["fields"],
	{ mediaType, parameters, disposition, filename, encoding, charset }: ContentFields,
): Draft {
	const around = parent === null ? "" : parent.section;
	const dotted = around === "" ? "" : `${around}.`;
	parent?.children.push(parts.length);
	const number = startsMessage ? "1" : String(parent?.children.length ?? 1);
	// A multipart that is a whole message has no number of its own (RFC 3501 §6.4.5).
	const section = startsMessage && mediaType.startsWith("multipart/") ? around : dotted + number;
	const part: Draft = {
		index: parts.length,
		parent: parent === null ? -1 : parent.index,
		section,
		headerSection: startsMessage ? `${dotted}0` : section,
		fields,
		mediaType,
		parameters,
		disposition,
		filename,
		encoding,
		charset,
		body: NO_BODY,
		attached: parent?.attached === true || isAttachment({ disposition, mediaType }),
		children: [],
	};
	parts.push(part);
	return part;
}

const NO_BODY: Content = { bytes: new Uint8Array(0), start: 0, end: 0, origin: null, charset: "utf-8" };

/** Ends every part at `level` and deeper, the innermost first. */
function closeFrom(reading: Reading, content: Content, open: Open[], boundaries: Boundaries, level: number, end: number): void {
	while (open.length > level) {
		const { part, bodyStart, again } = open.pop() as Open;
		boundaries.dropFrom(open.length);
		// The part of a multipart stretch has its body already: as it stands in the raw message.
		if (part.body === NO_BODY) part.body = { ...content, start: bodyStart, end: Math.max(bodyStart, end) };
		if (again === "always" || (again === "unless-children" && part.children.length === 0)) readAgain(reading, part, again === "always");
	}
}

/** A container that is encoded, or a multipart none of whose lines was its boundary (`untried`: no line was compared yet). */
function readAgain(reading: Reading, part: Draft, untried: boolean): void {
	const { report, budget } = reading;
	const { body } = part;
	const at = rawStart(body, body.start);
	budget.bytesLeft -= body.end - body.start;
	if (budget.bytesLeft < 0) {
		report("limit-decoded", "too much is encoded or broken in layers; the rest was not read", at);
		return;
	}
	const content = untried ? undone(reading, part) : body;
	if (isMessage(part.mediaType)) {
		readEntities(reading, content, { kind: "message", parent: part });
		return;
	}
	const declared = untried ? boundaryOf(part) : null;
	if (declared !== null) {
		readEntities(reading, content, { kind: "multipart", part, boundary: declared });
		if (part.children.length > 0) return;
	}
	const found = firstBoundary(content);
	if (found !== null) {
		report("bad-boundary", "a multipart that does not name its boundary: the first line that looks like one was taken", at);
		readEntities(reading, content, { kind: "multipart", part, boundary: found });
	} else if (content.end > content.start) {
		report("bad-boundary", "a multipart without any boundary line: read as one text", at);
		const fields: ContentFields = {
			mediaType: "text/html",
			parameters: [],
			disposition: null,
			filename: null,
			encoding: "identity",
			charset: null,
		};
		addPart(reading, part, false, [], fields).body = content;
	}
}

/** The body without its transfer encoding, if it keeps that encoding's rules; many multiparts declare one that only their parts have. */
function undone({ codec, report }: Reading, { body, encoding }: Draft): Content {
	const { bytes, start, end } = body;
	if (encoding === "identity") return body;
	const keepsRules =
		encoding === "base64" ? isBase64(bytes, start, end) : encoding === "quoted-printable" ? isQuotedPrintable(bytes, start, end) : true;
	if (keepsRules) return decodeTransfer(body, encoding, codec, createScratch(), report);
	report("bad-encoding", `a container declares ${encoding} and is not encoded: read as it stands`, rawStart(body, start));
	return body;
}

/** What follows the "--" of the first line that begins so, or null. One that ends in "--" closes, and a rule of dashes is none. */
function firstBoundary({ bytes, start, end }: Content): string | null {
	for (let at = start; at < end; ) {
		const lineEnd = endOfLine(bytes, at, end);
		if (bytes[at] === DASH && bytes[at + 1] === DASH && lineEnd - at > 2 && lineEnd - at < 1000) {
			const line = String.fromCharCode(...bytes.subarray(at + 2, lineEnd)).trimEnd();
			if (!/^-*$/.test(line) && !line.endsWith("--")) return line;
		}
		at = afterBreak(bytes, lineEnd, end);
	}
	return null;
}
