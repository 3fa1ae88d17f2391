// Log text: a log file opened, its compression undone, its hash taken of the bytes as they are stored. Whatever breaks midway is told at the end;
// what came before counts.

import { createHash } from "node:crypto";
import { appError } from "../../core/model/app-error.ts";
import { type Content, openFile } from "../sources/reading/content.ts";
import { errorCode, reasonOf } from "../sources/reading/failure.ts";
import { foreignFormat } from "../sources/reading/foreign.ts";
import { sniff } from "../sources/reading/sniff.ts";
import { openStandardInput } from "../sources/reading/standard-input.ts";

export interface LogText {
	/** Fills `target` as far as the text goes: a smaller count means its end. */
	fill(target: Uint8Array): number | Promise<number>;
	/** After the end of the text. */
	finish(): Promise<LogEnd>;
	close(): void;
}

export interface LogEnd {
	readonly sha256: string;
	/** Bytes as stored. */
	readonly size: number;
	/** What broke off the reading; null where all was read. */
	readonly damage: string | null;
}

const DRAIN_BYTES = 256 * 1024;

/** `path`: "-" is standard input. `read` is told of bytes as stored. Throws an AppError that says why it cannot be read. */
export async function openLog(path: string, read: (bytes: number) => void): Promise<LogText> {
	const stored = open(path);
	const hash = createHash("sha256");
	let size = 0;
	function took(target: Uint8Array, count: number): number {
		hash.update(target.subarray(0, count));
		size += count;
		read(count);
		return count;
	}
	/** The reading of compressed data must not be repeated: each byte counts once. */
	const hashed: Content = {
		...stored,
		again: null,
		fill(target) {
			const count = stored.fill(target);
			return typeof count === "number" ? took(target, count) : count.then((read) => took(target, read));
		},
	};
	const { head, content } = await sniff(hashed, path);
	const foreign = foreignFormat(head, path) ?? otherKind(head);
	if (foreign !== null) {
		content.close();
		throw appError("unreadable", `it is ${foreign}; unpack or convert it first`);
	}
	return {
		fill: content.fill,
		async finish() {
			const rest = new Uint8Array(DRAIN_BYTES);
			while ((await hashed.fill(rest)) === rest.length);
			const damage = content.damage();
			// A log that grows is no damage: what was there was read.
			const isDamage = damage !== null && damage.problem.code !== "changed-while-read";
			return { sha256: hash.digest("hex"), size, damage: isDamage ? damage.problem.detail : null };
		},
		close: content.close,
	};
}

function open(path: string): Content {
	if (path === "-") return openStandardInput("standard input");
	try {
		return openFile(path, path);
	} catch (cause) {
		const reason = errorCode(cause) === "EISDIR" ? "it is a folder; name the files in it" : `it cannot be read: ${reasonOf(cause)}`;
		throw appError("unreadable", reason, { cause });
	}
}

/** What is often handed over in a log's place; PowerShell writes text whose characters have two bytes. */
function otherKind(head: Uint8Array): string | null {
	if (head[0] === 0x50 && head[1] === 0x4b && head[2] === 3 && head[3] === 4) return "a zip archive";
	const isUtf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
	return isUtf16 ? "text in UTF-16, not UTF-8" : null;
}
