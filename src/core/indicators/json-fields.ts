// Fields of JSON that somebody else wrote: nothing about its shape is taken for granted.

export type JsonObject = Readonly<Record<string, unknown>>;

export function asObject(value: unknown): JsonObject | null {
	return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}

/** Items that are objects; none where it is no array. */
export function asObjects(value: unknown): readonly JsonObject[] {
	return Array.isArray(value) ? value.map(asObject).filter((item) => item !== null) : [];
}

export function asText(value: unknown): string | null {
	return typeof value === "string" ? value : null;
}
