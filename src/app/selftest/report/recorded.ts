// Recorded run: what --json printed or --out left (result.jsonl), read back to be compared. Only the summary counts; a key that a later version
// adds is no error, a missing one is, by file and line.

import { open, stat } from "node:fs/promises";
import { join } from "node:path";
import { type AppError, appError } from "../../../core/model/app-error.ts";

export interface RecordedSelftest {
	readonly fired: readonly string[];
	readonly silent: readonly string[];
	readonly untestable: readonly string[];
	/** What was learnt, by the keys of `LEARNT_KEYS`. */
	readonly learnt: ReadonlyMap<string, readonly string[]>;
}

/** Of `summary.learnt`, what two runs can have in common; times differ always. */
export const LEARNT_KEYS = [
	"client_ip",
	"resolver",
	"program",
	"system",
	"language",
	"facts",
	"proxies",
	"shares",
	"mail_servers",
] as const;

const RESULT = "result.jsonl";
/** Ten thousand contacts with forty full fields each; a real run has some hundreds with ten. */
const LARGEST = 256 * 1024 * 1024;
const LONGEST_LIST = 10_000;

/** `path` is a file, or a folder of --out. Throws an AppError `unreadable` that names the file and the line. */
export async function readRecordedSelftest(path: string): Promise<RecordedSelftest> {
	const file = await fileOf(path);
	let number = 0;
	let summary: RecordedSelftest | null = null;
	try {
		await using handle = await open(file);
		for await (const line of handle.readLines()) {
			number++;
			if (line.trim() === "") continue;
			if (summary !== null) throw wrong(file, number, "something stands behind the summary: this is more than one run");
			summary = readLine(line, file, number);
		}
	} catch (error) {
		if ((error as Error).name === "AppError") throw error;
		throw appError("unreadable", `${file}: it cannot be read (${(error as NodeJS.ErrnoException).code ?? "?"})`, { cause: error });
	}
	if (summary === null)
		throw wrong(file, number, "no summary stands at its end: let the test end by Ctrl-C or --for, and keep all that --json prints");
	return summary;
}

async function fileOf(path: string): Promise<string> {
	try {
		const file = (await stat(path)).isDirectory() ? join(path, RESULT) : path;
		const { size } = await stat(file);
		if (size > LARGEST) throw appError("unreadable", `${file}: it is too large for the result of a self-test`);
		return file;
	} catch (error) {
		if ((error as Error).name === "AppError") throw error;
		const hint = `give the folder of --out, or a file with what --json printed`;
		throw appError("unreadable", `${path}: there is no result of a self-test (${(error as NodeJS.ErrnoException).code}); ${hint}`, {
			cause: error,
		});
	}
}

/** Null for a contact. */
function readLine(line: string, file: string, number: number): RecordedSelftest | null {
	let value: unknown;
	try {
		value = JSON.parse(line);
	} catch {
		throw wrong(file, number, "it is no JSON");
	}
	if (isRecord(value) && isRecord(value.probe)) return null;
	if (!isRecord(value) || !isRecord(value.summary)) throw wrong(file, number, "it is neither a contact nor a summary of `selftest --json`");
	const { fired, silent, untestable, learnt } = value.summary;
	const list = (key: string, found: unknown): readonly string[] => {
		if (!isStrings(found)) throw wrong(file, number, `"${key}" of its summary is no list of words`);
		return found;
	};
	return {
		fired: list("fired", fired),
		silent: list("silent", silent),
		untestable: list("untestable", Array.isArray(untestable) ? untestable.map((one) => (isRecord(one) ? one.vector : null)) : null),
		learnt: learntOf(learnt, file, number),
	};
}

function learntOf(learnt: unknown, file: string, number: number): ReadonlyMap<string, readonly string[]> {
	if (!isRecord(learnt)) throw wrong(file, number, '"learnt" of its summary is missing');
	return new Map(LEARNT_KEYS.map((key) => [key, valuesOf(learnt[key])]));
}

/** A word, a list of words, or of objects that say `what` they are; anything else is as good as missing. */
function valuesOf(value: unknown): readonly string[] {
	if (typeof value === "string") return [value];
	if (!Array.isArray(value)) return [];
	const words = value.slice(0, LONGEST_LIST).map((one) => (isRecord(one) ? one.what : one));
	return words.filter((one) => typeof one === "string");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isStrings(value: unknown): value is readonly string[] {
	return Array.isArray(value) && value.length <= LONGEST_LIST && value.every((one) => typeof one === "string");
}

function wrong(file: string, line: number, what: string): AppError {
	return appError("unreadable", `${file}, line ${line}: ${what}`);
}
