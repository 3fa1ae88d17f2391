// Opens whatever was given as a place that mail comes from: finds out by content what each file and folder is, walks folders in a
// fixed order, and hands on batches of messages. The composer of this folder; formats are in the files that index.generated.ts lists.

import { sources } from "./index.generated.ts";
import { createChunks } from "./reading/chunks.ts";
import type { Content } from "./reading/content.ts";
import { errorCode, failure, unreadable } from "./reading/failure.ts";
import { foreignFormat } from "./reading/foreign.ts";
import { MAX_MESSAGE_BYTES } from "./reading/limits.ts";
import { ownerOf } from "./reading/owner.ts";
import { openFilePlace, placeOf } from "./reading/place.ts";
import { openStandardInput } from "./reading/standard-input.ts";
import { disk, type Tree } from "./reading/tree.ts";
import { walk } from "./reading/walk.ts";
import type { FoundFile, MailSource, MessageBatch, Place, ReadFile, Reading, SourceEvent, SourceMessage, SourceOptions } from "./source.ts";
import { DETECTIONS } from "./source.ts";

/** Standard input, as a location. */
export const STANDARD_INPUT = "-";

/**
 * Reads every location in turn: a file, a folder, or "-". Same content, same order, same bytes, whatever the chunk size.
 * Messages of a file come before its `done`; other failures may come a batch before the messages they follow.
 * Never rejects for what is read; whatever `options` throw comes through.
 */
export async function* openSources(locations: readonly string[], options: SourceOptions = {}): AsyncGenerator<SourceEvent> {
	const reading: Reading = {
		chunks: createChunks(options),
		maxMessageBytes: options.maxMessageBytes ?? MAX_MESSAGE_BYTES,
		resume: options.resume ?? (() => 0),
		wanted: options.wanted ?? (() => true),
		walk: (tree, root) => walk(tree, root, sourceOf),
		read: (tree, found, content) => readFound(tree, found, reading, content),
	};
	let pending: PendingBatch | null = null;
	try {
		for (const location of locations) {
			for await (const event of openLocation(location, reading)) {
				if (event.kind === "messages" && event.chunk === pending?.chunk) {
					pending.messages.push(...event.messages);
					continue;
				}
				if (pending !== null && (event.kind === "messages" || event.kind === "done")) {
					reading.chunks.seal(pending.chunk);
					yield pending;
					pending = null;
					await turn();
				}
				if (event.kind === "messages" && reading.chunks.isShared(event.chunk)) pending = { ...event, messages: [...event.messages] };
				else {
					yield event;
					if (event.kind === "messages") await turn();
				}
			}
		}
		if (pending !== null) reading.chunks.seal(pending.chunk);
		if (pending !== null) yield pending;
	} finally {
		reading.chunks.close();
	}
}

/** Small files whose messages share a chunk. */
interface PendingBatch extends MessageBatch {
	readonly messages: SourceMessage[];
}

/** Reading is synchronous: lets signals, timers and workers have their turn between batches. */
function turn(): Promise<void> {
	return new Promise((resolve) => setImmediate(resolve));
}

async function* openLocation(location: string, reading: Reading): AsyncGenerator<SourceEvent> {
	const where = { path: location, file: location, mailbox: location, owner: null, given: true };
	if (location === STANDARD_INPUT) {
		yield* readPlace(await placeOf({ ...where, begin: 0 }, openStandardInput(location), null), null, reading);
		return;
	}
	try {
		if (disk.at(location).kind !== "folder") {
			yield* readFound(disk, { ...where, kind: "found", read: null, moved: null }, reading);
			return;
		}
	} catch (error) {
		yield unreadable(location, error);
		return;
	}
	for (const found of reading.walk(disk, { path: location, file: location, owner: ownerOf(location) })) {
		if (found.kind === "found") yield* readFound(disk, found, reading);
		else yield found;
	}
}

async function* readFound(tree: Tree, found: FoundFile, reading: Reading, content?: Content): AsyncGenerator<SourceEvent> {
	let now = found;
	let place: Place | null = null;
	while (place === null) {
		const { path, file, mailbox, owner, given } = now;
		if (!reading.wanted(file)) return;
		try {
			const { kind, stamp } = tree.at(path);
			if (kind === "folder") return;
			if (kind === "other") {
				yield failure(file, "unreadable", "It is a pipe, a socket or a device, not a file: it was left alone.", given);
				return;
			}
			const begin = tree.budget === null ? await reading.resume({ path, file, mailbox, owner, stamp }) : 0;
			if (begin === null) return;
			const where = { path, file, mailbox, owner, given, begin };
			place = content === undefined ? await openFilePlace(tree, where) : await placeOf(where, content, tree.budget);
		} catch (error) {
			const gone = errorCode(error) === "ENOENT" && found.moved !== null;
			const moved = gone && now === found ? (found.moved?.() ?? null) : null;
			if (moved === null) {
				yield gone ? failure(file, "changed-while-read", "It was removed while the folder was read.", false) : unreadable(file, error);
				return;
			}
			now = moved;
		}
	}
	yield* readPlace(place, now.read, reading);
}

async function* readPlace(place: Place, read: ReadFile | null, reading: Reading): AsyncGenerator<SourceEvent> {
	try {
		const foreign = read === null ? foreignFormat(place.head, place.name) : null;
		const opened = read ?? sourceOf(place)?.open ?? null;
		if (foreign !== null) yield failure(place.file, "unreadable", `It is ${foreign}, which is not read: unpack or export it.`, true);
		else if (opened !== null) yield* opened(place, reading);
		else yield { kind: "ignored", file: place.file };
	} finally {
		place.content?.close();
	}
}

function sourceOf(place: Place): MailSource | null {
	const detected = sources.map((source) => ({ source, by: source.detect(place) }));
	for (const sureness of DETECTIONS) {
		const found = detected.find(({ by }) => by === sureness);
		if (found !== undefined) return found.source;
	}
	return null;
}
