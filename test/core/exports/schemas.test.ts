// STIX, MISP and Sigma against the schemas that their makers publish (test/schemas, with their licences).

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { parseAllDocuments } from "yaml";
import { exporters } from "../../../src/core/exports/index.generated.ts";
import type { ExportedCase } from "../../../src/core/model/export.ts";

const made = JSON.parse(readFileSync("fixtures/exports/case.json", "utf8")) as ExportedCase;
const withRecipients: ExportedCase = {
	...made,
	withRecipients: true,
	campaigns: made.campaigns.map((one) => ({
		...one,
		messages: one.messages.map((message) => ({ ...message, recipients: ["anne@parliament.example"] })),
	})),
};
const CASES = [made, withRecipients, { ...made, campaigns: [], pap: null }];
const text = (id: string, exported: ExportedCase): string => [...(exporters.find((one) => one.id === id)?.write(exported) ?? [])].join("");
const read = (file: string): Record<string, unknown> => JSON.parse(readFileSync(join("test/schemas", file), "utf8"));
const QUIET = { strict: false, validateFormats: false, logger: false, unicodeRegExp: false } as const;

test("STIX: the bundle, and each object by the schema of its type, as OASIS publishes them", () => {
	const ajv = new Ajv2020(QUIET);
	const ids = new Map<string, string>();
	for (const folder of ["common", "observables", "sdos", "sros"]) {
		for (const name of readdirSync(join("test/schemas/stix-2.1/schemas", folder))) {
			const schema = read(join("stix-2.1/schemas", folder, name));
			ajv.addSchema(schema);
			ids.set(name.replace(".json", ""), schema.$id as string);
		}
	}
	const check = (type: string, object: unknown): void => {
		const validate = ajv.getSchema(ids.get(type) as string);
		assert.ok(validate?.(object), `${type}: ${JSON.stringify(object)}: ${ajv.errorsText(validate?.errors)}`);
	};
	for (const exported of CASES) {
		const bundle = JSON.parse(text("stix", exported));
		// The bundle's schema knows no note.
		check("bundle", { ...bundle, objects: bundle.objects.filter(({ type }: { type: string }) => type !== "note") });
		for (const object of bundle.objects) check(object.type, object);
	}
});

test("STIX: every reference leads to an object of the bundle, and every type that was promised is there", () => {
	const { objects } = JSON.parse(text("stix", withRecipients));
	const ids = new Set(objects.map(({ id }: { id: string }) => id));
	assert.equal(ids.size, objects.length);
	const refs = [...JSON.stringify(objects).matchAll(/"[a-z_]+_refs?":(?:"([^"]+)"|\[([^\]]*)\])/g)].flatMap(([, one, list]) =>
		one !== undefined ? [one] : (list as string).split(",").map((id) => id.slice(1, -1)),
	);
	for (const ref of refs) assert.ok(ids.has(ref), ref);
	const types = new Set(objects.map(({ type }: { type: string }) => type));
	const promised =
		"campaign domain-name email-addr email-message identity indicator infrastructure intrusion-set ipv4-addr ipv6-addr marking-definition note";
	for (const type of [...promised.split(" "), "observed-data", "relationship", "sighting", "url"]) assert.ok(types.has(type), type);
});

test("STIX: ids of observables are those that STIX 2.1 §2.9 prescribes", () => {
	const { objects } = JSON.parse(text("stix", made));
	const idOf = (type: string, value: string): string =>
		objects.find((object: { type: string; value?: string }) => object.type === type && object.value === value)?.id;
	// Made with the reference implementation's rule: UUIDv5 of {"value":"..."} in the namespace of the standard.
	assert.equal(idOf("ipv4-addr", "192.0.2.7"), "ipv4-addr--fe609036-dbde-52d8-a120-35d115a7d338");
});

test("MISP: the event by PyMISP's schema, which is older than objects, and objects by what it says of attributes", () => {
	const { $schema: _, id: __, ...schema } = read("misp/schema.json");
	const ajv = new Ajv(QUIET);
	const event = ajv.compile(schema);
	const attribute = ajv.compile({ defs: schema.defs, ...((schema.defs as Record<string, object>).attribute as object) });
	for (const exported of CASES) {
		const { Event } = JSON.parse(text("misp", exported));
		const { Object: objects, ...plain } = Event;
		assert.ok(event({ Event: plain }), ajv.errorsText(event.errors));
		for (const object of objects) {
			assert.match(object.template_uuid, /^[0-9a-f-]{36}$/);
			for (const { object_relation, ...rest } of object.Attribute) {
				assert.match(object_relation, /^[a-z-]+$/);
				assert.ok(attribute(rest), ajv.errorsText(attribute.errors));
			}
		}
		assert.ok(Event.Tag.some(({ name }: { name: string }) => name === `tlp:${exported.tlp}`));
	}
});

test("Sigma: each rule by SigmaHQ's schema", () => {
	const validate = new Ajv2020(QUIET).compile(read("sigma/sigma-detection-rule-schema.json"));
	const documents = parseAllDocuments(text("sigma", made));
	assert.ok(Array.isArray(documents));
	assert.equal(documents.length, 4);
	for (const document of documents) assert.ok(validate(document.toJS()), JSON.stringify(validate.errors));
});
