// Prompts: what a person is asked on the terminal, on standard error so that standard output stays clean. A password is not shown.

import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { appError } from "../../core/model/app-error.ts";

/** The line typed, without white space around it; null where nobody is there to ask. */
export async function ask(question: string): Promise<string | null> {
	if (!process.stdin.isTTY) return null;
	return (await answered(question, process.stderr)).trim();
}

/** From COUNTERPIXEL_PASSWORD, else typed and not shown. Throws a usage error where neither can be. */
export async function readPassword(whose: string): Promise<string> {
	const given = process.env.COUNTERPIXEL_PASSWORD;
	if (given !== undefined && given !== "") return given;
	if (!process.stdin.isTTY)
		throw appError("usage", `the password of ${whose} is wanted: set COUNTERPIXEL_PASSWORD, or run this in a terminal, which asks`);
	process.stderr.write(`Password of ${whose} (not shown): `);
	const unseen = new Writable({ write: (_piece, _encoding, done) => done() });
	const typed = await answered("", unseen);
	process.stderr.write("\n");
	return typed;
}

async function answered(question: string, output: NodeJS.WritableStream): Promise<string> {
	const reader = createInterface({ input: process.stdin, output, terminal: true });
	try {
		return await reader.question(question);
	} finally {
		reader.close();
	}
}
