// Content security policy in a meta element (CSP Level 3 §2.2.1): directives by ";", words by white space. Only report-uri
// names a place that is contacted; its other URLs say what may be loaded, and load nothing.

import type { Piece } from "./piece.ts";
import { cutSemicolons, cutTokens } from "./tokens.ts";

export function cutReportUris(value: string): readonly Piece[] {
	return cutSemicolons(value).flatMap((directive) => {
		const [name, ...words] = cutTokens(value.slice(directive.from, directive.to));
		if (name === undefined || value.slice(directive.from, directive.from + name.to).toLowerCase() !== "report-uri") return [];
		return words.map(({ from, to }) => ({ from: directive.from + from, to: directive.from + to }));
	});
}
