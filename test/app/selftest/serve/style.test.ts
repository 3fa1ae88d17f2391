// Colours of the page, read from its sheet: contrast by WCAG 2.2's formula, 4.5:1 for text (1.4.3) and 3:1 for borders of fields and the focus
// (1.4.11), in the light and the dark scheme.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { PAGE_POLICY, page, SHEET } from "../../../../src/app/selftest/serve/pages/frame.ts";

type Scheme = ReadonlyMap<string, string>;

function coloursIn(css: string): Scheme {
	return new Map([...css.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name = "", colour = ""]) => [name, colour]));
}

const LIGHT = coloursIn(/:root\s*\{([^}]*)\}/.exec(SHEET)?.[1] ?? "");
const DARK = new Map([...LIGHT, ...coloursIn(/prefers-color-scheme: dark\)\s*\{\s*:root\s*\{([^}]*)\}/.exec(SHEET)?.[1] ?? "")]);

/** WCAG 2.2, relative luminance. */
function luminance(colour: string): number {
	const [red, green, blue] = [1, 3, 5].map((at) => {
		const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
		return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
	}) as [number, number, number];
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
	const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
	return (light + 0.05) / (dark + 0.05);
}

for (const [name, scheme] of [
	["light", LIGHT],
	["dark", DARK],
] as const) {
	const of = (colour: string): string => {
		const value = scheme.get(colour);
		assert.ok(value, `--${colour} is a colour of the sheet`);
		return value;
	};
	test(`text stands out by 4.5 to 1 in the ${name} scheme`, () => {
		for (const [text, ground] of [
			["ink", "paper"],
			["soft", "paper"],
			["accent", "paper"],
			["names", "paper"],
			["paper", "accent"],
			["ink", "panel"],
			["soft", "panel"],
			["accent", "panel"],
		] as const) {
			const ratio = contrast(of(text), of(ground));
			assert.ok(ratio >= 4.5, `${text} on ${ground}: ${ratio.toFixed(2)}`);
		}
	});
	test(`fields, buttons and the focus stand out by 3 to 1 in the ${name} scheme`, () => {
		for (const border of ["soft", "accent", "names"]) assert.ok(contrast(of(border), of("paper")) >= 3, border);
	});
}

test("the light scheme is told from the dark", () => {
	assert.notEqual(LIGHT.get("paper"), DARK.get("paper"));
});

test("the policy names the sheets of the page by their hashes, and a page has no others", () => {
	const styles = [...page({ name: "x", contact: "y" }, "t", []).matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, sheet = ""]) => sheet);
	assert.equal(styles.length, 2);
	for (const sheet of styles) assert.ok(PAGE_POLICY.includes(`'sha256-${createHash("sha256").update(sheet).digest("base64")}'`));
});

test("names and contacts of an organisation are text, whatever stands in them", () => {
	const text = page({ name: '"><script>x</script>', contact: '"><img src=x>@y.example' }, "t", []);
	assert.doesNotMatch(text, /<script|<img/);
});
