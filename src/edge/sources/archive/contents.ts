// Contents in an archive: a range of another content, one held in memory, what follows in one that is read in order; and any of
// them counted against what may be unpacked.

import type { Budget } from "../reading/budget.ts";
import type { Content } from "../reading/content.ts";
import { failure } from "../reading/failure.ts";
import type { SourceFailure } from "../source.ts";

const BELIEVED_BYTES = 1024 * 1024;

/** Any offset can be read at any time. */
export function isRandomAccess(content: Content): boolean {
	return content.peek(0, new Uint8Array(0)) !== null;
}

/** `size` bytes of a content that is read by offset, which stays open. */
export function rangeOf(content: Content, offset: number, size: number, file: string): Content {
	let position = 0;
	let short = false;
	const peek = (at: number, target: Uint8Array): number => {
		const count = Math.max(0, Math.min(target.length, size - at));
		return content.peek(offset + at, target.subarray(0, count)) ?? 0;
	};
	return {
		stamp: content.stamp,
		// What an archive says is not believed where it would make room for more than there is.
		size: content.size === null ? null : Math.max(0, Math.min(size, content.size - offset)),
		fill(target) {
			const wanted = Math.min(target.length, size - position);
			const count = peek(position, target);
			position += count;
			short ||= count < wanted;
			return count;
		},
		peek,
		skip(to) {
			if (to > size) return false;
			position = to;
			return true;
		},
		again: () => rangeOf(content, offset, size, file),
		damage: () => (short ? truncated(file, position) : null),
		close() {},
	};
}

/** `content`: whose bytes they are; its damage is for the caller to tell. */
export function inMemory(bytes: Uint8Array, content: Content): Content {
	let position = 0;
	const peek = (at: number, target: Uint8Array): number => {
		const part = bytes.subarray(at, at + target.length);
		target.set(part);
		return part.length;
	};
	return {
		stamp: content.stamp,
		size: bytes.length,
		fill(target) {
			const count = peek(position, target);
			position += count;
			return count;
		},
		peek,
		skip(to) {
			position = to;
			return to <= bytes.length;
		},
		again: () => inMemory(bytes, content),
		damage: () => null,
		close() {},
	};
}

/** The next `size` bytes of a content that is read in order. */
export function following(content: Content, size: number, file: string, around = "archive"): Content {
	let left = size;
	let short = false;
	return {
		stamp: content.stamp,
		// A false size must not make room for more than this.
		size: size <= BELIEVED_BYTES ? size : null,
		async fill(target) {
			const part = target.subarray(0, left);
			const count = await content.fill(part);
			left -= count;
			short ||= count < part.length;
			return count;
		},
		peek: () => null,
		skip: () => false,
		again: null,
		damage: () => (short ? truncated(file, size - left, around) : null),
		close() {},
	};
}

function truncated(file: string, offset: number, around = "archive"): SourceFailure {
	return failure(file, "truncated", `The ${around} ends in the middle of it; what came before was read.`, true, offset);
}

/** Stops where no more may be unpacked. */
export function counted(content: Content, budget: Budget, file: string): Content {
	const { again } = content;
	let position = 0;
	let stopped = false;
	return {
		...content,
		async fill(target) {
			if (stopped) return 0;
			const count = await content.fill(target);
			stopped = !budget.unpack(count);
			position += count;
			return count;
		},
		again: again === null ? null : () => counted(again(), budget, file),
		damage: () => (stopped ? failure(file, "limit-size", TOO_MUCH, true, position) : content.damage()),
	};
}

const TOO_MUCH = "The archive unpacks to far more than its size: the rest was not read.";
