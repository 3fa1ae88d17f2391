// Outlook message file (.msg, .oft): one message, or a template of one. It is parsed in a process of its own and comes as MIME, written by
// one fixed rule (edge/outlook).

import { createSandbox, entryBeside, type Sandbox } from "../sandbox/sandbox.ts";
import { place, problemsOf } from "./outlook/placed.ts";
import { failure } from "./reading/failure.ts";
import { MAX_MESSAGE_BYTES } from "./reading/limits.ts";
import type { MailSource, Place, Reading, SourceEvent } from "./source.ts";

const NAMES = /\.(?:msg|oft)(?:\.(?:gz|zst))?$/i;

/** Every compound file begins so ([MS-CFB] §2.2), Word's documents too; its directory tells which is a message. */
const MAGIC: readonly number[] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const PROPERTIES = Buffer.from("__properties_version1.0", "utf16le");

export const source: MailSource = {
	id: "msg",
	title: "Outlook message file",
	detect({ kind, head, name, given }) {
		if (kind !== "file" || !MAGIC.every((byte, index) => head[index] === byte)) return null;
		if (NAMES.test(name) || Buffer.from(head.buffer, head.byteOffset, head.length).includes(PROPERTIES)) return "content";
		return given ? "name" : null;
	},
	open: readMsg,
};

const MEMORY_BYTES = 640 * 1024 * 1024;

/** The attack: a compound file, or RTF in it, that the libraries take for ever to read. Ordinary ones take milliseconds. */
const SECONDS = 30;

let sandbox: Sandbox | null = null;

async function* readMsg({ file, mailbox, owner, content }: Place, reading: Reading): AsyncGenerator<SourceEvent> {
	if (content === null) return;
	const bytes = await wholeOf(content);
	const damage = content.damage();
	if (bytes === null) {
		yield failure(file, "limit-size", `An Outlook message of more than ${MAX_MESSAGE_BYTES} bytes is not read.`, true);
		return;
	}
	sandbox ??= createSandbox({
		entry: entryBeside(import.meta.url, "../outlook/child"),
		memoryBytes: MEMORY_BYTES,
		secondsARequest: SECONDS,
		mostFrames: 1,
		mostBytes: 4 * MAX_MESSAGE_BYTES,
	});
	for await (const answer of sandbox.request(null, bytes)) {
		if (answer.kind === "broken") {
			yield failure(file, answer.problem.code, answer.problem.detail, true);
			continue;
		}
		const { chunk, ...message } = await place(answer.bytes, reading);
		const problems = [...problemsOf(answer.head), ...(damage === null ? [] : [damage.problem])];
		yield { kind: "messages", chunk, messages: [{ ...message, file, offset: 0, mailbox, flags: [], problems, owner }], resumeAt: null };
	}
	if (damage !== null) yield damage;
}

/** Null past the limit. */
async function wholeOf(content: NonNullable<Place["content"]>): Promise<Uint8Array | null> {
	if (content.size !== null && content.size > MAX_MESSAGE_BYTES) return null;
	let bytes = new Uint8Array((content.size ?? 1024 * 1024) + 1);
	for (let filled = 0; ; ) {
		filled += await content.fill(bytes.subarray(filled));
		if (filled < bytes.length) return bytes.subarray(0, filled);
		if (filled > MAX_MESSAGE_BYTES) return null;
		const larger = new Uint8Array(Math.min(2 * filled, MAX_MESSAGE_BYTES + 1));
		larger.set(bytes);
		bytes = larger;
	}
}
