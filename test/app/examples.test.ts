// The example mailboxes and the README: what a newcomer sees first, so that what they show is held here, message by message. A change of
// this table is a change of what the program finds.

import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { describeInspection } from "../../src/app/report/terminal.ts";
import type { Inspection } from "../../src/core/model/inspection.ts";
import { operatorLines } from "../../src/core/trackers/operators.generated.ts";
import { vectors } from "../../src/core/vectors/index.generated.ts";
import { openSources } from "../../src/edge/sources/open-sources.ts";
import { inspect } from "../../src/index.ts";

const PROJECT = join(import.meta.dirname, "../..");
const EXAMPLES = join(PROJECT, "examples");

/** Subject, and what is found: trigger, channel, vector and identifier of each kind of reference, then problems. In the order of reading. */
const EXPECTED: readonly (readonly [subject: string, found: string])[] = [
	["Autumn at the City Theatre", "open http css-background none, open http css-background opaque"],
	["Pumpkins are here", "open http background-attribute none, open http css-background address"],
	["Roundtable on supply chains, 28 January", "click http list-unsubscribe opaque, open http img-src opaque"],
	["Port strike enters its third week", "open http img-src opaque"],
	["Your seat is reserved", "open http img-src address"],
	[
		"This week: ports, ballots and a bridge",
		"click http list-unsubscribe address, click http bare-url none, click http a-href none, open http img-src address",
	],
	["Five letters worth your evening", "open http img-src opaque"],
	["Lunch on Tuesday?", ""],
	["Agenda for 21 October", "click http bare-url none"],
	[
		"Request for a meeting",
		"receipt smtp disposition-notification-to none, receipt smtp return-receipt-to none, receipt smtp x-confirm-reading-to none",
	],
	["Minutes of the fire drill", "open http img-src none, open smb img-src none, click smb a-href none"],
	["Fwd: Last call for the autumn summit", "open http img-src opaque"],
	["Draft (encrypted)", "problem encrypted"],
	["Menu of the week", ""],
	["Reminder: housing survey", "click http form-action none, open http input-image-src opaque"],
	["シンポジウム資料", "open http img-src address"],
	["Unterlagen für die Anhörung", "open http img-src address"],
	["Photos from Sunday", ""],
	["What is on in November", "open http img-src none, click http a-href none"],
	[
		"Thirteen loaves for dark days",
		"click http list-unsubscribe opaque, parse dns bimi-selector none, click http bare-url opaque, click http a-href opaque, open http img-src opaque",
	],
	["Winter jackets, now in three greens", "open http source-srcset opaque, open http img-src opaque, open http img-srcset opaque"],
	["Specimen No. 12", "open http css-import opaque, open http css-font-face none"],
	[
		"We made our pages faster",
		"open dns link-preconnect opaque, open dns link-dns-prefetch none, open http link-prefetch none, open http link-stylesheet none",
	],
	["[chess] Results of round 4", "click http bare-url none"],
	["Night trains to the coast", "open http vml-fill opaque"],
	["New lamps, soft light", "open http css-image-set none, open http css-content none, open http css-custom-property opaque"],
	["Water is off from Monday", ""],
	["Gazette 88: the bells are back", "click http list-unsubscribe opaque, open http img-src opaque, click http bare-url none"],
	["Our year in one picture", "open http external-attachment-url address"],
	["Your statement is ready", "parse dns bimi-selector none, parse http bimi-location none"],
	["Your tickets", "open http img-src opaque, problem bad-encoding, problem unparsable, problem truncated"],
	["Press kit, to be fetched", "click http external-body none"],
	["Which letters do you read?", "open http css-font-face opaque"],
	["Invoice 2025-1187", "attachment http script-src none, attachment http img-src opaque, click http form-action none"],
	["Your parcel is on its way", "open http meta-refresh address"],
	["Re: Interview", ""],
	["Your weekly widget", "open http img-src opaque"],
	["Re: Story idea", "open http img-src opaque"],
	["New key", "open http x-image-url none, parse http openpgp-header none"],
	["Chart of the day: rainfall", "open http svg-image opaque, open http svg-use none"],
	["A drawing inside a drawing", "open http svg-image address"],
	["A document was shared with you", "click http a-href address, click http a-href none"],
];

/** Nothing in them singles out their reader, clicks included. */
const BENIGN = [
	"Lunch on Tuesday?",
	"Agenda for 21 October",
	"Menu of the week",
	"Photos from Sunday",
	"What is on in November",
	"[chess] Results of round 4",
	"Water is off from Monday",
	"Re: Interview",
];

const found: Inspection[] = [];

before(async () => {
	for await (const event of openSources([EXAMPLES])) {
		assert.notEqual(event.kind, "failure");
		assert.notEqual(event.kind, "ignored");
		if (event.kind !== "messages") continue;
		for (const { bytes, owner } of event.messages) found.push(inspect(bytes, owner === null ? {} : { owner: [owner] }));
	}
});

test("each example shows what it is there to show", () => {
	assert.deepEqual(
		found.map(({ subject, references, problems }) => [
			subject,
			[
				...new Set([
					...references.map(({ trigger, channel, vector, identifier }) => `${trigger} ${channel} ${vector} ${identifier.kind}`),
					...problems.map(({ code }) => `problem ${code}`),
				]),
			].join(", "),
		]),
		EXPECTED,
	);
});

test("there is an example of every trigger and channel that a vector has, of attachments, and of every identifier that one message can show", () => {
	const references = found.flatMap((inspection) => inspection.references);
	const triggers = new Set([...vectors.map(({ trigger }) => trigger), "attachment"]);
	assert.deepEqual(new Set(references.map(({ trigger }) => trigger)), triggers);
	assert.deepEqual(new Set(references.map(({ channel }) => channel)), new Set(["http", "dns", "smtp", "smb"]));
	assert.deepEqual(new Set(references.map(({ identifier }) => identifier.kind)), new Set(["address", "opaque", "none"]));
	assert.ok(references.some(({ operator }) => operator !== null));
	assert.ok(references.some(({ leaks }) => leaks.includes("conditions")));
});

test("benign newsletters and personal mail are among them, and nothing in these is individual", () => {
	const benign = found.filter(({ subject }) => BENIGN.includes(subject ?? ""));
	assert.equal(benign.length, BENIGN.length);
	for (const { references, problems } of benign) {
		assert.deepEqual(problems, []);
		assert.deepEqual(
			references.filter(({ identifier }) => identifier.kind !== "none"),
			[],
		);
	}
});

const RESERVED = /(?:^|\.)(?:example|test|invalid)$/;
const DOCUMENTATION = /^(?:192\.0\.2|198\.51\.100|203\.0\.113)\.\d{1,3}$/;
/** Names of XML vocabularies, which nothing contacts. */
const NAMES = new Set(["www.w3.org"]);

test("every host, address and IP address in the examples is a reserved one", () => {
	const hosts = found.flatMap(({ references }) => references.map(({ host }) => host));
	for (const file of files()) {
		const text = readFileSync(file, "latin1").replaceAll(/=\r?\n/g, "");
		for (const [, host] of text.matchAll(/(?:https?:\/\/|[\w.+-]@|\\\\)([a-z\d][a-z\d-]*\.[a-z\d.-]*[a-z\d])/gi))
			hosts.push(host as string);
		for (const [address] of text.matchAll(/\b\d{1,3}(?:\.\d{1,3}){3}\b/g)) hosts.push(address);
	}
	assert.ok(hosts.length > 100);
	assert.deepEqual(
		hosts.filter((host) => !RESERVED.test(host) && !DOCUMENTATION.test(host) && !NAMES.has(host)),
		[],
	);
});

test("the examples stay small", () => {
	assert.ok(files().reduce((sum, file) => sum + statSync(file).size, 0) < 300_000);
});

test("the README shows what the command prints, and counts right", () => {
	const readme = readFileSync(join(PROJECT, "README.md"), "utf8");
	const file = /^\$ npx counterpixel inspect (.*)$/m.exec(readme)?.[1] ?? "";
	const printed = describeInspection(file, inspect(readFileSync(join(PROJECT, file))), { width: 80, colour: false });
	assert.ok(readme.includes(printed.trimEnd()), printed);
	assert.ok(readme.includes(`[${vectors.length} vectors]`));
	assert.ok(operatorLines.length > 500 && readme.includes("over 500 operators"));
});

function files(): string[] {
	return readdirSync(EXAMPLES, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map(({ parentPath, name }) => join(parentPath, name));
}
