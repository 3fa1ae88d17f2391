// Masking: what of a campaign's URLs goes into an export.

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createMasking, type SeenUrl } from "../../../src/app/export/masked-urls.ts";
import { readerNames } from "../../../src/app/export/reader-names.ts";

const READERS = ["anne.smith@parliament.example", "ben@parliament.example"] as const;

function seen(url: string, owner: string | null, identifier: SeenUrl["identifier"] = "opaque", value: string | null = null): SeenUrl {
	return { url, identifier, value, owners: owner === null ? [] : [owner] };
}

function maskedOf(all: readonly SeenUrl[]): string[] {
	const masking = createMasking(all, readerNames(READERS));
	return all.map((one) => masking.masked(one).url);
}

test("what two readers' copies have alike stays, what differs is a star, and what stays in front of it is the prefix", () => {
	const all = [
		seen("https://h.example/track/open.php?u=1f2e3d4c&id=77aa&e=aaaa1111", READERS[0]),
		seen("https://h.example/track/open.php?u=1f2e3d4c&id=77aa&e=bbbb2222", READERS[1]),
	];
	const masking = createMasking(all, readerNames(READERS));
	assert.deepEqual(masking.masked(all[0] as SeenUrl), {
		url: "https://h.example/track/open.php?u=1f2e3d4c&id=77aa&e=*",
		individual: true,
		prefix: "/track/open.php?u=1f2e3d4c&id=77aa&e=",
	});
});

test("of one reader's copies nothing stays that may be a token, and there is no prefix", () => {
	for (const owner of [READERS[0], null]) {
		const all = [seen("https://h.example/track/a8f3k2q9/x.gif?e=zz", owner), seen("https://h.example/track/a8f3k2q9/y.gif?e=zz", owner)];
		assert.deepEqual(maskedOf(all), ["https://h.example/track/*/x.gif?e=zz", "https://h.example/track/*/y.gif?e=zz"]);
		assert.equal(createMasking(all, readerNames([])).masked(all[0] as SeenUrl).prefix, null);
	}
});

test("a picture that is the same for everybody is given in full, and so is one that nothing individual is known of", () => {
	const logo = "https://h.example/images/logo-2021.jpg?v=3";
	assert.deepEqual(maskedOf([seen(logo, READERS[0], "none"), seen(logo, READERS[1], "none")]), [logo, logo]);
	assert.deepEqual(maskedOf([seen(logo, READERS[0], "none")]), [logo]);
});

test("a number that differs between readers is a star, though nothing else is known of it", () => {
	const all = [17, 18].map((id, at) => seen(`https://h.example/o?rid=${id}`, READERS[at] as string, "none"));
	assert.deepEqual(maskedOf(all), ["https://h.example/o?rid=*", "https://h.example/o?rid=*"]);
});

test("no address of a reader, and no word of one, is in a masked URL, wherever it stood and however it is written", () => {
	const place = fc.constantFrom(
		(word: string) => `https://h.example/${word}/x.gif`,
		(word: string) => `https://h.example/open?m=${word}`,
		(word: string) => `https://h.example/open?${word}`,
		(word: string) => `https://h.example/open?${word}=1`,
		(word: string) => `https://h.example/a/${word}.gif?b=c`,
		(word: string) => `https://${word}:x@h.example/a`,
		(word: string) => `https://h.example/a#${word}`,
	);
	const [anne] = READERS;
	const form = fc.constantFrom(
		...[
			anne,
			encodeURIComponent(anne),
			anne.toUpperCase(),
			"anne.smith",
			"smith",
			"Anne",
			btoa(anne),
			btoa(anne).replaceAll("=", ""),
			"naar.fzvgu",
		],
	);
	fc.assert(
		fc.property(place, form, fc.constantFrom("address", "opaque"), fc.boolean(), (at, word, kind, alone) => {
			const url = URL.parse(at(word))?.href as string;
			const all = [
				seen(url, anne, kind as SeenUrl["identifier"], anne),
				...(alone ? [] : [seen(URL.parse(at("other"))?.href as string, READERS[1])]),
			];
			const shown = (maskedOf(all)[0] as string).toLowerCase();
			for (const secret of ["anne", "smith", btoa(anne).slice(0, 8).toLowerCase(), ...(kind === "address" ? ["naar"] : [])])
				assert.ok(!shown.includes(secret), `${url} became ${shown}`);
		}),
	);
});

test("what is no URL with a host, and what no program parses, is masked as a whole unless it is everybody's", () => {
	assert.deepEqual(maskedOf([seen("dns:a8f3k2q9.h.example", READERS[0])]), ["dns:*"]);
	assert.deepEqual(maskedOf([seen("not a url", READERS[0])]), ["*"]);
});
