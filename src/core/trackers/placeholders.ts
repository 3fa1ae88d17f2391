// Placeholders: what a sender's template should have filled in and did not. Such a URL names nobody, and says that the mailing is
// broken: `[open]`, `[[email]]`, `{{email}}`, `{email}`, `${token}`, `%%EMAIL%%`, `%recipient%`, `*|EMAIL|*`, `<%= id %>`, `#EMAIL#`
// stays in the fragment and is never sent. Percent-encoded too, as WHATWG writes them.

/** Characters of a name in a placeholder. */
const NAME = "[\\w .:|'\"()-]{1,64}";

/** As a value or path segment of its own: `[` and `%` stand in URLs for other things too (`a[0]=1`). */
const ALONE = /(?<=[/=,;:])(?:\[[a-z][\w .:-]{1,63}\]|\{[a-z][\w .:-]{1,63}\}|%[a-z_][\w.-]{2,63}%)(?=[/&?;,.]|$)/i;

/** Anywhere: nothing else looks so. */
const ANYWHERE = new RegExp(
	`\\{\\{\\{?${NAME}\\}\\}|\\$\\{${NAME}\\}|\\[\\[${NAME}\\]\\]|%%[a-z_]${NAME}%%|\\*\\|${NAME}\\|\\*|<%=?${NAME}%>|\\{%${NAME}%\\}`,
	"i",
);

/** Attack: a megabyte of `[` costs the expressions 64 steps each. */
const MAX_LENGTH = 4096;

/** The first placeholder in `url` (without its fragment) that was not filled in, decoded; null where there is none. */
export function placeholderIn(url: string): string | null {
	const written = url.slice(0, MAX_LENGTH);
	return find(written) ?? (written.includes("%") ? find(unescaped(written)) : null);
}

function find(text: string): string | null {
	return (ANYWHERE.exec(text) ?? ALONE.exec(text))?.[0] ?? null;
}

/** Only what placeholders are made of. A `%25` gives `%`: `%25%25EMAIL%25%25`. */
function unescaped(text: string): string {
	return text.replace(/%(?:7b|7c|7d|5b|5d|24|25|2a|3c|3d|3e|20|22)/gi, (written) =>
		String.fromCharCode(Number.parseInt(written.slice(1), 16)),
	);
}
