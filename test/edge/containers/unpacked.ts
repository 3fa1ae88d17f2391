// What an opener finds in a container, run within the test's own process: fast enough for every byte of a sample. Only what must not
// bring the process down is run so; hostile/attachments.long.ts goes through the sandbox.

import { createFinds, type Unpack } from "../../../src/edge/containers/finds.ts";

export interface Unpacked {
	/** "path content", one character a byte. */
	readonly files: string[];
	/** "construct value @ path", with "!" before what runs by itself. */
	readonly constructs: string[];
	/** "code: detail". */
	readonly problems: string[];
	/** Bytes of all files together. */
	readonly size: number;
}

const MOST_BYTES = 64 * 1024 * 1024;
const MOST_ITEMS = 20_000;

export async function unpacked(unpack: Unpack, bytes: Uint8Array, name = "", limits = {}): Promise<Unpacked> {
	const files: string[] = [];
	const constructs: string[] = [];
	const problems: string[] = [];
	let size = 0;
	const allowance = { size: bytes.length, mostBytes: MOST_BYTES, mostItems: MOST_ITEMS, ...limits };
	const finds = createFinds(allowance, (answer, content = new Uint8Array(0)) => {
		const text = Buffer.from(content);
		if (answer.kind === "file") {
			files.push(`${answer.path} ${text.toString("latin1")}`);
			size += content.length;
		} else if (answer.kind === "problem") problems.push(`${answer.code}: ${answer.detail}`);
		else constructs.push(`${answer.beside.automatic === "true" ? "!" : ""}${answer.name} ${text.toString("utf8")} @ ${answer.path}`);
	});
	await unpack(bytes, name, finds);
	return { files, constructs, problems, size };
}

/** Codes of the problems, each once. */
export function codesIn({ problems }: Pick<Unpacked, "problems">): string[] {
	return [...new Set(problems.map((problem) => problem.slice(0, problem.indexOf(":"))))].sort();
}
