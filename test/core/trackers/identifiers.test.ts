import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, test } from "node:test";
import fc from "fast-check";
import { NO_IDENTIFIER } from "../../../src/core/model/identifier.ts";
import { createIdentifier } from "../../../src/core/trackers/identifiers.ts";
import { MAX_EXAMINED } from "../../../src/core/trackers/layers.ts";

const ADDRESS = "jane.doe@x.example";
const identify = createIdentifier(["Jane.Doe@X.example", "office@y.example"]);

function found(url: string, using = identify): { kind: string; value: string | null; how: string } {
	const parsed = new URL(url);
	return using(parsed.href, parsed.hostname);
}

const base64 = (text: string): string => Buffer.from(text).toString("base64");
const base64url = (text: string): string => Buffer.from(text).toString("base64url");
const hex = (text: string): string => Buffer.from(text).toString("hex");
const digest = (algorithm: string, text: string): Buffer => createHash(algorithm).update(text).digest();

/** RFC 4648 §6, without padding: Node has none. */
function base32(text: string): string {
	const bits = Array.from(Buffer.from(text), (byte) => byte.toString(2).padStart(8, "0")).join("");
	return (bits.match(/.{1,5}/g) ?? []).map((five) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[Number.parseInt(five.padEnd(5, "0"), 2)]).join("");
}

describe("the reader's address is found", () => {
	const cases: readonly (readonly [url: string, how: string])[] = [
		[`http://t.test/o?e=${ADDRESS}`, "the address in query parameter e"],
		["http://t.test/o?e=JANE.DOE%40X.EXAMPLE", "the address in query parameter e"],
		["http://t.test/o?e=jane.doe%2540x.example", "the address in query parameter e"],
		["http://t.test/o?e=jane.doe%2Bnews%40x.example", "the address in query parameter e"],
		["http://t.test/o?e=jane.doe+news@x.example", "the address in query parameter e"],
		["http://t.test/o?e=janedoe@x.example", "the address in query parameter e"],
		[`http://t.test/u/${ADDRESS}/open.gif`, "the address in the path"],
		[`http://t.test/o?${ADDRESS}`, "the address in the query"],
		[`http://t.test/?u=http%3A%2F%2Fi.test%2F%3Fe%3D${ADDRESS}`, "the address in query parameter u"],
		["http://jane.doe%40x.example@t.test/", "the address in the host name"],
		["http://t.test/o?user=jane.doe&domain=x.example", "the address, split in its two parts, in query parameter user"],
		["http://t.test/bounce/jane.doe=x.example", "the address, split in its two parts, in the path"],
		["http://jane.doe.x.example.t.test/", "the address, split in its two parts, in the host name"],
		[`http://t.test/o?e=${base64(ADDRESS)}`, "the base64 of the address in query parameter e"],
		[`http://t.test/${base64url(ADDRESS)}/x/y`, "the base64 of the address in the path"],
		[`http://t.test/o?e=17-${base64url(ADDRESS)}-18`, "the base64 of the address in query parameter e"],
		[`http://t.test/?j=${base64url(JSON.stringify({ id: 7, mail: ADDRESS }))}`, "the base64 of the address in query parameter j"],
		[`http://t.test/o?e=${hex(ADDRESS)}`, "the hex of the address in query parameter e"],
		[`http://${hex(ADDRESS)}.t.test/`, "the hex of the address in the host name"],
		[`http://t.test/o/${base32(ADDRESS).toLowerCase()}`, "the base32 of the address in the path"],
		[`http://t.test/o?e=${base64(hex(ADDRESS))}`, "the base64 of the hex of the address in query parameter e"],
		[`http://t.test/o?e=${hex(base64(ADDRESS))}`, "the hex of the base64 of the address in query parameter e"],
		[`http://t.test/o?e=${base64("e=jane.doe%40x.example&i=1")}`, "the base64 of the address in query parameter e"],
		[`http://t.test/o?e=${digest("md5", ADDRESS).toString("hex")}`, "the MD5 of the address in query parameter e"],
		[`http://t.test/o?e=${digest("sha1", ADDRESS).toString("hex").toUpperCase()}`, "the SHA-1 of the address in query parameter e"],
		[`http://${digest("md5", ADDRESS).toString("hex")}.t.test/`, "the MD5 of the address in the host name"],
		[
			`http://t.test/o?e=${digest("sha256", ADDRESS).toString("base64url")}`,
			"the base64 of the SHA-256 of the address in query parameter e",
		],
		[
			`http://t.test/o?e=${encodeURIComponent(digest("sha1", ADDRESS).toString("base64"))}`,
			"the base64 of the SHA-1 of the address in query parameter e",
		],
		[`http://t.test/o?e=${digest("sha1", ADDRESS).toString("base64")}`, "the base64 of the SHA-1 of the address in query parameter e"],
		[`http://t.test/o?e=${base64(digest("md5", ADDRESS).toString("hex"))}`, "the base64 of the MD5 of the address in query parameter e"],
		[`http://t.test/o?e=${digest("md5", "Jane.Doe@X.example").toString("hex")}`, "the MD5 of the address in query parameter e"],
		[`http://t.test/open/${ADDRESS}.png`, "the address in the path"],
		[`http://t.test/open/${ADDRESS}.html?x=1`, "the address in the path"],
		[`http://t.test/open/${ADDRESS}-1789.gif`, "the address in the path"],
		[`http://t.test/open/${ADDRESS}_1789.gif`, "the address in the path"],
		[`http://t.test/open/1789-${ADDRESS}`, "the address in the path"],
		[`http://t.test/o?e=1789_${ADDRESS}`, "the address in query parameter e"],
		["http://t.test/open/jane.doe=x.example.gif", "the address, split in its two parts, in the path"],
		["http://t.test/open/jane.doe.gif", "the local part of the address in the path"],
		["http://t.test/u/jane.doe/", "the local part of the address in the path"],
		["http://jane.doe.t.test/", "the local part of the address in the host name"],
	];
	for (const [url, how] of cases) test(`${how}: ${url}`, () => assert.deepEqual(found(url), { kind: "address", value: ADDRESS, how }));
});

test("what does not lead to the reader is not the address", () => {
	for (const url of [
		"http://t.test/o?e=jane.roe@x.example",
		"http://t.test/o?e=jane.doe@x.example.test",
		"http://t.test/o/jane.doe@x.example.pl",
		"http://t.test/o/jane.doe@x.example-shop.test",
		"http://t.test/o/jane.doe@x.example-shop.test.png",
		"http://t.test/o/jane.doe@shop-x.example",
		"http://t.test/o/jane.doe=x.example.pl.png",
		"http://t.test/o?e=xjane.doe@x.example",
		"http://t.test/office/",
		"http://t.test/o?e=office",
		"http://t.test/mary-jane.doe-smith/",
		"http://x.example/",
		`http://t.test/o?e=${digest("md5", "jane.roe@x.example").toString("hex")}`,
		"http://t.test/#jane.doe@x.example",
	])
		assert.notEqual(found(url).kind, "address", url);
});

test("the sender's own name is not the reader's local part", () => {
	const owner = createIdentifier(["bookshop@me.example"]);
	assert.equal(found("http://news.bookshop.test/bookshop/logo.png", owner).kind, "none");
	assert.equal(found("http://bookshop.mailer.test/logo.png", createIdentifier(["news@me.example"])).kind, "none");
});

test("without addresses, or with what is none, nothing is found and nothing fails", () => {
	for (const addresses of [[], [""], ["@"], ["a@"], ["@b"], ["no address"], ["+@x.example"], ["\0@\0"], [`${"a".repeat(5000)}@x.example`]])
		assert.equal(found("http://t.test/a?b=c", createIdentifier(addresses)), NO_IDENTIFIER);
});

test("an internationalised address is found as UTF-8, percent-encoded", () => {
	const owner = createIdentifier(["dörte@bücher.example"]);
	assert.equal(found("http://t.test/?e=d%C3%B6rte@b%C3%BCcher.example", owner).value, "dörte@bücher.example");
});

test("a fragment is never sent, so it identifies nobody", () => {
	assert.equal(found("http://t.test/x#6496a8003f17"), NO_IDENTIFIER);
});

// Property: any address, through any chain of encodings, at any place.
const word = fc.stringMatching(/^[a-z][a-z0-9]{2,9}$/);
const address = fc
	.tuple(word, fc.constantFrom(".", "_", "-", ""), word, word)
	.map(([first, joint, last, domain]) => `${first}${joint}${last}@${domain}.example`);
type Step = readonly [name: string, apply: (text: string) => string];
const steps: readonly Step[] = [
	["base64", base64],
	["base64url", base64url],
	["hex", hex],
	["HEX", (text) => hex(text).toUpperCase()],
	["percent", encodeURIComponent],
	["base32", base32],
];
const hashes: readonly Step[] = [
	["md5", (text) => digest("md5", text).toString("hex")],
	["sha1", (text) => digest("sha1", text).toString("hex")],
	["sha256", (text) => digest("sha256", text).toString("hex")],
	["sha256 base64url", (text) => digest("sha256", text).toString("base64url")],
	["md5 base64url", (text) => digest("md5", text).toString("base64url")],
];
const chain = fc.oneof(
	fc.array(fc.constantFrom(...steps), { maxLength: 2 }),
	fc.tuple(fc.constantFrom(...hashes), fc.array(fc.constantFrom(...steps), { maxLength: 1 })).map(([first, rest]) => [first, ...rest]),
);
const places = fc.constantFrom<(token: string) => string>(
	(token) => `https://t.test/o?e=${encodeURIComponent(token)}`,
	(token) => `https://t.test/o?a=1&long_name=${encodeURIComponent(token)}&z=2`,
	(token) => `https://t.test/o?${encodeURIComponent(token)}`,
	(token) => `https://t.test/open/${encodeURIComponent(token)}/p.gif`,
	(token) => `https://t.test/${encodeURIComponent(token)}`,
	(token) => `https://t.test/open/${encodeURIComponent(token)}.png`,
	(token) => `https://t.test/?u=${encodeURIComponent(`https://i.test/?e=${encodeURIComponent(token)}&x=1`)}`,
);

test("any address, in any chain of two encodings, at any place, is found", () => {
	fc.assert(
		fc.property(address, chain, places, (owner, encodings, place) => {
			const token = encodings.reduce((text, [, apply]) => apply(text), owner);
			const result = found(place(token), createIdentifier(["other@y.example", owner]));
			assert.deepEqual([result.kind, result.value], ["address", owner], `${encodings.map(([name]) => name).join(" ")}: ${place(token)}`);
		}),
		{ numRuns: 2_000 },
	);
});

test("no other address, in any chain of two encodings, is taken for the reader's", () => {
	fc.assert(
		fc.property(address, address, chain, places, (owner, other, encodings, place) => {
			fc.pre(owner.split("@")[0] !== other.split("@")[0] && owner.replace(/[._-]/g, "") !== other.replace(/[._-]/g, ""));
			const token = encodings.reduce((text, [, apply]) => apply(text), other);
			assert.notEqual(found(place(token), createIdentifier([owner])).kind, "address", place(token));
		}),
		{ numRuns: 2_000 },
	);
});

// Other mailboxes that hold the reader's address, or most of it.
const lookAlike = fc.constantFrom<(local: string, domain: string) => string>(
	(local, domain) => `x${local}@${domain}`,
	(local, domain) => `${local}x@${domain}`,
	(local, domain) => `mary-${local}@${domain}`,
	(local, domain) => `${local}-smith@${domain}`,
	(local, domain) => `${local}@${domain}.test`,
	(local, domain) => `${local}@mail.${domain}`,
	(local, domain) => `${local}@x${domain}`,
	(local, domain) => `${local}@x-${domain}`,
	(local, domain) => `${local}@${domain}-x.test`,
	(local, domain) => `${local}@${domain}.pl`,
	(local, domain) => `${local}@${domain.replace(".example", ".invalid")}`,
);

test("no address that looks like the reader's, in any chain of two encodings, is taken for it", () => {
	fc.assert(
		fc.property(address, lookAlike, chain, places, (owner, change, encodings, place) => {
			const [local = "", domain = ""] = owner.split("@");
			const token = encodings.reduce((text, [, apply]) => apply(text), change(local, domain));
			assert.notEqual(found(place(token), createIdentifier([owner])).kind, "address", place(token));
		}),
		{ numRuns: 2_000 },
	);
});

test("no random text is taken for the reader's address", () => {
	fc.assert(
		fc.property(address, fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.base64String(), (owner, url, token) => {
			assert.notEqual(
				found(`${url.replace(/#.*/, "")}${url.includes("?") ? "&" : "?"}t=${token}`, createIdentifier([owner])).kind,
				"address",
			);
		}),
		{ numRuns: 2_000 },
	);
});

test("whatever a URL holds, an identifier is text of it, and the same every time", () => {
	fc.assert(
		fc.property(fc.string({ unit: "binary", maxLength: 200 }), (rest) => {
			const url = URL.parse(`http://t.test/${rest}`);
			if (url === null) return;
			const first = identify(url.href, url.hostname);
			assert.deepEqual(identify(url.href, url.hostname), first);
			if (first.kind === "opaque" && !url.href.includes("%")) assert.ok(url.href.includes(first.value ?? "?"));
		}),
		{ numRuns: 2_000 },
	);
});

test("a megabyte of anything takes bounded time, and only its first 64 KiB count", () => {
	const size = 1_000_000;
	const many = createIdentifier(Array.from({ length: 1000 }, (_, index) => `jane.doe${index}@x${index}.example`));
	const pieces = [
		"a",
		"%",
		"%25",
		"%2525",
		"@",
		"a@",
		"jane.doe1@",
		"jane.doe1=",
		"-",
		"a-",
		"/",
		"amFuZS5kb2VA",
		"amFu-",
		"6a616e65",
		"61-",
		"aaaaaaaa-",
		"/6496a8003f",
		base64(base64(base64("a".repeat(300)))),
		`${"a".repeat(32)}-`,
		"é",
		"&utm_a=",
		"&a=6496a8003f",
		"/jane.doe",
		"jane.doe.png.",
		"jane.doe1=x1.example.pl/",
		"a@x.png-",
		"AAAAAAAAAAA/",
		"AAA/",
		"AAAAAAAAA4AA-",
		"kAFQmDzST7DWlj99KOF_cg/",
		`${digest("md5", "a").toString("hex")}/`,
		"=",
		".",
	];
	for (const piece of pieces) {
		for (const start of ["http://t.test/?utm_a=", "http://t.test/", "http://a"]) {
			const url = start + piece.repeat(Math.ceil(size / piece.length));
			for (const using of [identify, many]) {
				const before = performance.now();
				using(url, "t.test");
				const took = performance.now() - before;
				assert.ok(took < 1_000, `${start}${piece.slice(0, 20)}: ${took} ms`);
			}
		}
	}
	assert.equal(found(`http://t.test/${"a/".repeat(MAX_EXAMINED / 2 - 100)}?e=${ADDRESS}`).kind, "address");
	assert.equal(found(`http://t.test/${"a/".repeat(MAX_EXAMINED / 2)}?e=${ADDRESS}`).kind, "none");
});
