// Pattern: how a mailing program writes an id, a boundary or a URL: literal text with places to fill in. `{hex16}`, `{HEX8}`, `{d10}`, `{a12}`
// (letters), `{b22}` (both cases and digits), `{uuid}` are drawn; `{name}` stands for a given value.

import { ALPHANUMERIC, type Chance, DIGITS, HEX, LETTERS } from "./chance.ts";

const ALPHABETS: Readonly<Record<string, string>> = {
	hex: HEX,
	HEX: HEX.toUpperCase(),
	d: DIGITS,
	a: LETTERS,
	b: ALPHANUMERIC,
};

/** Throws an Error for a name that is not given: a mistake in this folder. */
export function filled(pattern: string, values: Readonly<Record<string, string>>, chance: Chance): string {
	return pattern.replace(/\{([A-Za-z]+)(\d*)\}/g, (_, name: string, length: string) => {
		const value = values[name + length];
		if (value !== undefined) return value;
		if (name === "uuid") return uuid(chance);
		const alphabet = ALPHABETS[name];
		if (alphabet === undefined || length === "") throw new Error(`${pattern}: nothing is given for ${name}`);
		return chance.characters(alphabet, Number(length));
	});
}

/** Version 4 (RFC 9562 §5.4). */
function uuid(chance: Chance): string {
	const hex = (length: number): string => chance.characters(HEX, length);
	return `${hex(8)}-${hex(4)}-4${hex(3)}-${chance.pick(["8", "9", "a", "b"])}${hex(3)}-${hex(12)}`;
}
