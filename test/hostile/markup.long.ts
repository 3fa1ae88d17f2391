// HTML that no program would write: millions of beginnings, nothing ended, everything inside everything.

import { MAX_REFERENCES } from "../../src/core/mail/limits.ts";
import { base64, html, message, pieces, testAttacks } from "./attack.ts";

const IMAGE = "<img src=http://t.example/open>";

/** `inner` inside `depth` frames, each an encoding of the one before. */
function nested(inner: string, depth: number, wrap: (inner: string) => string): string {
	return depth === 0 ? inner : nested(wrap(inner), depth - 1, wrap);
}

const escaped = (text: string): string => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
const inSrcdoc = (inner: string): string => `<iframe srcdoc="${escaped(inner)}"></iframe>`;
const inDataUrl = (inner: string): string => `<iframe src="data:text/html;base64,${base64(inner)}"></iframe>`;

testAttacks({
	"ten million <": { make: (size) => html("<".repeat(size) + IMAGE), size: 1e7, references: 1 },
	"ten million <a": { make: (size) => html("<a".repeat(size)), size: 1e7, problems: ["unparsable"] },
	"five million <a and a blank": { make: (size) => html("<a ".repeat(size)), size: 5e6, problems: ["unparsable"] },
	"a million links in links": { make: (size) => html(`${"<a href=x>".repeat(size)}${IMAGE}`), size: 1e6, references: 1 },
	"a million conditional comments in one another": {
		make: (size) => html("<!--[if x]>".repeat(size)),
		size: 1e6,
		problems: ["limit-nesting"],
	},
	"two million comments begun": { make: (size) => html("<!--".repeat(size)), size: 2e6 },
	"five million declarations, and as many instructions": { make: (size) => html("<!".repeat(size) + "<?".repeat(size)), size: 5e6 },
	"five million end tags begun": { make: (size) => html("</".repeat(size)), size: 5e6 },
	"a million CDATA sections begun in SVG": { make: (size) => html(`<svg><style>${"<![CDATA[".repeat(size)}`), size: 1e6 },
	"<svg><desc> a million deep": { make: (size) => html(`${"<svg><desc>".repeat(size)}${IMAGE}`), size: 1e6, references: 1 },
	"SVG a million deep, and closed by other names": {
		make: (size) => html(`${"<svg>".repeat(size)}${"</math>".repeat(size)}${IMAGE}`),
		size: 1e6,
		references: 1,
	},
	"a million attributes on one tag": {
		make: (size) => html(`<img ${"a=b ".repeat(size)}src=http://t.example/open>`),
		size: 1e6,
		references: 1,
	},
	"a million different attributes on one tag": {
		make: (size) => html(`<img ${pieces(size, (index) => `a${index}=b `)}src=http://t.example/open>`),
		size: 1e6,
		references: 1,
	},
	"one attribute half a million times: the first counts": {
		make: (size) => html(`<img src=http://t.example/open ${"src=http://u.example/ ".repeat(size)}>`),
		size: 500_000,
		references: 1,
		finds: "t.example",
	},
	"a million different tags": {
		make: (size) => html(pieces(size, (index) => `<a${index} b${index}=c>`) + IMAGE),
		size: 1e6,
		references: 1,
	},
	"an attribute value of 30 MB": { make: (size) => html(`<img src="http://t.example/${"x".repeat(size)}">`), size: 3e7, references: 1 },
	"an attribute value of 30 MB that never ends": {
		make: (size) => html(`<img src="${"x".repeat(size)}`),
		size: 3e7,
		problems: ["unparsable"],
	},
	"ten million &": { make: (size) => html("&".repeat(size) + IMAGE), size: 1e7, references: 1 },
	"ten million & in a URL": { make: (size) => html(`<img src="http://t.example/?${"&".repeat(size)}">`), size: 1e7, references: 1 },
	"two million character references in a URL": {
		make: (size) => html(`<img src="http://t.example/${"&#x41;".repeat(size)}">`),
		size: 2e6,
		references: 1,
	},
	"a character reference of ten million digits": {
		make: (size) => html(`<img src="http://t.example/&#${"1".repeat(size)}">`),
		size: 1e7,
		references: 1,
	},
	"a million <base href>: the first counts": {
		make: (size) => html(`<base href=http://t.example/>${pieces(size, (index) => `<base href=http://u${index}.example/>`)}<img src=open>`),
		size: 1e6,
		references: 1,
		finds: "http://t.example/open",
	},
	"srcdoc a thousand deep": {
		make: (size) => html(`${'<iframe srcdoc="'.repeat(size)}${IMAGE}`),
		size: 1000,
		problems: ["unparsable"],
	},
	"srcdoc in srcdoc, escaped each time, as deep as is followed": { make: () => html(nested(IMAGE, 15, inSrcdoc)), size: 1, references: 1 },
	"srcdoc deeper than is followed": { make: () => html(nested(IMAGE, 17, inSrcdoc)), size: 1, problems: ["limit-nesting"], references: 0 },
	"data: in data:, deeper than is followed": {
		make: () => html(nested(IMAGE, 20, inDataUrl)),
		size: 1,
		problems: ["limit-nesting"],
		references: 0,
	},
	"twenty thousand references ten data: URLs deep": {
		make: (size) => html(nested(IMAGE.repeat(size), 10, inDataUrl)),
		size: 20_000,
		references: 20_000,
	},
	"a data: URL with thirty thousand references and letters that are not ASCII": {
		make: (size) => html(inDataUrl(`\xc3\xa9${IMAGE}`.repeat(size))),
		size: 30_000,
		references: 30_000,
	},
	"two hundred thousand data: URLs": {
		make: (size) => html(`<iframe src="data:text/html,${IMAGE}"></iframe>`.repeat(size)),
		size: 200_000,
		problems: ["limit-references"],
		references: MAX_REFERENCES,
	},
	"javascript: with a megabyte of backslashes": { make: (size) => html(`<a href="javascript:${"\\".repeat(size)}">`), size: 1e6 },
	"javascript: with half a million atob(": { make: (size) => html(`<a href="javascript:${"atob('".repeat(size)}">`), size: 500_000 },
	"javascript: with a million escapes": {
		make: (size) => html(`<a href="javascript:${"\\x3c\\u{003c}".repeat(size)}">`),

		size: 500_000,
	},
	"scripts begun in comments begun in scripts": { make: (size) => html("<script><!--<script></script>".repeat(size)), size: 300_000 },
	"a million almost-ended styles": { make: (size) => html(`<style>${"</style".repeat(size)}`), size: 1e6 },
	"a million titles": { make: (size) => html("<title>".repeat(size)), size: 1e6 },
	"a hundred thousand entities in a doctype": {
		make: (size) => html(`<!DOCTYPE x [${"<!ENTITY a SYSTEM 'http://t.example/'>".repeat(size)}]>`),
		size: 90_000,
	},
	"XML of half a million elements": { make: (size) => message("text/xml", "<a xmlns:x='y'>".repeat(size)), size: 500_000 },
});
