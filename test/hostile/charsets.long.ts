// Charset games: encodings that shift, hide ASCII, or are not what the label says.

import { MAX_REFERENCES } from "../../src/core/mail/limits.ts";
import { message, testAttacks } from "./attack.ts";

const IMAGE = "<img src=http://t.example/open>";
const inCharset = (charset: string, body: string): string => message(`text/html; charset=${charset}`, body);
const wide = (text: string): string =>
	text
		.split("")
		.map((character) => `${character}\0`)
		.join("");
const utf7 = (text: string): string => `+${Buffer.from(text, "utf16le").swap16().toString("base64").replaceAll("=", "")}-`;

testAttacks({
	"ASCII that begins as UTF-16 would is read both ways": {
		make: () => `${message("text/html", `\0<p>${IMAGE}`)}`,
		size: 1,
		references: 1,
	},
	"UTF-16 without a label is read": { make: () => message("text/html", wide(IMAGE)), size: 1, references: 1 },
	"plain utf-16 is read in both byte orders, whichever its first NUL suggests": {
		make: () => inCharset("utf-16", `\0<${wide(IMAGE)}`),
		size: 1,
		references: 1,
	},
	"a flood of ISO-2022-JP escapes": {
		make: (size) => inCharset("iso-2022-jp", "\x1b$B\x1b(B".repeat(size) + IMAGE),
		size: 1.5e6,
		references: 1,
	},
	"an escape before each of a hundred thousand references": {
		make: (size) => inCharset("iso-2022-jp", `\x1b$B\x1b(B${IMAGE}`.repeat(size)),
		size: MAX_REFERENCES,
		references: MAX_REFERENCES,
	},
	"references past the limit in ISO-2022-JP": {
		make: (size) => inCharset("iso-2022-jp", IMAGE.repeat(size)),
		size: 400_000,
		problems: ["limit-references"],
		references: MAX_REFERENCES,
	},
	"a hundred thousand references in Shift_JIS": {
		make: (size) => inCharset("shift_jis", `\x93\xfa${IMAGE}`.repeat(size)),
		size: MAX_REFERENCES,
		references: MAX_REFERENCES,
	},
	"a hundred thousand references in UTF-16": {
		make: (size) => inCharset("utf-16le", wide(IMAGE.repeat(size))),
		size: MAX_REFERENCES,
		references: MAX_REFERENCES,
	},
	"halves of surrogate pairs": { make: (size) => inCharset("utf-16be", "\xd8\0".repeat(size)), size: 5e6 },
	"UTF-7 that shifts ten million times": { make: (size) => inCharset("utf-7", "+".repeat(size)), size: 1e7 },
	"UTF-7 that shifts for each character": { make: (size) => inCharset("utf-7", "+ADw-".repeat(size)), size: 2e6, problems: [] },
	"fifty thousand references in UTF-7": { make: (size) => inCharset("utf-7", utf7(IMAGE).repeat(size)), size: 50_000, references: 50_000 },
	"shifts of HZ and of ISO-2022-KR": { make: (size) => inCharset("hz-gb-2312", "~{~}".repeat(size)) + "\x0e\x0f".repeat(size), size: 2e6 },
	"half characters of GB18030": { make: (size) => inCharset("gb18030", "\x81\x30".repeat(size)), size: 5e6 },
	"broken UTF-8 around each reference": {
		make: (size) => inCharset("utf-8", "\xff<img src=http://t.example/\xff>".repeat(size)),
		size: 90_000,
		references: 90_000,
	},
	"an unknown charset": {
		make: (size) => inCharset("nonsense", `\xe9${IMAGE}`.repeat(size)),
		size: 90_000,
		problems: ["unknown-charset"],
		references: 90_000,
	},
	"a label of a megabyte": {
		make: (size) => inCharset("x".repeat(size), IMAGE),
		size: 1e6,
		references: 1,
		problems: ["limit-header", "unknown-charset"],
	},
	"four hundred thousand <meta charset>": {
		make: (size) => message("text/html", "<meta charset=utf-16>".repeat(size) + IMAGE),
		size: 400_000,
		references: 1,
	},
});
