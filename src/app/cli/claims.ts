// `counterpixel claims [FILE]`: what others said, set against what the case shows. The claims are kept in the case, for its report.

import type { Claim } from "../../core/model/person.ts";
import type { Casebook } from "../../edge/casebook/casebook.ts";
import { shownText } from "../report/shown-text.ts";
import { correlateNew } from "./correlation.ts";
import { EXIT } from "./exit.ts";
import { print, screenOf } from "./output.ts";
import { orUnreadable } from "./unreadable.ts";
import { openUserCase } from "./user-case.ts";

export interface ClaimsOptions {
	readonly case?: string;
	readonly json?: boolean;
}

/** Without a file: the claims that the case holds. 3 where a claim was refused or the file cannot be read. */
export function claimsCommand(file: string | undefined, options: ClaimsOptions): Promise<number> {
	return orUnreadable(async () => {
		const { readClaims } = await import("../claims/read-claims.ts");
		const read = file === undefined ? null : await readClaims(file);
		for (const { claim, problem } of read?.refused ?? [])
			process.stderr.write(`${file}: ${shownText(claim, 80)} is left out: ${shownText(problem, 200)}\n`);
		const casebook = await openUserCase(options.case, { toRead: read === null });
		try {
			await correlateNew(casebook);
			if (read !== null) await casebook.claims.keep(read.claims, file as string);
			await tell(casebook, read?.claims ?? (await casebook.claims.list()), options.json === true);
		} finally {
			await casebook.close();
		}
		return (read?.refused.length ?? 0) === 0 ? EXIT.fine : EXIT.unreadable;
	});
}

async function tell(casebook: Casebook, claims: readonly Claim[], json: boolean): Promise<void> {
	const { claimFindings } = await import("../claims/case-claims.ts");
	const findings = await claimFindings(casebook, claims);
	if (json) {
		const { claimLine } = await import("../report/claims-json.ts");
		for (const finding of findings) await print(claimLine(finding));
	} else {
		const { describeClaims } = await import("../report/claims-terminal.ts");
		await print(describeClaims(findings, screenOf(process.stdout)));
	}
}
