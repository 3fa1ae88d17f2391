// `counterpixel journal verify`

import { counted } from "../report/shown-text.ts";
import { EXIT } from "./exit.ts";
import { print } from "./output.ts";
import { openUserCase } from "./user-case.ts";

export interface JournalVerifyOptions {
	readonly case?: string;
	readonly head?: string;
	readonly json?: boolean;
}

export async function journalVerifyCommand(options: JournalVerifyOptions): Promise<number> {
	const casebook = await openUserCase(options.case, { toRead: true });
	try {
		const verdict = await casebook.journal.verify(options.head);
		if (options.json) await print(`${JSON.stringify(verdict)}\n`);
		else if (verdict.ok)
			await print(`The journal is unbroken: ${counted(verdict.count, "entry", "entries")}, the last one ${verdict.head}\n`);
		else await print(`The journal is broken at entry ${verdict.at}: ${verdict.why}\n`);
		return verdict.ok ? EXIT.fine : EXIT.failure;
	} finally {
		await casebook.close();
	}
}
