// Reads an archive as a folder: its entries are listed first, since what a file is may be told by its neighbours (a Maildir's flags, a
// folder named as an address), and then read as files are. Where every offset can be read, in the order of their names; else in the
// order in which they are stored, unpacking the archive twice rather than keeping it.

import { type Budget, createBudget } from "../reading/budget.ts";
import type { Content } from "../reading/content.ts";
import { failure } from "../reading/failure.ts";
import { shownIn } from "../reading/folder.ts";
import { MAX_ARCHIVE_DEPTH, MAX_ARCHIVE_ENTRIES, MAX_HELD_BYTES, MAX_NAMES_BYTES } from "../reading/limits.ts";
import { accountOf } from "../reading/owner.ts";
import type { FoundFile, Place, Reading, SourceEvent, SourceFailure } from "../source.ts";
import { type ArchiveTree, createArchiveTree } from "./archive-tree.ts";
import { counted, inMemory, isRandomAccess } from "./contents.ts";
import { createEntryNames } from "./entry-names.ts";
import type { ArchiveFormat, Damage, Member, OnlyInOrder } from "./member.ts";

/** What tells how a folder's files are to be read: kept while the archive is listed. */
const KEPT = /(?:^|\/)\.mh_sequences$/;
const KEPT_BYTES = 1024 * 1024;

/** Endings that are no part of the account that an archive is named after. */
const ENDINGS = /(?:\.(?:zip|tar|tgz|tzst|gz|zst))+$/i;

export async function* readArchive(place: Place, reading: Reading, format: ArchiveFormat): AsyncGenerator<SourceEvent> {
	const { file, content, given } = place;
	if (content === null) return;
	const outermost = place.budget === null;
	const budget = outermost ? createBudget(content.stamp?.size ?? null) : (place.budget?.deeper() ?? null);
	if (budget === null) {
		const detail = `It lies in ${MAX_ARCHIVE_DEPTH} archives already, one in the other: it was not opened.`;
		yield failure(file, "limit-depth", detail, true);
		return;
	}
	let messages = 0;
	let told = 0;
	let whole = true;
	for await (const event of readEntries(place, content, budget, reading, format)) {
		if (event.kind === "messages") messages += event.messages.length;
		if (event.kind === "failure") told++;
		if (event.kind === "failure" && event.fatal) whole = false;
		yield event;
	}
	if (given && messages === 0 && told === 0) yield failure(file, "not-a-message", "The archive holds no mail.", false);
	if (outermost) yield { kind: "done", file, stamp: content.stamp, messages, whole };
}

async function* readEntries(
	place: Place,
	content: Content,
	budget: Budget,
	reading: Reading,
	format: ArchiveFormat,
): AsyncGenerator<SourceEvent> {
	const memory = isRandomAccess(content) ? null : await hold(content, budget, format);
	const opened = memory?.content ?? content;
	try {
		if (isRandomAccess(opened)) {
			const { tree, failures, inOrder } = await list(place, budget, format, format.anywhere(opened, budget));
			yield* failures;
			if (inOrder) yield* readInOrder(place, opened, budget, reading, format);
			else {
				for (const found of walkIn(place, tree, reading)) {
					if (found.kind === "found") yield* reading.read(tree, found);
					else yield found;
				}
			}
		} else if (opened.again === null) yield failure(place.file, "limit-size", TOO_LARGE, true);
		else yield* readInOrder(place, opened, budget, reading, format);
		const damage = memory?.damage ?? content.damage();
		if (damage !== null) yield damage;
	} finally {
		if (memory !== null) budget.hold(-memory.bytes);
	}
}

const TOO_LARGE = `An archive that can be read only once is held in memory, up to ${MAX_HELD_BYTES / 1024 / 1024} MiB: unpack the one around it.`;

function walkIn({ file, owner, name }: Place, tree: ArchiveTree, reading: Reading): ReturnType<Reading["walk"]> {
	return reading.walk(tree, { path: "", file, owner: accountOf(name.replace(ENDINGS, "")) ?? owner });
}

interface Held {
	readonly content: Content;
	readonly bytes: number;
	readonly damage: SourceFailure | null;
}

/** The content in memory, where it must be or had better; null where it is too large for that. */
async function hold(content: Content, budget: Budget, format: ArchiveFormat): Promise<Held | null> {
	if (content.again !== null && !format.directory) return null;
	const source = counted(content.again?.() ?? content, budget, "");
	const pieces: Uint8Array[] = [];
	let bytes = 0;
	try {
		for (;;) {
			const piece = new Uint8Array(PIECE_BYTES);
			const count = await source.fill(piece);
			if (!budget.hold(count)) {
				budget.hold(-bytes);
				return null;
			}
			bytes += count;
			pieces.push(piece.subarray(0, count));
			if (count < piece.length) return { content: inMemory(Buffer.concat(pieces), content), bytes, damage: source.damage() };
		}
	} finally {
		if (content.again !== null) source.close();
	}
}

const PIECE_BYTES = 1024 * 1024;

async function* readInOrder(
	place: Place,
	content: Content,
	budget: Budget,
	reading: Reading,
	format: ArchiveFormat,
): AsyncGenerator<SourceEvent> {
	const first = (content.again as () => Content)();
	const planned = new Map<string, FoundFile>();
	let tree: ArchiveTree;
	try {
		const listing = await list(
			place,
			budget,
			format,
			format.inOrder(format.packs ? first : counted(first, budget, place.file), budget),
			true,
		);
		yield* listing.failures;
		tree = listing.tree;
		for (const found of walkIn(place, tree, reading)) {
			if (found.kind === "found") planned.set(String(found.path), found);
			else yield found;
		}
	} finally {
		first.close();
	}
	const names = createEntryNames();
	for await (const member of format.inOrder(content, budget)) {
		if (member.kind !== "member") continue;
		const { path } = names.of(member.name, member.folder);
		const found = planned.get(path);
		if (found === undefined || member.folder || member.refused !== null) continue;
		yield* reading.read(tree, found, opened(member, found.file, budget, format));
	}
}

function opened(member: Member, file: string, budget: Budget, format: ArchiveFormat): Content {
	const content = member.open(file);
	return format.packs ? counted(content, budget, file) : content;
}

interface Listing {
	readonly tree: ArchiveTree;
	readonly failures: readonly SourceFailure[];
	/** The archive's directory cannot be used. */
	readonly inOrder: boolean;
}

/** Lists what can be read. `inOrder`: members can only be opened now. */
async function list(
	place: Place,
	budget: Budget,
	format: ArchiveFormat,
	members: AsyncIterable<Member | Damage | OnlyInOrder>,
	inOrder = false,
): Promise<Listing> {
	const tree = createArchiveTree(budget, place.content?.stamp ?? null);
	const failures = createFailures(place.file);
	const names = createEntryNames();
	let nameBytes = 0;
	for await (const member of members) {
		if (member.kind === "only-in-order")
			return { tree, failures: [failure(place.file, member.code, member.detail, member.fatal)], inOrder: true };
		if (member.kind === "damage") {
			failures.add(failure(place.file, member.code, member.detail, member.fatal, member.offset));
			continue;
		}
		nameBytes += member.name.length;
		if (!budget.entry() || nameBytes > MAX_NAMES_BYTES) {
			failures.add(failure(place.file, "limit-parts", TOO_MANY, true));
			break;
		}
		const { path, note, refused } = names.of(member.name, member.folder);
		const file = path === "" ? place.file : shownIn(place.file, path);
		const why = refused ?? member.refused;
		if (why !== null) failures.add(failure(file, why.code, why.detail, why.fatal));
		else if (note !== null) failures.add(failure(file, "unparsable", note, false));
		if (why !== null) continue;
		if (member.folder) tree.addFolder(path);
		else {
			const kept = KEPT.test(path) ? await keep(opened(member, file, budget, format), budget) : null;
			tree.addFile(path, kept ?? (inOrder ? null : (shown) => opened(member, shown, budget, format)));
		}
	}
	return { tree, failures: failures.all(), inOrder: false };
}

const TOO_MANY = `It has more than ${MAX_ARCHIVE_ENTRIES} entries, or their names are too long together: the rest was not read.`;

async function keep(content: Content, budget: Budget): Promise<(() => Content) | null> {
	const bytes = new Uint8Array(KEPT_BYTES);
	const count = await content.fill(bytes);
	content.close();
	if (!budget.hold(count)) return null;
	const kept = bytes.slice(0, count);
	return () => inMemory(kept, content);
}

/** An attacker writes entries that cannot be read by the million: past 100, one failure stands for the rest. */
function createFailures(file: string) {
	const first: SourceFailure[] = [];
	let more = 0;
	let fatal = false;
	return {
		add(one: SourceFailure): void {
			if (first.length < MAX_FAILURES) first.push(one);
			else more++;
			fatal ||= first.length === MAX_FAILURES && one.fatal;
		},
		all(): readonly SourceFailure[] {
			if (more === 0) return first;
			return [...first, failure(file, "limit-parts", `${more} further entries cannot be read, or have odd names.`, fatal)];
		},
	};
}

const MAX_FAILURES = 100;
