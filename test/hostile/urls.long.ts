// URLs: too many, too long, and none that can be read.

import assert from "node:assert/strict";
import { test } from "node:test";
import { MAX_PROBLEMS_OF_A_CODE, MAX_REFERENCES } from "../../src/core/mail/limits.ts";
import { base64, bytesOf, html, inspectWithin, message, pieces, testAttacks } from "./attack.ts";

const FULL = { problems: ["limit-references"], references: MAX_REFERENCES } as const;
const link = (url: string): string => html(`<a href="${url}">`);

testAttacks({
	"a million URLs": { make: (size) => html(pieces(size, (index) => `<img src=http://t${index}.example/>`)), size: 1e6, ...FULL },
	"a million URLs in text": {
		make: (size) =>
			message(
				"text/plain",
				pieces(size, (index) => `http://t${index}.example/ `),
			),
		size: 1e6,
		...FULL,
	},
	"half a million candidates of one srcset": {
		make: (size) => html(`<img srcset="${"http://t.example/x 1x, ".repeat(size)}">`),
		size: 500_000,
		...FULL,
	},
	"half a million targets of one ping": {
		make: (size) => html(`<a ping="${"http://t.example/ ".repeat(size)}" href=x>`),
		size: 500_000,
		...FULL,
	},
	"ten million commas in a srcset": { make: (size) => html(`<img srcset="${",".repeat(size)}">`), size: 1e7 },
	"ten million slashes before a share": { make: (size) => link(`file:${"/".repeat(size)}h.example/s`), size: 1e7, references: 1 },
	"ten million backslashes before a share": { make: (size) => html(`<img src="${"\\\\".repeat(size)}h.example/s">`), size: 1e7 },
	"ten million labels of one host": { make: (size) => link(`http://${"a.".repeat(size)}example/`), size: 1e7 },
	"half a million URLs that cannot be read": {
		make: (size) => html("<img src=http://%zz/>".repeat(size)),
		size: 500_000,
		problems: ["unparsable"],
		references: 0,
	},
	"half a million different URLs that cannot be read": {
		make: (size) => html(pieces(size, (index) => `<img src="http://[${index}">`)),
		size: 300_000,
		problems: ["unparsable"],
		references: 0,
	},
	"three million ../": { make: (size) => link(`http://t.example/${"../".repeat(size)}`), size: 3e6, references: 1 },
	"three million labels": { make: (size) => link(`http://${"a.".repeat(size)}example/`), size: 3e6 },
	"three million @": { make: (size) => link(`http://${"a@".repeat(size)}t.example/`), size: 3e6, references: 1 },
	"ten million backslashes": { make: (size) => link("\\".repeat(size)), size: 1e7, references: 0 },
	"ten million line ends": { make: (size) => link(`http://t.example/${"\n".repeat(size)}open`), size: 1e7, finds: "http://t.example/open" },
	"three million percent signs": { make: (size) => link(`http://t.example/?${"%41".repeat(size)}`), size: 3e6, references: 1 },
	"a million parameters": {
		make: (size) => link(`http://t.example/?${pieces(size, (index) => `a${index}=b&amp;`)}`),
		size: 1e6,
		references: 1,
	},
	"the reader's address in base64, half a million times": {
		make: (size) => link(`http://t.example/${base64("reader@mail.example;").repeat(size)}`),
		size: 500_000,
		references: 1,
	},
	"http:// a million times, in text": { make: (size) => message("text/plain", "http://".repeat(size)), size: 1e6 },
	"http:// a million times, in markup": { make: (size) => html("http://".repeat(size)), size: 1e6 },
	"a bare URL with a million brackets": {
		make: (size) => message("text/plain", `http://t.example/${"(".repeat(size)}${")".repeat(size)}`),
		size: 1e6,
		references: 1,
	},
	"a refresh after ten million blanks": {
		make: (size) => html(`<meta http-equiv=refresh content="0;${" ".repeat(size)}url=http://t.example/">`),
		size: 1e7,
		references: 1,
	},
});

test("of a flood of problems of one kind, so many are kept", () => {
	const { problems } = inspectWithin(bytesOf(html("<img src=http://%zz/>".repeat(1000))));
	assert.equal(problems.length, MAX_PROBLEMS_OF_A_CODE);
});
