// Meta elements (WHATWG HTML §4.2.5). What a program does with one hangs on its name: most of those here are Internet Explorer's
// and Windows 8's pinned sites. Any other one may hold markup, which reading views have rendered.

import type { Found, Vector } from "../model/vector.ts";
import { askedOnce, inAttribute, keyword } from "./build/attribute.ts";
import { escapeAttribute, inHead } from "./build/markup.ts";
import { NOTHING, nestedIn } from "./build/target.ts";
import { cutLinkField } from "./microsyntax/link-field.ts";
import { valuesOf } from "./microsyntax/pairs.ts";
import type { Cut } from "./microsyntax/piece.ts";
import { cutReportUris } from "./microsyntax/policy.ts";
import { cutRefresh } from "./microsyntax/refresh.ts";

const NAMES = ["name", "property", "http-equiv"];

/** What the element may be called: one program goes by one attribute, the next by another. */
const namesOf = askedOnce((hit) => NAMES.map((attribute) => keyword(hit, attribute)));

interface Meta {
	readonly id: string;
	/** The attribute that names it, and the names it may have; the first is the one a probe uses. */
	readonly attribute: "name" | "property" | "http-equiv";
	readonly names: readonly string[];
	readonly cut?: Cut;
	readonly content?: string;
	readonly trigger?: "click";
	readonly why: string;
}

function meta(row: Meta): Vector {
	const { id, attribute, names, cut, trigger, why, content = "{url}" } = row;
	const known: ReadonlySet<string> = new Set(names.map((name) => name.toLowerCase()));
	return inAttribute({
		id,
		title: `meta ${names[0]}`,
		on: ["meta content"],
		beside: NAMES,
		when: (hit) => namesOf(hit).some((name) => known.has(name)),
		...(cut === undefined ? {} : { cut }),
		...(trigger === undefined ? {} : { trigger }),
		why,
		probe: inHead(`<meta ${attribute}="${names[0]}" content="${escapeAttribute(content)}">`),
	});
}

const TILES = "No living program loads the tile; Internet Explorer 11 and Edge Legacy were the last.";

const markup = inAttribute({
	id: "meta-markup",
	title: "markup in meta content",
	on: ["meta content"],
	why: "Reading views have rendered the markup in a page's metadata; Edge Legacy was the last.",
	probe: inHead('<meta name="copyright" content="&lt;img src=&quot;{url}&quot;>">'),
	escape: (target) => escapeAttribute(escapeAttribute(target)),
});

export const vectors: readonly Vector[] = [
	meta({
		id: "meta-refresh",
		attribute: "http-equiv",
		names: ["refresh"],
		cut: cutRefresh,
		content: '0; url="{url}"',
		why: "A program that follows redirects goes there by itself while the message is displayed.",
	}),
	meta({
		id: "meta-policy-report",
		attribute: "http-equiv",
		names: ["Content-Security-Policy", "Content-Security-Policy-Report-Only", "X-Content-Security-Policy", "X-WebKit-CSP"],
		cut: cutReportUris,
		content: "img-src 'none'; report-uri {url}",
		why: "No living program reports a violation from a meta element, which the standard forbids; early Chrome and Firefox versions did.",
	}),
	meta({
		id: "meta-link",
		attribute: "http-equiv",
		names: ["link"],
		cut: cutLinkField,
		content: "<{url}>; rel=stylesheet",
		why: "Programs built on older Firefox versions load the style sheet when the message is displayed.",
	}),
	meta({
		id: "meta-tile",
		attribute: "name",
		names: [
			...["msapplication-TileImage", "msapplication-square70x70logo", "msapplication-square150x150logo", "msapplication-square310x310logo"],
			...[
				"msapplication-wide310x150logo",
				"msapplication-square44x44logo",
				"msapplication-square30x30logo",
				"msapplication-starturl-image",
			],
		],
		why: TILES,
	}),
	meta({ id: "meta-tile-config", attribute: "name", names: ["msapplication-config"], why: TILES }),
	meta({
		id: "meta-tile-polling",
		attribute: "name",
		names: ["msapplication-badge", "msapplication-notification"],
		cut: valuesOf("polling-uri", "polling-uri2", "polling-uri3", "polling-uri4", "polling-uri5"),
		content: "frequency=30;polling-uri={url}",
		why: TILES,
	}),
	meta({
		id: "meta-task-icon",
		attribute: "name",
		names: ["msapplication-task"],
		cut: valuesOf("icon-uri"),
		content: "name=x;action-uri=#x;icon-uri={url}",
		why: "No living program loads a jump list's icon; Internet Explorer 11 was the last.",
	}),
	meta({
		id: "meta-task-action",
		attribute: "name",
		names: ["msapplication-task"],
		cut: valuesOf("action-uri"),
		content: "name=x;action-uri={url};icon-uri=#x",
		trigger: "click",
		why: "Choosing the entry of a jump list opened it; Internet Explorer 11 was the last program to have one.",
	}),
	meta({
		id: "meta-start-url",
		attribute: "name",
		names: ["msapplication-starturl"],
		trigger: "click",
		why: "Starting the pinned message opened it; Internet Explorer 11 was the last program to pin.",
	}),
	meta({
		id: "meta-app-link",
		attribute: "property",
		names: ["al:web:url"],
		trigger: "click",
		why: "A program that follows app links opens it instead of the link that was clicked.",
	}),
	{
		...markup,
		find(hit): readonly Found[] {
			if (hit.kind !== "attribute") return NOTHING;
			const text = hit.text();
			// `<http://...>` is a link in angle brackets, and no element's name.
			return /<(?:[a-z][\w-]{0,30}[\s/>]|[!?])/i.test(text.value) ? nestedIn(text, "html") : NOTHING;
		},
	},
	inAttribute({
		id: "html-manifest",
		title: "html manifest",
		on: ["html manifest"],
		why: "No living program loads the application cache; Safari 16 was the last.",
		probe: { html: "", root: '<html manifest="{url}">' },
	}),
];
