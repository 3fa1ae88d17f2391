// Files in messages and files in files, with containers taken apart by an opener made for the test: what is opened, where it is said to
// be, and where it ends.

import assert from "node:assert/strict";
import { test } from "node:test";
import { composeProbe } from "../../../src/app/selftest/compose.ts";
import { createDeepInspector, createInspector } from "../../../src/core/inspect.ts";
import { MAX_GIVEN_UP, MAX_OPENED_ITEMS } from "../../../src/core/mail/limits.ts";
import type { Opened, OpenRequest } from "../../../src/core/model/container.ts";
import { nodeCodec } from "../../../src/edge/node-codec.ts";

const ZIP = "PK\x03\x04";
const PAGE = '<img src="http://tracker.example/a">';

function attached(name: string, content: string, mediaType = "application/octet-stream", shown = false): Uint8Array {
	return composeProbe({ kind: "file", name, mediaType, shown, content }, { transferEncoding: "base64", charset: "us-ascii" });
}

function bytesOf(text: string): Uint8Array {
	return new Uint8Array(Buffer.from(text, "latin1"));
}

function opened(files: Readonly<Record<string, string>>): Opened {
	return {
		files: Object.entries(files).map(([path, text]) => ({ path, mediaType: "", bytes: bytesOf(text) })),
		constructs: [],
		problems: [],
	};
}

/** "path trigger url" of each reference, with the requests that were made. */
async function read(message: Uint8Array, open: (request: OpenRequest) => Opened) {
	const requests: OpenRequest[] = [];
	const inspect = createDeepInspector(nodeCodec, async (request) => {
		requests.push(request);
		return open(request);
	});
	const { references, problems } = await inspect(message);
	return {
		requests,
		lines: references.map(({ part, path, trigger, url }) => `${part} ${path ?? "-"} ${trigger} ${url}`),
		raw: references.map(({ start, end }) => Buffer.from(message.subarray(start, end)).toString("latin1")),
		problems: problems.map(({ code, detail }) => `${code}: ${detail}`),
	};
}

test("what lies in a container is named by the attachment's part and the path inside, and its range is the whole attachment", async () => {
	const { lines, raw, requests } = await read(attached("a.zip", `${ZIP}...`), () => opened({ "x/page.html": PAGE, "x/photo.png": PAGE }));
	assert.deepEqual(lines, ["2 x/page.html attachment http://tracker.example/a"]);
	assert.deepEqual(
		raw.map((text) => Buffer.from(text, "base64").toString("latin1")),
		[`${ZIP}...`],
	);
	assert.deepEqual(
		requests.map(({ kind, name }) => `${kind} ${name}`),
		["zip a.zip"],
	);
});

test("a container in a container adds its own path", async () => {
	const { lines } = await read(attached("a.zip", ZIP), ({ name }) =>
		name === "a.zip" ? opened({ "inner/b.docx": `${ZIP}b` }) : opened({ "word/page.html": PAGE }),
	);
	assert.deepEqual(lines, ["2 inner/b.docx/word/page.html attachment http://tracker.example/a"]);
});

test("containers without end are left at a depth that is named", async () => {
	const { problems, requests } = await read(attached("a.zip", ZIP), () => opened({ "again.zip": ZIP }));
	assert.match(problems.join("\n"), /^limit-depth: part 2, again\.zip\/.* files in files deeper than 8; the rest was not read$/);
	assert.equal(requests.length, 9);
});

test("containers that hold more than may be read are left with a problem", async () => {
	const many = Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`${n}.zip`, `${ZIP}${n}`]));
	const { problems, requests } = await read(attached("a.zip", ZIP), () => opened(many));
	assert.match(problems.join("\n"), /limit-decoded: .* too much lies in attached files; the rest was not read/);
	assert.ok(requests.length <= MAX_OPENED_ITEMS);
});

test("a page or a saved web archive under the name of an Office document is read as what it is", async () => {
	const archive = `From: x\r\nSubject: a\r\n folded\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n${PAGE}`;
	assert.deepEqual((await read(attached("a.doc", `<html>${PAGE}</html>`), () => opened({}))).lines, [
		"2 - attachment http://tracker.example/a",
	]);
	assert.deepEqual((await read(attached("a.xls", archive), () => opened({}))).lines, ["2 1 attachment http://tracker.example/a"]);
});

test("a compound file that nothing reads, and one that is encrypted, are named", async () => {
	const compound = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
	const problemsOf = async (streams: Readonly<Record<string, string>>) =>
		(await read(attached("a.xls", compound), () => opened(streams))).problems;
	assert.deepEqual(await problemsOf({ Contents: "x" }), [
		"not-opened: part 2 is a compound file of a kind that this version does not read",
	]);
	assert.deepEqual(await problemsOf({ EncryptionInfo: "x", EncryptedPackage: "y" }), [
		"encrypted: part 2: it is encrypted with a password",
	]);
	assert.deepEqual(await problemsOf({ Workbook: "x" }), []);
});

test("a message whose containers break their opener again and again is left with a problem", async () => {
	const many = Object.fromEntries(Array.from({ length: 9 }, (_, n) => [`${n}.zip`, `${ZIP}${n}`]));
	const { problems, requests } = await read(attached("a.zip", ZIP), ({ name }) =>
		name === "a.zip" ? opened(many) : { ...opened({}), gaveUp: true },
	);
	assert.equal(requests.length, 1 + MAX_GIVEN_UP);
	assert.equal(problems.filter((line) => /^not-opened: .* took too long; no more were tried$/.test(line)).length, 9 - MAX_GIVEN_UP);
});

test("a message in a file is read as a message, its parts below the file's path", async () => {
	const mail = `Subject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n${PAGE}\r\n--b--\r\n`;
	const inZip = await read(attached("a.zip", ZIP), () => opened({ "mail.eml": mail }));
	assert.deepEqual(inZip.lines, ["2 mail.eml/1 attachment http://tracker.example/a"]);
	const alone = await read(attached("mail.eml", mail), () => opened({}));
	assert.deepEqual(alone.lines, ["2 1 attachment http://tracker.example/a"]);
	assert.deepEqual(
		alone.raw.map((text) => Buffer.from(text, "base64").toString("latin1")),
		["http://tracker.example/a"],
		"the range is that of the address alone",
	);
});

test("a uuencoded file in a text is an attachment", async () => {
	const encoded = Buffer.from(PAGE).toString("latin1");
	const line = (piece: string): string => {
		const bytes = Buffer.from(piece, "latin1");
		let text = String.fromCharCode(32 + bytes.length);
		for (let at = 0; at < bytes.length; at += 3) {
			const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
			for (const shift of [18, 12, 6, 0]) text += String.fromCharCode(32 + ((group >> shift) & 63));
		}
		return text;
	};
	const message = bytesOf(`Subject: x\r\n\r\nsee\r\nbegin 644 a.html\r\n${line(encoded)}\r\n\`\r\nend\r\n`);
	assert.deepEqual((await read(message, () => opened({}))).lines, ["1 - attachment http://tracker.example/a"]);
});

test("without an opener a container is named as not opened", () => {
	const { problems } = createInspector(nodeCodec)(attached("a.docx", ZIP));
	assert.deepEqual(
		problems.map(({ code, detail }) => `${code}: ${detail}`),
		["not-opened: part 2: a.docx is a ZIP container, which was not opened"],
	);
});

test("messages inspected side by side do not mix", async () => {
	const waiting: (() => void)[] = [];
	const inspect = createDeepInspector(nodeCodec, async () => {
		await new Promise<void>((resolve) => waiting.push(resolve));
		return opened({ "a.html": PAGE });
	});
	const first = inspect(attached("a.zip", ZIP));
	const second = inspect(attached("b.html", PAGE.replace("/a", "/b")));
	const third = inspect(attached("c.zip", ZIP));
	for (const go of waiting) go();
	const urls = (await Promise.all([first, second, third])).map(({ references }) => references.map(({ url }) => url));
	assert.deepEqual(urls, [["http://tracker.example/a"], ["http://tracker.example/b"], ["http://tracker.example/a"]]);
});
