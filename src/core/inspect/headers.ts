// Headers: fields that call home by themselves, shown to the vectors that watch them.

import { type Base, resolveBase } from "../encoding/urls.ts";
import type { HeaderField, Message, Part } from "../model/message.ts";
import type { HeaderHit } from "../model/vector.ts";
import { type Around, type Place, placeIn } from "./place.ts";
import type { Registry } from "./registry.ts";
import type { Walker } from "./walker.ts";

/** Whether `part` begins a message (the outer one, or one inside message/rfc822) rather than being a piece of one. */
export function beginsMessage(message: Message, part: Part): boolean {
	return part.parent < 0 || message.parts[part.parent].mediaType.startsWith("message/");
}

export function walkHeaders(message: Message, part: Part, around: Around, registry: Registry, walker: Walker): void {
	const own = beginsMessage(message, part);
	// The fields above a part are read with what is around it: Thunderbird fetches an attachment that lies elsewhere (CVE-2025-3522) when the message is shown.
	const attached = own ? part.attached : message.parts[part.parent].attached;
	let place: Place | null = null;
	for (const field of part.fields) {
		const vectors = registry.headers.get(field.name);
		if (vectors === undefined) continue;
		place ??= placeIn(around, own ? part.headerSection : part.section, attached, null);
		const hit: HeaderHit = {
			kind: "header",
			name: field.name,
			text: () => field.text(),
			beside: (name) => valueOfField(part.fields, name),
		};
		for (const vector of vectors) {
			// A mail server acts on the header of the mail it delivers, not on that of a mail inside.
			if (vector.trigger === "parse" && (part.parent >= 0 || around !== null)) continue;
			walker.show(vector, hit, place);
		}
	}
}

function valueOfField(fields: readonly HeaderField[], name: string): string | null {
	for (const field of fields) if (field.name === name) return field.text().value;
	return null;
}

/** What relative URLs in `part` are resolved against: Content-Base and Content-Location (RFC 2110, RFC 2557 §5), its own or those around it. */
export function baseOf(message: Message, part: Part): Base | null {
	const around = part.parent < 0 ? null : baseOfContainer(message, message.parts[part.parent]);
	const written = valueOfField(part.fields, "content-base") ?? valueOfField(part.fields, "content-location");
	return written === null ? around : resolveBase(withoutQuotes(written), around);
}

/** Attack: twenty thousand parts below one header of a hundred thousand fields. Each is searched once. */
const containers = new WeakMap<Part, Base | null>();

function baseOfContainer(message: Message, part: Part): Base | null {
	let base = containers.get(part);
	if (base === undefined) {
		base = baseOf(message, part);
		containers.set(part, base);
	}
	return base;
}

function withoutQuotes(value: string): string {
	const trimmed = value.trim();
	return trimmed.startsWith('"') && trimmed.endsWith('"') ? trimmed.slice(1, -1) : trimmed;
}
