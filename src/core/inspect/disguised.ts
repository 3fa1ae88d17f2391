// Disguised: pages and saved web archives under the endings of Office, which opens them all the same, whatever they are called.

import type { FileHead } from "../model/attached-file.ts";

const OFFICE = /\.(?:doc|dot|rtf|wiz|xls|xlt|xlw|ppt|pps|pot|pub)$/;
const PAGE = /^[\s\ufeff\xef\xbb\xbf]{0,1000}<(?:!doctype\s+html|html|head|meta|body|table|script|style|img|link)[\s>]/i;
/** A message as Word saves a page with its pictures. */
const ARCHIVE = /^(?:[\w-]{1,60}:[^\n]{0,900}\n(?:[ \t][^\n]{0,900}\n){0,20}){0,40}mime-version:/i;

/** "html" or "message" where Office would read the file so, else null. */
export function disguiseOf(
	{ name, head }: FileHead,
	latin1: (bytes: Uint8Array, start: number, end: number) => string,
): "html" | "message" | null {
	if (!OFFICE.test(name)) return null;
	const text = latin1(head, 0, head.length);
	if (PAGE.test(text)) return "html";
	return ARCHIVE.test(text) ? "message" : null;
}
