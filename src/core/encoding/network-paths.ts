// Windows network paths, as Outlook and Word open them by themselves: UNC (`\\host\share`), its device spellings
// (`\\?\UNC\host\share`) and WebDAV over the same syntax (`\\host@SSL@8443\DavWWWRoot\x`) [MS-DTYP §2.2.57, MS-WDVME].
// Opening one sends an NTLM response to the host (CVE-2024-21413, CVE-2023-23397).

/** A UNC path that Windows' WebClient asks for over http. */
export interface WebdavPath {
	readonly http: string;
	/** The share it appears as: `//host/share/x`. */
	readonly share: string;
}

/**
 * For a path in a device namespace the `//host/share` that it leads to, "" for a device of this machine, and null where the
 * path (which begins with two slashes of either kind) is no device path.
 */
export function deviceHost(path: string): string | null {
	const device = /^[\\/]{2,}[?.][\\/]+/.exec(path);
	if (device === null) return null;
	const rest = path.slice(device[0].length);
	const network = /^(?:GLOBALROOT[\\/]+Device[\\/]+(?:Mup|LanmanRedirector)|(?:Global(?:ROOT)?[\\/]+)?UNC)[\\/]+/i.exec(rest);
	return network === null ? "" : `//${rest.slice(network[0].length)}`;
}

/** `//host/share` of a path that begins with at least two slashes of either kind (or their percent-encoding), else "". */
export function shareUrl(path: string): string {
	let count = 0;
	let at = 0;
	for (let length = slashAt(path, 0); length > 0; length = slashAt(path, at)) {
		at += length;
		count++;
	}
	const rest = path.slice(at);
	// A drive letter after the slashes is this machine, however many there are.
	return count < 2 || rest === "" || /^[A-Za-z](?:[:|]|%3a|%7c)/i.test(rest) ? "" : `//${rest}`;
}

/** Characters that are a slash at `at`, or 0. Not a regular expression's repeated group: millions of slashes take the engine's stack. */
function slashAt(path: string, at: number): number {
	const character = path.charAt(at);
	if (character === "/" || character === "\\") return 1;
	return character === "%" && /^%(?:5c|2f)$/i.test(path.slice(at, at + 3)) ? 3 : 0;
}

/** `\\host@SSL\x`, `\\host@8080\x`, `\\host@SSL@8443\x`: null for any other path. `DavWWWRoot` is no folder but says "WebDAV". */
export function webdavPath(path: string): WebdavPath | null {
	const head = /^[\\/]{2,}([^\\/@?#]{1,255})(@SSL)?(?:@(\d{1,5}))?(?=[\\/]|$)/i.exec(path);
	if (head === null) return null;
	const [all, host, ssl, port] = head;
	if (ssl === undefined && port === undefined) return null;
	const rest = path.slice(all.length).replaceAll("\\", "/");
	const folder = rest.replace(/^\/+DavWWWRoot(?=\/|$)/i, "");
	const authority = port === undefined ? host : `${host}:${port}`;
	return { http: `${ssl === undefined ? "http" : "https"}://${authority}${folder}`, share: `//${host}${rest}` };
}
