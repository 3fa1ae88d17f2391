// The config is read strictly: what is unknown or wrong is named with its file and line, before anything listens.

import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { serveCommand } from "../../../../src/app/cli/selftest-serve.ts";
import { readServeConfig } from "../../../../src/app/selftest/serve/config.ts";
import { makeCertificate } from "../../../../src/edge/listeners/certificate.ts";

const LEAST = `organisation:
  name: IT security of the Parliament of Example
  contact: it-security@parliament.example
listen: "[::1]:8080"
public: https://selftest.parliament.example
trusted_proxies: ["192.0.2.1", "2001:db8::/32"]
smtp:
  url: smtps://selftest@mail.parliament.example
  from: selftest@parliament.example
allowed_domains:
  - parliament.example
  - Staff.Parliament.Example
state: state
`;

let folder: string;
before(async () => {
	folder = await mkdtemp(join(tmpdir(), "counterpixel-config-"));
});
after(() => rm(folder, { recursive: true, force: true }));

const file = (): string => join(folder, "serve.yaml");

async function read(text: string) {
	await writeFile(file(), text);
	return readServeConfig(file());
}

async function refused(text: string, expected: RegExp): Promise<void> {
	await assert.rejects(read(text), (error: Error & { code?: string }) => {
		assert.match(error.message, expected);
		assert.equal(error.code, "usage");
		assert.doesNotMatch(error.message, /\n/);
		return true;
	});
}

test("the least config has the usual limits, and erases after a week", async () => {
	const config = await read(LEAST);
	assert.equal(config.erase_after, 7 * 24 * 3_600_000);
	assert.deepEqual(config.limits, { per_address: 3, per_domain: 200, per_client: 60 });
	assert.deepEqual([...config.allowedDomains], ["parliament.example", "staff.parliament.example"]);
	assert.deepEqual(config.listen, { host: "::1", port: 8080 });
	assert.equal(config.state, join(folder, "state"));
	assert.equal(config.certificate, null);
});

test("--check says that it is right, and ends", async () => {
	await writeFile(file(), LEAST);
	assert.equal(await serveCommand({ config: file(), check: true }), 0);
});

for (const [name, change, expected] of [
	["an unknown key", (text) => `${text}erase_afer: 3 days\n`, /serve\.yaml:14: erase_afer is not a key that is known here/],
	[
		"an unknown key inside",
		(text) => text.replace("  from:", "  form:"),
		/serve\.yaml:7: smtp\.from: it is missing; .*serve\.yaml:9: smtp\.form is not a key/,
	],
	["a key twice", (text) => `${text}state: other\n`, /serve\.yaml:14: .*unique/],
	["a wrong address to listen at", (text) => text.replace('"[::1]:8080"', "everywhere"), /serve\.yaml:4: listen: .*HOST:PORT/],
	["http for the world", (text) => text.replace("https:", "http:"), /serve\.yaml:5: public: it is an https address/],
	["a path in the address", (text) => text.replace("selftest.parliament.example", "parliament.example/selftest"), /serve\.yaml:5: public/],
	[
		"https that nobody does",
		(text) => text.replace(/trusted_proxies.*\n/, ""),
		/serve\.yaml:5: public: https needs "certificate" and "key", or a reverse proxy/,
	],
	["a key without its certificate", (text) => `${text}key: key.pem\n`, /serve\.yaml:14: key: it goes with "certificate"/],
	["a zone that nobody serves", (text) => `${text}zone: t.parliament.example\n`, /serve\.yaml:14: zone: it goes with "dns"/],
	["shares without a zone", (text) => `${text}smb: 127.0.0.1:445\n`, /serve\.yaml:14: smb: it goes with "zone"/],
	[
		"the whole world",
		(text) => text.replace("- parliament.example", '- "*"'),
		/serve\.yaml:11: allowed_domains\[0\]: each domain stands in full/,
	],
	[
		"a whole top level",
		(text) => text.replace("- parliament.example", "- example"),
		/serve\.yaml:11: allowed_domains\[0\]: it is no domain/,
	],
	[
		"nobody allowed",
		(text) => text.replace(/allowed_domains:[\s\S]*?state/, "allowed_domains: []\nstate"),
		/serve\.yaml:10: allowed_domains/,
	],
	[
		"two senders",
		(text) => text.replace("from: selftest@", "from: a@b.example, selftest@"),
		/serve\.yaml:9: smtp\.from: .*one address only/,
	],
	[
		"a password in the URL",
		(text) => text.replace("selftest@mail", "selftest:secret@mail"),
		/serve\.yaml:8: smtp\.url: .*no password stands in a URL/,
	],
	["results kept for ever", (text) => `${text}erase_after: 31 days\n`, /serve\.yaml:14: erase_after: it is a time of at most 30 days/],
	["no limit", (text) => `${text}limits: {per_address: 0}\n`, /serve\.yaml:14: limits\.per_address/],
	[
		"a name of two lines",
		(text) => text.replace("name: IT", 'name: "IT\\r\\nBcc: x@y.example"\n  # IT'),
		/serve\.yaml:2: organisation\.name: .*cannot be seen/,
	],
	["no map at all", () => "- a\n", /serve\.yaml:1: /],
	["no YAML", () => "a: [\n", /serve\.yaml:2: /],
	[
		"an alias that swells",
		() =>
			`a: &a [x,x]\n${"bcdefghijk".replace(/./g, (one, index) => `${one}: &${one} [${`*${index === 0 ? "a" : "bcdefghijk"[index - 1]},`.repeat(20)}]\n`)}`,
		/refers to itself too often/,
	],
] satisfies readonly (readonly [string, (text: string) => string, RegExp])[]) {
	test(`${name} is refused, with the line`, () => refused(change(LEAST), expected));
}

test("a certificate that lacks a name which probes have is refused", async () => {
	const pair = await makeCertificate(["selftest.parliament.example"]);
	await writeFile(join(folder, "cert.pem"), pair.certificate);
	await writeFile(join(folder, "key.pem"), pair.key);
	const own = `${LEAST}certificate: cert.pem\nkey: key.pem\n`;
	assert.notEqual((await read(own)).certificate, null);
	await refused(own.replace("public: https://selftest", "public: https://other"), /is not for other\.parliament\.example/);
	const zone = "zone: t.parliament.example\ndns: 127.0.0.1:5353\naddresses: [192.0.2.10]\n";
	await refused(own + zone, /is not for \*\.t\.parliament\.example/);
});

test("a file that is not there, or is no config at all, is refused in one line", async () => {
	await assert.rejects(readServeConfig(join(folder, "none.yaml")), /none\.yaml: it cannot be read \(ENOENT\)/);
	await refused("#".repeat(70_000), /65536 bytes at most/);
});

test("the example in docs/selftest-serve.md is a config, and its table names every key", async () => {
	const docs = await readFile(new URL("../../../../docs/selftest-serve.md", import.meta.url), "utf8");
	const example = /```yaml\n([\s\S]*?)```/.exec(docs)?.[1] ?? "";
	const pair = await makeCertificate(["selftest.parliament.example"]);
	await writeFile(join(folder, "selftest.pem"), pair.certificate);
	await writeFile(join(folder, "selftest.key"), pair.key);
	assert.equal((await read(example)).organisation.name, "IT security of the Parliament of Example");
	const table = [...docs.matchAll(/^\| (`[a-z_.`, ]+`) \|/gm)].flatMap(([, names = ""]) => names.match(/[a-z_.]+/g) ?? []);
	// A key that is not known is named as such; one that is known is named for its value.
	for (const name of table.filter((key) => key !== "secret" && key !== "opt-outs" && !key.endsWith(".json"))) {
		const [key = "", inner] = name.split(".");
		const text = inner === undefined ? `${key}: {}\n` : `${key}: {${inner}: {}}\n`;
		await assert.rejects(read(text), (error: Error) => {
			assert.doesNotMatch(error.message, /not a key/, name);
			return true;
		});
	}
	assert.ok(table.length > 20);
});
