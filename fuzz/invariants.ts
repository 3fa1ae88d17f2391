// Invariants: what must hold of the inspection of any bytes whatever. Each failure has a kind, so that shrinking keeps to one.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { AnySchema } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import { inspectionLine } from "../src/app/report/inspection-json.ts";
import { inspect as inspectPlainly } from "../src/core/index.ts";
import { createInspector, type Inspect, type InspectDeep } from "../src/core/inspect.ts";
import { readMessage } from "../src/core/mail/message.ts";
import type { Inspection } from "../src/core/model/inspection.ts";
import { LEAKS } from "../src/core/model/leak.ts";
import { PROBLEM_CODES } from "../src/core/model/problem.ts";
import { CHANNELS, type RemoteReference, TRIGGERS } from "../src/core/model/reference.ts";
import { nodeCodec } from "../src/edge/node-codec.ts";

export interface Failure {
	/** "throws", "slow", ... */
	readonly kind: string;
	readonly detail: string;
}

const SCHEMA = join(import.meta.dirname, "../docs/schema/inspect.schema.json");

/**
 * Milliseconds of processor time for one inspection: linear in the message. Dense mail takes about a hundredth of a millisecond a
 * kilobyte; what is quadratic leaves this far behind.
 */
const BASE_TIME = 60;
const TIME_A_KILOBYTE = 2;

const OWNER = { owner: ["reader@mail.example", "alias@mail.example"] };

export interface Invariants {
	/** What does not hold, or null. `thorough`: a fresh inspector, too, must see the same (no state may stay from earlier messages). */
	check(bytes: Uint8Array, thorough?: boolean): Failure | null;
}

export function createInvariants(inspect: Inspect = createInspector(nodeCodec)): Invariants {
	const schemaFailure = createSchemaCheck();
	return {
		check(bytes, thorough = false) {
			const copy = bytes.slice();
			let inspection: Inspection;
			try {
				inspection = inspect(bytes, OWNER);
			} catch (error) {
				return { kind: "throws", detail: stackOf(error) };
			}
			const bound = BASE_TIME + (TIME_A_KILOBYTE * bytes.length) / 1000;
			if (isSlow(() => inspect(bytes, OWNER), bound)) return { kind: "slow", detail: `more than ${Math.round(bound)} ms` };
			const line = inspectionLine("message.eml", inspection);
			const failure = shapeFailure(bytes, inspection) ?? schemaFailure(line);
			if (failure !== null) return failure;
			if (Buffer.compare(copy, bytes) !== 0) return { kind: "written to", detail: "the message was changed" };
			try {
				if (whole(inspectPlainly(bytes, OWNER)) !== whole(inspection))
					return differs("plain codec", inspection, inspectPlainly(bytes, OWNER));
			} catch (error) {
				return { kind: "plain codec throws", detail: stackOf(error) };
			}
			if (!thorough) return null;
			const fresh = createInspector(nodeCodec)(bytes, OWNER);
			return whole(fresh) === whole(inspection) ? null : differs("fresh inspector", inspection, fresh);
		},
	};
}

export interface DeepInvariants {
	/** The same with containers opened; null, too, where the message holds none. */
	check(bytes: Uint8Array): Promise<Failure | null>;
}

/** The wall's clock, since most of it is another process's work: no mutated file is large. */
const DEEP_TIME = 10_000;

export function createDeepInvariants(inspectDeep: InspectDeep): DeepInvariants {
	const schemaFailure = createSchemaCheck();
	const inspect = createInspector(nodeCodec);
	return {
		async check(bytes) {
			const closed = inspect(bytes, OWNER);
			if (!closed.problems.some(({ code }) => code === "not-opened")) return null;
			const begin = performance.now();
			let opened: Inspection;
			try {
				opened = await inspectDeep(bytes, OWNER);
			} catch (error) {
				return { kind: "opening throws", detail: stackOf(error) };
			}
			if (performance.now() - begin > DEEP_TIME) return { kind: "opening is slow", detail: `more than ${DEEP_TIME} ms` };
			const broken = opened.problems.find(({ detail }) => BROKEN.test(detail));
			if (broken !== undefined) return { kind: "the opener broke", detail: broken.detail };
			const failure = shapeFailure(bytes, opened) ?? schemaFailure(inspectionLine("message.eml", opened));
			if (failure !== null) return { ...failure, kind: `opened: ${failure.kind}` };
			const found = new Set(opened.references.map(placeOf));
			const lost = closed.references.find((reference) => !found.has(placeOf(reference)));
			return lost === undefined ? null : { kind: "opening loses", detail: JSON.stringify(lost).slice(0, 1000) };
		},
	};
}

/** What the opener's process says when it had to be ended (edge/sandbox). */
const BROKEN = /needs more than \d+ MiB of memory|takes longer than \d+ s|broke down over it|gave an answer that makes no sense/;

function placeOf({ vector, trigger, channel, url, start, end }: RemoteReference): string {
	return [vector, trigger, channel, url, start, end].join(" ");
}

function createSchemaCheck(): (line: string) => Failure | null {
	const validate = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync(SCHEMA, "utf8")) as AnySchema);
	return (line) => {
		if (validate(JSON.parse(line))) return null;
		const first = validate.errors?.[0];
		return { kind: `schema ${first?.schemaPath}`, detail: `${first?.instancePath} ${first?.message}` };
	};
}

/** The first run may compile, and another process take the core: only what is slow each time is slow. */
function isSlow(work: () => void, bound: number): boolean {
	const begin = performance.now();
	work();
	// The clock is cheap to ask; processor time is asked only where the clock raises a suspicion.
	if (performance.now() - begin < bound) return false;
	for (let attempt = 0; attempt < 3; attempt++) {
		const before = process.cpuUsage();
		work();
		const { user, system } = process.cpuUsage(before);
		if ((user + system) / 1000 < bound) return false;
	}
	return true;
}

function shapeFailure(bytes: Uint8Array, inspection: Inspection): Failure | null {
	const sections = new Set(["0"]);
	for (const part of readMessage(bytes, nodeCodec).parts) sections.add(part.section).add(part.headerSection);
	for (const reference of inspection.references) {
		const what = referenceFailure(reference, sections, bytes.length);
		if (what !== null) return { kind: what, detail: JSON.stringify(reference).slice(0, 1000) };
	}
	for (const problem of inspection.problems) {
		const { code, detail, offset } = problem;
		const inside = Number.isInteger(offset) && offset >= 0 && offset <= bytes.length;
		if (!inside) return { kind: `offset of ${code}`, detail: JSON.stringify(problem) };
		if (!PROBLEM_CODES.includes(code) || detail === "") return { kind: "problem", detail: JSON.stringify(problem) };
	}
	return null;
}

function referenceFailure(reference: RemoteReference, sections: ReadonlySet<string>, length: number): string | null {
	const { vector, url, host, part, start, end, trigger, channel, identifier, leaks, why } = reference;
	if (!(Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start <= end && end <= length)) return `range of ${vector}`;
	if (!TRIGGERS.includes(trigger) || !CHANNELS.includes(channel)) return `vocabulary of ${vector}`;
	if (leaks.length === 0 || leaks.some((leak) => !LEAKS.includes(leak))) return `leaks of ${vector}`;
	if (!sections.has(part)) return `part of ${vector}`;
	if (host === "" || host !== host.toLowerCase() || host !== hostOf(url)) return `host of ${vector}`;
	if (why.length === 0 || why.includes("")) return `why of ${vector}`;
	if ((identifier.kind === "none") !== (identifier.value === null)) return `identifier of ${vector}`;
	return null;
}

function hostOf(url: string): string | null {
	if (url.startsWith("dns:")) return url.slice(4);
	if (url.startsWith("mailto:")) return URL.parse(`http://${url.slice(url.lastIndexOf("@") + 1)}`)?.hostname ?? null;
	const parsed = URL.parse(url);
	// Absolute, and as WHATWG serialises it.
	if (parsed === null || parsed.href !== url) return null;
	// WHATWG leaves the host of rtsp:, ldap: and the like as written: read as http it becomes the name that is looked up.
	return parsed.protocol === "file:" ? parsed.hostname : (URL.parse(`http${url.slice(url.indexOf(":"))}`)?.hostname ?? null);
}

function whole(inspection: Inspection): string {
	return JSON.stringify(inspection);
}

function differs(kind: string, one: Inspection, other: Inspection): Failure {
	const [a, b] = [whole(one), whole(other)];
	let at = 0;
	while (a[at] === b[at]) at++;
	const from = Math.max(0, at - 60);
	return { kind: `${kind} differs`, detail: `${a.slice(from, at + 140)}\n${b.slice(from, at + 140)}` };
}

function stackOf(error: unknown): string {
	return error instanceof Error ? (error.stack ?? error.message).split("\n").slice(0, 6).join("\n") : String(error);
}
