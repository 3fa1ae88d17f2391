// Problems: the list a reader fills. Bounded for each code, so that a flood of one kind does not push out another.

import type { Problem, ProblemCode } from "../model/problem.ts";
import { MAX_PROBLEMS_OF_A_CODE } from "./limits.ts";

/** `offset` is into the raw message; given as a function where finding it costs something, and asked only if the problem is kept. */
export type Report = (code: ProblemCode, detail: string, offset: number | (() => number)) => void;

export function createReport(problems: Problem[]): Report {
	const counts = new Map<ProblemCode, number>();
	return (code, detail, offset) => {
		const count = counts.get(code) ?? 0;
		if (count >= MAX_PROBLEMS_OF_A_CODE) return;
		counts.set(code, count + 1);
		problems.push({ code, detail, offset: typeof offset === "number" ? offset : offset() });
	};
}
