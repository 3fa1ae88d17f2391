// URL forms: how a URL of the mail is built on its host, without what differs from reader to reader. A mail may be gone whose picture a log shows; robots.txt,
// an icon, or whatever somebody who looks into the host asks for is built otherwise, and tells of no mail.

import { isTokenLike, maskedPath } from "../encoding/token-likeness.ts";

interface Form {
	/** Names of parameters, of each of the mail's URLs that are built so. */
	readonly queries: Map<string, readonly string[]>;
	click: boolean;
}

export interface Forms {
	/** `token`: what singles the reader out, decoded, where that is known. */
	add(url: string, token: string | null, click: boolean): void;
	/** Null for a URL that is built like none of these. */
	of(url: string): { readonly click: boolean } | null;
}

export function createForms(): Forms {
	const forms = new Map<string, Form>();
	return {
		add(url, token, click) {
			const { key, names } = read(url, token);
			const form = forms.get(key) ?? { queries: new Map(), click: true };
			forms.set(key, form);
			form.queries.set(names.join("&"), names);
			form.click &&= click;
		},
		of(url) {
			const { key, names } = read(url, null);
			const form = forms.get(key);
			if (form === undefined) return null;
			// A proxy may have left out the query; then the path has to say enough by itself.
			const isCut = names.length === 0 && /[*@]/.test(key);
			const fits = isCut || [...form.queries.values()].some((of) => of.every((name) => names.includes(name)));
			return fits ? { click: form.click } : null;
		},
	};
}

/** Attack: a request of megabytes. As much of a URL as is looked at. */
const MOST = 2048;

function read(url: string, token: string | null): { readonly key: string; readonly names: readonly string[] } {
	const [, host = "", path = "", query = ""] = /^https?:\/\/([^/?#]*)([^?#]*)\??([^#]*)/i.exec(url.slice(0, MOST)) ?? [];
	const name = host.toLowerCase().replace(/:\d*$/, "").replace(/\.$/, "");
	const names = query.split(/[&;]/).flatMap((pair) => (pair === "" ? [] : [masked(pair.replace(/=.*$/s, ""), token)]));
	return {
		key: `${name} ${path
			.split("/")
			.map((segment) => masked(segment, token))
			.join("/")}`,
		names: [...new Set(names)].sort(),
	};
}

/** A token is a star, an address an at sign, and the ending of a file's name stays. */
function masked(segment: string, token: string | null): string {
	const decoded = decodedOnce(segment);
	const [, stem = decoded, ending = ""] = /^(.+)(\.[a-z0-9]{1,5})$/i.exec(decoded) ?? [];
	if (decoded.includes("@")) return "@";
	return stem === token || isTokenLike(stem) ? `*${ending}` : decoded === token || isTokenLike(decoded) ? "*" : maskedPath(decoded);
}

export function decodedOnce(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}
