// The objects of a bundle, each once, in the order in which they were told, with what all of them have: who made them, how they may be passed on.
// Observables get the ids that STIX 2.1 §2.9 prescribes, the others ids of their own from what they are about, so that a second export updates
// the first.

import type { ExportedCase } from "../../model/export.ts";
import { remark } from "../blocking/remarks.ts";
import { canonicalJson, type Json } from "../identifiers/canonical-json.ts";
import { ownUuid, uuidOf } from "../identifiers/uuid.ts";
import { markingsOf } from "./markings.ts";

/** Of STIX 2.1 §2.9, for ids of observables. */
const OBSERVABLES = "00abedb4-aa42-466c-9c01-fed23315a9b7";

export type StixObject = { readonly type: string; readonly id: string } & Readonly<Record<string, unknown>>;
type Properties = Readonly<Record<string, Json | undefined>>;

export interface Collection {
	readonly objects: () => Iterable<StixObject>;
	/** `contributing`: the properties that make its id (STIX 2.1 §6). Returns the id. */
	observable(type: string, contributing: Properties, more?: Properties): string;
	/** `key`: what tells it from others of its type; `since`: when what it is about was first seen, or null. Returns the id. */
	domainObject(type: string, key: readonly string[], since: string | null, properties: Properties): string;
	relationship(source: string, kind: string, target: string, since: string | null, more?: Properties): string;
}

/** Where nothing is known, so that it is the same in every export. */
const NO_TIME = "1970-01-01T00:00:00.000Z";

export function createCollection(exported: ExportedCase): Collection {
	const { made, by } = exported;
	const objects = new Map<string, StixObject>();
	const markings = markingsOf(exported);
	const marked = { object_marking_refs: markings.map(({ id }) => id) };
	const author = `identity--${ownUuid("identity", "author", by)}`;
	const add = (object: StixObject): string => {
		objects.set(object.id, object);
		return object.id;
	};
	for (const marking of markings) add({ ...marking });

	function domainObject(type: string, key: readonly string[], since: string | null, properties: Properties): string {
		const created = since !== null && since < made ? since : since === null ? NO_TIME : made;
		const id = `${type}--${ownUuid(type, ...key)}`;
		return add({ type, spec_version: "2.1", id, created_by_ref: author, created, modified: made, ...properties, ...marked });
	}

	// A program's name stands for a program; any other is somebody's.
	add({
		type: "identity",
		spec_version: "2.1",
		id: author,
		created: NO_TIME,
		modified: made,
		name: remark(by),
		identity_class: by === "counterpixel" ? "system" : "organization",
		...marked,
	});
	return {
		objects: () => objects.values(),
		observable(type, contributing, more = {}) {
			const id = `${type}--${uuidOf(OBSERVABLES, canonicalJson(contributing as Json))}`;
			return add({ type, spec_version: "2.1", id, ...contributing, ...more, ...marked });
		},
		domainObject,
		relationship: (source, kind, target, since, more = {}) =>
			domainObject("relationship", [source, kind, target, ...(typeof more.description === "string" ? [more.description] : [])], since, {
				relationship_type: kind,
				source_ref: source,
				target_ref: target,
				...more,
			}),
	};
}
