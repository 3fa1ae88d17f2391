// URL schemes by what a program does with them: contact the host that is named, open a share, unwrap another URL, or nothing.
// Wrappers are how office suites, browsers and Windows search carry an http URL under a name of their own.

export type SchemeKind = "http" | "network" | "file" | "share" | "wrapper" | "none";

/** The schemes WHATWG parses as special. */
const HTTP_SCHEMES = ["http", "https", "ftp", "ws", "wss"];
const NETWORK_SCHEMES = ["ftps", "sftp", "gopher", "rtsp", "rtsps", "rtmp", "mms", "mmsh", "ldap", "ldaps", "dav", "davs"];

/** What the URL of a reference over http may begin with. */
export const CONTACTING_SCHEMES: readonly string[] = [...HTTP_SCHEMES, ...NETWORK_SCHEMES];

const KINDS = new Map<string, SchemeKind>();
for (const scheme of HTTP_SCHEMES) KINDS.set(scheme, "http");
for (const scheme of NETWORK_SCHEMES) KINDS.set(scheme, "network");
KINDS.set("file", "file");
for (const scheme of ["smb", "cifs"]) KINDS.set(scheme, "share");

/** What stands before the inner URL; the inner URL is all that follows unless the reader below says otherwise. */
type Reader = (text: string, scheme: string) => string | null;

const READERS = new Map<string, Reader>();
for (const scheme of ["view-source", "wyciwyg", "microsoft-edge", "x-gm-external"]) READERS.set(scheme, afterScheme);
for (const scheme of ["feed", "webcal", "podcast", "itpc", "googlechrome", "pcast"])
	READERS.set(scheme, (text, name) => renamed(text, name, "http"));
for (const scheme of ["webcals", "feeds", "googlechromes"]) READERS.set(scheme, (text, name) => renamed(text, name, "https"));
// Office URI schemes: `ms-word:ofe|u|URL`, or the URL alone, or nft|u|URL|s|FOLDER (Microsoft, "Office URI Schemes").
for (const program of ["word", "excel", "powerpoint", "visio", "access", "project", "publisher", "infopath", "spd", "onenote"])
	READERS.set(`ms-${program}`, officeUrl);
READERS.set("onenote", afterScheme);
READERS.set("jar", (text, scheme) => before(afterScheme(text, scheme), "!/"));
// Windows search: `search-ms:query=x&crumb=location:\\host\share` lists a remote folder.
READERS.set("search-ms", (text) => parameter(text, "location:"));
READERS.set("search", (text) => parameter(text, "location:"));
READERS.set("ms-appinstaller", (text) => parameter(text, "source="));
READERS.set("itms-services", (text) => parameter(text, "url="));
for (const scheme of READERS.keys()) KINDS.set(scheme, "wrapper");

/** Longer than any scheme above: of a hostile one no more is kept than shows that it is none of them. */
const MAX_SCHEME = 32;

/** The scheme in lower case (cut past MAX_SCHEME), "" where there is none. Tabs, line ends and leading spaces do not count. */
export function schemeOf(written: string): string {
	let scheme = "";
	for (let at = 0; at < written.length; at++) {
		const code = written.charCodeAt(at);
		if (code === 0x3a) return scheme;
		if (code === 9 || code === 10 || code === 13 || (code <= 0x20 && scheme === "")) continue;
		const letter = (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
		const inner = (code >= 0x30 && code <= 0x39) || code === 0x2b || code === 0x2d || code === 0x2e;
		if (!letter && !(inner && scheme !== "")) return "";
		if (scheme.length > MAX_SCHEME) continue;
		scheme += letter ? String.fromCharCode(code | 0x20) : String.fromCharCode(code);
	}
	return "";
}

/** Any scheme that is not known contacts nobody by itself. */
export function schemeKind(scheme: string): SchemeKind {
	return KINDS.get(scheme) ?? "none";
}

/** The URL that a wrapper carries (`text` has no blanks around it), or null. */
export function innerUrl(scheme: string, text: string): string | null {
	return READERS.get(scheme)?.(text, scheme) ?? null;
}

function afterScheme(text: string, scheme: string): string {
	return text.slice(scheme.length + 1);
}

/** `webcal://h/x` is `http://h/x`; `feed:https://h/x` already names its scheme. */
function renamed(text: string, scheme: string, as: string): string {
	const rest = afterScheme(text, scheme);
	return schemeKind(schemeOf(rest)) !== "none" ? rest : `${as}:${rest}`;
}

function officeUrl(text: string, scheme: string): string | null {
	const rest = afterScheme(text, scheme);
	for (const field of rest.split("|", 8)) {
		if (schemeKind(schemeOf(field)) !== "none") return field;
		if (field.startsWith("\\\\") || field.startsWith("//")) return field;
	}
	return null;
}

function before(text: string, mark: string): string {
	const at = text.indexOf(mark);
	return at < 0 ? text : text.slice(0, at);
}

/** The value after `name`, up to `&`, percent-decoded where that is possible. */
function parameter(text: string, name: string): string | null {
	const lower = text.toLowerCase().replace("%3a", ":");
	const at = lower.indexOf(name);
	if (at < 0) return null;
	const value = before(text.replace(/%3a/i, ":").slice(at + name.length), "&");
	try {
		return decodeURIComponent(value);
	} catch {
		return value;
	}
}
