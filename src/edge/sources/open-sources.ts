// Opens whatever was given as a place that mail comes from: finds out by content what each file and folder is, walks folders in a
// fixed order, and hands on batches of messages. The composer of this folder; formats are in the files that index.generated.ts lists.

import { statSync } from "node:fs";
import { sources } from "./index.generated.ts";
import { createChunks } from "./reading/chunks.ts";
import { type Path, stampOf } from "./reading/content.ts";
import { failure, unreadable } from "./reading/failure.ts";
import { type Entry, listFolder, pathIn, shownIn } from "./reading/folder.ts";
import { foreignFormat } from "./reading/foreign.ts";
import { MAX_MESSAGE_BYTES } from "./reading/limits.ts";
import { ownerOf } from "./reading/owner.ts";
import { folderPlace, openFilePlace, placeOf } from "./reading/place.ts";
import { openStandardInput } from "./reading/standard-input.ts";
import type { MailSource, MessageBatch, Place, Reading, SourceEvent, SourceMessage, SourceOptions } from "./source.ts";
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
	const where: Where = { path: location, file: location, mailbox: location, owner: null, given: true, begin: 0 };
	if (location === STANDARD_INPUT) {
		yield* readPlace(await placeOf(where, openStandardInput(location)), reading);
		return;
	}
	try {
		if (!statSync(location).isDirectory()) {
			yield* readFile(where, reading);
			return;
		}
	} catch (error) {
		yield unreadable(location, error);
		return;
	}
	yield* walk(location, reading);
}

type Where = Pick<Place, "path" | "file" | "mailbox" | "owner" | "given" | "begin">;

/** A folder on the way down. */
interface Frame {
	readonly where: Where;
	/** Names of the folders below the location. */
	readonly folders: readonly string[];
	readonly entries: readonly Entry[];
	next: number;
}

async function* walk(location: string, reading: Reading): AsyncGenerator<SourceEvent> {
	const visited = new Set<string>();
	const frames: Frame[] = [];

	async function* enter(path: Path, file: string, folders: readonly string[]): AsyncGenerator<SourceEvent> {
		const where: Where = { path, file, mailbox: file, owner: ownerOf(location, folders), given: folders.length === 0, begin: 0 };
		try {
			const { dev, ino } = statSync(path, { bigint: true });
			// A symbolic link back up would be walked for ever.
			if (visited.has(`${dev}:${ino}`)) return;
			visited.add(`${dev}:${ino}`);
			const entries = listFolder(path);
			const place = folderPlace(where, entries);
			const source = detect(place);
			const rest = entries.filter(({ name }) => source?.reads?.includes(name) !== true);
			frames.push({ where, folders, entries: rest, next: 0 });
			if (source !== null) yield* source.open(place, reading);
		} catch (error) {
			yield unreadable(file, error);
		}
	}

	yield* enter(location, location, []);
	for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
		const entry = frame.entries[frame.next++];
		if (entry === undefined) {
			frames.pop();
			continue;
		}
		const path = pathIn(frame.where.path, entry);
		const file = shownIn(frame.where.file, entry.name);
		let folder = false;
		try {
			folder = statSync(path).isDirectory();
		} catch (error) {
			yield unreadable(file, error);
			continue;
		}
		if (folder) yield* enter(path, file, [...frame.folders, entry.name]);
		else yield* readFile({ ...frame.where, path, file, given: false }, reading);
	}
}

async function* readFile(where: Where, reading: Reading): AsyncGenerator<SourceEvent> {
	let place: Place;
	try {
		const stats = statSync(where.path);
		if (!stats.isFile()) {
			yield failure(where.file, "unreadable", "It is a pipe, a socket or a device, not a file: it was left alone.", where.given);
			return;
		}
		const begin = await reading.resume({ ...where, stamp: stampOf(stats) });
		if (begin === null) return;
		place = await openFilePlace({ ...where, begin });
	} catch (error) {
		yield unreadable(where.file, error);
		return;
	}
	yield* readPlace(place, reading);
}

async function* readPlace(place: Place, reading: Reading): AsyncGenerator<SourceEvent> {
	try {
		const source = detect(place);
		const foreign = foreignFormat(place.head, place.name);
		if (foreign !== null) yield failure(place.file, "unreadable", `It is ${foreign}, which is not read: unpack or export it.`, true);
		else if (source !== null) yield* source.open(place, reading);
		else yield { kind: "ignored", file: place.file };
	} finally {
		place.content?.close();
	}
}

function detect(place: Place): MailSource | null {
	const detected = sources.map((source) => ({ source, by: source.detect(place) }));
	for (const sureness of DETECTIONS) {
		const found = detected.find(({ by }) => by === sureness);
		if (found !== undefined) return found.source;
	}
	return null;
}
