// Page: the HTML of a letter while it is written. Every URL goes through here, so that the truth about a letter is written down by whoever made it
// and not read back from it.

/** A URL as it was made, with what in it stands for the reader. */
export interface MadeUrl {
	readonly url: string;
	/** As it stands in the URL; for an address however encoded, the address. null where every reader gets the same. */
	readonly value: string | null;
}

export interface MadeReference extends MadeUrl {
	readonly trigger: "open" | "click" | "receipt";
}

export interface Page {
	/** As the value of an attribute. Fetched when the letter is shown. */
	picture(made: MadeUrl): string;
	/** The same for a link. */
	link(made: MadeUrl): string;
	readonly references: readonly MadeReference[];
}

export function newPage(): Page {
	const references: MadeReference[] = [];
	const noted = (made: MadeUrl, trigger: MadeReference["trigger"]): string => {
		references.push({ ...made, trigger });
		return made.url.replaceAll("&", "&amp;");
	};
	return { picture: (made) => noted(made, "open"), link: (made) => noted(made, "click"), references };
}

/** The same for everybody. */
export function plainUrl(url: string): MadeUrl {
	return { url, value: null };
}

export function escaped(text: string): string {
	return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
