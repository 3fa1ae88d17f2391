// Vector: one way a mail can call home. A vector never walks a message: it names what it watches, the scanners of
// mail/ walk each message once, and each hit goes to the vectors that asked for it. `probe` builds what `find` finds, so
// find(apply(probe(u))) returns exactly u: the property test, and later the leak self-test, come from the same file.

import type { Content } from "./content.ts";
import type { Part } from "./message.ts";
import type { Channel, Trigger } from "./reference.ts";
import type { Text } from "./text.ts";

/** What a vector wants to be shown. */
export type Watch =
	/** An attribute of an element; "*" is any element. `beside` names attributes of the same tag that `find` reads too. */
	| { readonly kind: "attribute"; readonly element: string; readonly attribute: string; readonly beside?: readonly string[] }
	/** The raw text inside `<script>` and the like; `beside` names attributes of its tag that `find` reads. */
	| { readonly kind: "raw-text"; readonly element: string; readonly beside?: readonly string[] }
	/** `<!DOCTYPE ...>`, `<!ENTITY ...>`, `<?xml-stylesheet ...?>`, `<!--[if mso]>...<![endif]-->`. */
	| { readonly kind: "markup"; readonly construct: MarkupHit["construct"] }
	/**
	 * A URL in CSS by where it stands: a property ("background-image"), an at-rule ("@import"), a function that takes a plain
	 * string ("image-set()"), "--*" for custom properties, "*" for whatever no other vector watches.
	 */
	| { readonly kind: "css"; readonly place: string }
	/** A header field of the message (or of a nested one). */
	| { readonly kind: "header"; readonly name: string }
	/** A MIME part by its media type. */
	| { readonly kind: "part"; readonly mediaType: string }
	/** A construct of an attached file, as its format (mail/files) or the opener of a container names it: "rtf template", "pdf uri". */
	| { readonly kind: "file"; readonly construct: string }
	/** A bare URL in shown text. */
	| { readonly kind: "bare-url" };

export interface AttributeHit {
	readonly kind: "attribute";
	/** Lower case, prefix kept ("v:fill"). */
	readonly element: string;
	readonly namespace: "html" | "svg" | "math";
	readonly attribute: string;
	/** The attribute's value, character references resolved. */
	text(): Text;
	/** Value of another watched attribute of the same tag, or null. */
	beside(attribute: string): string | null;
}

export interface RawTextHit {
	readonly kind: "raw-text";
	readonly element: string;
	text(): Text;
	beside(attribute: string): string | null;
}

export interface MarkupHit {
	readonly kind: "markup";
	readonly construct: "doctype" | "entity" | "instruction" | "conditional-comment";
	/** The whole construct with its delimiters; of a conditional comment what stands between them. */
	text(): Text;
}

export interface CssHit {
	readonly kind: "css";
	/** The place as watched: property, "@import", "image-set()", "--name". */
	readonly place: string;
	/** Conditions around it, outermost first: "@media print". */
	readonly conditions: readonly string[];
	/** The URL, CSS escapes resolved. */
	text(): Text;
}

export interface HeaderHit {
	readonly kind: "header";
	readonly name: string;
	text(): Text;
	/** Value of another field of the same header, unfolded, or null. */
	beside(field: string): string | null;
}

export interface PartHit {
	readonly kind: "part";
	readonly part: Part;
	/** The transfer-decoded body. */
	content(): Content;
}

export interface FileHit {
	readonly kind: "file";
	readonly construct: string;
	text(): Text;
	/** What else the format says of the construct, or null. */
	beside(name: string): string | null;
}

export interface BareUrlHit {
	readonly kind: "bare-url";
	text(): Text;
}

export type Hit = AttributeHit | RawTextHit | MarkupHit | CssHit | HeaderHit | PartHit | FileHit | BareUrlHit;

/** What else may be written inside a value; the composer scans it as such. */
export const LANGUAGES = ["html", "xml", "css", "css-declarations", "css-value"] as const;
export type Language = (typeof LANGUAGES)[number];

/** A URL as written, with the range `[from, to)` of `text.value` it was cut from. */
export interface Target {
	readonly kind: "target";
	readonly text: Text;
	readonly from: number;
	readonly to: number;
	/** The URL, where it is not simply that piece of text. */
	readonly url?: string;
	/** Where they differ from the vector's own. */
	readonly trigger?: Trigger;
	readonly channel?: Channel;
	/** A further reason, beside the vector's own. */
	readonly why?: string;
}

export interface Nested {
	readonly kind: "nested";
	readonly language: Language;
	readonly text: Text;
	readonly from: number;
	readonly to: number;
	/** For "css-value": the property whose value it is. */
	readonly property?: string;
}

export type Found = Target | Nested;

/** What to put where, to make a program contact the target. */
export type Probe =
	/** Markup for the body of an HTML part; `head` goes into its head, `root` replaces the `<html>` tag, `prologue` stands before it. */
	| { readonly kind: "html"; readonly html: string; readonly head?: string; readonly root?: string; readonly prologue?: string }
	| { readonly kind: "text"; readonly text: string }
	| { readonly kind: "header"; readonly name: string; readonly value: string }
	/** A MIME part of its own: header lines (CRLF ended) and body. */
	| { readonly kind: "part"; readonly headers: string; readonly body: string }
	/** An attached file, one character a byte; `shown` where the mail program shows it within the message. */
	| {
			readonly kind: "file";
			readonly name: string;
			readonly mediaType: string;
			readonly shown: boolean;
			readonly content: string;
			/** Where in the file the reference is said to be; without one its raw range is the target's. */
			readonly path?: string;
	  };

export interface Vector {
	/** Kebab case; the name in `--json`. */
	readonly id: string;
	/** A few words for a table. */
	readonly title: string;
	readonly trigger: Trigger;
	readonly channel: Channel;
	/** One sentence: what contacts the host, and when. */
	readonly why: string;
	readonly watches: readonly Watch[];
	find(hit: Hit): readonly Found[];
	/** `target` is an absolute http URL (an address for receipts). */
	probe(target: string): Probe;
}
