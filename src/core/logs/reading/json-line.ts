// JSON line: a line that is one object, its values by path ("ClientInformation.IP"): numbers and booleans as text. Keys are asked for, never walked, so that
// `__proto__` is a key like any other, and depth is that of the path.

/** Null for what is no object. */
export function jsonLine(line: string): ((path: string) => string | null) | null {
	if (!/^\s*\{/.test(line)) return null;
	let value: unknown;
	try {
		value = JSON.parse(line);
	} catch {
		return null;
	}
	if (!isObject(value)) return null;
	const object = value;
	return (path) => textOf(at(object, path));
}

/** A key with a dot in it ("id.orig_h") comes before a way down. */
function at(object: Readonly<Record<string, unknown>>, path: string): unknown {
	if (Object.hasOwn(object, path)) return object[path];
	let value: unknown = object;
	for (const key of path.split(".")) {
		if (!isObject(value) || !Object.hasOwn(value, key)) return undefined;
		value = value[key];
	}
	return value;
}

function textOf(value: unknown): string | null {
	if (typeof value === "string") return value === "" ? null : value;
	return typeof value === "number" || typeof value === "boolean" ? String(value) : null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
