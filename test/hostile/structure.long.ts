// Headers, parts and transfer encodings in numbers that nobody needs.

import { base64, message, pieces, testAttacks } from "./attack.ts";

const IMAGE = "<img src=http://t.example/open>";
const HTML_PART = `--b\r\nContent-Type: text/html\r\n\r\n${IMAGE}\r\n`;
const HEAD = "From: a@sender.example\r\n";

function encoded(encoding: string, body: string): string {
	return message("text/html; charset=utf-8", body, `Content-Transfer-Encoding: ${encoding}\r\n`);
}

testAttacks({
	"a hundred thousand parts": {
		make: (size) => message("multipart/mixed; boundary=b", HTML_PART.repeat(size)),
		size: 100_000,
		problems: ["limit-parts", "truncated"],
		references: 19_999,
	},
	"twenty thousand parts below a header of a hundred thousand fields": {
		make: (size) => `${HEAD}${"a: b\r\n".repeat(size * 4)}Content-Type: multipart/mixed; boundary=b\r\n\r\n${HTML_PART.repeat(size)}--b--`,
		size: 19_000,
		references: 19_000,
	},
	"thousands of parts deep inside messages of many fields": {
		make: (size) =>
			`${`${HEAD}${"a: b\r\n".repeat(300)}Content-Type: message/rfc822\r\n\r\n`.repeat(200)}Content-Type: multipart/mixed; boundary=b\r\n\r\n${"--b\r\nContent-Type: text/html\r\n\r\n<img src=x>\r\n".repeat(size)}--b--`,
		size: 15_000,
		references: 0,
	},
	"multiparts ten thousand deep": {
		make: (size) => HEAD + pieces(size, (index) => `Content-Type: multipart/mixed; boundary=b${index}\r\n\r\n--b${index}\r\n`),
		size: 10_000,
		problems: ["bad-boundary", "limit-depth", "truncated"],
	},
	"messages ten thousand deep": {
		make: (size) => `${HEAD}${"Content-Type: message/rfc822\r\n\r\n".repeat(size)}`,
		size: 10_000,
		problems: ["limit-depth"],
	},
	"a boundary of a megabyte": {
		make: (size) =>
			message(
				`multipart/mixed; boundary="${"b".repeat(size)}"`,
				`--${"b".repeat(size)}\r\nContent-Type: text/html\r\n\r\n${IMAGE}\r\n`.repeat(5),
			),
		size: 1e6,
		problems: ["bad-boundary", "bad-header", "limit-header"],
	},
	"a header of a million fields": { make: (size) => `${HEAD}${"a: b\r\n".repeat(size)}\r\nx`, size: 1e6, problems: ["limit-header"] },
	"fifty thousand fields that call home": {
		make: (size) => `${HEAD}${"List-Unsubscribe: <http://t.example/>\r\n".repeat(size)}\r\nx`,
		size: 50_000,
		references: 50_000,
	},
	"fields of every kind that calls home, by the thousand": {
		make: (size) =>
			`${HEAD}${"BIMI-Selector: v=BIMI1; s=x\r\nDKIM-Signature: d=t.example; s=x\r\nBIMI-Location: v=BIMI1; l=http://t.example/\r\nAutocrypt: addr=a@b.example\r\nX-Image-URL: http://t.example/\r\nContent-Location: http://t.example/\r\n".repeat(size)}\r\nx`,
		size: 8000,
	},
	"a million addresses in To": {
		make: (size) =>
			`${HEAD}To: ${pieces(size, (index) => `a${index}@b.example,`)}\r\nContent-Type: text/html\r\n\r\n<img src=http://t.example/?a5@b.example>`,
		size: 1e6,
		problems: ["limit-header"],
	},
	"a hundred thousand fields To, and URLs that name one of them": {
		make: (size) =>
			`${HEAD}${pieces(size, (index) => `To: a${index}@b.example\r\n`)}Content-Type: text/html\r\n\r\n${"<img src=http://t.example/?a5@b.example>".repeat(1000)}`,
		size: 90_000,
		references: 1000,
	},
	"an encoded word of a million characters": {
		make: (size) => `${HEAD}Subject: =?utf-8?b?${"QUFB".repeat(size / 4)}?=\r\nContent-Type: text/html\r\n\r\n${IMAGE}`,
		size: 1e6,
		references: 1,
	},
	"a hundred thousand receipts asked for": {
		make: (size) => `${HEAD}Disposition-Notification-To: ${"a@b.example, ".repeat(size)}\r\n\r\nx`,
		size: 100_000,
	},
	"base64 with one character a line": {
		make: (size) => encoded("base64", base64(IMAGE.repeat(size)).split("").join("\r\n")),
		size: 90_000,
		references: 90_000,
	},
	"base64 with junk after each character": {
		make: (size) => encoded("base64", base64(IMAGE.repeat(size)).split("").join("!")),
		size: 90_000,
		problems: ["bad-encoding"],
		references: 90_000,
	},
	"base64 that ends two million times": { make: (size) => encoded("base64", "QQ==".repeat(size)), size: 2e6, problems: ["bad-encoding"] },
	"quoted-printable of nothing but soft breaks": {
		make: (size) => encoded("quoted-printable", "=\r\n".repeat(size) + IMAGE.replace("=", "=3D")),
		size: 3e6,
		references: 1,
	},
	"quoted-printable with a soft break after each character": {
		make: (size) =>
			encoded(
				"quoted-printable",
				IMAGE.replace("=", "=3D").split("").join("=\r\n").replace("==\r\n3=\r\nD", "=3D").concat("=\r\n").repeat(size),
			),
		size: 50_000,
		references: 50_000,
	},
	"quoted-printable of references in one line, a control character before each": {
		make: (size) => message("text/plain", "\0http://t.example/open ".repeat(size), "Content-Transfer-Encoding: quoted-printable\r\n"),
		size: 50_000,
		references: 50_000,
	},
	"quoted-printable of ten million blanks": { make: (size) => encoded("quoted-printable", " ".repeat(size)), size: 1e7 },
	"quoted-printable of ten million equals signs": {
		make: (size) => encoded("quoted-printable", "=".repeat(size)),
		size: 1e7,
		problems: ["bad-encoding"],
	},
	"uuencode that begins three hundred thousand times": {
		make: (size) => message("text/plain", "begin 644 a.html\r\n".repeat(size)),
		size: 300_000,
	},
	"a megabyte of nested quotes": {
		make: (size) => message("text/plain; format=flowed", `${">".repeat(size)} http://t.example/open`),
		size: 1e6,
		references: 1,
	},
	"a million flowed lines": {
		make: (size) => message("text/plain; format=flowed; delsp=yes", `http://t.example/${"a \r\n".repeat(size)}`),
		size: 1e6,
		references: 1,
	},
});
