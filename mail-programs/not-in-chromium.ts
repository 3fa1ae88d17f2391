// Not in Chromium: vectors that act when a message is opened, and that Chromium, given the HTML part with scripts on, asks nothing for; and why. The
// measurement holds both ways: what is not here has to fire, what is here must not (soundness.ts).

const OTHER_PART = "It stands in another part of the message than the HTML, of which Chromium is given nothing.";
const HEADER = "It is a header field, which a page does not see.";
const OUTLOOK = "VML and Word's own markup: only the Word engine in Outlook reads them.";
const INTERNET_EXPLORER = "Only Internet Explorer and Edge Legacy did; Chromium never had it.";
const NETSCAPE = "Only Netscape Communicator 4 did; Chromium never had it.";
const PLUGIN = "No plug-in of that kind exists for Chromium any more, and without one the attribute means nothing.";
const XML = "The part is read as HTML, whose parser knows no external documents; XML's would.";
const REMOVED = "Chromium had it once, and removed it.";
const UNKNOWN_CSS = "Chromium does not know the function or property, and drops the declaration.";
const SAME_DOCUMENT = "Chromium follows this reference within the document only.";
const DEVELOPER_TOOLS = "It is asked for only while the developer tools are open.";

/** A sentence for each vector's id. */
export const NOT_IN_CHROMIUM: ReadonlyMap<string, string> = new Map([
	...each(OTHER_PART, "amp-img", "amp-srcset", "amp-media", "amp-list"),
	...each(OTHER_PART, "calendar-image", "calendar-attachment", "calendar-alarm", "calendar-source", "calendar-alternate-text"),
	...each(OTHER_PART, "contact-picture", "contact-sound", "contact-key"),
	...each(HEADER, "x-image-url", "external-attachment-url"),
	...each(OUTLOOK, "vml-fill", "vml-imagedata", "vml-background", "vml-frame", "vml-other-prefix", "vml-linked-picture"),
	...each(OUTLOOK, "word-attached-template", "css-page-furniture"),
	...each(
		INTERNET_EXPLORER,
		"css-behavior",
		"css-alpha-image-loader",
		"css-icm-filter",
		"import-implementation",
		"img-lowsrc",
		"img-dynsrc",
	),
	...each(INTERNET_EXPLORER, "bgsound-src", "meta-tile", "meta-tile-config", "meta-tile-polling", "meta-task-icon", "meta-markup"),
	...each(INTERNET_EXPLORER, "script-data-island", "xml-src"),
	...each(NETSCAPE, "layer-src", "fontdef-src"),
	...each(
		PLUGIN,
		"object-classid",
		"object-codebase",
		"object-archive",
		"object-movie",
		"param-value",
		"embed-code",
		"applet-code",
		"applet-archive",
	),
	...each(XML, "doctype", "entity", "processing-instruction", "xml-inclusion"),
	...each(REMOVED, "isindex-src", "link-subresource", "link-import", "html-manifest", "portal-src"),
	...each(UNKNOWN_CSS, "css-image", "css-src", "css-other", "css-sound", "css-counter-style"),
	...each(SAME_DOCUMENT, "css-filter", "css-offset-path", "svg-use", "svg-paint-server", "svg-effect", "svg-text"),
	...each(DEVELOPER_TOOLS, "css-source-map", "script-source-map"),
	["css-binding", "Only Firefox did, until version 3; Chromium never had it."],
	["css-attr", "Chromium takes no URL from attr(): the standard forbids what came of an attribute in a URL."],
	["css-cross-fade", "Chromium knows only the older form of three arguments, with -webkit- before it."],
	["webview-src", "The element exists only in programs built on Electron, and in Chrome's own apps."],
	["menuitem-icon", "Only Firefox had it, until version 84."],
	["link-prerender", "Chromium without a window loads no page in advance."],
	["mathml-glyph", "Chromium's MathML knows no mglyph."],
	["model-src", "Only Safari on visionOS knows the element."],
	["meta-policy-report", "The standard forbids reports from a meta element, and Chromium obeys."],
	["meta-link", "Only Firefox read a Link field in a meta element."],
	["svg-media", "An element of SVG Tiny 1.2, which Chromium does not know."],
	["attributionsrc", "Only a page from https may ask there, and Chromium has given up attribution reports."],
]);

function each(why: string, ...vectors: readonly string[]): readonly (readonly [string, string])[] {
	return vectors.map((vector) => [vector, why] as const);
}
