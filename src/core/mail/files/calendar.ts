// Calendar entries: iCalendar (RFC 5545, RFC 7986, RFC 9073, RFC 9253) and its forerunner vCalendar 1.0. Mail programs show them within the
// message. Addresses of people (ORGANIZER, ATTENDEE; mailto:) are no references: an answer goes by mail, and only when the reader answers.

import type { AttachedFile, FileFormat, FileSink } from "../../model/attached-file.ts";
import type { Text } from "../../model/text.ts";
import { sliceOf } from "../strings.ts";
import {
	beginsWith,
	binaryValue,
	type ContentLine,
	decodedValue,
	parameterOf,
	readContentLines,
	textContent,
	unescapedText,
	WHOLE_URL,
} from "./content-lines.ts";
import { decodedText } from "./file-text.ts";

const MEDIA_TYPES: ReadonlySet<string> = new Set(["text/calendar", "text/x-vcalendar", "application/ics", "text/x-icalendar"]);
const NAME = /\.(?:ics|vcs|ifb|ical|icalendar|vfb)$/;

/** Values that are a URI, or may be one (RFC 9073 §6.6: STRUCTURED-DATA), and lead somewhere for whoever follows them. */
const LINKS: ReadonlySet<string> = new Set([
	"URL",
	"CONFERENCE",
	"TZURL",
	"LINK",
	"CONCEPT",
	"STRUCTURED-DATA",
	"ORGANIZER",
	"ATTENDEE",
	"CALENDAR-ADDRESS",
]);

/** Reminders of vCalendar 1.0 §2.3: run time, snooze, repeat count, then what is played or run. */
const OLD_ALARMS: ReadonlySet<string> = new Set(["AALARM", "PALARM"]);

/** Attack: BEGIN without END a million times. Deeper components are not told apart. */
const MAX_COMPONENTS = 64;

export const format: FileFormat = {
	id: "calendar",
	title: "calendar entry",
	shown: true,
	detect: ({ mediaType, name, head }) => MEDIA_TYPES.has(mediaType) || NAME.test(name) || beginsWith(head, "BEGIN:VCALENDAR"),
	scan(file: AttachedFile, sink: FileSink) {
		const components: string[] = [];
		readContentLines(decodedText(file.content), file.codec, (line) => {
			if (line.name === "BEGIN") {
				if (components.length < MAX_COMPONENTS) components.push(line.value.value.trim().toUpperCase());
			} else if (line.name === "END") components.pop();
			else {
				showParameters(line, sink);
				showValue(line, components.includes("VALARM"), file, sink);
			}
		});
	},
};

function showParameters({ parameters }: ContentLine, sink: FileSink): void {
	for (const { name, text } of parameters) {
		if (name === "ALTREP") sink.construct("calendar alternate text", text);
		else if (name === "DIR" || (name.startsWith("X-") && WHOLE_URL.test(text.value))) sink.construct("calendar link", text);
	}
}

function showValue(line: ContentLine, inAlarm: boolean, file: AttachedFile, sink: FileSink): void {
	const { name } = line;
	const binary = binaryValue(line, file.codec);
	if (binary !== null) {
		const named = parameterOf(line, "FILENAME") || parameterOf(line, "X-FILENAME") || parameterOf(line, "X-APPLE-FILENAME");
		const mediaType = parameterOf(line, "FMTTYPE").toLowerCase();
		sink.file({ name: named.toLowerCase(), mediaType, path: name, content: binary, attached: true });
		return;
	}
	const value = decodedValue(line, file.codec);
	if (name === "ATTACH") sink.construct(inAlarm ? "calendar alarm" : "calendar attachment", value);
	else if (OLD_ALARMS.has(name)) sink.construct("calendar alarm", afterSemicolons(value, 3));
	else if (name === "IMAGE") sink.construct("calendar image", value);
	else if (name === "SOURCE") sink.construct("calendar source", value);
	else if (LINKS.has(name) || (name.startsWith("X-") && WHOLE_URL.test(value.value))) sink.construct("calendar link", value);
	else if (parameterOf(line, "VALUE") === "URI") sink.construct("calendar link", value);
	else sink.language(isHtml(line) ? "html" : "text", textContent(unescapedText(value)));
}

/** X-ALT-DESC as Outlook writes it; a styled description is HTML where it does not say otherwise (RFC 9073 §6.5). */
function isHtml(line: ContentLine): boolean {
	const mediaType = parameterOf(line, "FMTTYPE");
	return mediaType === "TEXT/HTML" || (line.name === "STYLED-DESCRIPTION" && mediaType === "");
}

function afterSemicolons(text: Text, count: number): Text {
	let from = 0;
	for (let n = 0; n < count; n++) {
		const next = text.value.indexOf(";", from);
		if (next === -1) break;
		from = next + 1;
	}
	return sliceOf(text, from, text.value.length);
}
