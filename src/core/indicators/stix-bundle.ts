// A STIX 2.1 bundle (§8): its indicators, by their patterns, and the observables that lie in it as objects of their own (§6). Whatever cannot be
// looked for is named with its object's id; revoked and outdated indicators are looked for all the same, since mail lies for years.

import { asObject, asText, type JsonObject } from "./json-fields.ts";
import { readAs } from "./reading.ts";
import { type Remark, type Search, type Searches, searchFor } from "./search.ts";
import { STIX_OBSERVABLES, stixProperty } from "./stix-objects.ts";
import { readStixPattern } from "./stix-terms.ts";

/** Whether JSON is a bundle, or one of its objects alone. */
export function isStix(json: unknown): boolean {
	const object = asObject(json);
	if (object !== null) return object.type === "bundle" || /^[a-z0-9-]+--[0-9a-f-]{36}$/i.test(asText(object.id) ?? "");
	return Array.isArray(json) && json.length > 0 && json.every(isStix);
}

/** `file`: for messages. `now`: ISO 8601, UTC, to tell what is outdated. */
export function readStix(json: unknown, file: string, now: string): Searches {
	const objects = [...objectsOf(json, 0)];
	const searches: Search[] = [];
	const remarks: Remark[] = [];
	const byId = new Map(objects.map((object) => [asText(object.id) ?? "", object]));
	for (const object of objects) {
		const place = asText(object.id) ?? "an object without id";
		const from = `${file}, ${place}`;
		const say = (kind: Remark["kind"], says: string): void => void remarks.push({ place, says, kind });
		if (object.type === "indicator") searches.push(...readPattern(object, from, now, say));
		else searches.push(...readObservable(object, from, byId, say));
	}
	return { searches, remarks };
}

function* objectsOf(json: unknown, depth: number): Generator<JsonObject> {
	if (depth > 3) return;
	if (Array.isArray(json)) for (const item of json) yield* objectsOf(item, depth + 1);
	const object = asObject(json);
	if (object === null) return;
	if (object.type === "bundle") yield* objectsOf(object.objects, depth + 1);
	else yield object;
}

type Say = (kind: Remark["kind"], says: string) => void;

function readPattern(indicator: JsonObject, from: string, now: string, say: Say): readonly Search[] {
	const pattern = asText(indicator.pattern);
	const type = asText(indicator.pattern_type) ?? "stix";
	if (pattern === null) {
		say("skipped", "an indicator without a pattern");
		return [];
	}
	if (type !== "stix") {
		say("skipped", `a pattern of ${type.slice(0, 40)} is not supported`);
		return [];
	}
	const reading = readStixPattern(pattern, from);
	if ("why" in reading) {
		say("skipped", `no pattern of STIX, at character ${reading.at + 1}: ${reading.why}`);
		return [];
	}
	for (const part of reading.skipped) say("skipped", part);
	if (reading.searches.length === 0) return [];
	for (const part of reading.noted) say("noted", part);
	if (indicator.revoked === true) say("noted", "revoked by its author; looked for all the same");
	const until = asText(indicator.valid_until);
	if (until !== null && Date.parse(until) <= Date.parse(now)) say("noted", `valid until ${until.slice(0, 40)}; looked for all the same`);
	return reading.searches;
}

const MOST_HASHES = 10;

function readObservable(object: JsonObject, from: string, byId: ReadonlyMap<string, JsonObject>, say: Say): Search[] {
	const type = asText(object.type) ?? "";
	const found: Search[] = [];
	const look = (path: string, value: string): void => {
		const property = stixProperty(type, path);
		const reading = "why" in property ? property : readAs(property.kind, value, from);
		if ("why" in property) say("skipped", property.why);
		else if ("why" in reading) say("skipped", `${type}:${path}: ${reading.why}`);
		else found.push(searchFor(reading.indicators, property.header));
	};
	for (const path of STIX_OBSERVABLES.get(type) ?? []) {
		const value = asText(object[path]);
		if (value !== null) look(path, value);
	}
	if (type === "email-message")
		for (const reference of ["from_ref", "sender_ref"]) {
			const value = asText(byId.get(asText(object[reference]) ?? "")?.value);
			if (value !== null) look(`${reference}.value`, value);
		}
	if (type === "file" || type === "artifact") {
		const hashes = asObject(object.hashes) ?? {};
		// A file's other digests beside a SHA-256 are nothing that is missing.
		for (const [digest, value] of Object.entries(hashes).slice(0, MOST_HASHES))
			if (digest === "SHA-256" || !("SHA-256" in hashes)) look(`hashes.${digest}`, String(value));
	}
	return found;
}
