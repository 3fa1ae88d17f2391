// fixtures/vectors/ID/01-plain.eml and .json: each vector's probe as a whole message and what must be found in it. Their numbered
// neighbours are written by hand; how they are read is told in fixtures/vectors/README.md.

import { composeProbe } from "../../src/app/selftest/compose.ts";
import type { Vector } from "../../src/core/model/vector.ts";
import type { Generate } from "../generate.ts";
import { readFamilies } from "./vectors.ts";

/** What these vectors hold is named by the one that finds it there. */
const INNER: ReadonlyMap<string, string> = new Map([
	["iframe-srcdoc", "img-src"],
	["meta-markup", "img-src"],
	["script-data-island", "doctype"],
	["svg-presentation-attribute", "css-paint"],
]);

export const generate: Generate = async (root) => {
	const files = new Map<string, string>();
	for (const vector of (await readFamilies(root)).flatMap(({ vectors }) => vectors)) {
		const folder = `fixtures/vectors/${vector.id}`;
		const target = vector.channel === "smtp" ? "receipts@tracker.example" : "http://tracker.example/open";
		const message = composeProbe(vector.probe(target), { transferEncoding: "7bit", charset: "us-ascii" });
		files.set(`${folder}/01-plain.eml`, Buffer.from(message).toString("latin1"));
		files.set(`${folder}/01-plain.json`, `${JSON.stringify([expected(vector, target)], null, "\t")}\n`);
	}
	return files;
};

/** `raw` is what the reference's byte range says; inside a file `path` is given instead. */
function expected(vector: Vector, target: string): Record<string, string> {
	const { id, trigger, channel } = vector;
	const named = { vector: INNER.get(id) ?? id, trigger, channel };
	if (channel === "smtp") return { ...named, url: `mailto:${target}`, raw: target };
	const probe = vector.probe(target);
	const url = channel === "smb" ? target.replace("http:", "file:") : target;
	if (probe.kind === "file" && probe.path !== undefined) return { ...named, url, path: probe.path };
	if (id === "bimi-selector") return { ...named, url: "dns:tracker.example._bimi.sender.example", raw: "tracker.example" };
	if (id === "remote-desktop") return { ...named, url: "dns:tracker.example", raw: "tracker.example" };
	return { ...named, url: target, raw: target };
}
