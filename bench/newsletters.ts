// Newsletters: made-up mass mail on reserved names, as large and as full of references as real newsletters are (some thirty, and each with a
// token of its own), so that a case made of them weighs what a real one does. A number gives the same message everywhere.

import { createHash } from "node:crypto";
import { closeSync, openSync, writeSync } from "node:fs";

const SENDERS = 40;
const READERS = 5;
const TEASERS = 9;
const DAY = 86_400_000;
const WORDS = "the committee meets again on Tuesday to hear what the ministry has to say about its plans for the coming year".split(" ");

/** One raw message, LF line ends, about 9 KB. */
export function newsletter(number: number): Buffer {
	const sender = `sender${number % SENDERS}.example`;
	const reader = `reader${number % READERS}@parliament.example`;
	const token = (place: string): string => createHash("sha256").update(`${number} ${place}`).digest("base64url");
	const link = (place: string): string => `https://click.${sender}/ls/click?upn=${token(place)}${token(`${place}+`)}`;
	const text = (from: number): string => Array.from({ length: 40 }, (_, at) => WORDS[(number + from + at) % WORDS.length]).join(" ");
	const teasers = Array.from({ length: TEASERS }, (_, at) => {
		const picture = `https://images.${sender}/campaign/${number % 200}/${at}.jpg`;
		return `<tr><td style="background:url(https://images.${sender}/paper${at % 3}.png)"><a href="${link(`picture ${at}`)}"><img src="${picture}" width="240"></a>
<h2><a href="${link(`title ${at}`)}">${text(at).slice(0, 60)}</a></h2><p>${text(at + 7)}</p><p>${text(at + 11)}</p></td></tr>`;
	});
	const pixel = `https://open.${sender}/o/${token("open")}?r=${Buffer.from(reader).toString("base64url")}`;
	const date = new Date(Date.UTC(2024, 0, 1) + (number % 700) * DAY + number * 1000).toUTCString().replace("GMT", "+0000");
	const header = [
		`Delivered-To: ${reader}`,
		`From: News <news@${sender}>`,
		`To: ${reader}`,
		`Subject: What matters this week, number ${number}`,
		`Date: ${date}`,
		`Message-ID: <${number}.${token("id").slice(0, 12)}@${sender}>`,
		`List-Unsubscribe: <https://click.${sender}/unsubscribe?u=${token("unsubscribe")}>`,
		"MIME-Version: 1.0",
		"Content-Type: text/html; charset=utf-8",
	];
	const page = `<html><head><link rel="stylesheet" href="https://images.${sender}/mail.css"></head><body><table>
${teasers.join("\n")}
</table><p><a href="${link("web")}">Read this on the web</a></p><img src="${pixel}" width="1" height="1"></body></html>`;
	return Buffer.from(`${header.join("\n")}\n\n${page}\n`);
}

/** The newsletters `[from, to)` as one mbox. */
export function writeNewsletters(file: string, from: number, to: number): void {
	const descriptor = openSync(file, "w");
	try {
		for (let number = from; number < to; number++) {
			writeSync(descriptor, "From bench@example.test Thu Jan  1 00:00:00 2026\n");
			writeSync(descriptor, newsletter(number));
			writeSync(descriptor, "\n");
		}
	} finally {
		closeSync(descriptor);
	}
}
