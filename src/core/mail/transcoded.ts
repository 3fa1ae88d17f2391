// Transcoded: content in an encoding whose bytes hide or feign ASCII (UTF-16, ISO-2022-JP, Shift_JIS, UTF-7 ...), made UTF-8 so that
// the scanners see what a mail program sees. The way back is asked of the decoder itself, piece by piece, so that it cannot
// differ from what was decoded, ill-formed input included.

import { type Charset, type Decoder, decoderOf } from "../encoding/charsets.ts";
import { type Checkpoints, checkpointBefore, createCheckpoints, noteCheckpoint } from "../encoding/checkpoints.ts";
import { walkUtf7 } from "../encoding/utf7.ts";
import { type Content, rawEnd, rawStart } from "../model/content.ts";
import { joinPieces } from "./joined.ts";
import { NO_MODE, shortestPrefix, shortestPrefixes, unitsIn } from "./prefixes.ts";
import { roomFor, type Scratch } from "./scratch.ts";

/** Bytes decoded at once: bounds what is decoded again to find one offset. */
const CHUNK = 1024;
/** A piece that is asked about so often is gone through once byte by byte; before that a few searches cost less. */
const ASKED_OFTEN = 8;
const ESC = 0x1b;
const encoder = new TextEncoder();

/** `content` in `charset` as content the scanners can read. It lies in `scratch` where one is given, and lives as long. */
export function asUtf8(content: Content, charset: Charset, scratch: Scratch | null): Content {
	switch (charset.kind) {
		case "utf-8":
		case "single-byte":
			return content.charset === charset.name ? content : { ...content, charset: charset.name };
		case "transcode":
			return transcode(content, charset.name, scratch);
		case "utf-7":
			return fromUtf7(content, scratch);
		case "hz":
			return transcode(unshift(content, hzShift), "gbk", scratch);
		case "iso-2022-kr":
			return transcode(unshift(content, koreanShift), "euc-kr", scratch);
	}
}

function space(scratch: Scratch | null, length: number): { target: Uint8Array; map: Checkpoints } {
	if (scratch === null) return { target: new Uint8Array(length), map: createCheckpoints() };
	scratch.charset = roomFor(scratch.charset, length);
	scratch.charsetMap.count = 0;
	return { target: scratch.charset, map: scratch.charsetMap };
}

function transcode(content: Content, name: string, scratch: Scratch | null): Content {
	const { bytes, start, end } = content;
	const decoder = decoderOf(name);
	// Two bytes make three at most, and what one byte makes (a half-width kana, U+FFFD) has three.
	const { target, map } = space(scratch, (end - start) * 3 + 4);
	let out = 0;
	let mode: Uint8Array = NO_MODE;
	const modes = new Map<number, Uint8Array>();
	for (let at = start; at < end; ) {
		noteCheckpoint(map, out, at);
		if (mode.length > 0) modes.set(at, mode);
		let next = Math.min(at + CHUNK, end);
		let text = decodeFrom(decoder, mode, bytes, at, next);
		// A character cut in two shows as something that only the end of input brings out: end the piece before it.
		for (let tries = 0; tries < 3 && next < end && text.pending && next > at + 1; tries++) {
			next--;
			text = decodeFrom(decoder, mode, bytes, at, next);
		}
		out += encoder.encodeInto(text.value, target.subarray(out)).written;
		if (name === "iso-2022-jp") mode = lastEscape(bytes, at, next) ?? mode;
		at = next;
	}
	if (map.count === 0) noteCheckpoint(map, 0, start);
	const asked: Asked = { piece: -1, times: 0, ends: null };
	const locate = (at: number): Found => locateByte(content, decoder, target, map, modes, asked, at);
	return {
		bytes: target,
		start: 0,
		end: out,
		origin: {
			start: (at) => (at < out ? rawStart(content, locate(at).start) : rawEnd(content, end)),
			end: (at) => (at > 0 ? rawEnd(content, locate(at - 1).end) : rawStart(content, start)),
		},
		charset: "utf-8",
	};
}

/** ISO-2022-JP is in the state that the last escape sequence set: each piece is decoded behind it. */
function decodeFrom(
	decoder: Decoder,
	mode: Uint8Array,
	bytes: Uint8Array,
	start: number,
	end: number,
): { value: string; pending: boolean } {
	if (mode.length > 0) decoder.decode(mode, { stream: true });
	const value = decoder.decode(bytes.subarray(start, end), { stream: true });
	const rest = decoder.decode();
	return { value: value + rest, pending: rest !== "" };
}

/** The last complete escape sequence of ISO-2022-JP in `[start, end)` (ESC, one or two intermediates, one final byte), or null. */
function lastEscape(bytes: Uint8Array, start: number, end: number): Uint8Array | null {
	for (let at = end - 3; at >= start; at--) {
		if (bytes[at] === ESC) return bytes.slice(at, at + 3);
	}
	return null;
}

interface Found {
	readonly start: number;
	readonly end: number;
}

/** Attack: a hundred thousand references, each with searches of its own. What was learnt of the piece that was last asked about. */
interface Asked {
	piece: number;
	times: number;
	/** Where the shortest prefix ends that yields each UTF-16 unit. */
	ends: readonly number[] | null;
}

/** The range in `content.bytes` of the character that the UTF-8 byte `at` belongs to: the shortest prefix of its piece that yields it. */
function locateByte(
	content: Content,
	decoder: Decoder,
	target: Uint8Array,
	map: Checkpoints,
	modes: ReadonlyMap<number, Uint8Array>,
	asked: Asked,
	at: number,
): Found {
	const piece = checkpointBefore(map, at);
	const begin = map.raw[piece];
	const limit = piece + 1 < map.count ? map.raw[piece + 1] : content.end;
	const mode = modes.get(begin) ?? NO_MODE;
	if (asked.piece !== piece) Object.assign(asked, { piece, times: 0, ends: null });
	if (++asked.times === ASKED_OFTEN) asked.ends = shortestPrefixes(decoder.encoding, mode, content.bytes, begin, limit);
	const { ends } = asked;
	const prefixOf = (n: number): number =>
		ends === null ? shortestPrefix(decoder, mode, content.bytes, begin, limit, n) : (ends[n] ?? limit);
	const yieldsMore = (to: number, n: number): boolean =>
		ends === null ? unitsIn(decoder, mode, content.bytes, begin, to) > n : (ends[n] ?? limit + 1) <= to;
	let lead = at;
	while (lead > map.decoded[piece] && isContinuation(target[lead])) lead--;
	let first = 0;
	for (let i = map.decoded[piece]; i < lead; i++) if (!isContinuation(target[i])) first += target[i] > 0xef ? 2 : 1;
	const unit = target[lead] > 0xef ? first + 1 : first;
	const end = prefixOf(unit);
	let start = first === 0 ? begin : prefixOf(first - 1);
	// An ASCII byte after a broken lead byte comes out together with the lead's U+FFFD.
	if (start === end) start = end - 1;
	else if (end - start > 1 && content.bytes[end - 1] < 0x80 && yieldsMore(end, unit + 1)) {
		return { start, end: end - 1 };
	}
	while (content.bytes[start] === ESC && start + 3 < end) start += 3;
	return { start, end };
}

function isContinuation(byte: number): boolean {
	return byte > 0x7f && byte < 0xc0;
}

function fromUtf7(content: Content, scratch: Scratch | null): Content {
	const { bytes, start, end } = content;
	const { target, map } = space(scratch, (end - start) * 3 + 4);
	let out = 0;
	noteCheckpoint(map, 0, start * 2);
	let noted = 0;
	walkUtf7(bytes, start * 2, end, (codePoint, _start, _end, resume) => {
		out += writeUtf8(target, out, codePoint);
		if (resume !== -1 && out - noted >= CHUNK) {
			noteCheckpoint(map, out, resume);
			noted = out;
		}
		return true;
	});
	const locate = (at: number): Found => {
		const from = checkpointBefore(map, at);
		let decoded = map.decoded[from];
		let found: Found = { start: end, end };
		walkUtf7(bytes, map.raw[from], end, (codePoint, characterStart, characterEnd) => {
			decoded += utf8Length(codePoint);
			if (decoded <= at) return true;
			found = { start: characterStart, end: characterEnd };
			return false;
		});
		return found;
	};
	return {
		bytes: target,
		start: 0,
		end: out,
		origin: {
			start: (at) => (at < out ? rawStart(content, locate(at).start) : rawEnd(content, end)),
			end: (at) => (at > 0 ? rawEnd(content, locate(at - 1).end) : rawStart(content, start)),
		},
		charset: "utf-8",
	};
}

function utf8Length(codePoint: number): number {
	return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
}

function writeUtf8(target: Uint8Array, at: number, codePoint: number): number {
	const length = utf8Length(codePoint);
	if (length === 1) {
		target[at] = codePoint;
		return 1;
	}
	for (let i = length - 1, rest = codePoint; i > 0; i--, rest >>= 6) target[at + i] = 0x80 | (rest & 0x3f);
	target[at] = (0xf00 >> length) | (codePoint >> (6 * (length - 1)));
	return length;
}

/** What a shift does at a byte: how many bytes it takes, and whether what follows is in the double-byte set. */
type Shift = (
	bytes: Uint8Array,
	at: number,
	end: number,
	shifted: boolean,
) => { length: number; shifted: boolean; literal: boolean } | null;

/** HZ (RFC 1843): `~{` and `~}`; `~~` is a tilde and `~` before a line break joins lines. */
const hzShift: Shift = (bytes, at, end, shifted) => {
	if (bytes[at] !== 0x7e || at + 1 >= end) return null;
	const next = bytes[at + 1];
	if (next === 0x7b) return { length: 2, shifted: true, literal: false };
	if (next === 0x7d) return { length: 2, shifted: false, literal: false };
	if (shifted) return null;
	if (next === 0x7e) return { length: 2, shifted, literal: true };
	return next === 0x0a ? { length: 2, shifted, literal: false } : null;
};

/** ISO-2022-KR (RFC 1557): SO and SI, after one `ESC $ ) C`. A line break shifts back. */
const koreanShift: Shift = (bytes, at, end, shifted) => {
	const byte = bytes[at];
	if (byte === 0x0e) return { length: 1, shifted: true, literal: false };
	if (byte === 0x0f) return { length: 1, shifted: false, literal: false };
	if (byte === ESC && at + 3 < end && bytes[at + 1] === 0x24 && bytes[at + 2] === 0x29 && bytes[at + 3] === 0x43) {
		return { length: 4, shifted, literal: false };
	}
	return null;
};

/** Shifted content in the 8-bit form of the same set: shifts cut out, the high bit set on what they shifted. */
function unshift(content: Content, shiftAt: Shift): Content {
	const { bytes, start, end } = content;
	const pieces: number[] = [];
	const shiftedPieces: boolean[] = [];
	let shifted = false;
	let from = start;
	const cut = (to: number): void => {
		if (to > from) {
			pieces.push(from, to);
			shiftedPieces.push(shifted);
		}
	};
	for (let at = start; at < end; ) {
		if (shifted && bytes[at] === 0x0a) {
			cut(at);
			from = at;
			shifted = false;
		}
		const shift = shiftAt(bytes, at, end, shifted);
		if (shift === null) {
			at++;
			continue;
		}
		cut(shift.literal ? at + 1 : at);
		at += shift.length;
		from = at;
		shifted = shift.shifted;
	}
	cut(end);
	if (pieces.length === 0) pieces.push(end, end);
	const joined = joinPieces(content, pieces, "windows-1252");
	let out = 0;
	for (let i = 0; i < pieces.length; i += 2) {
		const length = pieces[i + 1] - pieces[i];
		if (shiftedPieces[i / 2]) for (let at = out; at < out + length; at++) if (joined.bytes[at] > 0x20) joined.bytes[at] |= 0x80;
		out += length;
	}
	return joined;
}
