// The mail with the code says who asked and what happens, and holds nothing that a mail program would fetch, whatever an organisation is called.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { simpleParser } from "mailparser";
import { readAddress } from "../../../../src/app/selftest/delivery/address.ts";
import { composeCodeMail } from "../../../../src/app/selftest/delivery/code-mail.ts";
import { inspect } from "../../../../src/index.ts";

const READER = readAddress("reader@reader.example");

function mail(who: string, contact: string | null): Uint8Array {
	return composeCodeMail({
		from: readAddress("selftest@parliament.example"),
		to: READER,
		asker: { who, contact },
		code: "K7QFM-2XPRT",
		now: new Date("2026-01-02T03:04:05Z"),
		messageId: "id",
	});
}

test("it says the code, who asked, what happens, how long it holds, and that it may be ignored", async () => {
	const read = await simpleParser(Buffer.from(mail("the IT security of the Parliament of Éxample", "it@parliament.example")));
	assert.equal(read.from?.text, '"counterpixel self-test" <selftest@parliament.example>');
	assert.equal(Array.isArray(read.to) ? null : read.to?.text, "reader@reader.example");
	assert.equal(read.date?.toISOString(), "2026-01-02T03:04:05.000Z");
	assert.equal(read.html, false);
	for (const said of [
		/^Your code: K7QFM-2XPRT$/m,
		/asked for by the IT security of the Parliament of Éxample\.$/m,
		/holds for 15 minutes and works once/,
		/did not ask for it\? Then do nothing/,
		/^Questions: it@parliament\.example$/m,
	]) {
		assert.match(read.text ?? "", said);
	}
});

test("it holds no reference, whoever asked and whatever way there is to reach them", () => {
	const nasty = fc.oneof(
		fc.string({ unit: "binary", maxLength: 60 }),
		fc.constantFrom(
			"https://parliament.example/",
			"http://h.example/p.gif",
			"www.parliament.example",
			"<img src=http://h.example/p.gif>",
			"//h.example/x",
			"\\\\h.example\\x",
			"mailto:a@b.example",
			"ftp://h.example/",
			"a\r\nDisposition-Notification-To: a@b.example\r\n\r\n",
			"file://h.example/x",
		),
	);
	const words = fc.array(nasty, { maxLength: 3 }).map((pieces) => pieces.join(" "));
	fc.assert(
		fc.property(words, fc.option(words), (who, contact) => {
			const bytes = mail(who, contact);
			const { references, problems } = inspect(bytes);
			assert.deepEqual(references, []);
			assert.deepEqual(problems, []);
			const text = Buffer.from(bytes).toString("latin1");
			assert.match(text, /^[\t\r\n\x20-\x7e]*$/);
			assert.doesNotMatch(text.slice(0, text.indexOf("\r\n\r\n")), /notification/i);
		}),
	);
});
