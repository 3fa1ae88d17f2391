import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import type { Inspection } from "../../../src/core/model/inspection.ts";
import { inspect } from "../../../src/index.ts";
import { encode, htmlMessage } from "./messages.ts";

const TOKEN = "9f8e7d6c5b4a39281706f5e4";
const PIXEL = `<img src="https://t.example/open/${TOKEN}.gif">`;
const QUOTED = "it stands in quoted text: unless the quotation is made up, its token was made for whoever got that mail";
const INSIDE = "it stands in a message inside this one: its token was made for whoever got that mail";
const SHARED = "the unsubscribe link carries the same token";

/** The reasons of the reference to a URL that holds `piece`, those apart that every such reference has. */
function reasonsFor({ references }: Inspection, piece = "/open/"): readonly string[] {
	const reference = references.find(({ url }) => url.includes(piece));
	assert.ok(reference !== undefined, "the reference is found");
	return reference.why.filter(
		(reason) => reason.startsWith("it stands in") || reason.startsWith(SHARED) || reason.includes("may name somebody else"),
	);
}

const ofHtml = (html: string, headers: readonly string[] = []): readonly string[] => reasonsFor(inspect(htmlMessage(html, headers)));

describe("a token in quoted text was made for somebody else, whom the copied header names", () => {
	const answer = ["Subject: Re: our plans"];
	const gmail = `<div class="gmail_quote"><div class="gmail_attr">---------- Forwarded message ---------<br>From: <b>News</b> <span>&lt;<a href="mailto:n@y.example">n@y.example</a>&gt;</span><br>Date: Mon<br>Subject: x<br>To:  &lt;<a href="mailto:Bob@y.example">Bob@y.example</a>&gt;<br></div>${PIXEL}</div>`;
	const outlook = `<hr><div id="divRplyFwdMsg" dir="ltr"><font><b>De :</b> News &lt;n@y.example&gt;<br><b>Envoy&eacute; :</b> lundi<br><b>À :</b> Bob &lt;bob@y.example&gt;<br><b>Objet :</b> x</font></div><div>${PIXEL}</div>`;
	const classic = `<div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'><p><b>Von:</b> News<br><b>Gesendet:</b> Montag<br><b>An:</b> Bob &lt;bob@y.example&gt;<br><b>Betreff:</b> x</p></div>${PIXEL}`;
	const plain = `<pre>-----Urspr&uuml;ngliche Nachricht-----</pre>`;
	const cases: readonly (readonly [name: string, html: string, recipient: string])[] = [
		["Gmail", gmail, ", bob@y.example"],
		["Outlook and Outlook on the web", outlook, ", bob@y.example"],
		["Outlook's line above a header", classic, ", bob@y.example"],
		["Apple Mail, Thunderbird", `<div>On Monday somebody wrote:<br><blockquote type="cite">${PIXEL}</blockquote></div>`, ""],
		["Eudora", `<BLOCKQUOTE TYPE=CITE CLASS=CITE CITE>${PIXEL}</BLOCKQUOTE>`, ""],
		[
			"Thunderbird, forwarded",
			`<div class="moz-forward-container">-------- Forwarded Message --------<table><tr><th>To: </th><td>bob@y.example</td></tr></table>${PIXEL}</div>`,
			", bob@y.example",
		],
		["Yahoo", `<div id="yahoo_quoted_1" class="yahoo_quoted"><div>${PIXEL}</div></div>`, ""],
		["Proton Mail", `<div class="protonmail_quote"><blockquote class="protonmail_quote" type="cite">${PIXEL}</blockquote></div>`, ""],
		["what one program quotes of another", `<div class="x_gmail_quote">${PIXEL}</div>`, ""],
		["plain text made HTML", `-----Original Message-----<br>From: News<br>To: bob@y.example<br>Subject: x<br>${PIXEL}`, ", bob@y.example"],
	];
	for (const [name, html, recipient] of cases) test(name, () => assert.deepEqual(ofHtml(html, answer), [QUOTED + recipient]));
	test("German, in a single-byte charset", () => {
		const headers = ["From: a@y.example", "Subject: AW: x", "Content-Type: text/html; charset=iso-8859-1", "", ""].join("\r\n");
		const body = `-----Urspr\u00fcngliche Nachricht-----<br>An: bob@y.example<br>${PIXEL}`;
		assert.deepEqual(reasonsFor(inspect(Buffer.from(headers + body, "latin1"))), [`${QUOTED}, bob@y.example`]);
	});
	test("an entity is no letter, so this is missed, and nothing is said", () => assert.deepEqual(ofHtml(plain + PIXEL, answer), []));
	test("the quotations that no other text looks like are found in mail that answers nothing", () => {
		assert.deepEqual(ofHtml(gmail), [`${QUOTED}, bob@y.example`]);
		assert.deepEqual(ofHtml(outlook), [`${QUOTED}, bob@y.example`]);
	});
});

describe("what stands outside of a quotation is not quoted", () => {
	const answer = ["In-Reply-To: <1@y.example>"];
	for (const [name, html] of [
		["below it", `<blockquote type="cite"><div><blockquote>x</blockquote></div></blockquote><div>${PIXEL}</div>`],
		["above it", `${PIXEL}<div class="gmail_quote">x</div>`],
		["behind an element that the quotation's end closes", `<div class="gmail_quote"><blockquote type="cite">x</div>${PIXEL}`],
		["a line above anything else", `<div style="border-top:solid #E1E1E1 1.0pt"><b>Note:</b> x</div>${PIXEL}`],
		["a customer's words", `<div class="customer_quote">${PIXEL}</div>`],
		["dashes around a heading", `-----Our offers-----<br>To: all<br>${PIXEL}`],
		["a quotation of a book", `<blockquote cite="https://b.example/">${PIXEL}</blockquote>`],
	] as const) {
		test(name, () => assert.deepEqual(ofHtml(html, answer), []));
	}
	test("an address of the reader is the reader's wherever it stands", () => {
		const html = '<div class="gmail_quote"><img src="https://t.example/open/?e=anna@reader.example"></div>';
		assert.deepEqual(ofHtml(html), []);
	});
});

test("wherever the quotation lies in nested elements, the tokens in it are quoted and those around it are not", () => {
	const wrap = fc.constantFrom("<div>", "<blockquote>", '<div class="a">', "<table>");
	const quote = fc.constantFrom('<div class="gmail_quote">', '<blockquote type="cite">', '<div class="yahoo_quoted">');
	const close = (tag: string): string => `</${/[a-z]+/.exec(tag)?.[0]}>`;
	const nest = (tags: readonly string[], inner: string): string => tags.join("") + inner + [...tags].reverse().map(close).join("");
	const wraps = fc.array(wrap, { maxLength: 4 });
	fc.assert(
		fc.property(wraps, quote, wraps, (outer, tag, inner) => {
			const pixel = (place: string): string => `<img src="https://t.example/${place}/${TOKEN}.gif">`;
			const html = nest(outer, pixel("above") + nest([tag, ...inner], pixel("inside")) + pixel("below"));
			const inspection = inspect(htmlMessage(html, ["Subject: Fwd: x"]));
			assert.deepEqual(reasonsFor(inspection, "/above/"), []);
			assert.deepEqual(reasonsFor(inspection, "/inside/"), [QUOTED]);
			assert.deepEqual(reasonsFor(inspection, "/below/"), []);
		}),
	);
});

test("a link in quoted lines of a plain answer was made for somebody else, the one above them was not", () => {
	const head = ["From: bob@y.example", "To: anna@reader.example", "Subject: Re: x", "", ""].join("\r\n");
	const text = `https://t.example/mine/${TOKEN}\r\n> see\r\n> https://t.example/open/${TOKEN}\r\n`;
	const inspection = inspect(encode(head + text));
	assert.deepEqual(reasonsFor(inspection), [QUOTED]);
	assert.deepEqual(reasonsFor(inspection, "/mine/"), []);
	const below = `https://t.example/mine/${TOKEN}\r\n-----Original Message-----\r\nFrom: n@y.example\r\nTo: Carl <carl@y.example>\r\n\r\nhttps://t.example/open/${TOKEN}\r\n`;
	assert.deepEqual(reasonsFor(inspect(encode(head + below))), [`${QUOTED}, carl@y.example`]);
});

test("a token in a message inside this one was made for whoever got that", () => {
	const inner = ["From: n@y.example", "To: Bob <bob@y.example>", "Content-Type: text/html", "", PIXEL].join("\r\n");
	const outer = (type: string, body: string): Uint8Array =>
		encode(
			[
				"From: c@y.example",
				"To: anna@reader.example",
				'Content-Type: multipart/mixed; boundary="b"',
				"",
				"--b",
				type,
				"",
				body,
				"--b--",
				"",
			].join("\r\n"),
		);
	assert.deepEqual(reasonsFor(inspect(outer("Content-Type: message/rfc822", inner))), [`${INSIDE}, bob@y.example`]);
	const file = 'Content-Type: application/octet-stream; name="mail.eml"\r\nContent-Disposition: attachment';
	assert.deepEqual(reasonsFor(inspect(outer(file, inner))), [INSIDE]);
});

describe("a token that the unsubscribe link carries too can be tied to the address which that is for", () => {
	test("in the header", () => {
		const [reason, ...others] = ofHtml(PIXEL, [`List-Unsubscribe: <https://n.example/u/${TOKEN}>, <mailto:u@n.example>`]);
		assert.ok(reason?.startsWith(SHARED));
		assert.deepEqual(others, []);
	});
	test("in a link of the text, which is itself not told so", () => {
		const inspection = inspect(htmlMessage(`${PIXEL}<a href="https://n.example/unsubscribe?u=${TOKEN}">off</a>`));
		assert.ok(reasonsFor(inspection)[0]?.startsWith(SHARED));
		assert.deepEqual(reasonsFor(inspection, "/unsubscribe"), []);
	});
	test("not where the link carries another token, or is no such link", () => {
		assert.deepEqual(ofHtml(PIXEL, ["List-Unsubscribe: <https://n.example/u/0123456789abcdef01234567>"]), []);
		assert.deepEqual(ofHtml(`${PIXEL}<a href="https://n.example/shop?u=${TOKEN}">shop</a>`), []);
	});
});

describe("an address in a URL that is none of the reader's may name somebody else", () => {
	const reason = (how: string): string => `${how}: none of the reader's known addresses, so it may name somebody else`;
	test("in clear and encoded", () => {
		assert.deepEqual(ofHtml('<img src="https://t.example/open/?e=bob@y.example">'), [reason("bob@y.example in query parameter e")]);
		const token = Buffer.from("bob@y.example").toString("base64url");
		assert.deepEqual(ofHtml(`<img src="https://t.example/open/${token}">`), [reason("the base64 of bob@y.example in the path")]);
	});
	test("but not the reader's own address, nor the sender's", () => {
		assert.deepEqual(ofHtml('<img src="https://t.example/open/?e=anna@reader.example&f=bob@y.example">'), []);
		assert.deepEqual(ofHtml('<img src="https://t.example/open/?reply=news@sender.example">'), []);
	});
	test("each message has its own sender", () => {
		const html = '<img src="https://t.example/open/?reply=news@sender.example">';
		assert.deepEqual(ofHtml(html), []);
		const other = encode(`From: other@sender.example\r\nContent-Type: text/html\r\n\r\n${html}`);
		assert.equal(reasonsFor(inspect(other)).length, 1);
	});
});

test("what is said of a token changes nothing else of the reference, and a classifier still has the last word", () => {
	const message = htmlMessage(`<div class="gmail_quote">${PIXEL}</div>`, [`List-Unsubscribe: <https://n.example/u/${TOKEN}>`]);
	const [plain] = inspect(htmlMessage(`<div class="gmail_other">${PIXEL}</div>`)).references;
	const { references } = inspect(message, { classify: () => "a list blocks it" });
	const told = references.find(({ url }) => url.includes("/open/"));
	assert.deepEqual([told?.identifier, told?.leaks, told?.trigger], [plain?.identifier, plain?.leaks, plain?.trigger]);
	assert.match(told?.why.at(-1) ?? "", /^a list blocks it/);
});

test("hostile quotations cost no more than their length, and break nothing", () => {
	const answer = "Subject: Re: x";
	for (const piece of [
		'<div class="gmail_quote">',
		"<div ",
		'<blockquote type="cite">',
		"-----Original Message-----",
		"</div>",
		'<div id="divRplyFwdMsg">',
		"<b>a:",
		"-",
	]) {
		const html = `<div class="gmail_quote">${piece.repeat(Math.ceil(2_000_000 / piece.length))}`;
		const started = performance.now();
		inspect(htmlMessage(`${PIXEL}${html}`, [answer]));
		assert.ok(performance.now() - started < 3000, piece);
	}
	for (const line of ["> \n", ">\nx\n", ">"]) {
		const text = `From: a@y.example\r\n${answer}\r\n\r\n> https://t.example/open/${TOKEN}\n${line.repeat(15_000_000 / line.length)}`;
		const started = performance.now();
		assert.deepEqual(reasonsFor(inspect(encode(text))), [QUOTED]);
		assert.ok(performance.now() - started < 3000, line);
	}
});
