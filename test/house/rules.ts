// The house's rules about who may import whom (DESIGN.md: data flows one way, and core is pure), as functions over sources in
// memory, so that a test can plant a violation of each.

import { posix } from "node:path";
import { type Import, imports, type Token, tokens } from "./tokens.ts";

/** A file by its path from the project's root, "/" between names. */
export interface Source {
	readonly path: string;
	readonly text: string;
}

interface File extends Source {
	readonly tokens: readonly Token[];
	readonly imports: readonly Import[];
}

/** Packages that are pure themselves: hashes, the list of public suffixes, the tables of HTML's character references, the names of browsers. */
const PURE_PACKAGES = ["@noble/hashes", "tldts", "entities", "bowser"];

const STAGES = ["mail", "vectors", "trackers", "campaigns", "indicators", "logs", "exposure", "people", "claims", "neutralise", "exports"];

/** What can reach out; only edge/net is there for that. */
const NETWORK_MODULES = /^(?:node:(?:net|tls|http|https|http2|dgram|dns|dns\/promises)|imapflow|smtp-server|nodemailer(?:\/.*)?)$/;
/** What a listener needs of them: to wait and to read, never to connect, to ask or to look a name up. */
const WAITING_NAMES: ReadonlySet<string> = new Set([
	"createServer",
	"createSocket",
	"createSecureContext",
	"isIP",
	"isIPv4",
	"isIPv6",
	// Wraps a connection that was taken.
	"TLSSocket",
	"SMTPServer",
]);
/** Calls that do so on what a listener may have, such as a socket. */
const REACHING_CALL =
	/^(?:connect|createConnection|lookup|lookupService|Resolver|resolve(?:4|6|Any|Caa|Cname|Mx|Naptr|Ns|Ptr|Soa|Srv|Tlsa|Txt))$/;
const SQL_PACKAGES = /^(?:kysely|pg|node:sqlite)(?:\/|$)/;

const NAMELESS = /(?:^|[-.])(?:utils?|common|helpers?|misc|managers?)(?=[-.]|$)/;
const LONGEST = 300;

export interface Exceptions {
	/** Files longer than 300 lines, with the reason. */
	readonly long: Readonly<Record<string, string>>;
	/** Files outside edge/net that open sockets, with the reason. */
	readonly network: Readonly<Record<string, string>>;
}

/** One sentence for each breach: "file:line what". */
export function breaches(sources: readonly Source[], exceptions: Exceptions): string[] {
	const files = sources.map((source): File => {
		const list = tokens(source.text);
		return { ...source, tokens: list, imports: imports(list) };
	});
	return [
		...files.flatMap((file) => [
			...layerBreaches(file),
			...purityBreaches(file),
			...reachBreaches(file, exceptions),
			...shapeBreaches(file, exceptions),
		]),
		...cycles(files),
		...staleExceptions(sources, exceptions),
	];
}

/** "core/mail" for src/core/mail/html/x.ts; "core" for src/core/x.ts; "test" for test/x.ts; "" for src/x.ts. */
function unit(path: string): string {
	const [top, ...folders] = posix.dirname(path).split("/");
	return top === "src" ? folders.slice(0, 2).join("/") : (top ?? "");
}

function resolved(file: Source, from: string): string | null {
	return from.startsWith(".") ? posix.join(posix.dirname(file.path), from) : null;
}

function layerBreaches(file: File): string[] {
	const here = unit(file.path);
	const wrong: string[] = [];
	for (const { from, line } of file.imports) {
		const target = resolved(file, from);
		if (target === null) continue;
		const there = unit(target);
		const reason = target.startsWith("src/") ? forbidden(here, there, file.path) : leavesSource(file, target);
		if (reason !== null) wrong.push(`${file.path}:${line} imports ${target}: ${reason}`);
	}
	return wrong;
}

function leavesSource(file: Source, target: string): string | null {
	if (!file.path.startsWith("src/")) return null;
	return target === "package.json" ? null : "src imports nothing outside of src";
}

/** Why `here` may not import `there`, both units of src. */
function forbidden(here: string, there: string, path: string): string | null {
	if (here === there) return null;
	const [layer = "", stage = ""] = here.split("/");
	const [layerThere = "", stageThere = ""] = there.split("/");
	if (layerThere === "app") return layer === "app" || !path.startsWith("src/") ? null : "nobody imports app";
	if (layer === "app" || !path.startsWith("src/")) return null;
	if (layer !== "core") return layerThere === "core" || layerThere === layer || layer === "" ? null : "edge imports core and itself";
	if (layerThere !== "core") return "core imports only core";
	if (stage === "model") return "model imports only model";
	if (stage === "encoding") return stageThere === "model" ? null : "encoding imports only model and itself";
	if (!STAGES.includes(stage)) return null;
	return stageThere === "model" || stageThere === "encoding" ? null : "a stage imports only model, encoding and itself";
}

function purityBreaches(file: File): string[] {
	if (!file.path.startsWith("src/core/")) return [];
	const wrong: string[] = [];
	for (const { from, line } of file.imports) {
		if (from.startsWith(".") || PURE_PACKAGES.some((name) => from === name || from.startsWith(`${name}/`))) continue;
		wrong.push(`${file.path}:${line} imports ${from}: core is pure`);
	}
	for (const [index, { kind, text, line }] of file.tokens.entries()) {
		if (kind !== "word") continue;
		const before = file.tokens[index - 1]?.text;
		const after = [1, 2, 3].map((distance) => file.tokens[index + distance]?.text ?? "").join(" ");
		const impure = before === "." ? null : impurity(text, before, after);
		if (impure !== null) wrong.push(`${file.path}:${line} uses ${impure}: core is pure`);
	}
	return wrong;
}

const WORLD = new Set([
	"Buffer",
	"process",
	"fetch",
	"XMLHttpRequest",
	"WebSocket",
	"setTimeout",
	"setInterval",
	"setImmediate",
	"queueMicrotask",
	"performance",
	"crypto",
	"globalThis",
	"console",
]);

function impurity(word: string, before: string | undefined, after: string): string | null {
	if (word === "Date" && (after.startsWith(". now") || (before === "new" && after.startsWith("( )")))) return "the clock";
	if (word === "Math" && after.startsWith(". random")) return "Math.random";
	// A name in a type or a literal (`process: ...`) or of a method (`fetch() {`) is not the global.
	if (!WORLD.has(word) || after.startsWith(":") || after.startsWith("? :") || before === "function") return null;
	return word;
}

function reachBreaches(file: File, exceptions: Exceptions): string[] {
	if (!file.path.startsWith("src/") || file.path.startsWith("src/core/")) return [];
	const wrong: string[] = [];
	for (const { from, line, names, typeOnly } of file.imports) {
		if (NETWORK_MODULES.test(from) && !file.path.startsWith("src/edge/net/") && exceptions.network[file.path] === undefined) {
			const waits = file.path.startsWith("src/edge/listeners/") && (typeOnly || names.every((name) => WAITING_NAMES.has(name)));
			if (!waits) wrong.push(`${file.path}:${line} imports ${from}: only edge/net opens connections`);
		}
		if (SQL_PACKAGES.test(from) && !file.path.startsWith("src/edge/casebook/")) {
			wrong.push(`${file.path}:${line} imports ${from}: all SQL stands in edge/casebook`);
		}
	}
	for (const [index, { kind, text, line }] of file.tokens.entries()) {
		const isCall = kind === "word" && text === "fetch" && file.tokens[index - 1]?.text !== "." && file.tokens[index + 1]?.text === "(";
		if (isCall && !file.path.startsWith("src/edge/net/")) {
			wrong.push(`${file.path}:${line} calls fetch: only edge/net opens connections`);
		}
		const called = kind === "word" && REACHING_CALL.test(text) && file.tokens[index + 1]?.text === "(";
		if (called && file.path.startsWith("src/edge/listeners/")) {
			wrong.push(`${file.path}:${line} calls ${text}: only edge/net opens connections`);
		}
	}
	return wrong;
}

function shapeBreaches(file: Source, exceptions: Exceptions): string[] {
	const wrong: string[] = [];
	for (const name of file.path.split("/")) {
		if (NAMELESS.test(name)) wrong.push(`${file.path} is named ${name}: name the noun it holds`);
	}
	const lines = file.text.split("\n").length - 1;
	const isTable = file.path.includes(".generated.") || file.path.startsWith("test/");
	if (lines > LONGEST && !isTable && exceptions.long[file.path] === undefined) {
		wrong.push(`${file.path} has ${lines} lines: past ${LONGEST} it is two files`);
	}
	return wrong;
}

function staleExceptions(sources: readonly Source[], { long, network }: Exceptions): string[] {
	const paths = new Set(sources.map(({ path }) => path));
	const listed = [...Object.keys(long), ...Object.keys(network)];
	return listed.filter((path) => !paths.has(path)).map((path) => `${path} is listed as an exception, and is not there`);
}

/** Cycles among folders of src (types count: they bind as well), and among files that load each other. */
function cycles(files: readonly File[]): string[] {
	const folders = new Map<string, Set<string>>();
	const loads = new Map<string, Set<string>>();
	for (const file of files.filter(({ path }) => path.startsWith("src/"))) {
		for (const { from, typeOnly } of file.imports) {
			const target = resolved(file, from);
			if (target === null) continue;
			if (unit(file.path) !== unit(target)) addTo(folders, unit(file.path), unit(target));
			if (!typeOnly) addTo(loads, file.path, target);
		}
	}
	return [...cyclesOf(folders), ...cyclesOf(loads)].map((cycle) => `${cycle.join(" -> ")} is a cycle`);
}

function addTo(graph: Map<string, Set<string>>, from: string, to: string): void {
	const targets = graph.get(from);
	if (targets === undefined) graph.set(from, new Set([to]));
	else targets.add(to);
}

function cyclesOf(graph: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
	const found: string[][] = [];
	const done = new Set<string>();
	const visit = (node: string, path: readonly string[]): void => {
		const index = path.indexOf(node);
		if (index >= 0) found.push([...path.slice(index), node]);
		if (index >= 0 || done.has(node)) return;
		for (const next of graph.get(node) ?? []) visit(next, [...path, node]);
		done.add(node);
	};
	for (const node of graph.keys()) visit(node, []);
	return found;
}
