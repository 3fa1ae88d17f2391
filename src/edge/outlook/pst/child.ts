// Child: the process in which an Outlook data file is read, from the descriptor that it inherits.

import { fstatSync, readSync } from "node:fs";
import { FIRST_FILE, serve } from "../../sandbox/serve.ts";
import { createAnswers, type Request } from "./answers.ts";

const answer = createAnswers({
	get size() {
		return fstatSync(FIRST_FILE).size;
	},
	read(target, offset) {
		for (let filled = 0; filled < target.length; ) {
			const count = readSync(FIRST_FILE, target, filled, target.length - filled, offset + filled);
			if (count === 0) throw new Error(`the file ends before byte ${offset + target.length}`);
			filled += count;
		}
	},
});

await serve((head, bytes, emit) => answer(head as Request, bytes, emit));
