// Shortcuts written as XML: property lists (.webloc), Windows' libraries and searches, playlists, and programs that are installed from an
// address. Which elements and attributes are addresses, by the file's ending.

import type { AttachedFile, FileFormat, FileSink } from "../../model/attached-file.ts";
import type { Text } from "../../model/text.ts";
import { joinTexts } from "../joined-texts.ts";
import { readElements } from "../xml/elements.ts";
import { xmlOfFile } from "./file-text.ts";

interface Kind {
	readonly names: RegExp;
	/** Elements whose text is an address. */
	readonly elements: ReadonlyMap<string, string>;
	/** By "element attribute"; "* attribute" for any element. */
	readonly attributes: ReadonlyMap<string, string>;
}

const NONE: ReadonlyMap<string, string> = new Map();

const KINDS: readonly Kind[] = [
	{
		// Windows Library Description Schema, and that of search connectors and saved searches: shown in a folder they are asked (CVE-2025-24054).
		names: /\.(?:library-ms|searchconnector-ms|search-ms)$/,
		elements: new Map([
			["url", "shortcut location"],
			["iconReference", "shortcut icon"],
			["domain", "shortcut location"],
			["path", "shortcut location"],
		]),
		attributes: new Map([
			["include path", "shortcut location"],
			["scope path", "shortcut location"],
		]),
	},
	{
		names: /\.(?:webloc|inetloc|fileloc|url\.plist)$/,
		elements: new Map([["string", "shortcut target"]]),
		attributes: NONE,
	},
	{
		// Advanced Stream Redirector, SMIL, XSPF 1.
		names: /\.(?:asx|wax|wvx|wmx|wpl|zpl|smil?|xspf)$/,
		elements: new Map([
			["location", "playlist entry"],
			["image", "playlist entry"],
			["info", "playlist link"],
		]),
		attributes: new Map(
			["ref", "entryref", "base", "banner", "logo", "media", "audio", "video", "img", "duration"].flatMap((element): [string, string][] => [
				[`${element} href`, "playlist entry"],
				[`${element} src`, "playlist entry"],
			]),
		),
	},
	{
		// Java Web Start (JSR 56), ClickOnce, App Installer.
		names: /\.(?:jnlp|application|appref-ms|appinstaller)$/,
		elements: NONE,
		attributes: new Map([
			["jnlp codebase", "program source"],
			["* href", "program source"],
			["deploymentProvider codebase", "program source"],
			["* Uri", "program source"],
		]),
	},
	{
		names: /\.settingcontent-ms$/,
		elements: new Map([
			["DeepLink", "shortcut command"],
			["Icon", "shortcut icon"],
		]),
		attributes: NONE,
	},
];

export const format: FileFormat = {
	id: "shortcut-xml",
	title: "shortcut, library or playlist in XML",
	shown: false,
	detect: ({ name, mediaType, head }) => (kindOf(name) !== undefined || mediaType === "application/x-java-jnlp-file") && !isBinary(head),
	scan(file: AttachedFile, sink: FileSink) {
		const { elements, attributes } = kindOf(file.name) ?? (KINDS[3] as Kind);
		/** Of the element at hand, where its text is an address. */
		let pieces: Text[] | null = null;
		let construct = "";
		readElements(xmlOfFile(file, sink), {
			open(element) {
				const { name } = element;
				construct = lookUp(elements, name) ?? "";
				pieces = construct === "" ? null : [];
				element.eachAttribute((attribute, value) => {
					const shown = lookUp(attributes, `${name} ${attribute}`) ?? attributes.get(`* ${attribute}`);
					if (shown !== undefined) sink.construct(shown, value);
				});
			},
			text(text) {
				pieces?.push(text);
			},
			close() {
				if (pieces !== null && pieces.length > 0) sink.construct(construct, joinTexts(pieces));
				pieces = null;
			},
		});
	},
};

function kindOf(name: string): Kind | undefined {
	return KINDS.find(({ names }) => names.test(name));
}

/** Players read playlists without regard to case. */
function lookUp(table: ReadonlyMap<string, string>, name: string): string | undefined {
	return table.get(name) ?? table.get(name.toLowerCase());
}

/** A property list may be binary (shortcut-plist.ts). */
function isBinary(head: Uint8Array): boolean {
	return [0x62, 0x70, 0x6c, 0x69, 0x73, 0x74].every((byte, index) => head[index] === byte);
}
