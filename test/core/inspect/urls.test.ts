// Where references lead: what the composer makes of URLs as written, of bases, of network shares and of what is no reference.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { inspect } from "../../../src/index.ts";
import { encode, htmlMessage, linesOf, linesOfHtml } from "./messages.ts";

describe("without a base", () => {
	const cases: readonly (readonly [string, string, readonly string[]])[] = [
		["a protocol-relative URL is http", '<img src="//h.example/x">', ["open http http://h.example/x"]],
		["a relative URL leads nowhere", '<img src="x.gif"><img src="/x.gif"><img src="?q"><a href="#top">t</a>', []],
		["a scheme without slashes is absolute", '<img src="http:h.example/x">', ["open http http://h.example/x"]],
		["a scheme with one slash is absolute", '<img src="http:/h.example/x">', ["open http http://h.example/x"]],
		["a scheme with a backslash is absolute", '<img src="http:\\h.example/x">', ["open http http://h.example/x"]],
		["mail.invalid is nobody", '<img src="http://mail.invalid/x">', []],
		[
			"cid:, mailto:, tel: and fragments are no references",
			'<img src="cid:a@b"><a href="mailto:a@b.example">m</a><a href="tel:1">t</a><a href="#x">f</a>',
			[],
		],
		["tabs and line ends inside a URL do not count", '<img src="ht\ntp://h.exa\tmple/x">', ["open http http://h.example/x"]],
		["a host in capitals is lower case", '<img src="HTTP://H.EXAMPLE/X">', ["open http http://h.example/X"]],
		["an IDN is punycode", '<img src="http://bücher.example/x">', ["open http http://xn--bcher-kva.example/x"]],
		["an address as one number is an address", '<img src="http://0xC0000201/x">', ["open http http://192.0.2.1/x"]],
		["query text is UTF-8", '<img src="http://h.example/?q=ü">', ["open http http://h.example/?q=%C3%BC"]],
		[
			"a UNC path that is loaded is http and smb",
			'<img src="\\\\h.example\\s\\x">',
			["open http http://h.example/s/x", "open smb file://h.example/s/x"],
		],
		["a UNC path that must be clicked is http", '<a href="\\\\h.example\\s\\x">x</a>', ["click http http://h.example/s/x"]],
		["file: with a host is smb", '<img src="file://h.example/s/x">', ["open smb file://h.example/s/x"]],
		[
			"a scheme that is no web scheme names a host after two slashes only",
			'<img src="rtsp:/h.example/x"><img src="rtsp://h.example/x">',
			["open http rtsp://h.example/x"],
		],
		["file: without a host is this machine", '<img src="file:///C:/x">', []],
	];
	for (const [sentence, html, expected] of cases) test(sentence, () => assert.deepEqual(linesOfHtml(html), expected));
});

describe("with a base", () => {
	test("relative URLs after <base href> lead to it", () => {
		assert.deepEqual(linesOfHtml('<base href="http://b.example/d/"><img src="x"><a href="/y">y</a><img src="//h.example/z">'), [
			"open http http://b.example/d/x",
			"click http http://b.example/y",
			"open http http://h.example/z",
		]);
	});
	test("only the first <base href> counts", () => {
		assert.deepEqual(linesOfHtml('<base href="http://b.example/"><base href="http://c.example/"><img src="x">'), [
			"open http http://b.example/x",
		]);
	});
	test("a scheme without slashes is relative to an http base, as WHATWG has it", () => {
		assert.deepEqual(linesOfHtml('<base href="http://b.example/d/"><img src="http:x">'), ["open http http://b.example/d/x"]);
	});
	test("Content-Base and Content-Location are bases, and <base href> goes before them", () => {
		assert.deepEqual(linesOfHtml("<img src=x>", ["Content-Base: http://c.example/d/"]), ["open http http://c.example/d/x"]);
		assert.deepEqual(linesOfHtml("<img src=x>", ['Content-Location: "http://c.example/d/e.html"']), ["open http http://c.example/d/x"]);
		assert.deepEqual(linesOfHtml('<base href="//b.example/"><img src=x>', ["Content-Base: https://c.example/"]), [
			"open http https://b.example/x",
		]);
	});
	test("a base is not a reference by itself", () => {
		assert.deepEqual(linesOfHtml('<base href="http://b.example/">'), []);
	});
});

describe("what is written inside values", () => {
	const cases: readonly (readonly [string, string, readonly string[]])[] = [
		["srcdoc is a document", '<iframe srcdoc="&lt;img src=http://h.example/x&gt;"></iframe>', ["open http http://h.example/x"]],
		[
			"srcdoc inside srcdoc is a document",
			'<iframe srcdoc="<iframe srcdoc=&quot;<img src=http://h.example/x>&quot;></iframe>"></iframe>',
			["open http http://h.example/x"],
		],
		[
			"data: HTML is a document",
			'<iframe src="data:text/html,%3Cimg src=http://h.example/x%3E"></iframe>',
			["open http http://h.example/x"],
		],
		[
			"data: HTML in base64 is a document",
			`<iframe src="data:text/html;base64,${Buffer.from("<img src=http://h.example/x>").toString("base64")}"></iframe>`,
			["open http http://h.example/x"],
		],
		[
			"data: SVG is a document",
			"<img src=\"data:image/svg+xml,<svg><image href='http://h.example/x'/></svg>\">",
			["open http http://h.example/x"],
		],
		["a data: picture is none", '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">', []],
		[
			"javascript: may write markup",
			"<iframe src=\"javascript:'<img src=http://h.example/x>'\"></iframe>",
			["open http http://h.example/x"],
		],
		[
			"javascript: may write escaped markup",
			"<iframe src=\"javascript:'\\x3c\\u0069m\\u{67} src=http://h.example/x>'\"></iframe>",
			["open http http://h.example/x"],
		],
		[
			"javascript: may decode markup",
			`<iframe src="javascript:atob('${Buffer.from("<img src=http://h.example/x>").toString("base64")}')"></iframe>`,
			["open http http://h.example/x"],
		],
		[
			"what a javascript: link writes needs the click",
			"<a href=\"javascript:'<img src=http://h.example/x>'\">x</a>",
			["click http http://h.example/x"],
		],
		[
			"CSS in a data: style sheet is a sheet",
			'<link rel=stylesheet href="data:text/css,a{background:url(http://h.example/x)}">',
			["open http http://h.example/x"],
		],
		[
			"Outlook's conditional comments are live",
			"<!--[if mso]><v:fill src='http://h.example/x'/><![endif]-->",
			["open http http://h.example/x"],
		],
		["a plain comment is nothing", "<!-- <img src=http://h.example/x> -->", []],
		["noscript is shown where scripts are off", "<noscript><img src=http://h.example/x></noscript>", ["open http http://h.example/x"]],
		["a style's media says when", "<style media=print>p{background:url(http://h.example/x)}</style>", ["open http http://h.example/x"]],
		[
			"a style attribute with references is read resolved",
			'<p style="background:url&#40;http://h.example/x&#41;">',
			["open http http://h.example/x"],
		],
		[
			"a custom property's string counts where it is used",
			'<style>a{--u:"http://h.example/x"}</style><b style="background:image-set(var(--u) 1x)">',
			["open http http://h.example/x"],
		],
		["a custom property's string that nobody uses is nothing", '<style>a{--u:"http://h.example/x"}</style>', []],
		[
			"attr() takes a URL from an attribute",
			'<style>s::after{content:attr(data-u url)}</style><s data-u="http://h.example/x">',
			["open http http://h.example/x"],
		],
		[
			"an SVG style is one text around comments and CDATA",
			"<svg><style><!-- x -->@im<![CDATA[port url(http://h.example/x&y);]]></style></svg>",
			["open http http://h.example/x&y"],
		],
		[
			"a style in a select hides nothing, whichever way it is read",
			"<select><style><img src=http://h.example/x>",
			["open http http://h.example/x"],
		],
		["a bare URL in text is a link", "<p>see http://h.example/x.</p>", ["click http http://h.example/x"]],
		[
			"a bare URL that is a link's text is that link",
			'<a href="http://h.example/x">http://h.example/x</a>',
			["click http http://h.example/x"],
		],
	];
	for (const [sentence, html, expected] of cases) test(sentence, () => assert.deepEqual(linesOfHtml(html), expected));
});

describe("where in the message", () => {
	test("an HTML attachment's pictures are fetched when it is opened, and its links still need a click", () => {
		const message = [
			"MIME-Version: 1.0",
			"Content-Type: multipart/mixed; boundary=b",
			"",
			"--b",
			"Content-Type: text/plain",
			"",
			"hello",
			"--b",
			"Content-Type: text/html",
			"Content-Disposition: attachment; filename=a.html",
			"",
			"<img src=http://h.example/x><a href=http://h.example/y>y</a>",
			"--b--",
		].join("\r\n");
		assert.deepEqual(linesOf(encode(message)), ["attachment http http://h.example/x", "click http http://h.example/y"]);
		assert.deepEqual(
			inspect(encode(message)).references.map(({ part }) => part),
			["2", "2"],
		);
	});
	test("a message shown inside a message is open, and its parts are numbered as in IMAP", () => {
		const inner = ["From: x@y.example", "Content-Type: text/html", "", "<img src=http://h.example/x>"];
		const message = [
			"MIME-Version: 1.0",
			"Content-Type: multipart/mixed; boundary=b",
			"",
			"--b",
			"",
			"hi",
			"--b",
			"Content-Type: message/rfc822",
			"",
			...inner,
			"--b--",
		];
		const { references } = inspect(encode(message.join("\r\n")));
		assert.deepEqual(
			references.map(({ trigger, part }) => `${trigger} ${part}`),
			["open 2.1"],
		);
	});
	test("offsets name the raw bytes inside quoted-printable, base64 and nested content", () => {
		const html = '<p>é</p><iframe srcdoc="&lt;img src=&quot;http://h.example/long/path/x.gif&quot;&gt;"></iframe>';
		const base64 = Buffer.from(html).toString("base64").replace(/.{20}/g, "$&\r\n");
		const bytes = encode(["Content-Type: text/html; charset=utf-8", "Content-Transfer-Encoding: base64", "", base64].join("\r\n"));
		const [reference] = inspect(bytes).references;
		const raw = Buffer.from(bytes).toString("latin1");
		// Six bits a character, wherever the lines are broken.
		const sextet = (offset: number): number => raw.slice(raw.indexOf("\r\n\r\n") + 4, offset).replaceAll("\r\n", "").length;
		const decoded = Buffer.from(base64, "base64").subarray(
			Math.ceil((sextet(reference.start) * 6) / 8),
			Math.floor((sextet(reference.end) * 6) / 8),
		);
		assert.equal(decoded.toString("latin1"), "http://h.example/long/path/x.gif");
	});
	test("receipts go to their address", () => {
		assert.deepEqual(linesOf(htmlMessage("x", ["Disposition-Notification-To: Spy <spy@h.example>"])), [
			"receipt smtp mailto:spy@h.example",
		]);
	});
	test("a BIMI selector is looked up at the sender's domain", () => {
		assert.deepEqual(linesOf(htmlMessage("x", ["BIMI-Selector: v=BIMI1; s=brand"])), ["parse dns dns:brand._bimi.sender.example"]);
	});
});

describe("attachments", () => {
	const withPart = (...part: readonly string[]): Uint8Array =>
		encode(["MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=b", "", "--b", "", "hi", "--b", ...part, "--b--"].join("\r\n"));

	test("a container that nobody opens is named, never passed as clean", () => {
		const bytes = withPart(
			"Content-Type: application/octet-stream",
			'Content-Disposition: attachment; filename="offer.PDF"',
			"",
			"%PDF-1.7",
		);
		const { problems } = inspect(bytes);
		assert.deepEqual(
			problems.map(({ code, detail }) => `${code}: ${detail}`),
			["not-opened: part 2: offer.PDF is a PDF, which was not opened"],
		);
		assert.equal(Buffer.from(bytes).toString("latin1", problems[0].offset, problems[0].offset + 5), "%PDF-");
	});
	test("a picture is opened by nobody's programs over the network", () => {
		assert.deepEqual(inspect(withPart("Content-Type: image/png", "Content-Disposition: attachment; filename=a.png", "", "x")).problems, []);
	});
	test("an attachment that lies elsewhere is fetched when the message is shown (CVE-2025-3522)", () => {
		const part = ["Content-Type: application/pdf; name=a.pdf", "Content-Disposition: attachment; filename=a.pdf"];
		assert.deepEqual(linesOf(withPart(...part, "X-Mozilla-External-Attachment-URL: http://h.example/a.pdf", "", "")), [
			"open http http://h.example/a.pdf",
		]);
	});
});

test("a parameter past the limit is said to be unread, never passed as clean", () => {
	const junk = Array.from({ length: 120 }, (_, index) => `p${index}=x`).join("; ");
	const { problems } = inspect(
		encode(`Content-Type: message/external-body; ${junk}; URL="http://h.example/x"\r\n\r\nContent-Type: text/plain\r\n\r\n`),
	);
	assert.ok(problems.some(({ code }) => code === "limit-header"));
});
