// The same core runs in a browser: bundled for one, it finds in Chromium exactly what it finds in Node.

import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { rolldown } from "rolldown";
import { inspect } from "../../src/index.ts";
import { needBrowser, openBrowser } from "../support/browser.ts";
import { tokens } from "./tokens.ts";

const ENTRY = join(import.meta.dirname, "../../src/core/index.ts");

/** One message with a finding in each layer: header, quoted-printable HTML, CSS, base64, a charset, a nested message. */
const MESSAGE = [
	"From: Sender <news@sender.example>",
	"To: reader@example.org",
	"Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=",
	"Disposition-Notification-To: receipts@sender.example",
	"Content-Type: multipart/mixed; boundary=outer",
	"",
	"--outer",
	"Content-Type: text/html; charset=iso-8859-1",
	"Content-Transfer-Encoding: quoted-printable",
	"",
	`<body background=3D"http://a.example/b=E4ckground.gif"><style>@import url(//b.exam=`,
	`ple/s.css);</style><a href=3D"http://c.example/?to=3DcmVhZGVyQGV4YW1wbGUub3Jn">x</a>`,
	"--outer",
	"Content-Type: text/html; charset=utf-8",
	"Content-Transfer-Encoding: base64",
	"",
	btoa(`<img srcset="http://d.example/1.png 1x, http://e.example/2.png 2x"><p style="background:url('http://f.example/p')">`),
	"--outer",
	"Content-Type: message/rfc822",
	"",
	"Content-Type: text/html; charset=shift_jis",
	"",
	`<img src="http://g.example/q?q=\u0083e\u0083X\u0083g">`,
	"--outer--",
	"",
].join("\r\n");

const bytes = Uint8Array.from(MESSAGE, (character) => character.charCodeAt(0));

async function bundle(): Promise<string> {
	const build = await rolldown({
		input: ENTRY,
		platform: "browser",
		onLog: (_level, log) => assert.fail(log.message),
	});
	const { output } = await build.generate({ format: "iife", name: "counterpixel" });
	await build.close();
	return output[0].code;
}

test("core is bundled for a browser with nothing of Node's in it", async () => {
	const list = tokens(await bundle());
	const ofNode = list.filter(
		({ kind, text }) => (kind === "word" && /^(?:Buffer|require)$/.test(text)) || (kind === "string" && text.startsWith("node:")),
	);
	assert.deepEqual(ofNode, []);
});

test("a browser finds in a message what Node finds", needBrowser(), async () => {
	const browser = await openBrowser();
	try {
		const page = await browser.newPage();
		await page.addScriptTag({ content: await bundle() });
		const found = await page.evaluate(`counterpixel.inspect(new Uint8Array(${JSON.stringify([...bytes])}))`);
		const expected = inspect(bytes);
		assert.ok(expected.references.length >= 8, JSON.stringify(expected.references, null, "\t"));
		assert.deepEqual(found, JSON.parse(JSON.stringify(expected)));
	} finally {
		await browser.close();
	}
});
