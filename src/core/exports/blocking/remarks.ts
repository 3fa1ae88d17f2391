// Remarks: what a block list says to people in its comments. Names and reasons in them come from mail and from analysts, so that each is one line
// of visible characters without those that mean something in a comment: a backslash goes on in the next line (Squid), braces are templates
// (Rspamd).

import type { ExportedCase } from "../../model/export.ts";

/** A sentence with a host in it; longer ones are somebody's text. */
const LONGEST = 400;

/** One line, whatever is in `text`. */
export function remark(text: string): string {
	const line = text
		.toWellFormed()
		.replace(/[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]+/gu, " ")
		.replaceAll("\\", "/")
		.replaceAll("{", "(")
		.replaceAll("}", ")")
		.replaceAll("$", "S");
	return line.length > LONGEST ? `${line.slice(0, LONGEST).toWellFormed()}...` : line;
}

/** "TLP:AMBER+STRICT" and "PAP:GREEN", as a sentence shows them. */
export function labelsOf({ tlp, pap }: Pick<ExportedCase, "tlp" | "pap">): string[] {
	return [`TLP:${tlp.toUpperCase()}`, ...(pap === null ? [] : [`PAP:${pap.toUpperCase()}`])];
}

/** What every list begins with: what it is, how it may be passed on, of which campaigns, and what a reader must know before using it. */
export function headOf(exported: ExportedCase, what: string): string[] {
	const { campaigns, made, by, version } = exported;
	const of = campaigns.map(({ campaign }) => {
		const { id, name, firstSeen, lastSeen } = campaign;
		const span = firstSeen === null || lastSeen === null ? "" : `, mail of ${firstSeen.slice(0, 10)} to ${lastSeen.slice(0, 10)}`;
		return `campaign ${id}${name === null ? "" : ` (${name})`}${span}`;
	});
	return [
		`${what}, written by ${by} ${version} on ${made}`,
		labelsOf(exported).join(" "),
		...(of.length === 0 ? ["no campaign: there is nothing to block"] : of),
	].map(remark);
}
