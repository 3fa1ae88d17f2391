// Random targets for probes: URLs as WHATWG serialises them, with every character that some context has to escape, and addresses.

import fc from "fast-check";

/** These hand on what they hold in another language: the reference is named by the vector that finds it there. */
export const CARRIERS: ReadonlySet<string> = new Set(["iframe-srcdoc", "meta-markup", "script-data-island", "svg-presentation-attribute"]);

const hostLabel = fc.stringMatching(/^[a-z][a-z0-9-]{0,10}[a-z0-9]$/);
const pathPiece = fc.stringMatching(/^[\w\-.~!$&'()*+,;=:@%|[\]{}^\\ "<>é日#/?]{0,12}$/);

export const webUrl: fc.Arbitrary<string> = fc
	.record({
		scheme: fc.constantFrom("http", "https"),
		user: fc.constantFrom("", "", "user@", "user:pw@"),
		labels: fc.array(hostLabel, { minLength: 1, maxLength: 3 }),
		port: fc.constantFrom("", "", ":8080"),
		path: fc.array(pathPiece, { maxLength: 4 }),
		query: fc.option(pathPiece, { nil: null }),
	})
	.map(({ scheme, user, labels, port, path, query }) => {
		const url = `${scheme}://${user}${labels.join(".")}.example${port}/${path.join("/")}${query === null ? "" : `?${query}`}`;
		return new URL(url).href;
	});

export const receiptAddress: fc.Arbitrary<string> = fc
	.tuple(fc.stringMatching(/^[a-z0-9][a-z0-9._+=-]{0,20}[a-z0-9]$/), fc.array(hostLabel, { minLength: 1, maxLength: 3 }))
	.map(([local, labels]) => `${local.replace(/\.{2,}/g, ".")}@${labels.join(".")}.example`);

/** What a microsyntax cannot hold, since there it ends or splits a URL. */
const UNWRITABLE: readonly (readonly [RegExp, RegExp])[] = [
	[/srcset$/, /,+$/],
	[/archive$/, /,/g],
	[
		/^(?:meta-(?:policy-report|tile-polling|task-icon|task-action)|svg-animate-values|bimi-location|openpgp-header|autocrypt-header)$/,
		/;/g,
	],
	[/^(?:script|css)-source-map$/, /[*'\\]/g],
	// Doubled inside the apostrophes around it.
	[/^sheet-workbook$/, /'/g],
	[/^bare-url$/, /[()[\]{}]|[^\w/]+$/g],
];

/** `url` without what the vector's microsyntax cannot hold. */
export function withoutUnwritable(id: string, url: string): string {
	let kept = url;
	for (const [ids, characters] of UNWRITABLE) if (ids.test(id)) kept = kept.replace(characters, "");
	return kept === url ? url : new URL(kept).href;
}
