// Reading in tests: a log read in given cuts, and the same read naively: every line, in order, by one reader.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import type { LogFormat } from "../../../src/core/model/log-event.ts";
import { HOUR, withoutHabits } from "../../../src/edge/logs/gaps.ts";
import type { LogContact, LogFacts, LogReadingOptions } from "../../../src/edge/logs/log-reading.ts";
import { CUTS, type Cuts, readLogs } from "../../../src/edge/logs/read-logs.ts";
import { createSpoken } from "../../../src/edge/logs/spoken.ts";
import * as formats from "./made-up-formats.ts";

export const HOSTS = ["evil.example", "a.b", "203.0.113.9", "cdn.signal-lantern.test"];
export const CONTEXT = { now: Date.UTC(2024, 0, 1), zone: 0 };

const folder = mkdtempSync(join(tmpdir(), "counterpixel-logs-"));
after(() => rmSync(folder, { recursive: true }));

/** The made-up formats, in this thread and in others. */
export const MADE_UP: Cuts = { ...CUTS, formats, module: new URL("./made-up-formats.ts", import.meta.url).href };

export interface Read {
	readonly contacts: readonly LogContact[];
	readonly log: LogFacts | null;
	readonly problem: string | null;
}

export function writeLog(name: string, bytes: string | Uint8Array): string {
	const file = join(folder, name);
	writeFileSync(file, bytes);
	return file;
}

export async function readFiles(
	files: readonly string[],
	cuts: Partial<Cuts> = {},
	options: Partial<LogReadingOptions> = {},
): Promise<Read[]> {
	const read: Read[] = [];
	let contacts: LogContact[] = [];
	for await (const event of readLogs(files, { hosts: HOSTS, context: CONTEXT, workers: 0, ...options }, { ...MADE_UP, ...cuts })) {
		assert.equal(event.file, files[read.length], "files come in the order they were given");
		if (event.kind === "contacts") {
			assert.ok(event.contacts.length > 0 && event.contacts.length <= 1000);
			contacts.push(...event.contacts);
		} else {
			read.push({ contacts, log: event.kind === "log" ? event.log : null, problem: event.kind === "problem" ? event.problem : null });
			contacts = [];
		}
	}
	return read;
}

export async function readText(
	text: string | Uint8Array,
	cuts: Partial<Cuts> = {},
	options: Partial<LogReadingOptions> = {},
): Promise<Read> {
	return (await readFiles([writeLog("log", text)], cuts, options))[0];
}

export function sha256(bytes: string | Uint8Array): string {
	return createHash("sha256").update(bytes).digest("hex");
}

/** What must come of `text`, which is stored as it is. */
export function naively(text: string, format: LogFormat, maxLineBytes = CUTS.maxLineBytes): Read {
	const isWhole = format.needsAll?.(text.split("\n")) ?? false;
	const reader = format.reader([], { ...CONTEXT, isWhole });
	const spoken = createSpoken(HOUR);
	const contacts: LogContact[] = [];
	const problems: { offset: number; problem: string }[] = [];
	let offset = 0;
	const lines = text.split("\n");
	if (lines.at(-1) === "") lines.pop();
	for (const whole of lines) {
		const line = whole.replace(/\r$/, "");
		const isRead = line !== "" && Buffer.byteLength(whole) <= maxLineBytes;
		const time = isRead ? reader.time(line) : null;
		if (time !== null) spoken.add(time, time);
		const read = isRead ? reader.read(line) : null;
		if (line !== "" && !isRead)
			problems.push({ offset, problem: `a line of ${Buffer.byteLength(whole)} bytes: past ${maxLineBytes} it is not read` });
		else if (read !== null && "problem" in read) problems.push({ offset, problem: read.problem });
		else if (read !== null && HOSTS.some((host) => read.host === host || read.host.endsWith(`.${host}`)))
			contacts.push({ event: read, offset });
		offset += Buffer.byteLength(whole) + 1;
	}
	const facts = { sha256: sha256(text), format: format.id, size: Buffer.byteLength(text), lines: lines.length, unread: problems.length };
	const coverage = withoutHabits(spoken.spans());
	return {
		contacts,
		log: { ...facts, problems: problems.slice(0, 10), broken: false, coverage, contacts: contacts.length },
		problem: null,
	};
}
