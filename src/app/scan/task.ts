// Task: one batch of messages on its way to a worker. The bytes stay in shared memory; only where they lie is sent.

import { createHash } from "node:crypto";
import type { InspectDeep } from "../../core/inspect.ts";
import type { Classify } from "../../core/model/classifier.ts";
import type { Inspection } from "../../core/model/inspection.ts";
import type { Authenticator } from "../../edge/authentication/authenticator.ts";
import type { ScannedMessage } from "../../edge/casebook/rows.ts";
import type { FilterImage } from "../../edge/filters/compile-lists.ts";
import type { MessageBatch, SourceMessage } from "../../edge/sources/source.ts";
import { withCut } from "./cut-message.ts";
import { type ListedOwners, listedOwner } from "./listed-owner.ts";

/** A message without its bytes, and where in the chunk they lie. */
export type SharedMessage = Omit<SourceMessage, "bytes"> & { readonly start: number; readonly end: number };

export interface Task {
	readonly number: number;
	readonly chunk: Uint8Array;
	readonly messages: readonly SharedMessage[];
}

export interface WorkerOptions {
	/** The owner's addresses as given with --owner, else empty. */
	readonly owner: readonly string[];
	/** Whose mailbox it is where neither that nor the message tells. */
	readonly listed: ListedOwners;
	readonly keepRaw: boolean;
	/** Lies in memory that all threads share. */
	readonly filters: FilterImage | null;
	/** Text of the user's file of DNS keys, by which messages are authenticated again. */
	readonly dnsKeys: string | null;
	/** authserv-ids, lower case, whose Authentication-Results are believed. */
	readonly trustedServers: readonly string[];
	readonly detector: number;
}

/** What a worker makes of its options, and keeps. */
export interface BatchOptions extends WorkerOptions {
	readonly classify: Classify | null;
	readonly authenticator: Authenticator | null;
}

export interface InspectedBatch {
	readonly scanned: readonly ScannedMessage[];
	/** DNS names that checking a message asked for, and that the user's file does not hold. */
	readonly missingKeys: readonly string[];
}

export function taskOf(number: number, batch: MessageBatch): Task {
	return {
		number,
		chunk: batch.chunk,
		messages: batch.messages.map(({ bytes, ...message }) => {
			const start = bytes.byteOffset - batch.chunk.byteOffset;
			return { ...message, start, end: start + bytes.length };
		}),
	};
}

export async function inspectBatch(task: Task, inspect: InspectDeep, options: BatchOptions): Promise<InspectedBatch> {
	const scanned: ScannedMessage[] = [];
	const missing = new Set<string>();
	for (const message of task.messages) {
		const bytes = task.chunk.subarray(message.start, message.end);
		const owner = options.owner[0] ?? message.owner;
		const listed = owner === null ? listedOwner(options.listed, message.file) : null;
		const addresses = options.owner.length > 0 ? options.owner : [owner ?? listed].filter((address) => address !== null);
		const found = inspect(bytes, { owner: addresses, classify: options.classify });
		// Most messages hold no container, and need no turn of the event loop.
		const read = withCut(found instanceof Promise ? await found : found, bytes.length, message.size);
		// Of a message past the limit the end is not there, and no signature would hold.
		const isChecked = options.authenticator !== null && bytes.length === message.size;
		const inspection = isChecked ? await authenticated(read, bytes, options.authenticator as Authenticator, missing) : read;
		const { size, mailbox, file, offset, flags, problems } = message;
		const sha256 = message.sha256 ?? createHash("sha256").update(bytes).digest("hex");
		const raw = { sha256, size, mailbox, file, offset, flags, owner: owner ?? deliveredTo(inspection) ?? listed, problems };
		scanned.push(options.keepRaw ? { raw, inspection, rawBytes: bytes } : { raw, inspection });
	}
	return { scanned, missingKeys: [...missing] };
}

/** The program's own verdicts stand before those that the message tells of itself. */
async function authenticated(
	inspection: Inspection,
	bytes: Uint8Array,
	authenticator: Authenticator,
	missing: Set<string>,
): Promise<Inspection> {
	const { profile, received } = inspection;
	const hop = profile.hops.find(({ from, ip }) => from !== null || ip !== null);
	const arrival = { ip: hop?.ip ?? null, helo: hop?.from ?? null, returnPath: profile.returnPath, received };
	const checked = await authenticator.check(bytes, arrival);
	for (const name of checked.missing) missing.add(name);
	return { ...inspection, profile: { ...profile, authentication: [...checked.verdicts, ...profile.authentication] } };
}

/** Whose mailbox it is where neither the user nor a folder's name says: who it was delivered to. */
function deliveredTo(inspection: Inspection): string | null {
	return inspection.deliveredTo[0] ?? null;
}
