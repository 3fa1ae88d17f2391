import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { compileHosts, createHostMatcher } from "../../../src/core/exposure/host-matcher.ts";

const encoder = new TextEncoder();

/** Numbers of the lines in which `hosts` are found. */
function found(hosts: readonly string[], text: string): number[] {
	const bytes = encoder.encode(text);
	const positions = createHostMatcher(compileHosts(hosts)).lines(bytes, 0, bytes.length);
	return positions.map((at) => bytes.subarray(0, at).filter((byte) => byte === 0x0a).length);
}

/** The specification, by regular expressions over each line. */
function naively(hosts: readonly string[], text: string): number[] {
	const patterns = hosts.map((host) => {
		const plain = host.replace(/^\[|\]$/g, "");
		const escaped = plain.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
		if (plain.includes(":")) return new RegExp(`(?<![0-9a-f:])${escaped}(?![0-9a-f:])`, "i");
		const before = /^\d+(?:\.\d+){3}$/.test(plain) ? "(?<![a-z0-9_.-])" : "(?<![a-z0-9_-])";
		return new RegExp(`${before}${escaped}(?![a-z0-9-])(?!\\.[a-z0-9-])`, "i");
	});
	return text.split("\n").flatMap((line, index) => (patterns.some((pattern) => pattern.test(line)) ? [index] : []));
}

const label = fc.stringMatching(/^[ab1-]{1,6}$/);
const hostName = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join("."));
const hosts = fc.array(
	fc.oneof({ weight: 5, arbitrary: hostName }, fc.constantFrom("192.0.2.1", "1.1.1.1", "[2001:db8::1]", "b.co", "a")),
	{
		minLength: 1,
		maxLength: 12,
	},
);

test("the lines are those that a search for each host in each line finds, in either case, and only where the host stands alone", () => {
	const beside = fc.constantFrom("", " ", "/", ".", "-", "_", ":", "x", "a", "1", ".a", ". ", "\n", "ü", "//", "[", "]", ":80/", "A.");
	const mixed = fc.tuple(hosts, fc.array(fc.tuple(beside, fc.nat(), fc.boolean(), beside), { maxLength: 20 }));
	fc.assert(
		fc.property(mixed, ([list, pieces]) => {
			const text = pieces
				.map(([before, index, isUpper, after]) => {
					const host = list[index % list.length];
					return `${before}${isUpper ? host.toUpperCase() : host}${after}`;
				})
				.join("");
			assert.deepEqual(found(list, text), naively(list, text));
		}),
		{ numRuns: 700 },
	);
});

test("a host is found wherever it stands among thousands, whatever their lengths, and below a name that they share", () => {
	fc.assert(
		fc.property(fc.integer({ min: 1, max: 3000 }), fc.nat(), fc.boolean(), fc.nat({ max: 70 }), (count, pick, isShared, pad) => {
			const list = Array.from({ length: count }, (_, index) =>
				isShared ? `u${index * 7919}.links.mass-mail.test` : `h${index}.site-${index % 97}.example`,
			);
			const wanted = list[pick % count];
			const text = `${"x".repeat(pad)} https://${wanted}/open\nhttps://other.${isShared ? "links.mass-mail.test" : "example"}/\n`;
			assert.deepEqual(found(list, text), naively(list, text));
		}),
		{ numRuns: 15 },
	);
});

test("a block is searched from where it begins to where it ends", () => {
	const bytes = encoder.encode("evil.example a\nb evil.example\nevil.example");
	const matcher = createHostMatcher(compileHosts(["evil.example"]));
	assert.deepEqual(matcher.lines(bytes, 15, 30), [17]);
	assert.deepEqual(matcher.lines(bytes, 0, bytes.length), [0, 17, 30]);
	assert.deepEqual(matcher.lines(bytes, 0, 0), []);
	assert.deepEqual(createHostMatcher(compileHosts([])).lines(bytes, 0, bytes.length), []);
});

test("what no URL could have as a host is not looked for, and stops nothing", () => {
	assert.deepEqual(
		found(["", "ü.example", "two words", "evil.example.", "EVIL2.example"], "ü.example\nevil.example\nevil2.EXAMPLE.\n"),
		[1, 2],
	);
});
