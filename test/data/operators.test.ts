import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { parse } from "parse5";
import { generate, operatorSchema, readOperators, recordText } from "../../scripts/generate/operators.ts";
import type { Operator, OperatorPattern } from "../../src/core/model/operator.ts";
import { operatorIndex } from "../../src/core/trackers/operators.ts";
import { corporaFolder, NO_CORPORA } from "../support/corpora.ts";

const ROOT = join(fileURLToPath(import.meta.url), "../../..");
const records = readOperators(ROOT);
const index = operatorIndex();

const textOf = ({ host = "", path = "" }: OperatorPattern): string => host + path;

function match(url: string): string | null {
	const { hostname, pathname, search } = new URL(url);
	return index.match(hostname, pathname + search)?.id ?? null;
}

test("every record keeps to the schema and stands on disk as the generator writes it", () => {
	for (const name of readdirSync(join(ROOT, "data/operators"))) {
		const written = readFileSync(join(ROOT, "data/operators", name), "utf8");
		assert.equal(written, recordText(operatorSchema.parse(JSON.parse(written)) as Operator), name);
	}
});

test("the generated table and its reference are what the records say", async () => {
	for (const [path, content] of await generate(ROOT)) assert.equal(readFileSync(join(ROOT, path), "utf8"), content, path);
});

test("what was seen in real mail is counted for records that exist", () => {
	const { records: seen } = JSON.parse(readFileSync(join(ROOT, "data/operators-seen.json"), "utf8")) as { records: Record<string, number> };
	const ids = new Set(records.map(({ id }) => id));
	for (const id of Object.keys(seen)) assert.ok(ids.has(id), id);
});

test("every example of a record is matched by that record and by no other", () => {
	for (const { id, examples } of records) for (const url of examples.match) assert.equal(match(url), id, url);
});

test("no counter-example of a record is matched by it", () => {
	for (const { id, examples } of records) for (const url of examples.other) assert.notEqual(match(url), id, url);
});

test("every host is matched with its sub-domains, and no host that merely contains its name", () => {
	for (const { id, patterns } of records) {
		for (const { host, path = "/" } of patterns) {
			if (host === undefined) continue;
			const url = path.replaceAll("*", "7");
			assert.equal(index.match(host, url)?.id, id, host);
			assert.equal(index.match(`a.b.${host}`, url)?.id, id, host);
			for (const other of [`${host}.evil.test`, `${host.replaceAll(".", "-")}.test`, `x-${host}.test`]) {
				assert.equal(index.find(other, url)?.pattern.host, undefined, other);
			}
			assert.notEqual(index.find(`not${host}`, url)?.pattern.host, host, host);
		}
	}
});

test("every pattern says where it comes from", () => {
	for (const { id, patterns, provenance } of records) {
		const sourced = new Set(provenance.flatMap((sentence) => sentence.slice(sentence.indexOf(": ") + 2).split(", ")));
		for (const pattern of patterns) assert.ok(sourced.has(textOf(pattern)), `${id}: ${textOf(pattern)}`);
	}
});

test("no pattern repeats what a wider one of its own record says", () => {
	for (const { id, patterns } of records) {
		const hosts = patterns.filter(({ path }) => path === undefined).map(({ host = "" }) => host);
		for (const { host, path } of patterns) {
			if (host === undefined) continue;
			const wider = hosts.find((one) => host.endsWith(`.${one}`) || (host === one && path !== undefined));
			assert.equal(wider, undefined, `${id}: ${host}${path ?? ""}`);
		}
	}
});

// What one reference costs at most: the patterns of one host, and those of one first segment.
test("no host and no first segment holds more than a dozen patterns", () => {
	const counts = new Map<string, number>();
	for (const { patterns } of records) {
		for (const { host, path = "" } of patterns) {
			const key = host ?? `/${path.split(/[/?]/)[1]}`;
			counts.set(key, (counts.get(key) ?? 0) + 1);
		}
	}
	for (const [key, count] of counts) assert.ok(count <= 12, `${key}: ${count}`);
});

/** Hosts of real newsletters on which a path alone may speak: more than this, and the path is anybody's. */
const MAX_HOSTS = 12;

// In the bare newsletters, and in raw messages wherever a URL stands unbroken, which is enough to see what is generic.
test("in real mail no path alone fires on many hosts", { skip: corporaFolder() === null && NO_CORPORA }, () => {
	const hosts = new Map<string, Set<string>>();
	for (const url of corpusUrls(corporaFolder() as string)) {
		const found = index.find(url.hostname, url.pathname + url.search);
		if (found === null || found.pattern.host !== undefined) continue;
		const key = `${found.operator.id} ${found.pattern.path}`;
		hosts.set(key, (hosts.get(key) ?? new Set()).add(url.hostname));
	}
	assert.ok(hosts.size > 0, "path patterns fire at all");
	for (const [key, on] of hosts) assert.ok(on.size <= MAX_HOSTS, `${key}: ${[...on].slice(0, 20).join(" ")}`);
});

function* corpusUrls(folder: string): Generator<URL> {
	for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
		if (!/\.(?:html?|eml|msg|txt)$/.test(name)) continue;
		const source = readFileSync(join(folder, name), "latin1");
		const texts = name.includes(".htm") ? attributes(source) : [source];
		for (const text of texts) {
			for (const [written] of text.matchAll(/https?:\/\/[^\s"'<>()]{4,2000}/g)) {
				const url = URL.parse(written);
				if (url !== null && url.hostname !== "") yield url;
			}
		}
	}
}

interface Tree {
	readonly attrs?: readonly { readonly value: string }[];
	readonly childNodes?: readonly Tree[];
}

function attributes(html: string): string[] {
	const values: string[] = [];
	const open: Tree[] = [parse(html) as Tree];
	for (let node = open.pop(); node !== undefined; node = open.pop()) {
		for (const { value } of node.attrs ?? []) values.push(value);
		open.push(...(node.childNodes ?? []));
	}
	return values;
}
