// `counterpixel hunt INDICATOR...`: known hosts, URLs, senders, hashes and lists of them against the case. --watch remembers them for later scans.

import { DETECTOR } from "../../core/detector.ts";
import type { Search } from "../../core/indicators/search.ts";
import { appError } from "../../core/model/app-error.ts";
import type { Casebook } from "../../edge/casebook/casebook.ts";
import type { Answer, Match } from "../../edge/casebook/hunting/hunt.ts";
import type { CampaignVerdict, Verdicts } from "../../edge/casebook/hunting/verdicts.ts";
import { type Given, readGiven, readKind, searchesOf } from "../hunt/given.ts";
import { createRemarks } from "../hunt/remarks.ts";
import { count, shownText } from "../report/shown-text.ts";
import { correlateNew } from "./correlation.ts";
import { EXIT } from "./exit.ts";
import { forget, listWatched, remember } from "./hunt-watch.ts";
import { print, screenOf } from "./output.ts";
import { createProgress, type Progress } from "./progress.ts";
import { openUserCase } from "./user-case.ts";

export interface HuntOptions {
	readonly case?: string;
	readonly json?: boolean;
	readonly kind?: string;
	readonly all?: boolean;
	readonly watch?: boolean;
	readonly watched?: boolean;
	readonly unwatch?: boolean;
}

export async function huntCommand(given: readonly string[], options: HuntOptions): Promise<number> {
	const kind = readKind(options.kind);
	if ([options.watch, options.watched, options.unwatch].filter(Boolean).length > 1)
		throw appError("usage", "--watch, --watched and --unwatch are three things to do: one at a time");
	if (options.watched === true && given.length > 0)
		throw appError(
			"usage",
			`--watched shows all that is remembered: leave out ${shownText(given.join(" "), 200)}, or look for it without --watched`,
		);
	if (options.watched !== true && given.length === 0)
		throw appError("usage", "name what to look for: a host, URL, address, IP address or range, hash, Message-ID, or a file of them");
	const what = readGiven(given, kind);
	const casebook = await openUserCase(options.case, { toRead: options.watch !== true });
	try {
		if (options.watched) return await listWatched(casebook, options.json === true);
		return await huntFor(casebook, what, options);
	} finally {
		await casebook.close();
	}
}

async function huntFor(casebook: Casebook, given: readonly Given[], options: HuntOptions): Promise<number> {
	const progress = createProgress(process.stderr, () => performance.now());
	const say = (line: string): void => {
		progress.clear();
		process.stderr.write(`${line}\n`);
	};
	const remarks = createRemarks(say);
	const read = { unreadable: 0, bytes: 0, searches: 0 };
	const searches = searchesOf(given, {
		kind: readKind(options.kind),
		all: options.all === true,
		now: new Date().toISOString(),
		onRemark: remarks.add,
		onFailure(file, why) {
			read.unreadable++;
			say(`${file === "-" ? "standard input" : shownText(file, 300)}: ${why}`);
		},
		onBytes: (bytes) => (read.bytes += bytes),
	});
	const total = given.reduce((sum, one) => sum + ("file" in one ? one.bytes : 0), 0);
	async function* told(): AsyncGenerator<Search> {
		for await (const search of searches) {
			read.searches++;
			progress.update(read.bytes, total, `${count(read.searches)} indicators`);
			yield search;
		}
	}
	let targeted = false;
	if (options.unwatch) await forget(casebook, told(), say);
	else {
		const wanted = options.watch ? remember(casebook, told(), say) : told();
		await correlateNew(casebook);
		targeted = await (options.json ? tellJson : tellPerson)(casebook, casebook.hunt(wanted), progress);
	}
	progress.clear();
	remarks.finish();
	if (read.searches === 0) say("Nothing was given that could be looked for.");
	if (read.unreadable > 0) return EXIT.unreadable;
	return targeted ? EXIT.targeted : EXIT.fine;
}

async function tellJson(casebook: Casebook, answers: AsyncIterable<Answer>, progress: Progress): Promise<boolean> {
	const { matchObjects, missingLines } = await import("../report/hunt-json.ts");
	const verdicts = casebook.verdicts();
	let targeted = false;
	for await (const { search, any, matches } of answers) {
		if (!any) await print(missingLines(search));
		for await (const [match, verdict] of judged(matches, verdicts)) {
			targeted ||= verdict?.targeted ?? false;
			progress.clear();
			const lines = matchObjects(match, verdict).map((object) => `${JSON.stringify(object)}\n`);
			await print(lines.join(""));
		}
	}
	return targeted;
}

async function tellPerson(casebook: Casebook, answers: AsyncIterable<Answer>, progress: Progress): Promise<boolean> {
	const { createTelling, describeNotFound, NOT_FOUND_SHOWN } = await import("../report/hunt-terminal.ts");
	const screen = screenOf(process.stdout);
	const verdicts = casebook.verdicts();
	const missing: Search[] = [];
	let notFound = 0;
	let targeted = false;
	for await (const { search, any, matches } of answers) {
		if (!any) {
			notFound++;
			if (missing.length < NOT_FOUND_SHOWN) missing.push(search);
			continue;
		}
		const telling = createTelling(search, screen);
		for await (const [match, verdict] of judged(matches, verdicts)) telling.add(match, verdict);
		targeted ||= telling.totals().targeted;
		progress.clear();
		await print(telling.text());
	}
	progress.clear();
	if (notFound > 0) {
		const { messages, stale } = await casebook.holdings(DETECTOR);
		await print(describeNotFound({ named: missing, count: notFound, messages, stale }, screen));
	}
	return targeted;
}

/** Messages whose campaigns are asked for together. */
const TOGETHER = 100;

async function* judged(matches: AsyncIterable<Match>, verdicts: Verdicts): AsyncGenerator<readonly [Match, CampaignVerdict | undefined]> {
	let some: Match[] = [];
	const flush = async () => {
		const known = await verdicts([...new Set(some.map(({ message }) => message.sha256))]);
		const pairs = some.map((match) => [match, known.get(match.message.sha256)] as const);
		some = [];
		return pairs;
	};
	for await (const match of matches) {
		some.push(match);
		if (some.length >= TOGETHER) yield* await flush();
	}
	yield* await flush();
}
