// Functions of CSS by what the strings inside them are (CSS Images 4 §2, CSS Values 5 §7.7, Filter DXImageTransform of Internet Explorer).

/** What a function means to the scanner. */
export const Role = {
	/** Strings inside are whatever they are around it. */
	other: 0,
	url: 1,
	/** Strings inside are URLs. */
	strings: 2,
	/** A Microsoft filter: the string after `src=` or `colorSpace=` is a URL. */
	filter: 3,
	/** Strings inside are no URLs, whatever stands around: type("image/png"), format("woff2"). */
	words: 4,
	var: 5,
	attr: 6,
	/** A custom function: its arguments may become URLs in its body (CSS Functions and Mixins 1). */
	custom: 7,
	/** In an `@import`: names URLs that are asked about and never fetched. */
	supports: 8,
	local: 9,
} as const;
export type Role = (typeof Role)[keyof typeof Role];

const ROLES: ReadonlyMap<string, Role> = new Map<string, Role>([
	["url", Role.url],
	["src", Role.strings],
	["image", Role.strings],
	["image-set", Role.strings],
	["cross-fade", Role.strings],
	["alphaimageloader", Role.filter],
	["icmfilter", Role.filter],
	["type", Role.words],
	["format", Role.words],
	["tech", Role.words],
	["var", Role.var],
	["attr", Role.attr],
	["supports", Role.supports],
	["local", Role.local],
]);

const PREFIXED = /^-[a-z]+-(?:image-set|cross-fade)$/;

/** `name` in lower case, escapes resolved. */
export function roleOf(name: string): Role {
	const role = ROLES.get(name);
	if (role !== undefined) return role;
	if (name.startsWith("--")) return Role.custom;
	return PREFIXED.test(name) ? Role.strings : Role.other;
}

/** No function known here has a longer name. */
export const LONGEST_FUNCTION = 64;

/** The parameters of Microsoft filters that are URLs. */
export const FILTER_PARAMETERS: ReadonlySet<string> = new Set(["src", "colorspace"]);
