// MISP event (MISP core format, draft-dulaunoy-misp-core-format): hosts as attributes, mail and URLs as objects of MISP's own templates. What may
// not be blocked has to_ids false, so that no list made from the event blocks it. Ids stay from export to export.

import type { Export, ExportedCampaign, ExportedCase, ExportedHost } from "../model/export.ts";
import { hostText, isSuffix } from "./blocking/host-text.ts";
import { remark } from "./blocking/remarks.ts";
import { ownUuid } from "./identifiers/uuid.ts";
import { mailings } from "./mail/mailings.ts";

/** Templates of misp-objects, by their published ids. */
const EMAIL = { name: "email", id: "a0c666e0-fc65-4be8-b48f-3423d788b552", version: "19" } as const;
const URL = { name: "url", id: "60efb77b-40b5-4c46-871b-ed1ed999fce5", version: "10" } as const;

interface Attribute {
	readonly uuid: string;
	readonly type: string;
	readonly category: string;
	readonly to_ids: boolean;
	readonly value: string;
	readonly comment: string;
	readonly distribution: string;
	readonly timestamp: string;
	readonly object_relation?: string;
}

/** [relation, type, value, to_ids] */
type Field = readonly [string, string, string, boolean];

export const exporter: Export = {
	id: "misp",
	name: "MISP event",
	mediaType: "application/json",
	*write(exported: ExportedCase): Iterable<string> {
		const { campaigns, made, by, tlp, pap, version } = exported;
		const ids = campaigns.map(({ campaign }) => campaign.id);
		const timestamp = String(Math.floor(Date.parse(made) / 1000));
		const event = {
			uuid: ownUuid("misp", ...[...ids].sort()),
			info: remark(
				ids.length === 0
					? "Mail tracking: no campaign"
					: `Mail that reports on its reader: campaign ${ids.join(", ")} (counterpixel ${version})`,
			),
			date: made.slice(0, 10),
			timestamp,
			published: false,
			analysis: "1",
			// "Undefined": what it means is for the receiver to say.
			threat_level_id: "4",
			distribution: "0",
			Orgc: { uuid: ownUuid("misp", "organisation", by), name: remark(by) },
			Tag: [{ name: `tlp:${tlp}` }, ...(pap === null ? [] : [{ name: `PAP:${pap.toUpperCase()}` }])],
		};
		const head = JSON.stringify(event);
		yield `{"Event":${head.slice(0, -1)},"Attribute":[`;
		yield* listed(campaigns.flatMap((one) => attributesOf(one, timestamp)));
		yield '],"Object":[';
		yield* listed(campaigns.flatMap((one) => [...objectsOf(one, timestamp)]));
		yield "]}}\n";
	},
};

function* listed(items: Iterable<unknown>): Iterable<string> {
	let between = "\n";
	for (const item of items) {
		yield `${between}${JSON.stringify(item)}`;
		between = ",\n";
	}
	yield "\n";
}

function attributesOf({ campaign: { id }, hosts, senders }: ExportedCampaign, timestamp: string): Attribute[] {
	const of = (key: string, type: string, category: string, value: string, to_ids: boolean, comment: string): Attribute => ({
		uuid: ownUuid("misp", id, key, value),
		type,
		category,
		to_ids,
		value,
		comment: remark(comment),
		distribution: "5",
		timestamp,
	});
	return [
		...hosts.map((facts) => {
			const text = hostText(facts.host);
			const comment = `Campaign ${id}.${facts.operator === null ? "" : ` A host of ${facts.operator.name}.`} ${facts.caution ?? ""}`.trim();
			if (text === null) return of("host", "text", "Other", remark(facts.host), false, `${comment} It is no host that could be blocked.`);
			const type = text.kind === "name" ? "hostname" : "ip-dst";
			return of("host", type, "Network activity", text.text, isBlockable(facts, text.kind === "name" ? text.text : null), comment);
		}),
		...hosts.flatMap(({ host, block, paths }) =>
			block === "paths"
				? paths.map((path) => of("path", "uri", "Network activity", `${host}${path}`, true, `Campaign ${id}. Its path.`))
				: [],
		),
		...senders.map((sender) =>
			sender.includes("@")
				? of("sender", "email-src", "Payload delivery", sender, false, `Campaign ${id}. Anybody can write a sender's address.`)
				: of("sender", "domain", "Payload delivery", sender, false, `Campaign ${id}. Domain of senders' addresses.`),
		),
	];
}

function isBlockable({ block }: ExportedHost, name: string | null): boolean {
	return block === "whole" && (name === null || !isSuffix(name));
}

function* objectsOf({ campaign: { id }, messages, hosts }: ExportedCampaign, timestamp: string): Iterable<unknown> {
	const blockable = new Set(hosts.filter(({ block }) => block === "whole").map(({ host }) => host));
	for (const { from, subject, messages: group, recipients } of mailings(messages)) {
		const one = group.length === 1 ? group[0] : undefined;
		const fields: Field[] = [
			...(from === null ? [] : [["from", "email-src", from, false] as const]),
			...(subject === null ? [] : [["subject", "email-subject", remark(subject), false] as const]),
			...(one?.messageId ? [["message-id", "email-message-id", remark(one.messageId), false] as const] : []),
			...recipients.map((address) => ["to", "email-dst", address, false] as const),
		];
		const count = `${group.length} message${group.length === 1 ? "" : "s"}`;
		if (fields.length > 0) yield object(EMAIL, id, [from ?? "", subject ?? ""], fields, `Campaign ${id}, ${count}.`, timestamp);
	}
	const urls = new Map(messages.flatMap(({ urls }) => urls).map((url) => [url.url, url]));
	for (const { url, host, individual } of urls.values()) {
		const masked = individual && url.includes("*");
		const fields: Field[] = [
			["url", "url", url, blockable.has(host) && !masked],
			["host", hostText(host)?.kind === "name" ? "hostname" : "text", host, false],
		];
		const comment = `Campaign ${id}.${masked ? " A star stands for what singles a reader out." : ""}`;
		yield object(URL, id, [url], fields, comment, timestamp);
	}
}

function object(
	template: { readonly name: string; readonly id: string; readonly version: string },
	campaign: string,
	key: readonly string[],
	fields: readonly Field[],
	comment: string,
	timestamp: string,
): unknown {
	const uuid = ownUuid("misp", campaign, template.name, ...key);
	return {
		uuid,
		name: template.name,
		"meta-category": "network",
		template_uuid: template.id,
		template_version: template.version,
		distribution: "5",
		timestamp,
		comment,
		Attribute: fields.map(([relation, type, value, to_ids]) => ({
			uuid: ownUuid("misp", uuid, relation, value),
			type,
			category: type.startsWith("email") ? "Payload delivery" : "Network activity",
			object_relation: relation,
			to_ids,
			value,
			comment: "",
			distribution: "5",
			timestamp,
		})),
	};
}
