// --program NAME: the reader's mail program, by whose defaults each reference is told.

import { appError } from "../../core/model/app-error.ts";
import type { Program } from "../../core/trackers/programs/program.ts";
import { programNamed, programs } from "../../core/trackers/programs.ts";

/** Null where none was asked for. Throws a usage error for a program that no row is about. */
export function readProgram(name: string | undefined): Program | null {
	if (name === undefined) return null;
	const program = programNamed(name);
	if (program === null) throw appError("usage", `--program knows no "${name}"; it knows ${programs.map(({ id }) => id).join(", ")}`);
	return program;
}
