// A raw range for each of tens of thousands of references: the way back through every encoding, one after the other and nested, costs each
// reference about the same, however long the line, the run or the value it stands in.

import { base64, html, message, testAttacks } from "./attack.ts";

const IMAGE = "<img src=http://t.example/open>";
const URL_FUNCTION = "background:url(&quot;http://t.example/open&quot;);";
const MANY = { size: 40_000, references: 40_000 } as const;

const encoded = (encoding: string, body: string): string => message("text/html", body, `Content-Transfer-Encoding: ${encoding}\r\n`);
const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
const percent = (text: string): string => [...Buffer.from(text, "latin1")].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
const cssEscaped = (text: string): string => [...Buffer.from(text, "latin1")].map((byte) => `\\${byte.toString(16)} `).join("");
const inFrame = (inner: string): string => `<iframe srcdoc="${escaped(inner)}"></iframe>`;

function nested(inner: string, depth: number, wrap: (inner: string) => string): string {
	return depth === 0 ? inner : nested(wrap(inner), depth - 1, wrap);
}

testAttacks({
	"base64 in one line": { make: (size) => encoded("base64", base64(IMAGE.repeat(size))), ...MANY },
	"base64 that is padded after each reference": {
		make: (size) => encoded("base64", base64(IMAGE).repeat(size)),
		problems: ["bad-encoding"],
		...MANY,
	},
	"base64 with megabytes of junk in its middle": {
		make: (size) =>
			encoded("base64", `${base64(`${IMAGE}  `.repeat(size / 2))}${"!\r\n".repeat(size * 20)}${base64(`${IMAGE}  `.repeat(size / 2))}`),
		problems: ["bad-encoding"],
		...MANY,
	},
	"quoted-printable with megabytes of soft breaks in its middle": {
		make: (size) => {
			const half = IMAGE.replace("=", "=3D").repeat(size / 2);
			return encoded("quoted-printable", `${half}${"=\r\n".repeat(size * 20)}${half}`);
		},
		...MANY,
	},
	"one run of UTF-7": {
		make: (size) =>
			message(
				"text/html; charset=utf-7",
				`+${Buffer.from(IMAGE.repeat(size), "utf16le").swap16().toString("base64").replaceAll("=", "")}-`,
			),
		...MANY,
	},
	"HZ that shifts before each reference": {
		make: (size) => message("text/html; charset=hz-gb-2312", `~{VP~}${IMAGE}`.repeat(size)),
		...MANY,
	},
	"flowed text, all of it one paragraph": {
		make: (size) => message("text/plain; format=flowed; delsp=yes", `${"a \r\n".repeat(size)}  ${"http://t.example/open ".repeat(size)}`),
		...MANY,
	},
	"one data: URL, percent-encoded, with letters that are not ASCII": {
		make: (size) => html(`<iframe src="data:text/html,${percent(`\xc3\xa9${IMAGE}`).repeat(size)}"></iframe>`),
		...MANY,
	},
	"one javascript: URL of escapes": {
		make: (size) => html(`<a href="javascript:document.write('${"\\x3cimg src=http://t.example/open\\x3e".repeat(size)}')">`),
		...MANY,
	},
	"one srcdoc with references of both kinds": { make: (size) => html(inFrame(`&eacute;\xc3\xa9${IMAGE}`.repeat(size))), ...MANY },
	"frames twelve deep": { make: (size) => html(nested(IMAGE.repeat(size), 12, inFrame)), ...MANY },
	"one style attribute of character references": { make: (size) => html(`<p style="${URL_FUNCTION.repeat(size)}">`), ...MANY },
	"one style sheet of CSS escapes": {
		make: (size) => html(`<style>a{${`background:url(${cssEscaped("http://t.example/open")});`.repeat(size)}}</style>`),
		...MANY,
	},
	"a style of CDATA sections": {
		make: (size) => html(`<svg><style>${"<![CDATA[a{background:url(http://t.example/open)}]]>".repeat(size)}</style></svg>`),
		...MANY,
	},
	"data: URLs in base64 eight deep, in base64, in Shift_JIS": {
		make: (size) => {
			const frames = nested(IMAGE.repeat(size), 8, (inner) => `<iframe src="data:text/html;base64,${base64(inner)}"></iframe>`);
			return message("text/html; charset=shift_jis", base64(frames), "Content-Transfer-Encoding: base64\r\n");
		},
		size: 10_000,
		references: 10_000,
	},
	"messages in base64 six deep, in ISO-2022-JP": {
		make: (size) => {
			const inner = message("text/html; charset=iso-2022-jp", `\x1b$B\x1b(B${IMAGE.repeat(size)}`);
			return nested(inner, 6, (body) =>
				message("message/rfc822", base64(body).replaceAll(/.{76}/g, "$&\r\n"), "Content-Transfer-Encoding: base64\r\n"),
			);
		},
		...MANY,
	},
});
