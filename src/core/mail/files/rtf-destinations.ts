// Destinations of rich text (RTF 1.9.1): groups whose text is not shown, and what those mean that name something elsewhere.

/** What becomes of a group's text. */
export type Destination =
	/** An address, shown to vectors as this construct. */
	| { readonly kind: "address"; readonly construct: string }
	/** A field's instruction. */
	| { readonly kind: "field" }
	/** What a field came to when it was last updated. */
	| { readonly kind: "result" }
	/** An OLE object, in hexadecimal digits. */
	| { readonly kind: "object" }
	/** A file, in hexadecimal digits. */
	| { readonly kind: "file"; readonly path: string }
	/** Name and value of a shape's property. */
	| { readonly kind: "property-name" }
	| { readonly kind: "property-value" }
	/** HTML that is shown in place of the rich text around it ([MS-OXRTFEX] §2.1.3.1.4). */
	| { readonly kind: "html" }
	/** Shown, whatever it lies in. */
	| { readonly kind: "shown" }
	| { readonly kind: "ignored" };

const IGNORED: Destination = { kind: "ignored" };

function address(construct: string): Destination {
	return { kind: "address", construct };
}

const NAMED: readonly (readonly [string, Destination])[] = [
	["template", address("rtf template")],
	["hlsrc", address("shape hyperlink")],
	// A master document's parts, fonts beside the document, the next document to print, a style sheet that changes XML.
	["file", address("rtf file")],
	["nextfile", address("rtf file")],
	["fontfile", address("rtf file")],
	["xform", address("rtf file")],
	["mmdatasource", address("rtf data source")],
	["mmheadersource", address("rtf data source")],
	["mmodsosrc", address("rtf data source")],
	["mmodsoudl", address("rtf data source")],
	["mmodsoudldata", address("rtf data source")],
	["mmconnectstr", address("rtf data source")],
	["mmconnectstrdata", address("rtf data source")],
	["fldinst", { kind: "field" }],
	["fldrslt", { kind: "result" }],
	["objdata", { kind: "object" }],
	["datastore", { kind: "object" }],
	["themedata", { kind: "file", path: "themedata" }],
	["sn", { kind: "property-name" }],
	["sv", { kind: "property-value" }],
	["htmltag", { kind: "html" }],
	["result", { kind: "shown" }],
	["shptxt", { kind: "shown" }],
];

/** Hidden without the mark that says so. */
const HIDDEN =
	"fonttbl colortbl stylesheet info pict filetbl listtable revtbl mhtmltag pntext pntxta pntxtb objclass objname objtime objsect xe tc tcn rxe bkmkstart bkmkend comment keycode keywords operator title subject author manager company category doccomm atnid atnauthor panose falt private1 ud upr";

const DESTINATIONS: ReadonlyMap<string, Destination> = new Map([
	...HIDDEN.split(" ").map((word): [string, Destination] => [word, IGNORED]),
	...NAMED,
]);

/** Where the text of a group goes that begins with this word, or null where the word is none of a destination. `starred`: behind `\*`. */
export function destinationOf(word: string, starred: boolean): Destination | null {
	return DESTINATIONS.get(word) ?? (starred && !TRANSPARENT.has(word) ? IGNORED : null);
}

/** Marked as what an old program may skip, and yet no text of their own: what lies in them goes where it would without. */
const TRANSPARENT: ReadonlySet<string> = new Set(["shpinst", "shppict", "hl", "background", "mailmerge", "mmodso", "footnote"]);

/** Characters that control words and symbols stand for; in HTML they are references ([MS-OXRTFEX] §2.1.3.1.6). */
export const CHARACTERS: ReadonlyMap<string, string> = new Map([
	["par", "\r\n"],
	["line", "\r\n"],
	["sect", "\r\n"],
	["page", "\r\n"],
	["cell", "\t"],
	["row", "\r\n"],
	["tab", "\t"],
	["lquote", "\u2018"],
	["rquote", "\u2019"],
	["ldblquote", "\u201c"],
	["rdblquote", "\u201d"],
	["bullet", "\u2022"],
	["endash", "\u2013"],
	["emdash", "\u2014"],
	["emspace", "\u2003"],
	["enspace", "\u2002"],
	["{", "{"],
	["}", "}"],
	["\\", "\\"],
	["~", "\u00a0"],
	["_", "\u00ad"],
	["\r", "\r\n"],
	["\n", "\r\n"],
]);
