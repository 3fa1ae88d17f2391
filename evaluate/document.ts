// The table in docs/evaluation.md, between its marks, with the command and the day that made it.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const DOCUMENT = join(import.meta.dirname, "../docs/evaluation.md");
const BEGIN = "<!-- written by npm run evaluate -- --write -->";
const END = "<!-- end of what evaluate wrote -->";

/** Throws where the marks are not there. */
export function writeDocument(text: string, command: string, now: Date): void {
	const before = readFileSync(DOCUMENT, "utf8");
	const begin = before.indexOf(BEGIN);
	const end = before.indexOf(END);
	if (begin < 0 || end < begin) throw new Error(`${DOCUMENT} lacks the marks between which the table goes`);
	const day = now.toISOString().slice(0, 10);
	const between = `\n\nMeasured on ${day} with \`${command}\`.\n\n${text}\n\n`;
	writeFileSync(DOCUMENT, `${before.slice(0, begin + BEGIN.length)}${between}${before.slice(end)}`);
}
