// Session: an Outlook data file as read in the child, seen from the parent. A message over which the child breaks down costs that message:
// the next request finds a fresh child. Nothing that comes out of it is believed to have the form it should have.

import type { Problem } from "../../../core/model/problem.ts";
import { createSandbox, entryBeside } from "../../sandbox/sandbox.ts";
import type { Request } from "./answers.ts";
import { FLAGS } from "./flags.ts";

/** A file, as a descriptor that stays open until the session is closed, or its bytes. */
export type Opened = { readonly kind: "descriptor"; readonly descriptor: number } | { readonly kind: "bytes"; readonly bytes: Uint8Array };

export interface ListedFolder {
	readonly kind: "folder";
	readonly path: readonly string[];
	readonly trashed: boolean;
	readonly messages: Uint32Array;
}

export type Message =
	| {
			readonly kind: "message";
			readonly id: number;
			readonly mime: Uint8Array;
			readonly flags: readonly string[];
			/** As the child told them: any JSON. */
			readonly problems: unknown;
	  }
	| { readonly kind: "unread"; readonly id: number; readonly problem: Problem }
	/** Nothing more is read: the child broke down too often. */
	| { readonly kind: "given-up" };

export interface Session {
	/** Folders as far as they are known, and what of them is not. */
	folders(): AsyncGenerator<ListedFolder | { readonly kind: "problem"; readonly problem: Problem }>;
	/** Each in turn. */
	messages(ids: Uint32Array, trashed: boolean): AsyncGenerator<Message>;
	close(): Promise<void>;
}

const MIB = 1024 * 1024;
const MEMORY_BYTES = 640 * MIB;
const MOST_BYTES = 256 * MIB;
const MOST_FRAMES = 50_000;

/** A file of 50 GB whose index is damaged takes as long to look through, from a slow disk; a group of messages takes a second. */
const SECONDS = 300;

/** Messages of a request. */
const GROUP = 64;

/** The attack: a million messages over each of which the child breaks down, or for ever goes on. */
const MOST_BREAKDOWNS = 16;

export function createSession(opened: Opened): Session {
	const sandbox = createSandbox({
		entry: entryBeside(import.meta.url, "child"),
		memoryBytes: MEMORY_BYTES,
		secondsARequest: SECONDS,
		mostFrames: MOST_FRAMES,
		mostBytes: MOST_BYTES,
		files: opened.kind === "descriptor" ? [opened.descriptor] : [],
	});
	let ready = opened.kind === "descriptor";
	let breakdowns = 0;

	async function* ask(request: Request): ReturnType<typeof sandbox.request> {
		if (!ready && opened.kind === "bytes") {
			ready = true;
			for await (const answer of sandbox.request({ kind: "open" } satisfies Request, opened.bytes)) yield answer;
		}
		for await (const answer of sandbox.request(request)) {
			if (answer.kind === "broken") {
				// A child that threw lives on, and still has what it was given.
				if (answer.reason !== "failed") ready = opened.kind === "descriptor";
				breakdowns++;
			}
			yield answer;
		}
	}

	return {
		async *folders() {
			for await (const answer of ask({ kind: "folders" })) {
				if (answer.kind === "broken") {
					yield { kind: "problem", problem: answer.problem };
					continue;
				}
				const { kind, path, trashed, details } = (answer.head ?? {}) as Readonly<Record<string, unknown>>;
				if (kind === "damage" && Array.isArray(details)) {
					for (const detail of details) yield { kind: "problem", problem: unparsable(`${capital(String(detail))}.`) };
				}
				if (kind !== "folder" || !Array.isArray(path) || !path.every((name) => typeof name === "string")) continue;
				const { buffer, byteOffset, length } = answer.bytes.slice(0, answer.bytes.length & ~3);
				yield { kind: "folder", path, trashed: trashed === true, messages: new Uint32Array(buffer, byteOffset, length / 4) };
			}
		},
		async *messages(ids, trashed) {
			let next = 0;
			while (next < ids.length) {
				if (breakdowns >= MOST_BREAKDOWNS) {
					yield { kind: "given-up" };
					return;
				}
				const before = next;
				for await (const answer of ask({ kind: "messages", ids: [...ids.subarray(next, next + GROUP)], trashed })) {
					const id = ids[next] as number;
					next++;
					if (answer.kind === "broken") {
						yield { kind: "unread", id, problem: answer.problem };
						break;
					}
					yield messageOf(id, answer.head, answer.bytes);
				}
				if (next === before) {
					yield { kind: "unread", id: ids[next] as number, problem: unparsable("Nothing is said about it.") };
					next++;
				}
			}
		},
		close: () => sandbox.close(),
	};
}

function messageOf(id: number, head: unknown, mime: Uint8Array): Message {
	const { kind, flags, problems, detail } = (head ?? {}) as Readonly<Record<string, unknown>>;
	if (kind !== "message") return { kind: "unread", id, problem: unparsable(`It cannot be read: ${String(detail)}.`) };
	const told = Array.isArray(flags) ? flags : [];
	return { kind: "message", id, mime, flags: FLAGS.filter((flag) => told.includes(flag)), problems };
}

function unparsable(detail: string): Problem {
	return { code: "unparsable", detail: detail.slice(0, LONGEST_DETAIL), offset: 0 };
}

const LONGEST_DETAIL = 600;

function capital(text: string): string {
	return text.slice(0, 1).toUpperCase() + text.slice(1);
}
