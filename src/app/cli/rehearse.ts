// `counterpixel rehearse`: writes a made-up case. It only writes files.

import { appError } from "../../core/model/app-error.ts";
import { EVASIONS, type Evasion } from "../rehearsal/attack/toolkit.ts";
import { rehearse } from "../rehearsal/rehearse.ts";
import { SHAPES, type Shape } from "../rehearsal/shapes.ts";
import { counted } from "../report/shown-text.ts";
import { EXIT } from "./exit.ts";
import { print } from "./output.ts";
import { createProgress } from "./progress.ts";

export interface RehearseOptions {
	readonly shape: string;
	readonly seed: string;
	readonly size: string;
	readonly evasion: string;
	readonly out: string;
	readonly json?: boolean;
}

const MOST_MESSAGES = 1_000_000;

export async function rehearseCommand(options: RehearseOptions): Promise<number> {
	const shape = readShape(options.shape);
	const seed = readNumber("--seed", options.seed, 0, Number.MAX_SAFE_INTEGER);
	const size = readNumber("--size", options.size, 0, MOST_MESSAGES);
	const evasion = readNumber("--evasion", options.evasion, 0, EVASIONS.length - 1) as Evasion;
	const progress = createProgress(process.stderr, () => performance.now());
	const result = await rehearse({
		shape,
		seed,
		size,
		evasion,
		out: options.out,
		onProgress: ({ bytes, messages, total }) =>
			progress.update(bytes, (bytes / messages) * total, `${messages.toLocaleString("en")} messages`),
	});
	progress.clear();
	const { messages, attacks, accounts, mail } = result;
	if (options.json) await print(`${JSON.stringify({ shape, seed, size, evasion, out: options.out, messages, attacks, accounts, mail })}\n`);
	else
		await print(
			`${counted(messages, "message")} in ${counted(accounts, "mailbox", "mailboxes")}, ${counted(attacks, "of them", "of them")} from the attackers. All made up; nothing was sent.\nTo look for them:  counterpixel scan ${mail} --case DIR\n`,
		);
	return EXIT.fine;
}

function readShape(text: string): Shape {
	const shape = SHAPES.find((name) => name === text);
	if (shape === undefined) throw appError("usage", `--shape takes ${SHAPES.join(", ")}; not "${text}"`);
	return shape;
}

function readNumber(option: string, text: string, least: number, most: number): number {
	const number = Number(text);
	if (!/^\d+$/.test(text) || number < least || number > most)
		throw appError("usage", `${option} takes a whole number from ${least} to ${most}; not "${text}"`);
	return number;
}
