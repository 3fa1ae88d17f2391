// Content: the uncompressed bytes of a file or of standard input, read in order. Regular files are read synchronously: from a
// warm cache that is a copy, and two workers have work meanwhile. Everything else is never opened in a way that could block
// (O_NONBLOCK, and only regular files are kept), since a pipe among mail would hold a scan forever.

import { type BigIntStats, closeSync, constants, fstatSync, openSync, readSync, type Stats } from "node:fs";
import type { FileStamp, SourceFailure } from "../source.ts";
import { failure, unreadable } from "./failure.ts";

/** Names that are not valid UTF-8 exist: such paths are kept as bytes. */
export type Path = string | Buffer;

export interface Content {
	/** Fills `target` as far as the content goes: a smaller count means its end. Never rejects: see `damage`. */
	fill(target: Uint8Array): number | Promise<number>;
	/** Bytes at an offset without moving on; null where only the order of reading is possible. */
	peek(offset: number, target: Uint8Array): number | null;
	/** Moves on to an offset; false where the content ends before. */
	skip(offset: number): boolean | Promise<boolean>;
	/** Opens the same content once more, from its beginning, at no more than the cost of reading it; null where only one reading is possible. */
	readonly again: (() => Content) | null;
	/** As it was when it was opened; null for standard input. */
	readonly stamp: FileStamp | null;
	/** Size if known beforehand. */
	readonly size: number | null;
	/** Called after the end was met: what broke off the reading, or changed the file meanwhile. */
	damage(): SourceFailure | null;
	close(): void;
}

const FLAGS = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY;

export function stampOf(stats: Stats | BigIntStats): FileStamp {
	return { size: Number(stats.size), mtimeMs: Number(stats.mtimeMs) };
}

/** Opens a regular file. Throws node:fs errors, and for what is not a regular file an error with code ENXIO. */
export function openFile(path: Path, file: string): Content {
	const descriptor = openSync(path, FLAGS);
	let stamp: FileStamp;
	try {
		const stats = fstatSync(descriptor);
		if (!stats.isFile()) throw Object.assign(new Error("not a regular file"), { code: stats.isDirectory() ? "EISDIR" : "ENXIO" });
		stamp = stampOf(stats);
	} catch (error) {
		closeSync(descriptor);
		throw error;
	}
	let position = 0;
	let broken: SourceFailure | null = null;
	let open = true;
	return {
		stamp,
		size: stamp.size,
		fill(target) {
			let filled = 0;
			try {
				while (filled < target.length) {
					const count = readSync(descriptor, target, filled, target.length - filled, position);
					if (count === 0) break;
					filled += count;
					position += count;
				}
			} catch (error) {
				broken ??= unreadable(file, error, position);
			}
			return filled;
		},
		peek(offset, target) {
			try {
				return readSync(descriptor, target, 0, target.length, offset);
			} catch {
				return 0;
			}
		},
		skip(offset) {
			if (offset > stamp.size) return false;
			position = offset;
			return true;
		},
		again: () => openFile(path, file),
		damage() {
			if (broken !== null || !open) return broken;
			const now = stampOf(fstatSync(descriptor));
			if (now.size === stamp.size && now.mtimeMs === stamp.mtimeMs) return null;
			return failure(file, "changed-while-read", "It changed while it was read: scan it again.", false, position);
		},
		close() {
			if (open) closeSync(descriptor);
			open = false;
		},
	};
}
