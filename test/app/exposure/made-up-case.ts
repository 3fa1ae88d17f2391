// A made-up case for exposure's tests: one campaign that names its readers in its URLs, a mailbox for each account, and logs as Squid and Unbound write them.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export const HOST = "t1.evil.example";

export function addressOf(name: string): string {
	return name.includes("@") ? name : `${name}@parliament.example`;
}

/** The picture that names its reader. */
export function pixelOf(name: string, scheme = "https"): string {
	return `${scheme}://${HOST}/o/${name}.gif?u=${encodeURIComponent(addressOf(name))}`;
}

/** The link that does. */
export function linkOf(name: string): string {
	return `https://${HOST}/go?u=${encodeURIComponent(addressOf(name))}`;
}

export interface MadeUpMail {
	readonly name: string;
	/** As Received has it: "Mon, 1 Feb 2021 10:00:00 +0000". */
	readonly received?: string;
	readonly body?: string;
	readonly id?: string;
}

/** Writes `folder`/mail/ADDRESS/ID.eml for each. */
export function writeMail(folder: string, mails: readonly MadeUpMail[]): string {
	for (const { name, received = "Mon, 1 Feb 2021 10:00:00 +0000", body, id = `id-${name}` } of mails) {
		const mailbox = join(folder, "mail", addressOf(name));
		mkdirSync(mailbox, { recursive: true });
		const shown = body ?? `<img src="${pixelOf(name)}" width="1" height="1"><p>Read <a href="${linkOf(name)}">this</a></p>`;
		const lines = [
			`Received: from mx.evil.example (mx.evil.example [198.51.100.7]) by mail.parliament.example; ${received}`,
			`Delivered-To: ${addressOf(name)}`,
			"From: News <news@evil.example>",
			`To: ${addressOf(name)}`,
			`Message-ID: <${id}@evil.example>`,
			"Subject: Invitation",
			"Content-Type: text/html; charset=utf-8",
			"",
			shown,
		];
		writeFileSync(join(mailbox, `${id}.eml`), lines.join("\r\n"));
	}
	return join(folder, "mail");
}

/** ISO time to Squid's seconds. */
function seconds(time: string): string {
	return (Date.parse(time) / 1000).toFixed(3);
}

/** https://wiki.squid-cache.org/Features/LogFormat, "squid". */
export function squidLine(time: string, client: string, request: string, result = "TCP_MISS/200", user = "-"): string {
	return `${seconds(time)}    120 ${client} ${result} 900 ${request} ${user} HIER_DIRECT/203.0.113.9 image/gif`;
}

/** "combined", as a proxy in front of Apache's format writes it. */
export function combinedLine(time: string, client: string, request: string, agent: string, status = 200): string {
	const [, day = "", month = "", year = ""] = new Date(time).toUTCString().split(/[ ,]+/);
	return `${client} - - [${day}/${month}/${year}:${time.slice(11, 19)} +0000] "${request} HTTP/1.1" ${status} 900 "-" "${agent}"`;
}

export function unboundLine(time: string, client: string, host: string): string {
	return `[${Math.floor(Date.parse(time) / 1000)}] unbound[99:0] info: ${client} ${host}. A IN`;
}

/** Ordinary traffic, so that a log speaks: a line every `minutes` from one time to the other. */
export function traffic(from: string, to: string, minutes = 30): string[] {
	const lines: string[] = [];
	for (let time = Date.parse(from); time <= Date.parse(to); time += minutes * 60_000)
		lines.push(squidLine(new Date(time).toISOString(), "192.0.2.250", "GET http://www.ordinary.example/", "TCP_MISS/200"));
	return lines;
}

/** In order of time. */
export function logOf(...lines: readonly string[]): string {
	return `${[...lines].sort((a, b) => (Number.parseFloat(a) || 0) - (Number.parseFloat(b) || 0)).join("\n")}\n`;
}
