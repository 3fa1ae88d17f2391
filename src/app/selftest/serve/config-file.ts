// Config file: YAML (1.2, core schema) checked against a shape, each mistake named with the file and the line where it stands. A file is read
// whole, bounded, and an alias in it cannot swell (yaml's maxAliasCount).

import { open } from "node:fs/promises";
import { isMap, isNode, isScalar, LineCounter, parseDocument } from "yaml";
import type { z } from "zod";
import { appError, isAppError } from "../../../core/model/app-error.ts";

const MAX_BYTES = 65_536;
/** Of one file, in one line. */
const MOST_TOLD = 5;

interface Mistake {
	readonly line: number;
	readonly words: string;
}

/** Throws a usage error in one line: "serve.yaml:7: limits.per_adress is not a key". */
export async function readConfigFile<T>(file: string, shape: z.ZodType<T>): Promise<T> {
	const text = await readBounded(file);
	const lines = new LineCounter();
	const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true, version: "1.2" });
	if (document.errors.length > 0) {
		throw wrong(
			file,
			document.errors.map(({ message, pos }) => ({ line: lines.linePos(pos[0]).line, words: message.split("\n", 1)[0] ?? "" })),
		);
	}
	const lineOf = (path: readonly PropertyKey[]): number => lines.linePos(placeOf(document.contents, path)).line;
	const read = shape.safeParse(plain(document, file), { reportInput: false });
	if (read.success) return read.data;
	throw wrong(
		file,
		read.error.issues.flatMap((issue): readonly Mistake[] =>
			issue.code === "unrecognized_keys"
				? issue.keys.map((key) => ({
						line: lineOf([...issue.path, key]),
						words: `${nameOf([...issue.path, key])} is not a key that is known here`,
					}))
				: [{ line: lineOf(issue.path), words: `${issue.path.length === 0 ? "" : `${nameOf(issue.path)}: `}${wordsOf(issue)}` }],
		),
	);
}

async function readBounded(file: string): Promise<string> {
	try {
		const handle = await open(file);
		try {
			if ((await handle.stat()).size > MAX_BYTES) throw appError("usage", `${file}: a config has ${MAX_BYTES} bytes at most`);
			return await handle.readFile("utf8");
		} finally {
			await handle.close();
		}
	} catch (error) {
		if (isAppError(error)) throw error;
		throw appError("usage", `${file}: it cannot be read (${(error as NodeJS.ErrnoException).code})`, { cause: error });
	}
}

function plain(document: ReturnType<typeof parseDocument>, file: string): unknown {
	try {
		return document.toJS({ maxAliasCount: 20 });
	} catch (cause) {
		throw appError("usage", `${file}: it refers to itself too often`, { cause });
	}
}

function wordsOf({ code, message }: z.core.$ZodIssue): string {
	return code === "invalid_type" && message.endsWith("received undefined") ? "it is missing" : message;
}

/** Offset of a key, or of the nearest that is there above it. */
function placeOf(root: unknown, path: readonly PropertyKey[]): number {
	let node = root;
	let place = isNode(root) ? (root.range?.[0] ?? 0) : 0;
	for (const step of path) {
		if (isMap(node)) {
			const pair = node.items.find(({ key }) => isScalar(key) && key.value === step);
			if (pair === undefined) break;
			if (isScalar(pair.key)) place = pair.key.range?.[0] ?? place;
			node = pair.value;
		} else {
			node =
				typeof step === "number" && node !== null && typeof node === "object" && "items" in node ? (node.items as unknown[])[step] : null;
			if (isNode(node)) place = node.range?.[0] ?? place;
		}
	}
	return place;
}

function nameOf(path: readonly PropertyKey[]): string {
	return path.map((step, index) => (typeof step === "number" ? `[${step}]` : `${index === 0 ? "" : "."}${String(step)}`)).join("");
}

function wrong(file: string, mistakes: readonly Mistake[]): Error {
	const told = mistakes.slice(0, MOST_TOLD).map(({ line, words }) => `${file}:${line}: ${words.replace(/\s+/g, " ").slice(0, 300)}`);
	const more = mistakes.length - told.length;
	return appError("usage", [...told, ...(more > 0 ? [`and ${more} more`] : [])].join("; "));
}
