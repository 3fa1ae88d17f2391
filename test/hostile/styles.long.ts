// CSS: nesting, variables and conditions by the million.

import { MAX_REFERENCES } from "../../src/core/mail/limits.ts";
import { html, pieces, testAttacks } from "./attack.ts";

const style = (sheet: string): string => html(`<style>${sheet}</style>`);
const RULE = "a{background:url(http://t.example/)}";

testAttacks({
	"ten million brackets": { make: (size) => style("(".repeat(size)), size: 1e7 },
	"a million @media in one another": { make: (size) => style("@media x{".repeat(size)), size: 1e6 },
	"a hundred thousand URLs under a hundred conditions": {
		make: (size) => style(`${"@media a{@supports (b:c){".repeat(50)}${RULE.repeat(size)}`),
		size: 90_000,
		references: 90_000,
	},
	"a condition of megabytes over every URL": {
		make: (size) => style(`@media ${"x ".repeat(size * 10)}{${pieces(size, (index) => `a{background:url(http://t${index}.example/)}`)}}`),
		size: 50_000,
		references: 50_000,
	},
	"five million comments begun": { make: (size) => style("/*".repeat(size)), size: 5e6 },
	"two million url( begun": { make: (size) => style(`a{b:${"url(".repeat(size)}`), size: 2e6 },
	"ten million quotes": { make: (size) => style("'".repeat(size)), size: 1e7 },
	"ten million backslashes": { make: (size) => style("\\".repeat(size)), size: 1e7 },
	"a million image-set( in one another": {
		make: (size) => style(`a{background:${"image-set(".repeat(size)}`),
		size: 1e6,
		problems: ["limit-nesting"],
	},
	"three hundred thousand custom properties, each with a URL": {
		make: (size) => style(`a{${pieces(size, (index) => `--a${index}:url(http://t${index}.example/);`)}}`),
		size: 300_000,
		problems: ["limit-references"],
		references: MAX_REFERENCES,
	},
	"custom properties that use one another": {
		make: (size) => style(`a{${pieces(size, (index) => `--a${index}:var(--a${index + 1});`)}}`),
		size: 300_000,
		problems: ["limit-references"],
	},
	"attr() of two hundred thousand names": {
		make: (size) => style(pieces(size, (index) => `a{background:image-set(attr(data-${index}))}`)),
		problems: ["limit-references"],
		size: 200_000,
	},
	"two hundred thousand @import": {
		make: (size) => style("@import url(http://t.example/);".repeat(size)),
		size: 200_000,
		problems: ["limit-references"],
		references: MAX_REFERENCES,
	},
	"one style attribute of two hundred thousand declarations": {
		make: (size) => html(`<p style="${"background:url(http://t.example/);".repeat(size)}">`),
		size: 200_000,
		problems: ["limit-references"],
		references: MAX_REFERENCES,
	},
	"half a million style elements": { make: (size) => html("<style>a</style>".repeat(size)), size: 500_000 },
});
