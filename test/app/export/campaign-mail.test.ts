// Campaign mail: what leaves without `--with-recipients` holds no reader, in whatever field and spelling the sender put him.

import assert from "node:assert/strict";
import { test } from "node:test";
import { campaignMail } from "../../../src/app/export/campaign-mail.ts";
import { type ExportSource, exportCase } from "../../../src/app/export/export-case.ts";
import { exporters } from "../../../src/core/exports/index.generated.ts";
import type { Person } from "../../../src/core/model/person.ts";
import type { StoredMessage } from "../../../src/edge/casebook/stored-messages.ts";
import { campaign } from "../report/campaigns-made-up.ts";

const READERS = ["anna.berg@house.example", "bob.klein@house.example", "cleo.dupont@house.example"] as const;
const LABELS = { made: "2021-02-01T00:00:00.000Z", by: "me", tlp: "amber", pap: null, version: "0.1.0" } as const;

const PEOPLE: Person[] = [
	{
		name: "Berg, Anna",
		organisation: "Office of Anna Berg",
		country: "XA",
		role: "",
		language: "",
		accounts: [{ address: READERS[0], kind: "official" }],
		gone: false,
	},
];

/** `write`: of an address, how its reader is written here. */
function letters(sender: (address: string) => string, write: (address: string) => string): StoredMessage[] {
	return READERS.map((address, at) => ({
		sha256: String(at).repeat(64),
		size: 900,
		messageId: `${write(address)}.1@mta.evil.example`,
		from: sender(address),
		subject: `For ${write(address)}`,
		received: "2021-01-19T08:00:00.000Z",
		receivedFrom: "received",
		deliveredTo: [],
		detector: 1,
		placements: [{ mailbox: "m", file: "f", offset: 0, flags: [], owner: address, gone: false }] as never,
		references: [
			{
				vector: "img",
				channel: "http",
				trigger: "open",
				url: `https://px.evil.example/o/${encodeURIComponent(write(address))}/${at}.gif`,
				host: "px.evil.example",
				part: "1",
				start: 0,
				end: 9,
				identifier: { kind: "opaque", value: null, how: "" },
				operator: null,
				leaks: [],
				why: [],
			},
		],
		problems: [],
	}));
}

function sourceOf(stored: readonly StoredMessage[]): ExportSource {
	return {
		message: async (sha256: string) => stored.find((one) => one.sha256 === sha256) ?? null,
		proofs: async () => new Map(),
		hostUsers: async () => [],
		featureUsers: async () => 0,
		people: { list: async () => PEOPLE },
	} as unknown as ExportSource;
}

const local = (address: string): string => address.slice(0, address.indexOf("@"));

const WRITTEN: Readonly<Record<string, (address: string) => string>> = {
	verp: (address) => address.replace("@", "="),
	"local part": local,
	hyphen: (address) => local(address).replace(".", "-"),
	underscore: (address) => local(address).replace(".", "_"),
	"no separator": (address) => local(address).replace(".", ""),
	turned: (address) => local(address).split(".").reverse().join("."),
	percent: (address) => address.replace("@", "%40").replace(".", "%2e"),
	base64: (address) => Buffer.from(address).toString("base64url"),
	hex: (address) => Buffer.from(address).toString("hex"),
};

for (const [form, write] of Object.entries(WRITTEN))
	test(`no format holds a reader written as ${form} in the sender's address, Message-ID, subject, URL or a reason`, async () => {
		const stored = letters((address) => `b+${write(address)}@evil.example`, write);
		const said = `${write(READERS[0])} was watched`;
		const one = campaign({
			messages: stored.map(({ sha256 }) => ({ messageId: null, mailbox: "m", sha256 })),
			recipients: [...READERS],
			name: said,
			reasons: [{ text: said, for: "targeted", weight: 1 }],
			attributions: [{ to: "a group", source: said, confidence: "low", on: "2021-02-01", by: said }],
			infrastructure: [
				{ kind: "from-domain", value: "evil.example", sharedBy: 1 },
				{ kind: "from-address", value: `b+${write(READERS[0])}@evil.example`, sharedBy: 1 },
			],
			links: [],
		});
		const { exported } = await exportCase(sourceOf(stored), [one], [one], { ...LABELS, withRecipients: false });
		for (const { id, write: text } of exporters) {
			const out = [...text(exported)].join("").toLowerCase();
			for (const address of READERS)
				for (const secret of [write(address), local(address), ...local(address).split(".")])
					assert.ok(!out.includes(secret.toLowerCase()), `${id} holds ${secret}`);
		}
		assert.deepEqual(exported.campaigns[0]?.senders, ["evil.example"]);
	});

test("an address with a token for each reader is left out, one that writes to several stays, and with recipients all stay", async () => {
	const one = campaign({ messages: ["0", "1", "2"].map((n) => ({ messageId: null, mailbox: "m", sha256: n.repeat(64) })), recipients: [] });
	const tokens = ["a1b2c3d4e5", "f6a7b8c9d0", "e1f2a3b4c5"];
	const of = async (sender: (address: string) => string, withRecipients = false): Promise<readonly string[]> =>
		(await campaignMail(sourceOf(letters(sender, () => "x")), one, [], withRecipients)).senders;
	const tokenOf = (address: string): string => `b-${tokens[READERS.indexOf(address as never)]}@evil.example`;
	assert.deepEqual(await of(tokenOf), []);
	assert.equal((await of(tokenOf, true)).length, 3);
	assert.deepEqual(await of(() => "a1b2c3d4e5@freemail.example"), ["a1b2c3d4e5@freemail.example"]);
	assert.deepEqual(await of(() => "editor@evil.example"), ["editor@evil.example"]);
});
