// A filter list as long as EasyPrivacy, of the kinds of lines it has; invented, since no list may be copied.

export const LARGE_LIST_LINES = 60_000;

/** Line 59991 is `||track59990.example^`, with an exception for `/allowed` on it in the last line. */
export function largeFilterList(): string {
	const lines = Array.from({ length: LARGE_LIST_LINES }, (_, at) => {
		if (at % 10 < 6) return `||track${at}.example^`;
		if (at % 10 === 6) return `||host${at}.test^$third-party`;
		if (at % 10 === 7) return `/pixel${at}/*/open.gif?`;
		return at % 10 === 8 ? `||cdn${at}.example/collect$image,domain=shop${at}.example` : `@@||track${at - 9}.example/allowed^`;
	});
	return lines.join("\n");
}
