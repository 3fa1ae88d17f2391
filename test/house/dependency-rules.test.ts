// Data flows one way, core is pure, stages stand apart: the rules of DESIGN.md, held on every file, and each shown to bite on a
// planted breach.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { test } from "node:test";
import { breaches, type Exceptions, type Source } from "./rules.ts";

const PROJECT = join(import.meta.dirname, "../..");
const FOLDERS = ["bin", "src", "test", "bench", "fuzz", "oracle", "scripts", "evaluate"];

const EXCEPTIONS: Exceptions = {
	long: {
		"src/core/mail/html/scanner.ts": "the standard's tokeniser is one loop over one cursor; its states call each other",
	},
	network: {},
};

function projectSources(): Source[] {
	const names = readdirSync(PROJECT, { withFileTypes: true }).filter((entry) => entry.isDirectory() && FOLDERS.includes(entry.name));
	return names.flatMap(({ name }) =>
		readdirSync(join(PROJECT, name), { recursive: true, encoding: "utf8" })
			.filter((path) => /\.(?:ts|js|cjs|mjs)$/.test(path))
			.map((path) => ({ path: `${name}/${path.split(sep).join("/")}`, text: readFileSync(join(PROJECT, name, path), "utf8") })),
	);
}

test("every file keeps the house's rules", () => {
	assert.deepEqual(breaches(projectSources(), EXCEPTIONS), []);
});

const NONE: Exceptions = { long: {}, network: {} };

/** Path, text, and what must be said of it. */
const PLANTED: readonly (readonly [path: string, text: string, said: RegExp])[] = [
	["src/core/mail/a.ts", `import { x } from "node:fs";`, /imports node:fs: core is pure/],
	["src/core/mail/a.ts", `import x from 'kysely';`, /imports kysely: core is pure/],
	["src/core/mail/a.ts", `export { x } from "zod";`, /imports zod: core is pure/],
	["src/core/mail/a.ts", `const x = await import("node:net");`, /imports node:net: core is pure/],
	["src/core/mail/a.ts", `import "tldts-other";`, /imports tldts-other: core is pure/],
	["src/core/mail/a.ts", `/* " */ import type {\n\tx,\n} from "postal-mime"; // "`, /imports postal-mime: core is pure/],
	["src/core/mail/a.ts", `const x = Buffer.from("");`, /uses Buffer: core is pure/],
	["src/core/mail/a.ts", `const x = \`\${process.version}\`;`, /uses process: core is pure/],
	["src/core/mail/a.ts", `const x = /[/"]/.test(y) && Date.now();`, /uses the clock: core is pure/],
	["src/core/mail/a.ts", `const x = new Date();`, /uses the clock: core is pure/],
	["src/core/mail/a.ts", `const x = Math.random();`, /uses Math\.random: core is pure/],
	["src/core/mail/a.ts", `const x = a / 2; fetch("http://h.example/" /* / */);`, /uses fetch: core is pure/],
	["src/core/mail/a.ts", `setTimeout(() => {}, 1);`, /uses setTimeout: core is pure/],
	["src/core/model/a.ts", `import { x } from "../encoding/b.ts";`, /model imports only model/],
	["src/core/encoding/a.ts", `import { x } from "../mail/b.ts";`, /encoding imports only model and itself/],
	["src/core/vectors/deep/a.ts", `import { x } from "../../mail/b.ts";`, /a stage imports only model, encoding and itself/],
	["src/core/trackers/a.ts", `import type { X } from "../inspect.ts";`, /a stage imports only model, encoding and itself/],
	["src/core/inspect.ts", `import { x } from "../edge/node-codec.ts";`, /core imports only core/],
	["src/edge/sources/a.ts", `import { x } from "../../app/cli/b.ts";`, /nobody imports app/],
	["src/index.ts", `import { x } from "./app/cli/b.ts";`, /nobody imports app/],
	["src/edge/sources/a.ts", `import { x } from "../../../test/support/b.ts";`, /src imports nothing outside of src/],
	["src/edge/sources/a.ts", `import { connect } from "node:tls";`, /only edge\/net opens connections/],
	["src/app/cli/a.ts", `await fetch("http://h.example/");`, /only edge\/net opens connections/],
	["src/edge/listeners/a.ts", `import { connect, createServer } from "node:net";`, /only edge\/net opens connections/],
	["src/edge/listeners/a.ts", `import { type Server, request as createServer } from "node:http";`, /only edge\/net opens connections/],
	["src/edge/listeners/a.ts", `import { Socket } from "node:net";`, /only edge\/net opens connections/],
	["src/edge/listeners/a.ts", `import net from "node:net";`, /only edge\/net opens connections/],
	["src/edge/listeners/a.ts", `import * as net from "node:net";`, /only edge\/net opens connections/],
	["src/edge/listeners/a.ts", `const net = await import("node:net");`, /only edge\/net opens connections/],
	["src/app/cli/a.ts", `import { ImapFlow } from "imapflow";`, /only edge\/net opens connections/],
	["src/edge/listeners/a.ts", `import SMTPConnection from "nodemailer/lib/smtp-connection";`, /only edge\/net opens connections/],
	["src/edge/listeners/a.ts", `import { lookup } from "node:dns";`, /only edge\/net opens connections/],
	["src/edge/listeners/a.ts", `export { connect } from "node:net";`, /imports node:net: only edge\/net opens connections/],
	["src/edge/listeners/a.ts", `udp.connect(53, host);`, /calls connect: only edge\/net opens connections/],
	["src/edge/listeners/a.ts", `new Socket().connect(443, host);`, /calls connect: only edge\/net opens connections/],
	["src/edge/listeners/a.ts", `await names?.resolve4(host);`, /calls resolve4: only edge\/net opens connections/],
	["src/app/cli/a.ts", `import { DatabaseSync } from "node:sqlite";`, /all SQL stands in edge\/casebook/],
	["src/core/mail/string-utils.ts", "", /name the noun it holds/],
	["src/edge/helpers/a.ts", "", /name the noun it holds/],
	["src/app/cli/a.ts", "x;\n".repeat(301), /past 300 it is two files/],
];

for (const [path, text, said] of PLANTED) {
	test(`a breach is named: ${path} with ${JSON.stringify(text.slice(0, 60))}`, () => {
		const found = breaches([{ path, text }], NONE);
		assert.equal(found.length, 1, found.join("\n"));
		assert.match(found[0] ?? "", said);
	});
}

test("a cycle of folders is named, even one of types only", () => {
	const found = breaches(
		[
			{ path: "src/edge/sources/a.ts", text: `import type { B } from "../casebook/b.ts";` },
			{ path: "src/edge/casebook/b.ts", text: `import type { A } from "../sources/a.ts";` },
		],
		NONE,
	);
	assert.deepEqual(found, ["edge/sources -> edge/casebook -> edge/sources is a cycle"]);
});

test("a cycle of files is named", () => {
	const found = breaches(
		[
			{ path: "src/core/mail/a.ts", text: `import { b } from "./b.ts";` },
			{ path: "src/core/mail/b.ts", text: `import { a } from "./a.ts";` },
		],
		NONE,
	);
	assert.deepEqual(found, ["src/core/mail/a.ts -> src/core/mail/b.ts -> src/core/mail/a.ts is a cycle"]);
});

test("an exception that is no longer needed is named", () => {
	assert.match(breaches([], { long: { "src/gone.ts": "a table" }, network: {} })[0] ?? "", /is not there/);
});

test("what only looks like a breach is let pass", () => {
	const text = `
		// import { x } from "node:fs"; Buffer, process, Date.now()
		/* fetch("http://h.example/"); Math.random() */
		import { sha256 } from "@noble/hashes/sha2.js";
		import { getDomain } from "tldts";
		import type { Part } from "../model/message.ts";
		const words = ["Buffer", 'process', \`new Date() \${words} Math.random()\`, /fetch\\(\\/"Buffer"/];
		const when = new Date(0), other = { process: 1, fetch: 2 }, third = reader.fetch() / reader.process / 2;
	`;
	assert.deepEqual(breaches([{ path: "src/core/mail/a.ts", text }], NONE), []);
});

test("a listener may wait, read and name types", () => {
	const text = `
		import type { IncomingMessage } from "node:http";
		import { createServer, isIPv4 as isOld, type Socket } from "node:net";
		import { TLSSocket } from "node:tls";
		server.on("connect", () => new Promise((resolve) => resolve(map.get(key))));
	`;
	assert.deepEqual(breaches([{ path: "src/edge/listeners/a.ts", text }], NONE), []);
});
