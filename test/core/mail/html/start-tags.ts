// Two independent lists of the start tags in a piece of HTML: our scanner's and parse5's, in the same form.

import { Parser, type Token } from "parse5";
import { resolveReferences } from "../../../../src/core/mail/html/character-references.ts";
import { createHtmlScanner } from "../../../../src/core/mail/html/scanner.ts";
import { compileHtmlTable } from "../../../../src/core/mail/html/table.ts";
import type { Vector } from "../../../../src/core/model/vector.ts";
import { nodeCodec } from "../../../../src/edge/node-codec.ts";

const ATTRIBUTES = ["src", "href", "style", "background", "alt", "width", "title", "id", "class"];

const everything: Vector = {
	id: "everything",
	title: "",
	trigger: "open",
	channel: "http",
	why: "",
	watches: ATTRIBUTES.map((attribute) => ({ kind: "attribute", element: "*", attribute })),
	find: () => [],
	probe: (target) => ({ kind: "text", text: target }),
};

const table = compileHtmlTable([everything]);

function asText(bytes: Uint8Array, start: number, end: number) {
	const value = Buffer.from(bytes.subarray(start, end)).toString("latin1").replace(/\r\n?/g, "\n").replace(/\0/g, "�");
	return { value, start: (index: number) => start + index, end: (index: number) => start + index };
}

/** `name="value"` of each watched attribute, with the byte offset after the value. */
export function ourAttributes(bytes: Uint8Array): string[] {
	const found: string[] = [];
	const scanner = createHtmlScanner(
		table,
		{
			tag(tag) {
				if (scanner.conditional()) return;
				for (let i = 0; i < tag.count; i++) {
					const value = resolveReferences(asText(bytes, tag.starts[i], tag.ends[i]), true).value;
					found.push(`${table.attributes.names[tag.attributes[i]]}=${JSON.stringify(value)}${value === "" ? "" : ` @${tag.ends[i]}`}`);
				}
			},
			rawText() {},
			markup() {},
			urlText() {},
			tooDeep() {},
			cut() {},
		},
		nodeCodec,
	);
	scanner.scan(bytes, 0, bytes.length, false);
	return found.filter((line) => ATTRIBUTES.includes(line.slice(0, line.indexOf("="))));
}

/** The same from parse5's tokenizer, steered by its own tree builder, scripts off as in mail. */
export function theirAttributes(bytes: Uint8Array): string[] {
	const html = Buffer.from(bytes).toString("latin1");
	const found: string[] = [];
	class Recorder extends Parser<never> {
		override onStartTag(token: Token.TagToken): void {
			for (const { name, value } of token.attrs) {
				if (!ATTRIBUTES.includes(name)) continue;
				const location = token.location?.attrs?.[name];
				const source = html.slice(location?.startOffset, location?.endOffset);
				// The first character of a name may be an equals sign.
				const quoted = /^\s*["']/.test(source.slice(source.indexOf("=", 1) + 1));
				found.push(`${name}=${JSON.stringify(value)}${value === "" ? "" : ` @${(location?.endOffset ?? 0) - (quoted ? 1 : 0)}`}`);
			}
			super.onStartTag(token);
		}
	}
	const recorder = new Recorder({ sourceCodeLocationInfo: true, scriptingEnabled: false });
	recorder.tokenizer.write(html, true);
	return found;
}
