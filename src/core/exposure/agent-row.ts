// Agent row: how one program or machine names itself in User-Agent (RFC 9110 §10.1.5), and how that is known. Rows claim no more than
// the string says: many programs show mail with a browser's engine and name only that.

/** `measured`: seen by our own listeners (docs/mail-programs.md); `vendor`: its maker's documents or source; `reported`: others saw it. */
export const AGENT_EVIDENCE = ["measured", "vendor", "reported"] as const;
export type AgentEvidence = (typeof AGENT_EVIDENCE)[number];

export interface AgentRow {
	/** Group 1 is the version, where there is one. Linear, and tried on at most `LONGEST_AGENT` characters. */
	readonly pattern: RegExp;
	/** What the version is put behind: "Thunderbird". */
	readonly name: string;
	/** What stands behind the version, in brackets. */
	readonly gloss?: string;
	/** Id of the program in the leak table (core/trackers/programs.ts) that it is, or most likely is. */
	readonly leakProgram?: string;
	/** What the string says of the system in no way that other programs share. */
	readonly system?: string;
	readonly evidence: AgentEvidence;
	/** A sentence. */
	readonly source: string;
}
