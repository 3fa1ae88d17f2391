// Hosts of indicators against the URL parser of the platform, an implementation of the WHATWG standard that browsers follow too.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { covers, readHost } from "../../../src/core/indicators/hosts.ts";

const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?$/).filter((text) => !text.startsWith("xn--") && !/^..--/.test(text));
const letters = fc.constantFrom("münchen", "bücher", "ελλάδα", "пример", "例え");
const host = fc
	.tuple(
		fc.array(fc.oneof({ weight: 4, arbitrary: label }, letters), { minLength: 1, maxLength: 4 }),
		fc.constantFrom("example", "test", "invalid"),
	)
	.map(([labels, suffix]) => [...labels, suffix].join("."));

/** Ways in which a browser still reads the same host. */
const SPELLINGS: readonly ((host: string) => string)[] = [
	(host) => host.toUpperCase(),
	(host) => `${host}.`,
	(host) => host.replaceAll(".", "．"),
	(host) => host.replaceAll(".", "。"),
	(host) => host.replace(/[a-z]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0xfee0)),
	(host) => host.replace(/[a-z0-9]/g, (character) => `%${character.charCodeAt(0).toString(16)}`),
	(host) => encodeURIComponent(host),
	(host) => new URL(`http://${host}/`).hostname,
	(host) => host.replaceAll("e", "e\u00ad"),
];

test("a host is read as a browser reads it, in every spelling", () => {
	fc.assert(
		fc.property(host, fc.constantFrom(...SPELLINGS), (host, spelling) => {
			assert.equal(readHost(spelling(host)), new URL(`http://${host}/`).hostname);
		}),
		{ numRuns: 400 },
	);
});

test("whatever is taken for a host is the host that a browser would ask for with it", () => {
	const piece = fc.constantFrom(
		"a",
		"B",
		".",
		"-",
		"%",
		"%2e",
		"%00",
		"/",
		"\\",
		"@",
		":",
		"#",
		"?",
		" ",
		"\t",
		"ß",
		"。",
		"xn--",
		"[",
		"1",
		"0x",
		"_",
		"\u202e",
		"İ",
	);
	fc.assert(
		fc.property(fc.array(piece, { minLength: 1, maxLength: 12 }), (pieces) => {
			const text = pieces.join("");
			const read = readHost(text);
			if (read === null) return;
			const bare = text.replace(/^(?:\*\.|\.)/, "").replace(/:\d+$/, "");
			assert.equal(read, new URL(`http://${bare}/`).hostname.replace(/(?<=.)\.$/, ""));
		}),
		{ numRuns: 1_000 },
	);
});

test("a name covers itself and its true sub-domains, and nothing that only ends or begins like it", () => {
	fc.assert(
		fc.property(host, label, (written, more) => {
			const name = readHost(written) as string;
			assert.ok(covers(name, name) && covers(name, `${name}.`) && covers(name, `${more}.${name}`));
			assert.ok(!covers(name, `${more}${name}`) && !covers(name, `${name}.${more}.test`) && !covers(`${more}.${name}`, name));
		}),
	);
});

test("an address is no host name, in any of its spellings", () => {
	for (const text of ["192.0.2.1", "0xc0000201", "3221225985", "0300.0.2.1", "[2001:db8::1]"]) assert.equal(readHost(text), null);
});
