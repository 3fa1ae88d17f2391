// MISP events (MISP core format, draft-dulaunoy-misp-core-format): one, several, or what a search of attributes returned. Only attributes that
// their author meant for detection (`to_ids`) are looked for unless all are asked for; composite types are taken apart.

import type { IndicatorKind } from "../model/indicator.ts";
import { asObject, asObjects, asText, type JsonObject } from "./json-fields.ts";
import { readAs } from "./reading.ts";
import { type Remark, type Search, type Searches, searchFor } from "./search.ts";

/** By attribute type; of composite types ("a|b") the kind of each half, null for one that says nothing to a case. */
const TYPES: ReadonlyMap<string, readonly (IndicatorKind | null)[]> = new Map([
	["domain", ["domain"]],
	["hostname", ["host"]],
	["url", ["url"]],
	["uri", ["url"]],
	["link", ["url"]],
	["email", ["address"]],
	["email-src", ["address"]],
	["email-dst", ["address"]],
	["email-reply-to", ["address"]],
	["ip-src", ["ip"]],
	["ip-dst", ["ip"]],
	["sha256", ["sha256"]],
	["email-message-id", ["message-id"]],
	["domain|ip", ["domain", "ip"]],
	["hostname|port", ["host", null]],
	["ip-src|port", ["ip", null]],
	["ip-dst|port", ["ip", null]],
	["filename|sha256", [null, "sha256"]],
]);
/** Attributes that speak of one header field only. */
const HEADERS: ReadonlyMap<string, string> = new Map([["email-reply-to", "reply-to"]]);

const DIGEST = /(?:^|\|)(?:md5|sha1|sha224|sha384|sha512|ssdeep|tlsh|imphash)$/;

export function isMisp(json: unknown): boolean {
	return eventsOf(json).length > 0 || looseAttributes(json) !== null;
}

export interface MispReading extends Searches {
	/** Attributes that are not meant for detection, and were therefore left out. */
	readonly notForDetection: number;
}

/** `all`: also what is not meant for detection. `file`: for messages. */
export function readMisp(json: unknown, file: string, all: boolean): MispReading {
	const searches: Search[] = [];
	const remarks: Remark[] = [];
	let notForDetection = 0;
	for (const attribute of attributesOf(json)) {
		if (attribute.deleted === true || attribute.deleted === "1") continue;
		if (!all && !isForDetection(attribute)) {
			notForDetection++;
			continue;
		}
		const place = `attribute ${asText(attribute.uuid) ?? asText(attribute.id) ?? "without id"}`;
		const type = asText(attribute.type) ?? "";
		const value = asText(attribute.value);
		const skip = (says: string): void => void remarks.push({ place, says, kind: "skipped" });
		const kinds = TYPES.get(type);
		if (value === null) skip("an attribute without a value");
		else if (kinds === undefined)
			skip(
				`a case holds nothing of type ${type.slice(0, 40) || "unknown"}${DIGEST.test(type) ? ", only the SHA-256 of whole messages" : ""}`,
			);
		else
			for (const [half, kind] of kinds.entries()) {
				const part = kinds.length === 1 ? value : value.split("|")[half];
				if (kind === null || part === undefined) continue;
				const reading = readAs(kind, part, `${file}, ${place}`);
				if ("why" in reading) skip(`${type}: ${reading.why}`);
				else searches.push(searchFor(reading.indicators, HEADERS.get(type)));
			}
	}
	return { searches, remarks, notForDetection };
}

/** Exports write it as a boolean, a number or a text. Who says nothing of it has not ruled it out. */
function isForDetection({ to_ids }: JsonObject): boolean {
	return to_ids === undefined || to_ids === null || to_ids === true || to_ids === 1 || to_ids === "1" || to_ids === "true";
}

function eventsOf(json: unknown): readonly JsonObject[] {
	const object = asObject(json);
	const candidates = object === null ? asObjects(json) : object.response === undefined ? [object] : asObjects([object.response].flat());
	return candidates.flatMap((candidate) => {
		const event = asObject(candidate.Event);
		if (event !== null) return [event];
		return Array.isArray(candidate.Attribute) && typeof candidate.info === "string" ? [candidate] : [];
	});
}

/** `{"response":{"Attribute":[...]}}`, of a search of attributes. */
function looseAttributes(json: unknown): readonly JsonObject[] | null {
	const object = asObject(json);
	const response = asObject(object?.response) ?? object;
	return Array.isArray(response?.Attribute) ? asObjects(response.Attribute) : null;
}

function* attributesOf(json: unknown): Generator<JsonObject> {
	const events = eventsOf(json);
	if (events.length === 0) {
		yield* looseAttributes(json) ?? [];
		return;
	}
	for (const event of events) {
		yield* asObjects(event.Attribute);
		for (const object of asObjects(event.Object)) if (object.deleted !== true) yield* asObjects(object.Attribute);
	}
}
