// tar members: the entries of a tar archive, in order, past damage: after a header that is none, the next one that is is looked for,
// block by block; and so behind the blocks of zeros that should end the archive, where more may have been hidden or joined.

import type { Content } from "../reading/content.ts";
import { MAX_ENTRY_NAME_BYTES } from "../reading/limits.ts";
import { following, isRandomAccess, rangeOf } from "./contents.ts";
import { type Damage, damage, type Member, type Refusal } from "./member.ts";
import { BLOCK, paxRecords, type TarHeader, tarHeader, utf8 } from "./tar-header.ts";

/** Data of headers that tell more of the next entry: names and times. Longer ones (a bomb of attributes) are passed over. */
const MAX_EXTRA_BYTES = 1024 * 1024;
const SCRATCH_BYTES = 64 * 1024;

/** What headers before an entry tell of it. */
interface Extra {
	name: string | null;
	size: number | null;
	sparse: boolean;
}

export async function* tarMembers(content: Content): AsyncGenerator<Member | Damage> {
	const cursor = createCursor(content);
	const block = new Uint8Array(BLOCK);
	let extra: Extra = { name: null, size: null, sparse: false };
	let lost = false;
	let ended = false;
	for (;;) {
		const at = cursor.position();
		const count = await cursor.read(block);
		if (count === 0) {
			if (!ended) yield damage("truncated", "The tar archive has no end: more may have been cut off.", at);
			return;
		}
		if (count < BLOCK) {
			if (block.subarray(0, count).some((byte) => byte !== 0))
				yield damage("truncated", "The tar archive ends in the middle of a block.", at);
			return;
		}
		const header = tarHeader(block);
		if (header === null || header.size === -1) {
			const isZero = block.every((byte) => byte === 0);
			ended ||= isZero;
			if (!lost && !isZero) {
				lost = true;
				yield damage("truncated", "The tar archive is damaged here: reading went on at the next entry that could be found.", at);
			}
			continue;
		}
		lost = false;
		ended = false;
		const size = extra.size ?? header.size;
		if (EXTRAS.includes(header.type)) {
			const data = new Uint8Array(Math.min(header.size, MAX_EXTRA_BYTES));
			const read = await cursor.read(data);
			note(extra, header.type, data.subarray(0, read));
			if (read < data.length || !(await cursor.skipTo(at + BLOCK + padded(header.size)))) {
				yield damage("truncated", ENDS, at);
				return;
			}
			continue;
		}
		for (let further = header.extended; further; further = block[504] === 1) if ((await cursor.read(block)) < BLOCK) break;
		const start = cursor.position();
		const random = isRandomAccess(content);
		yield {
			kind: "member",
			name: extra.name ?? header.name,
			folder: isFolder(header, extra),
			refused: refusal(header, extra.sparse),
			size,
			open: (file) => (random ? rangeOf(content, start, size, file) : following(cursor.content, size, file)),
		};
		extra = { name: null, size: null, sparse: false };
		if (!(await cursor.skipTo(start + size))) {
			yield damage("truncated", ENDS, start);
			return;
		}
		await cursor.skipTo(start + padded(size));
	}
}

const ENDS = "The tar archive ends in the middle of an entry.";
/** pax (global, Solaris') and GNU's long names, links and old names. */
const EXTRAS = ["x", "g", "X", "L", "K", "N", "V"];

function note(extra: Extra, type: string, data: Uint8Array): void {
	if (type === "L") extra.name = utf8(data.subarray(0, MAX_ENTRY_NAME_BYTES + 1));
	if (type !== "x" && type !== "X") return;
	const records = paxRecords(data);
	const size = records.get("size");
	extra.name = records.get("GNU.sparse.name") ?? records.get("path") ?? extra.name;
	if (size !== undefined && /^\d{1,15}$/.test(size)) extra.size = Number(size);
	extra.sparse ||= [...records.keys()].some((key) => key.startsWith("GNU.sparse."));
}

function isFolder({ type, name }: TarHeader, extra: Extra): boolean {
	return type === "5" || type === "D" || (type === "0" && (extra.name ?? name).endsWith("/"));
}

function refusal({ type }: TarHeader, sparse: boolean): Refusal | null {
	if (type === "S" || sparse) return { code: "unreadable", detail: "It is a sparse entry, which is not read: unpack it.", fatal: true };
	if (type === "M") return { code: "unreadable", detail: "It is the rest of an entry of another volume.", fatal: true };
	if (type === "1" || type === "2") {
		return { code: "unreadable", detail: "It is a link, which is not followed: what it leads to is read where it lies.", fatal: false };
	}
	if (type === "3" || type === "4" || type === "6")
		return { code: "unreadable", detail: "It is a device or a pipe, not a file.", fatal: false };
	return null;
}

interface Cursor {
	/** Whoever reads it moves the cursor. */
	readonly content: Content;
	position(): number;
	read(target: Uint8Array): Promise<number>;
	/** False where the content ends before. */
	skipTo(offset: number): Promise<boolean>;
}

function createCursor(content: Content): Cursor {
	const scratch = new Uint8Array(SCRATCH_BYTES);
	const random = isRandomAccess(content);
	let position = 0;
	async function read(target: Uint8Array): Promise<number> {
		const count = random ? (content.peek(position, target) ?? 0) : await content.fill(target);
		position += count;
		return count;
	}
	return {
		content: { ...content, fill: read },
		position: () => position,
		read,
		async skipTo(offset) {
			if (random) {
				position = offset;
				return offset === 0 || content.peek(offset - 1, scratch.subarray(0, 1)) === 1;
			}
			while (position < offset) if ((await read(scratch.subarray(0, offset - position))) === 0) return false;
			return true;
		},
	};
}

function padded(size: number): number {
	return Math.ceil(size / BLOCK) * BLOCK;
}
