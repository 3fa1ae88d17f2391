// List classifier: whether a user's filter list would block a URL of a mail, and by which line. A mail has no page around it, so every
// host is a third party, and filters for named sites ($domain=) do not apply.

import type { Classify } from "../../core/model/classifier.ts";
import { type FilterImage, placeIn } from "./compile-lists.ts";
import { requestTypeOf } from "./request-type.ts";

/** What filters are asked about. Attack: a URL of a megabyte, through thousands of patterns and regular expressions. No browser asks so. */
const LONGEST_URL = 4096;
/** Filters are rarely longer, but regular expressions may be. */
const LONGEST_FILTER = 200;
/** Answers remembered, since a message repeats its URLs; forgotten all at once. */
const MAX_ANSWERS = 1000;

/** The page that every request is foreign to (RFC 2606). */
const MESSAGE = { sourceUrl: "https://message.invalid/", sourceHostname: "message.invalid", sourceDomain: "message.invalid" };

/** The image may be shared between threads; each makes its own classifier of it. */
export async function createListClassifier(image: FilterImage): Promise<Classify> {
	const { FiltersEngine, Request } = await import("@ghostery/adblocker");
	const engine = FiltersEngine.deserialize(image.bytes);
	const answers = new Map<string, string | null>();

	function ask(url: string, type: ReturnType<typeof requestTypeOf>): string | null {
		const request = Request.fromRawDetails({ url: url.slice(0, LONGEST_URL), type, ...MESSAGE });
		const { match, filter } = engine.match(request);
		if (!match || filter === undefined) return null;
		const { list, line, text } = placeIn(image, filter);
		return `${list} line ${line}: ${text.length > LONGEST_FILTER ? `${text.slice(0, LONGEST_FILTER)}...` : text} blocks it`;
	}

	return (url, vector, trigger) => {
		if (!/^(?:https?|wss?):/.test(url)) return null;
		const type = requestTypeOf(vector, trigger);
		const key = `${type} ${url}`;
		let answer = answers.get(key);
		if (answer === undefined) {
			answer = ask(url, type);
			if (answers.size >= MAX_ANSWERS) answers.clear();
			answers.set(key, answer);
		}
		return answer;
	};
}
