// --dns-keys FILE: DNS records that the user exported, by which signatures are checked again, offline; and what the file lacked.

import { readFileSync } from "node:fs";
import { appError } from "../../core/model/app-error.ts";
import { counted, shownText } from "../report/shown-text.ts";

/** The file's text; throws `usage` where it cannot be read or holds no record. */
export async function readDnsKeys(file: string | undefined): Promise<string | null> {
	if (file === undefined) return null;
	let text: string;
	try {
		text = readFileSync(file, "utf8");
	} catch (cause) {
		throw appError("usage", `${file}: the file of DNS keys cannot be read`, { cause });
	}
	const { createAuthenticator } = await import("../../edge/authentication/authenticator.ts");
	createAuthenticator(text);
	return text;
}

/** Enough to see which are wanted. */
const NAMES_SHOWN = 5;

/** What to put into the file; empty where nothing is missing. */
export function missingKeysText(names: readonly string[]): string {
	if (names.length === 0) return "";
	const more = names.length > NAMES_SHOWN ? `  and ${counted(names.length - NAMES_SHOWN, "more name")}\n` : "";
	const shown = names.slice(0, NAMES_SHOWN).map((name) => `  ${shownText(name)}\n`);
	return `Not in the file of DNS keys, so that some mail stays unchecked:\n${shown.join("")}${more}`;
}
