// Containers: which of them a file is, by its first bytes, and by its name where those are not enough: programs that open them skip what
// stands before the signature, and so does an attacker who knows that scanners do not.

import type { FileHead } from "../model/attached-file.ts";
import type { ContainerKind } from "../model/container.ts";

const SIGNATURES: readonly (readonly [ContainerKind, readonly number[], number])[] = [
	["zip", [0x50, 0x4b, 0x03, 0x04], 0],
	["zip", [0x50, 0x4b, 0x05, 0x06], 0],
	["compound", [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], 0],
	["gzip", [0x1f, 0x8b, 0x08], 0],
	["tar", [0x75, 0x73, 0x74, 0x61, 0x72], 257],
];

const NAMES: readonly (readonly [ContainerKind, RegExp])[] = [
	["pdf", /\.pdf$/],
	["zip", /\.(?:zip|(?:doc|dot|xls|xlt|ppt|pot|pps)[xm]|xlsb|od[tspgmf]|ot[tspg]|jar|apk|appx|msix|vsix)$/],
	["tar", /\.tar$/],
];

/** How far into a file Acrobat looks for its signature (ISO 32000-1, annex H.3, note 13). */
const PDF_SEARCH = 1024;

export function containerKind({ head, name, mediaType }: FileHead): ContainerKind | null {
	const found = SIGNATURES.find(([, signature, at]) => signature.every((byte, index) => head[at + index] === byte));
	if (found !== undefined) return found[0];
	if (mediaType === "application/pdf" || isPdf(head)) return "pdf";
	return NAMES.find(([, pattern]) => pattern.test(name))?.[0] ?? null;
}

/** "%PDF-". */
function isPdf(head: Uint8Array): boolean {
	const end = Math.min(head.length - 4, PDF_SEARCH);
	for (let at = 0; at < end; at++) {
		if (head[at] === 0x25 && head[at + 1] === 0x50 && head[at + 2] === 0x44 && head[at + 3] === 0x46 && head[at + 4] === 0x2d) return true;
	}
	return false;
}
