// Operators: what it costs to ask whose a URL is, with ten, a hundred, all and a thousand records. The indexes take turns on the same
// URLs, and the median turn counts; only the ratios say something. The ten are those that real mail shows most, so that all indexes
// find much the same: an answer costs more than none, with however many records.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readOperators } from "../scripts/generate/operators.ts";
import { createInspector } from "../src/core/inspect.ts";
import type { OperatorPattern } from "../src/core/model/operator.ts";
import { createOperatorIndex, type OperatorFacts } from "../src/core/trackers/operators.ts";
import { nodeCodec } from "../src/edge/node-codec.ts";
import type { Aim } from "./aims.ts";
import { type Mail, ROOT, SUBSTITUTE } from "./mail.ts";
import { figure, median, table } from "./table.ts";

/** Host, and path with query. */
type Place = readonly [host: string, path: string];

const FEW = 10;
const MANY = 1000;

export function measureOperators(mail: readonly Mail[], rounds: number) {
	const records = mostSeenFirst();
	const sizes = [FEW, 100, records.length, MANY];
	const indexes = sizes.map((size) => createOperatorIndex(grownTo(records, size)));
	const sets = [
		{ name: "nobody's hosts", places: strangers(20_000) },
		{ name: "one URL in four known", places: mixed(20_000) },
		...(SUBSTITUTE === null ? [{ name: "URLs of the corpora", places: placesOf(mail) }] : []),
	];
	const rows: string[][] = [];
	let worst = 0;
	for (const { name, places } of sets) {
		const took = sizes.map((): number[] => []);
		for (let round = -3; round < rounds; round++) {
			for (const [at, index] of indexes.entries()) {
				const before = performance.now();
				for (const [host, path] of places) index.find(host, path);
				if (round >= 0) took[at]?.push(performance.now() - before);
			}
		}
		const [few = 0, ...more] = took.map(median);
		const ratios = more.map((milliseconds) => milliseconds / few);
		worst = Math.max(worst, ratios.at(-1) ?? 0);
		rows.push([name, `${places.length}`, ((few * 1e6) / places.length).toFixed(0), ...ratios.map(figure)]);
	}
	const head = ["whose is a URL", "URLs", `ns a URL, ${FEW} records`, ...sizes.slice(1).map((size) => `x, ${size}`)];
	const aims: readonly Aim[] = [{ what: "a thousand operators against ten", measured: worst, unit: "x", atMost: 1.5 }];
	return { text: table(head, rows), aims };
}

function mostSeenFirst(): readonly OperatorFacts[] {
	const { records } = JSON.parse(readFileSync(join(ROOT, "data/operators-seen.json"), "utf8")) as { records: Record<string, number> };
	return readOperators(ROOT).toSorted((a, b) => (records[b.id] ?? 0) - (records[a.id] ?? 0));
}

/** The first of the records; where more are wanted than there are, invented ones. Each with one of the top-level domain of strangers. */
function grownTo(records: readonly OperatorFacts[], size: number): readonly OperatorFacts[] {
	const neighbour = invented("neighbour", [{ host: "neighbour.example" }]);
	const more = Array.from({ length: Math.max(0, size - 1 - records.length) }, (_, at) =>
		invented(`${at}`, [{ host: `mail${at}.example` }, { host: `track${at}.example`, path: "/open/*/pixel" }, { path: `/s${at}/open?u=` }]),
	);
	return [neighbour, ...records.slice(0, size - 1), ...more];
}

function invented(name: string, patterns: readonly OperatorPattern[]): OperatorFacts {
	return { id: `invented-${name}`, name, kind: "mass-mail", patterns };
}

/** As long as real ones are, on hosts of three or four labels. */
function strangers(count: number): readonly Place[] {
	const words = ["click", "news", "img", "static", "email", "go", "www", "link"];
	return Array.from({ length: count }, (_, at): Place => {
		const word = words[at % words.length];
		return [
			`${word}.u${(at * 7919) % 4001}.shop-${at % 977}.example`,
			`/${word}/${(at * 104_729) % 1_000_003}/x?id=${"ab12".repeat(10)}${at}`,
		];
	});
}

function mixed(count: number): readonly Place[] {
	const known: readonly Place[] = [
		["u25184427.ct.sendgrid.net", `/ls/click?upn=${"Xy-2B".repeat(30)}`],
		["email.mg2.substack.com", `/c/${"eJw1Uk1T".repeat(20)}`],
		["news.shop.example", "/wf/open?upn=u001.s4A7ZqC-2Ftxqw36qkcPzhAm"],
		["i.imgur.com", "/r3tErDX.png"],
	];
	return strangers(count).map((place, at) => (at % 4 === 0 ? (known[(at / 4) % known.length] as Place) : place));
}

function placesOf(mail: readonly Mail[]): readonly Place[] {
	const inspect = createInspector(nodeCodec);
	const urls = new Set(mail.flatMap(({ messages }) => messages.flatMap((bytes) => inspect(bytes).references.map(({ url }) => url))));
	return [...urls].flatMap((text): readonly Place[] => {
		const url = /^https?:/.test(text) ? URL.parse(text) : null;
		return url === null ? [] : [[url.hostname, url.pathname + url.search]];
	});
}
