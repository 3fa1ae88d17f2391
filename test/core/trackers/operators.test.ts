import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import type { OperatorPattern } from "../../../src/core/model/operator.ts";
import { createOperatorIndex, type OperatorFacts, operatorIndex } from "../../../src/core/trackers/operators.ts";

function record(id: string, ...patterns: OperatorPattern[]): OperatorFacts {
	return { id, name: id, kind: "mass-mail", patterns };
}

const index = createOperatorIndex([
	record("wide", { host: "mail.example" }),
	record("narrow", { host: "track.mail.example" }),
	record("open", { host: "mail.example", path: "/open/" }),
	record("deep", { host: "mail.example", path: "/open/*/pixel.gif" }),
	record("only-open", { host: "other.example", path: "/o/" }),
	record("anywhere", { path: "/ut.php?u=" }, { path: "/mo/*.gif" }),
]);

const idOf = (host: string, path: string): string | null => index.match(host, path)?.id ?? null;

test("a host pattern matches the host itself and its sub-domains, at any depth", () => {
	assert.equal(idOf("mail.example", "/"), "wide");
	assert.equal(idOf("a.b.c.d.mail.example", "/"), "wide");
	assert.equal(idOf("mail.example.", "/"), "wide");
});

test("a host that merely contains, begins or ends with an operator's name is not the operator's", () => {
	const others = ["xmail.example", "mail.example.evil.test", "mail-example.test", "example", "", ".", "evil.test", "mail.example.."];
	for (const host of [...others, "[2001:db8::1]", "192.0.2.1"]) assert.equal(idOf(host, "/open/"), null, host);
});

test("the host is compared as it is given: lower case is the caller's, as every WHATWG URL has it", () => {
	assert.equal(idOf("MAIL.example", "/"), null);
	assert.equal(idOf(new URL("http://MAIL.Example/").hostname, "/"), "wide");
});

test("the longest host wins, then the path with the most literal characters, then a path without a host", () => {
	assert.equal(idOf("x.track.mail.example", "/open/1/pixel.gif"), "narrow");
	assert.equal(idOf("mail.example", "/open/1/pixel.gif"), "deep");
	assert.equal(idOf("mail.example", "/open/1"), "open");
	assert.equal(idOf("mail.example", "/ut.php?u=1"), "wide");
	assert.equal(idOf("other.example", "/ut.php?u=1"), "anywhere");
});

test("a path is matched at the start of path and query, an asterisk standing for any run of characters", () => {
	assert.equal(idOf("h.test", "/mo/a/b?c=.gif"), "anywhere");
	assert.equal(idOf("h.test", "/mo/.gif"), "anywhere");
	assert.equal(idOf("h.test", "/x/mo/a.gif"), null);
	assert.equal(idOf("h.test", "/mo"), null);
	assert.equal(idOf("h.test", "/?/mo/a.gif"), null);
	assert.equal(idOf("other.example", "/o"), null);
});

test("a match names its pattern, so that a path alone is never told as a host", () => {
	assert.deepEqual(index.find("h.test", "/ut.php?u=1")?.pattern, { path: "/ut.php?u=" });
	assert.deepEqual(index.find("a.mail.example", "/")?.pattern, { host: "mail.example" });
});

test("a path without a host must be specific: a first segment that is literal and complete", () => {
	for (const path of ["/", "/open", "/*/open?", "/o*/x", "/?qs="]) {
		assert.throws(() => createOperatorIndex([record("general", { path })]), /too general/, path);
	}
	assert.throws(() => createOperatorIndex([record("no-slash", { host: "a.example", path: "open" })]), /slash/);
});

test("two records cannot claim one pattern", () => {
	assert.throws(() => createOperatorIndex([record("a", { host: "x.example" }), record("b", { host: "x.example" })]), /both have/);
});

test("hosts and paths that are names of prototype members are nothing special", () => {
	for (const word of ["__proto__", "constructor", "hasOwnProperty"]) assert.equal(operatorIndex().match(word, `/${word}/`), null);
});

test("any records give what a plain search over all patterns gives", () => {
	const host = fc.array(fc.constantFrom("a", "b", "ab", "mail"), { minLength: 1, maxLength: 4 }).map((labels) => labels.join("."));
	const path = fc.array(fc.constantFrom("/", "a", "*", "?", "b="), { maxLength: 6 }).map((parts) => `/a/${parts.join("")}`);
	const pattern: fc.Arbitrary<OperatorPattern> = fc.oneof(fc.record({ host }), fc.record({ host, path }), fc.record({ path }));
	const patterns = fc.uniqueArray(pattern, { maxLength: 12, selector: (one) => `${one.host ?? ""} ${one.path ?? ""}` });
	fc.assert(
		fc.property(patterns, host, path, (all, name, written) => {
			const text = written.replaceAll("*", "-");
			const found = createOperatorIndex([record("all", ...all)]).find(name, text)?.pattern ?? null;
			const plain = search(all, name, text);
			assert.deepEqual(found && rank(found), plain && rank(plain));
		}),
		{ numRuns: 1000 },
	);
});

/** Length of the host and of the literal path: what makes one pattern more specific than another. */
function rank({ host = "", path = "" }: OperatorPattern): readonly [number, number] {
	return [host.length, path.replaceAll("*", "").length];
}

function search(all: readonly OperatorPattern[], name: string, text: string): OperatorPattern | null {
	let best: OperatorPattern | null = null;
	for (const pattern of all) {
		const { host, path = "" } = pattern;
		if (host !== undefined && name !== host && !name.endsWith(`.${host}`)) continue;
		const glob = path.split("*").map((run) => run.replace(/[?.]/g, "\\$&"));
		if (!new RegExp(`^${glob.join(".*")}`).test(text)) continue;
		if (best === null || rank(pattern)[0] > rank(best)[0] || (rank(pattern)[0] === rank(best)[0] && rank(pattern)[1] > rank(best)[1]))
			best = pattern;
	}
	return best;
}

/** Milliseconds of the fastest of several rounds of each work; the rounds are interleaved, so that a busy machine is busy for all. */
function fastest(...works: readonly (() => void)[]): readonly number[] {
	const best = works.map(() => Number.POSITIVE_INFINITY);
	for (let round = 0; round < 25; round++) {
		for (const [at, work] of works.entries()) {
			const start = performance.now();
			work();
			best[at] = Math.min(best[at] as number, performance.now() - start);
		}
	}
	return best;
}

test("a thousand records cost no more than half as much again as ten", () => {
	const records = (count: number): OperatorFacts[] =>
		Array.from({ length: count }, (_, at) =>
			record(`o${at}`, { host: `mail${at}.example` }, { host: `mail${at}.example`, path: "/open/*/x" }, { path: `/s${at}/open?u=` }),
		);
	const ten = createOperatorIndex(records(10));
	const thousand = createOperatorIndex(records(1000));
	const urls: [string, string][] = Array.from({ length: 4000 }, (_, at) =>
		at % 4 === 0
			? [`t.mail${at % 10}.example`, "/open/abc/xyz"]
			: [`u${at * 7919}.click.news-${at % 300}.test`, `/open/${at}?upn=${"x".repeat(60)}`],
	);
	const over = (one: typeof ten) => () => {
		for (const [host, path] of urls) one.match(host, path);
	};
	const [few = 0, many = 0] = fastest(over(ten), over(thousand));
	assert.ok(many <= few * 1.5, `${many} ms against ${few} ms`);
});

test("a wildcard costs what the path is long, and a host no more than the longest known one", () => {
	const stars = createOperatorIndex([record("stars", { host: "mail.example", path: "/a/*aab*aab*aab*aac" })]);
	const path = (length: number): string => `/a/${"a".repeat(length)}`;
	const [short, long, host] = [path(100_000), path(400_000), "mail.".repeat(400_000)];
	const [few = 0, many = 0, longest = 0] = fastest(
		() => stars.match("mail.example", short),
		() => stars.match("mail.example", long),
		() => stars.match(host, "/"),
	);
	assert.ok(many <= few * 10 + 1, `${many} ms against ${few} ms`);
	assert.ok(longest <= 5, `${longest} ms`);
});
