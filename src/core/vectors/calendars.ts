// Calendar entries (RFC 5545, RFC 7986): pictures, alarms and attachments that lie elsewhere, and links. A mail program shows the entry with
// the message; many put it into the calendar without being asked, whose program then acts.

import type { Vector } from "../model/vector.ts";
import type { FileProbe } from "./build/file-construct.ts";
import { inShownFile } from "./build/shown-file.ts";

const IN_EVENT = ["BEGIN:VEVENT", "UID:probe@sender.example", "DTSTAMP:20260101T000000Z", "DTSTART:20260102T090000Z", "SUMMARY:Meeting"];

function entry(...lines: readonly string[]): FileProbe {
	const all = [
		"BEGIN:VCALENDAR",
		"VERSION:2.0",
		"PRODID:-//probe//EN",
		"METHOD:REQUEST",
		...IN_EVENT,
		...lines,
		"END:VEVENT",
		"END:VCALENDAR",
	];
	return { name: "invite.ics", mediaType: "text/calendar", content: `${all.join("\r\n")}\r\n` };
}

export const vectors: readonly Vector[] = [
	inShownFile({
		id: "calendar-image",
		title: "calendar IMAGE",
		on: ["calendar image"],
		why: "A calendar program that knows RFC 7986 loads the picture when it shows the entry.",
		probe: (target) => entry(`IMAGE;VALUE=URI;DISPLAY=BADGE;FMTTYPE=image/png:${target}`),
	}),
	inShownFile({
		id: "calendar-attachment",
		title: "calendar ATTACH",
		on: ["calendar attachment"],
		why: "Evolution fetched linked files when the entry was opened (later versions only from file: shares); other programs wait for a click.",
		probe: (target) => entry(`ATTACH:${target}`),
	}),
	inShownFile({
		id: "calendar-alarm",
		title: "calendar alarm's ATTACH",
		on: ["calendar alarm"],
		why: "A calendar program loads what its alarm plays or opens when the alarm goes off, without a click.",
		probe: (target) => entry("BEGIN:VALARM", "ACTION:AUDIO", "TRIGGER:-PT15M", `ATTACH;FMTTYPE=audio/basic:${target}`, "END:VALARM"),
	}),
	inShownFile({
		id: "calendar-source",
		title: "calendar SOURCE",
		on: ["calendar source"],
		why: "A calendar program that takes the calendar in asks there for news of it, again and again (RFC 7986 §5.8).",
		probe: (target) => entry(`SOURCE;VALUE=URI:${target}`),
	}),
	inShownFile({
		id: "calendar-alternate-text",
		title: "calendar ALTREP",
		on: ["calendar alternate text"],
		why: "The text's richer form (RFC 5545 §3.2.1): a calendar program that knows it loads it when it shows the entry.",
		probe: (target) => entry(`DESCRIPTION;ALTREP="${target.replaceAll("^", "^^")}":Agenda`),
	}),
	inShownFile({
		id: "calendar-link",
		title: "calendar URL, CONFERENCE",
		on: ["calendar link"],
		trigger: "click",
		why: "The calendar program offers it as a link, or as a button to join the meeting.",
		probe: (target) => entry(`CONFERENCE;VALUE=URI;FEATURE=VIDEO;LABEL=Join:${target}`),
	}),
];
