// Outlook data file (.pst, .ost): folders and messages in one file, read in a process of its own and handed over as MIME, written by one fixed
// rule (edge/outlook). It is to the reader what an archive is: a tree of folders, whose messages are named by the number that the
// store gave them, and never takes again.

import { closeSync, constants, fstatSync, openSync } from "node:fs";
import { createSession, type ListedFolder, type Message, type Opened, type Session } from "../outlook/pst/session.ts";
import { isRandomAccess } from "./archive/contents.ts";
import { place, problemsOf } from "./outlook/placed.ts";
import { type Budget, createBudget } from "./reading/budget.ts";
import { type Content, stampOf } from "./reading/content.ts";
import { failure, unreadable } from "./reading/failure.ts";
import { shownIn } from "./reading/folder.ts";
import { MAX_HELD_BYTES } from "./reading/limits.ts";
import { accountOf } from "./reading/owner.ts";
import type { MailSource, Place, Reading, SourceEvent, SourceFailure } from "./source.ts";

const NAMES = /\.(?:pst|ost)(?:\.(?:gz|zst))?$/i;
/** "!BDN" ([MS-PST] §2.2.2.6). */
const MAGIC: readonly number[] = [0x21, 0x42, 0x44, 0x4e];

export const source: MailSource = {
	id: "pst",
	title: "Outlook data file",
	detect({ kind, head, name }) {
		if (kind !== "file") return null;
		return isPst(head) ? "content" : NAMES.test(name) ? "name" : null;
	},
	open: readPst,
};

function isPst(head: Uint8Array): boolean {
	return MAGIC.every((byte, index) => head[index] === byte);
}

async function* readPst(place: Place, reading: Reading): AsyncGenerator<SourceEvent> {
	const { file, content, given } = place;
	if (content === null) return;
	if (!isPst(place.head)) {
		yield failure(file, "not-a-message", "The file does not begin as an Outlook data file does.", false);
		return;
	}
	const opened = await open(place, content);
	if (opened.kind === "failure") {
		yield opened;
		return;
	}
	const budget = place.budget ?? createBudget(content.stamp?.size ?? content.size);
	const session = createSession(opened);
	let messages = 0;
	let told = 0;
	let whole = true;
	try {
		for await (const event of readStore(place, session, reading, budget)) {
			if (event.kind === "messages") messages += event.messages.length;
			if (event.kind === "failure") told++;
			if (event.kind === "failure" && event.fatal) whole = false;
			yield event;
		}
		const damage = content.damage();
		if (damage !== null) yield damage;
		if (given && messages === 0 && told === 0) yield failure(file, "not-a-message", "The data file holds no message.", false);
		if (place.budget === null) yield { kind: "done", file, stamp: content.stamp, messages, whole: whole && damage === null };
	} finally {
		await session.close();
		if (opened.kind === "descriptor") closeSync(opened.descriptor);
		else place.budget?.hold(-opened.bytes.length);
	}
}

async function* readStore(place: Place, session: Session, reading: Reading, budget: Budget): AsyncGenerator<SourceEvent> {
	const { file } = place;
	const folders: ListedFolder[] = [];
	for await (const found of session.folders()) {
		if (found.kind === "folder") folders.push(found);
		else yield { kind: "failure", file, offset: 0, problem: found.problem, fatal: true };
	}
	for (const { path, trashed, messages } of folders) {
		const mailbox = path.reduce(shownIn, file);
		const wanted = messages.filter((id) => reading.wanted(messageFile(mailbox, id)));
		if (wanted.length === 0) continue;
		for await (const message of session.messages(wanted, trashed)) {
			if (message.kind === "given-up") {
				yield failure(mailbox, "unparsable", GIVEN_UP, true);
				return;
			}
			if (message.kind === "message" && !budget.unpack(message.mime.length)) {
				yield failure(mailbox, "limit-size", TOO_MUCH, true);
				return;
			}
			yield await eventOf(message, mailbox, ownerIn(place, path), reading);
		}
	}
}

const GIVEN_UP = "Reading it broke down again and again: what follows in this file was not read.";
const TOO_MUCH = "Its messages are together far larger than the file, so that they must share what they hold: the rest was not read.";

async function eventOf(message: Exclude<Message, { kind: "given-up" }>, mailbox: string, owner: string | null, reading: Reading) {
	const file = messageFile(mailbox, message.id);
	if (message.kind === "unread") return failure(file, message.problem.code, message.problem.detail, true);
	const { chunk, ...placed } = await place(message.mime, reading);
	const problems = problemsOf(message.problems);
	const messages = [{ ...placed, file, offset: 0, mailbox, flags: message.flags, problems, owner }];
	return { kind: "messages", chunk, messages, resumeAt: null } as const;
}

/** Numbers have 32 bits; the names sort as they do. */
function messageFile(mailbox: string, id: number): string {
	return shownIn(mailbox, id.toString(16).padStart(8, "0"));
}

/** The deepest folder named as a mail address, the data file itself, or what is around it. */
function ownerIn({ name, owner }: Place, path: readonly string[]): string | null {
	return path.map(accountOf).findLast((account) => account !== null) ?? accountOf(name.replace(NAMES, "")) ?? owner;
}

/** On disk it is read where it lies; what is packed has no places to read at, and is held in memory. */
async function open(place: Place, content: Content): Promise<Opened | SourceFailure> {
	const { file, path, budget } = place;
	if (budget !== null || !isRandomAccess(content)) return held(place, content);
	let descriptor: number;
	try {
		descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
	} catch (error) {
		return unreadable(file, error);
	}
	const { size, mtimeMs } = stampOf(fstatSync(descriptor));
	if (size === content.stamp?.size && mtimeMs === content.stamp.mtimeMs) return { kind: "descriptor", descriptor };
	closeSync(descriptor);
	return failure(file, "changed-while-read", "It changed while it was opened: scan it again.", true);
}

async function held({ file, budget }: Place, content: Content): Promise<Opened | SourceFailure> {
	const pieces: Uint8Array[] = [];
	let bytes = 0;
	for (let ended = false; !ended; ) {
		const piece = new Uint8Array(PIECE_BYTES);
		const count = await content.fill(piece);
		ended = count < piece.length;
		bytes += count;
		const room = budget === null ? bytes <= MAX_HELD_BYTES : budget.hold(count);
		if (!room) {
			budget?.hold(count - bytes);
			return failure(file, "limit-size", TOO_LARGE, true);
		}
		pieces.push(piece.subarray(0, count));
	}
	return { kind: "bytes", bytes: Buffer.concat(pieces) };
}

const PIECE_BYTES = 1024 * 1024;
const TOO_LARGE = `A packed Outlook data file is held in memory, up to ${MAX_HELD_BYTES / 1024 / 1024} MiB: unpack it first.`;
