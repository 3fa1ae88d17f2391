// Groups: which probes share a test message. Most can stand side by side; a few spoil what stands beside them (a refresh leaves the page, a
// policy forbids its pictures, a doctype is one), and some only act in a message built for them (a signature, winmail.dat, AMP).

import type { Probe, Vector } from "../../core/model/vector.ts";

export interface Group {
	/** What it tests, in the subject of its message. */
	readonly title: string;
	/** What to do with the message, beyond opening it; a sentence. */
	readonly advice: string;
	/** How its message is built. */
	readonly form: "html" | "amp" | "text" | "files" | "signed";
	has(vector: Vector, probe: Probe): boolean;
}

const OPEN_IT = "Open this message, and wait a few seconds.";

/** The first that has a probe takes it; the rest have a message each. Messages are numbered in this order. */
export const GROUPS: readonly Group[] = [
	{
		title: "pictures, styles, frames and fonts",
		advice: OPEN_IT,
		form: "html",
		has: (vector, probe) => isMarkup(vector, probe) && vector.trigger !== "click",
	},
	{
		title: "links",
		advice: "Open this message. Nothing in it should be contacted until you click; click what you like.",
		form: "html",
		has: (vector, probe) => isMarkup(vector, probe) && vector.trigger === "click",
	},
	{
		title: "header fields, receipts and plain text",
		advice: "Open this message. If your mail program asks for a receipt, answer as you usually do.",
		form: "text",
		has: (_vector, probe) => probe.kind === "header" || probe.kind === "text",
	},
	{
		title: "calendar entries and contacts",
		advice: OPEN_IT,
		form: "files",
		has: (_vector, probe) => (probe.kind === "file" && probe.shown && !isSignature(probe)) || probe.kind === "part",
	},
	{
		title: "attached documents",
		advice: "Open this message, then each attachment as you would usually do. Each is named for what it tests.",
		form: "files",
		has: (vector, probe) => probe.kind === "file" && !probe.shown && !isWinmail(probe) && !isShortcut(vector),
	},
	{
		title: "attached shortcuts, playlists and connections",
		advice:
			"Open this message. Mail servers often reject such files, and rightly. Save them to a folder and look at it; open them if you like.",
		form: "files",
		has: (vector, probe) => probe.kind === "file" && isShortcut(vector),
	},
	{ title: "Outlook's own markup", advice: OPEN_IT, form: "html", has: isOutlook },
	{ title: "AMP", advice: OPEN_IT, form: "amp", has: isAmp },
];

/** The group of a message that holds one probe. */
export function groupOfOne(title: string, probe: Probe): Group {
	const form = probe.kind === "html" ? "html" : isSignature(probe) ? "signed" : "files";
	return { title, advice: OPEN_IT, form, has: () => true };
}

/** What spoils whatever stands beside it in markup, and why. */
const ALONE: ReadonlyMap<string, string> = new Map([
	["meta-refresh", "it leaves the page"],
	["meta-policy-report", "its policy forbids pictures"],
	["meta-link", "a sheet that may hide the rest"],
	["frame-src", "a frameset stands where the body would"],
	["doctype", "a document has one"],
	["entity", "a document has one doctype"],
	["html-manifest", "a document has one root"],
	["head-profile", "a document has one head"],
]);

/** What every program that shows HTML is shown, side by side. */
function isMarkup(vector: Vector, { kind }: Probe): boolean {
	return kind === "html" && !ALONE.has(vector.id) && !isOutlook(vector) && !isAmp(vector);
}

function isOutlook({ id }: Vector): boolean {
	return id.startsWith("vml-") || id === "word-attached-template";
}

function isAmp({ id }: Vector): boolean {
	return id.startsWith("amp-");
}

function isShortcut({ id }: Vector): boolean {
	return /^(?:shortcut|playlist|program|web-query|remote-desktop)/.test(id);
}

function isWinmail(probe: Probe): boolean {
	return probe.kind === "file" && probe.mediaType === "application/ms-tnef";
}

function isSignature(probe: Probe): boolean {
	return probe.kind === "file" && probe.mediaType === "application/pkcs7-signature";
}
