// Files of lines "key=value" in sections, which Windows and Linux keep shortcuts, themes and folder settings in. A key is what stands before the
// first "=", spaces around it and around the value do not count, and case does not matter.

import type { Text } from "../../model/text.ts";
import { sliceOf } from "../strings.ts";

export interface Setting {
	/** Lower case; "" before the first. */
	readonly section: string;
	/** Lower case, without a language in brackets ("Icon[de]"). */
	readonly key: string;
	/** Without quotes around it. */
	readonly value: Text;
}

const LINE = /[^\r\n]+/g;

export function readSettings(text: Text, visit: (setting: Setting) => void): void {
	let section = "";
	for (const { 0: line, index } of text.value.matchAll(LINE)) {
		const written = line.trim();
		if (written.startsWith("[")) {
			section = written.slice(1, written.endsWith("]") ? -1 : undefined).toLowerCase();
			continue;
		}
		const equals = line.indexOf("=");
		if (equals === -1 || written.startsWith(";") || written.startsWith("#")) continue;
		const key = (line.slice(0, equals).split("[", 1)[0] ?? "").trim().toLowerCase();
		const value = trimmedValue(text, index + equals + 1, index + line.length);
		if (value.value !== "") visit({ section, key, value });
	}
}

function trimmedValue(text: Text, start: number, end: number): Text {
	const written = text.value.slice(start, end);
	let from = start + written.length - written.trimStart().length;
	let to = Math.max(from, end - (written.length - written.trimEnd().length));
	if (to - from > 1 && text.value.charAt(from) === '"' && text.value.charAt(to - 1) === '"') {
		from++;
		to--;
	}
	return sliceOf(text, from, to);
}
