// Masked URLs: what a campaign's URLs have in common, with a star for each part that may single a reader out. What two people's copies have alike
// singles out neither; whatever else is in a URL may be somebody's name, number or token, known as such or not, and stays here.

import type { RemoteReference } from "../../core/model/reference.ts";
import type { ReaderNames } from "./reader-names.ts";

export interface SeenUrl {
	readonly url: string;
	readonly identifier: RemoteReference["identifier"]["kind"];
	/** Token as it stands in the URL, or the address it leads to. */
	readonly value: string | null;
	/** Whose copy; several where it lies in several mailboxes. Empty where nobody knows: such copies count as one person's. */
	readonly owners: readonly string[];
}

export interface MaskedUrl {
	readonly url: string;
	readonly individual: boolean;
	/** Path and query before the first star, where it is the same for several people; null where there is none. */
	readonly prefix: string | null;
}

/** Pieces of a URL between which nothing changes: scheme and host, segments of the path, values of the query. */
interface Pieces {
	readonly origin: string;
	/** [what stands before it, the piece] */
	readonly pieces: readonly (readonly [string, string])[];
	readonly skeleton: string;
}

/** A URL of more is masked from there on. */
const MOST_PIECES = 60;
const MANY = Symbol("many");

export interface Masking {
	/** Of a URL that was among those seen. */
	masked(seen: SeenUrl): MaskedUrl;
}

/** `names`: of readers; whatever holds one is masked. */
export function createMasking(all: readonly SeenUrl[], { isNaming }: Pick<ReaderNames, "isNaming">): Masking {
	const groups = new Map<string, { owner: string | typeof MANY; readonly values: Map<string, string | typeof MANY>[] }>();
	for (const { url, owners } of all) {
		const { skeleton, pieces } = piecesOf(url);
		const group = groups.get(skeleton) ?? { owner: ownerOf(owners), values: pieces.map(() => new Map()) };
		groups.set(skeleton, group);
		group.owner = joined(group.owner, ownerOf(owners));
		pieces.forEach(([, piece], at) => {
			const values = group.values[at];
			values?.set(piece, joined(values.get(piece), ownerOf(owners)));
		});
	}
	return {
		masked({ url, identifier, value }) {
			const { origin, pieces, skeleton } = piecesOf(url);
			const group = groups.get(skeleton);
			let prefix: string | null = null;
			let path = "";
			let individual = false;
			pieces.forEach(([written, piece], at) => {
				const before = isNaming(written) || written.length > LONGEST_NAME ? `${written.charAt(0)}*=` : written;
				const alike = group?.values[at]?.get(piece) === MANY;
				const isPlain = identifier === "none" || (identifier === "address" ? SERVER_WORDS.has(piece) : isWord(piece));
				const kept = !isNaming(piece) && !isToken(piece, value) && (alike || (group?.owner !== MANY && isPlain));
				path += before;
				if (!kept && piece !== "") {
					prefix ??= path;
					individual = true;
				}
				path += kept ? piece : piece === "" ? "" : starred(piece);
			});
			return { url: origin + path, individual, prefix: group?.owner === MANY ? (prefix ?? path) : null };
		},
	};
}

function ownerOf(owners: readonly string[]): string | typeof MANY {
	return owners.length > 1 ? MANY : (owners[0] ?? "");
}

function joined(known: string | typeof MANY | undefined, owner: string | typeof MANY): string | typeof MANY {
	return known === undefined || known === owner ? owner : MANY;
}

/** Without user names and fragments, which are never part of a block list. */
function piecesOf(text: string): Pieces {
	const url = URL.parse(text);
	if (url === null || url.host === "") {
		const colon = text.indexOf(":") + 1;
		return { origin: text.slice(0, colon), pieces: [["", text.slice(colon)]], skeleton: text.slice(0, colon) };
	}
	const pieces: (readonly [string, string])[] = url.pathname
		.split("/")
		.slice(1)
		.map((segment) => ["/", segment] as const);
	if (url.search !== "") {
		url.search
			.slice(1)
			.split("&")
			.forEach((pair, at) => {
				const equals = pair.indexOf("=");
				const before = at === 0 ? "?" : "&";
				// A bare word may be the token.
				if (equals === -1) pieces.push([before, pair]);
				else pieces.push([`${before}${pair.slice(0, equals)}=`, pair.slice(equals + 1)]);
			});
	}
	const origin = `${url.protocol}//${url.host}`;
	const few = pieces.length > MOST_PIECES ? [...pieces.slice(0, MOST_PIECES), ["/", "*"] as const] : pieces;
	return { origin, pieces: few, skeleton: `${origin} ${few.map(([before]) => before).join(" ")}` };
}

/** "0390.gif" as "*.gif": what a server makes it look like tells its kind. */
function starred(piece: string): string {
	const ending = /\.(?:gif|png|jpe?g|webp|svg|css|js|php|aspx?|html?)$/i.exec(piece);
	return `*${ending?.[0] ?? ""}`;
}

/** Small letters, as servers name folders and programs. */
function isWord(piece: string): boolean {
	return /^[a-z]{1,16}(?:[-_][a-z]{1,16}){0,2}(?:\.[a-z]{2,5}\d?)?$/.test(piece);
}

/** Where one copy holds an address in some disguise, any word may be it (ROT13 of a name is a word) but these. */
const SERVER_WORDS: ReadonlySet<string> = new Set(
	"o p t c e i m r u v px img image images pixel track tracking trk open opens click mail email wf api public static assets logo.png open.php".split(
		" ",
	),
);
/** Of a parameter's name. */
const LONGEST_NAME = 32;

function isToken(piece: string, value: string | null): boolean {
	return value !== null && value.length > 2 && piece !== "" && (piece.includes(value) || (piece.length > 3 && value.includes(piece)));
}
