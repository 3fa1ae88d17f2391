// Site: a web server's own log names no host. Found by the mere bytes of its lines, no contact would be, and the log would speak against everybody.

import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import type { LogEvent } from "../../../src/core/model/log-event.ts";
import { readLogs } from "../../../src/edge/logs/read-logs.ts";

const folder = mkdtempSync(join(tmpdir(), "counterpixel-site-"));
after(() => rmSync(folder, { recursive: true }));

async function contactsIn(text: string, site: string | null): Promise<LogEvent[]> {
	const file = join(folder, "access.log");
	writeFileSync(file, text);
	const context = { now: Date.UTC(2021, 5, 1), zone: 0, site };
	const events: LogEvent[] = [];
	for await (const read of readLogs([file], { hosts: ["px.campaign.example"], context, workers: 0 }))
		if (read.kind === "contacts") events.push(...read.contacts.map(({ event }) => event));
	return events;
}

const APACHE = Array.from(
	{ length: 300 },
	(_, index) =>
		`192.0.2.${index % 250} - - [20/Jan/2021:09:12:0${index % 10} +0000] "GET /o/${index}.gif HTTP/1.1" 200 43 "-" "Mozilla/5.0"\n`,
).join("");
const IIS =
	"#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port c-ip sc-status\n" +
	"2021-01-20 09:12:03 198.51.100.1 GET /o/1.gif e=1 80 192.0.2.17 200\n".repeat(300);

for (const [name, text] of [
	["Apache's", APACHE],
	["IIS's", IIS],
])
	test(`each request in ${name} own log is a contact with the site that the user names, and with no other`, async () => {
		const contacts = await contactsIn(text, "px.campaign.example");
		assert.equal(contacts.length, 300);
		assert.match(contacts[0]?.url ?? "", /^http:\/\/px\.campaign\.example\/o\/\d+\.gif/);
		assert.equal((await contactsIn(text, "www.house.example")).length, 0);
		assert.equal((await contactsIn(text, null)).length, 0);
	});
