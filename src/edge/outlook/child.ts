// Child: the process in which Outlook message files are parsed.

import { serve } from "../sandbox/serve.ts";
import { messageOfMsg } from "./msg.ts";

/** Attack: thousands of broken attachments, each with a problem of its own, in an answer whose head is bounded (sandbox/frames.ts). */
const MOST_PROBLEMS = 100;
const MOST_LETTERS = 500;

await serve((_head, bytes, emit) => {
	const { bytes: mime, problems } = messageOfMsg(bytes);
	emit(
		problems.slice(0, MOST_PROBLEMS).map((problem) => problem.slice(0, MOST_LETTERS)),
		mime,
	);
});
