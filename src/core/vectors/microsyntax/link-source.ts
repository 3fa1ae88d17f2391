// The source of an OLE link as Office documents write it: a display name of a moniker ([MS-OLEDS] §2.3.3), which may carry an address behind
// another scheme (`mhtml:http://...!x-usc:http://...`, CVE-2021-40444; `script:`, CVE-2017-8570; `soap:wsdl=`, CVE-2017-8759), and
// name an item of the file after a "!" (an empty one in CVE-2022-30190).

import { type Piece, trimmed } from "./piece.ts";

const SCHEME = /^(?:mhtml|mk|its|ms-its|script|scriptlet|soap:wsdl=|wsdl=):?/i;
const FURTHER = /!x-usc:/i;

export function cutLinkSource(value: string): readonly Piece[] {
	const pieces: Piece[] = [];
	const seen = new Set<string>();
	let at = 0;
	for (const written of value.split(FURTHER)) {
		const piece = trimmed(
			value,
			at + (SCHEME.exec(written.trimStart())?.[0].length ?? 0) + written.length - written.trimStart().length,
			at + written.length,
		);
		at += written.length + "!x-usc:".length;
		if (piece === null) continue;
		const to = value.charAt(piece.to - 1) === "!" ? piece.to - 1 : piece.to;
		const address = value.slice(piece.from, to);
		if (!seen.has(address)) pieces.push({ from: piece.from, to });
		seen.add(address);
	}
	return pieces;
}
