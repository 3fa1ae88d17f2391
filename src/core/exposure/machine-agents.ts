// Machine agents: proxies, scanners, link previews and libraries: whoever fetched was not a person's mail program. That a request comes
// from one says nothing of who opened what; a scanner may name a browser, so that a missing name here proves no person.

import type { AgentRow } from "./agent-row.ts";

const LIBRARY = "Its default, as its documentation says: a program on a server or in a script.";
const PREVIEW = "What the service calls itself when it makes a preview of a link that somebody sent.";

/** The first that matches counts; they are tried before the programs of people. The version follows the name. */
export const machineAgents: readonly AgentRow[] = [
	{
		pattern: /\bGoogleImageProxy\b/,
		name: "Google's image proxy",
		leakProgram: "gmail",
		evidence: "reported",
		source: "(via ggpht.com GoogleImageProxy) behind an old Firefox: pictures that Gmail shows.",
	},
	{
		pattern: / Edge\/12\.246 Mozilla\/5\.0$/,
		name: "Google's prefetch of pictures",
		evidence: "reported",
		source: "Mailing services see it on arrival of mail to Gmail: Chrome 42 and Edge 12.246, with Mozilla/5.0 once more at its end.",
	},
	{
		pattern: /\bYahooMailProxy\b/,
		name: "Yahoo's image proxy",
		evidence: "vendor",
		source: "Its string names Yahoo's page about it (SLN28749).",
	},
	{
		pattern: /^Mozilla\/5\.0$/,
		name: "a proxy that hides the program, as Apple's Mail Privacy Protection does",
		leakProgram: "apple-mail",
		evidence: "reported",
		source: "Mailing services see nothing but these two words from Apple's relays; others may send as little.",
	},
	{
		pattern: /\bBarracuda\b/i,
		name: "Barracuda's mail scanner",
		evidence: "reported",
		source: "Barracuda Sentinel (EE): follows links of mail it checks.",
	},
	{
		pattern: /\bBingPreview\//,
		name: "Microsoft's link scanner",
		evidence: "reported",
		source: "BingPreview/1.0b behind a browser's string: Outlook.com and Safe Links were seen to fetch with it.",
	},
	{
		pattern: /SafeLinks|\bMicrosoft(?:-|\s)?URL(?:Scan|Check)/i,
		name: "Microsoft's link scanner",
		evidence: "reported",
		source: "Names with Safe Links in them.",
	},
	{ pattern: /\bSkypeUriPreview\b/, name: "Microsoft's link preview", evidence: "reported", source: PREVIEW },
	{ pattern: /\bMimecast\b/i, name: "Mimecast's mail scanner", evidence: "reported", source: "The maker's name in the string." },
	{ pattern: /\bProofpoint\b/i, name: "Proofpoint's mail scanner", evidence: "reported", source: "The maker's name in the string." },
	{
		pattern: /\bGuzzleHttp\/(\d[\d.]{0,20})/,
		name: "a program without a reader: GuzzleHttp",
		gloss: "Roundcube's server",
		leakProgram: "roundcube",
		evidence: "measured",
		source: "Roundcube 1.6.5 on Debian 12 fetches style sheets by its server, with GuzzleHttp/7; so may other PHP programs.",
	},
	{ pattern: /^curl\/(\d[\w.-]{0,20})/, name: "a program without a reader: curl", evidence: "vendor", source: LIBRARY },
	{ pattern: /^Wget2?\/(\d[\w.-]{0,20})/, name: "a program without a reader: Wget", evidence: "vendor", source: LIBRARY },
	{
		pattern: /^Go-http-client\/(\d[\d.]{0,20})/,
		name: "a program without a reader: Go's HTTP client",
		evidence: "vendor",
		source: LIBRARY,
	},
	{
		pattern: /^python-requests\/(\d[\d.]{0,20})/,
		name: "a program without a reader: Python requests",
		evidence: "vendor",
		source: LIBRARY,
	},
	{ pattern: /^Python-urllib\/(\d[\d.]{0,20})/, name: "a program without a reader: Python urllib", evidence: "vendor", source: LIBRARY },
	{ pattern: /\baiohttp\/(\d[\d.]{0,20})/, name: "a program without a reader: Python aiohttp", evidence: "vendor", source: LIBRARY },
	{ pattern: /^python-httpx\/(\d[\d.]{0,20})/, name: "a program without a reader: Python httpx", evidence: "vendor", source: LIBRARY },
	{ pattern: /^Java\/(\d[\w.-]{0,20})/, name: "a program without a reader: Java", evidence: "vendor", source: LIBRARY },
	{
		pattern: /^Apache-HttpClient\/(\d[\d.]{0,20})/,
		name: "a program without a reader: Apache HttpClient",
		evidence: "vendor",
		source: LIBRARY,
	},
	{
		pattern: /^(?:node|undici|node-fetch|axios)(?:\/(\d[\d.]{0,20}))?/,
		name: "a program without a reader: Node.js",
		evidence: "vendor",
		source: LIBRARY,
	},
	{ pattern: /^libwww-perl\/(\d[\d.]{0,20})/, name: "a program without a reader: Perl's LWP", evidence: "vendor", source: LIBRARY },
	{ pattern: /^PHP\/(\d[\w.-]{0,20})/, name: "a program without a reader: PHP", evidence: "vendor", source: LIBRARY },
	{ pattern: /\bfacebookexternalhit\//, name: "Facebook's link preview", evidence: "vendor", source: PREVIEW },
	{ pattern: /\bWhatsApp\//, name: "WhatsApp's link preview", evidence: "reported", source: PREVIEW },
];

/** Tried last of all, so that a name that is known counts for more. */
export const selfNamedMachine: AgentRow = {
	pattern: /(?<!cu)(?:bot|crawler|spider|scanner|proxy|preview|fetcher)\b/i,
	name: "a machine, as its own name says",
	evidence: "reported",
	source: "Crawlers and scanners that mean to be known say so, as RFC 9309 §2.2.1 supposes. CUBOT is a make of phones.",
};
