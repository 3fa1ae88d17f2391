// Cookie: where a browser keeps its secret (RFC 6265bis). With the prefix __Host- no other host can set or see it; HttpOnly keeps it from any script;
// SameSite=Strict from whatever another site makes the browser ask for. Nothing links here that would need less.

import { type BrowserSecret, readBrowserSecret } from "./sealed.ts";

const NAME = "counterpixel-selftest";

export interface SecretCookie {
	/** Null where there is none, or more than one. */
	read(field: string | undefined): BrowserSecret | null;
	/** Set-Cookie, for this many milliseconds. */
	set(secret: BrowserSecret, lifetime: number): string;
	/** Set-Cookie. */
	forget(): string;
}

/** `secure` is false only where the page is tried out over http on this machine. */
export function secretCookie(secure: boolean): SecretCookie {
	const name = secure ? `__Host-${NAME}` : NAME;
	const attributes = `Path=/; HttpOnly; SameSite=Strict${secure ? "; Secure" : ""}`;
	return {
		read(field = "") {
			const values = field
				.split(/[;,]/)
				.map((pair) => pair.trim())
				.filter((pair) => pair.startsWith(`${name}=`))
				.map((pair) => pair.slice(name.length + 1));
			return values.length === 1 ? readBrowserSecret(values[0] as string) : null;
		},
		set: (secret, lifetime) => `${name}=${secret}; Max-Age=${Math.floor(lifetime / 1000)}; ${attributes}`,
		forget: () => `${name}=; Max-Age=0; ${attributes}`,
	};
}
