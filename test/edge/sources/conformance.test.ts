// One suite for every source and every format it reads: what was written comes back, damage costs no more than what it touches.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, test } from "node:test";
import { gunzipSync, zstdDecompressSync } from "node:zlib";
import fc from "fast-check";
import { sources } from "../../../src/edge/sources/index.generated.ts";
import { inFolder, latin1, readAll } from "./read-all.ts";
import { type Text, type Writer, writers } from "./writers.ts";

const RUNS = Number(process.env.COUNTERPIXEL_RUNS ?? 12);
/** Every so many bytes are damaged: conformance.long.ts takes each. */
const STRIDE = Number(process.env.COUNTERPIXEL_STRIDE ?? 13);

const line = fc.oneof(
	fc.constantFrom(
		"",
		"From anna@news.example Thu Nov 25 02:14:10 2026",
		"From here on",
		">From bela@news.example Thu Nov 25 02:14:10 2026",
		">>From there",
		"From ",
		"--boundary",
		".",
		"Content-Length: 3",
	),
	fc.uint8Array({ maxLength: 90 }).map((bytes) => latin1(bytes).replace(/[\r\n]/g, "~")),
);

/** Any mail that begins as a mail does: as Latin-1 text. */
const message: fc.Arbitrary<Text> = fc
	.record({
		subject: fc.string({ maxLength: 20 }).map((text) => text.replace(/[^ -~]/g, "~")),
		body: fc.array(line, { maxLength: 8 }),
		lineEnd: fc.constantFrom("\n", "\r\n"),
		last: fc.constantFrom("", "end", "\n"),
		headerOnly: fc.boolean(),
	})
	.map(({ subject, body, lineEnd, last, headerOnly }) => {
		const header = `Received: from a.example by b.example${lineEnd}Subject: ${subject}${lineEnd}`;
		if (headerOnly && body.length === 0) return header;
		return `${header}${lineEnd}${body.map((text) => text + lineEnd).join("")}${last}`;
	});

const SAMPLE: readonly Text[] = [
	"From: anna@news.example\nTo: bela@mail.example\nStatus: RO\n\nfirst\n>From quoted\n",
	"From: anna@news.example\r\nTo: bela@mail.example\r\n\r\nsecond \xff\r\n",
	"From: anna@news.example\nTo: bela@mail.example\n\nthird\n",
];

test("every registered source has a writer here, and so the whole suite", () => {
	const written = new Set(writers.map(({ source }) => source));
	assert.deepEqual(
		sources.map(({ id }) => id).filter((id) => !written.has(id)),
		[],
	);
});

for (const writer of writers) {
	describe(writer.name, () => {
		test("what was written comes back, byte for byte and in order, whatever the chunk size", async () => {
			await fc.assert(
				fc.asyncProperty(
					fc.array(message, { minLength: 1, maxLength: 8 }),
					fc.integer({ min: 16, max: 4096 }),
					async (messages, chunkBytes) =>
						inFolder(async (folder) => {
							const location = writer.write(folder, messages);
							const { texts, failures } = await readAll(location, { chunkBytes });
							assert.deepEqual(texts, messages.map(writer.kept));
							const expected = writer.name.includes("without its directory") ? ["truncated"] : [];
							assert.deepEqual(
								failures.map(({ problem }) => problem.code),
								expected,
							);
						}),
				),
				{ numRuns: RUNS },
			);
		});

		test("of a message past the limit the head is kept and the whole is hashed", async () => {
			await fc.assert(
				fc.asyncProperty(
					fc.array(message, { minLength: 1, maxLength: 5 }),
					fc.integer({ min: 1000, max: 1500 }),
					fc.constantFrom(16, 700, 5000),
					async (messages, maxMessageBytes, chunkBytes) =>
						inFolder(async (folder) => {
							const padded = messages.map((text) => `${text}${"padding\n>From here\n".repeat(400)}`);
							const all = await readAll(writer.write(folder, [...messages, ...padded]), { chunkBytes, maxMessageBytes });
							const expected = [...messages, ...padded].map(writer.kept);
							assert.deepEqual(
								all.texts,
								expected.map((text) => text.slice(0, maxMessageBytes)),
							);
							assert.deepEqual(
								all.messages.map(({ size, sha256 }) => [size, sha256]),
								expected.map((text) => [text.length, text.length > maxMessageBytes ? sha256Of(text) : null]),
							);
						}),
				),
				{ numRuns: RUNS },
			);
		});

		test("cut off at any byte, the messages before come whole and nothing throws", async () => {
			const { bytes, last, read } = sample(writer);
			const told = /gzip|zstd/.test(writer.name);
			for (let cut = 0; cut < bytes.length; cut += (writer.stride ?? 1) * STRIDE) {
				const { texts, failures } = await read(bytes.subarray(0, cut));
				const before = writer.container === null ? SAMPLE.length - 1 : last(cut);
				const expected = SAMPLE.map(writer.kept);
				assert.deepEqual(texts.slice(0, before), expected.slice(0, before), `cut at ${cut}`);
				if (told && cut > 3) assert.ok(failures.length > 0 || isWhole(bytes.subarray(0, cut)), `cut at ${cut}`);
			}
		});

		test("with any byte changed nothing throws", async () => {
			const { bytes, read } = sample(writer);
			for (let at = 0; at < bytes.length; at += (writer.stride ?? 1) * STRIDE) {
				const changed = Buffer.from(bytes);
				for (const value of [(changed[at] as number) ^ 0x01, ...(bytes.length < 3000 ? [0x0a, 0x00] : [])]) {
					changed[at] = value;
					await read(changed);
				}
			}
		});
	});
}

function sha256Of(text: Text): string {
	return createHash("sha256").update(Buffer.from(text, "latin1")).digest("hex");
}

/**
 * How much of it is there shows only when it is unpacked, or by an index at its end; these have tests of their own
 * (test/hostile/archives.long.ts, test/edge/outlook/pst.test.ts).
 */
function isPacked({ name, source }: Writer): boolean {
	return source === "zip" || source === "tar" || source === "pst" || /gzip|zstd/.test(name);
}

/** What is left is a gzip or zstd file that lacks nothing: it was cut between two members. */
function isWhole(bytes: Uint8Array): boolean {
	return [gunzipSync, zstdDecompressSync].some((unpack) => {
		try {
			return unpack(bytes).length > 0;
		} catch {
			return false;
		}
	});
}

/** How the last message's file was written. */
function lastFile(writer: Writer): Buffer {
	const folder = mkdtempSync(join(tmpdir(), "counterpixel-sample-"));
	try {
		const location = writer.write(folder, SAMPLE);
		const files = readdirSync(location, { recursive: true, encoding: "utf8" }).filter((path) => statSync(join(location, path)).isFile());
		return readFileSync(join(location, files.sort().at(-1) ?? ""));
	} finally {
		rmSync(folder, { recursive: true });
	}
}

/** The container (or the last message's file), how many messages end before an offset in it, and a way to read a changed one. */
function sample(writer: Writer): {
	readonly bytes: Buffer;
	last(cut: number): number;
	read(bytes: Uint8Array): ReturnType<typeof readAll>;
} {
	const { container } = writer;
	if (container === null) {
		const lastOnly = (folder: string): string => writer.write(folder, SAMPLE);
		return {
			bytes: lastFile(writer),
			last: () => SAMPLE.length - 1,
			read: (bytes) =>
				inFolder(async (folder) => {
					const location = lastOnly(folder);
					const { messages } = await readAll(location);
					writeFileSync(messages.at(-1)?.file ?? "", bytes);
					return readAll(location);
				}),
		};
	}
	const lengths = SAMPLE.map((_, index) => container(SAMPLE.slice(0, index + 1)).length);
	// A message is known to be over once the next envelope line and a field are seen.
	const seen = "From MAILER-DAEMON Thu Nov 25 02:14:10 2026\nFrom:".length;
	const last = (cut: number): number =>
		isPacked(writer) ? 0 : lengths.filter((length, index) => index < SAMPLE.length - 1 && length + seen <= cut).length;
	const read = (bytes: Uint8Array): ReturnType<typeof readAll> =>
		inFolder((folder) => {
			const path = join(folder, "damaged.mbox");
			writeFileSync(path, bytes);
			return readAll(path);
		});
	return { bytes: container(SAMPLE), last, read };
}
