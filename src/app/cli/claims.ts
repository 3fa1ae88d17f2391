// `counterpixel claims [FILE]`: what others said, set against what the case shows. The claims are kept in the case, for its report.

import { isAppError } from "../../core/model/app-error.ts";
import type { Claim } from "../../core/model/person.ts";
import { shownText } from "../report/shown-text.ts";
import { correlateNew } from "./correlation.ts";
import { EXIT } from "./exit.ts";
import { print, screenOf } from "./output.ts";
import { openUserCase } from "./user-case.ts";

export interface ClaimsOptions {
	readonly case?: string;
	readonly json?: boolean;
}

/** Without a file: the claims that the case holds. 3 where a claim was refused or the file cannot be read. */
export async function claimsCommand(file: string | undefined, options: ClaimsOptions): Promise<number> {
	const { readClaims } = await import("../claims/read-claims.ts");
	let code: number = EXIT.fine;
	const refuse = (line: string): void => {
		process.stderr.write(`${line}\n`);
		code = EXIT.unreadable;
	};
	let claims: readonly Claim[] | null = null;
	if (file !== undefined) {
		try {
			const read = await readClaims(file);
			claims = read.claims;
			for (const { claim, problem } of read.refused) refuse(`${file}: ${shownText(claim, 80)} is left out: ${shownText(problem, 200)}`);
		} catch (error) {
			if (!isAppError(error)) throw error;
			refuse(error.message);
			return code;
		}
	}
	const casebook = await openUserCase(options.case);
	try {
		await correlateNew(casebook);
		if (claims !== null) await casebook.claims.keep(claims, file as string);
		const { claimFindings } = await import("../claims/case-claims.ts");
		const findings = await claimFindings(casebook, claims ?? (await casebook.claims.list()));
		if (options.json) {
			const { claimLine } = await import("../report/claims-json.ts");
			for (const finding of findings) await print(claimLine(finding));
		} else {
			const { describeClaims } = await import("../report/claims-terminal.ts");
			await print(describeClaims(findings, screenOf(process.stdout)));
		}
		return code;
	} finally {
		await casebook.close();
	}
}
