// Folded name: a name as it is compared. "Óskar" is written "Oskar" as often, and addresses are written without the accents that names have.

/** Lower case, without accents. */
export function foldedName(text: string): string {
	return text
		.toLowerCase()
		.normalize("NFKD")
		.replace(/\p{M}/gu, "")
		.replaceAll("ß", "ss")
		.replaceAll("ø", "o")
		.replaceAll("ł", "l")
		.replaceAll("æ", "ae");
}
