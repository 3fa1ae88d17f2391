// What belongs together and what does not, told as the stories that a case holds.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import test from "node:test";
import { sightingOf } from "../../src/core/campaigns/sighting.ts";
import { correlateSightings, type Seen } from "../../src/core/correlate.ts";
import type { MailProfile } from "../../src/core/model/profile.ts";
import { mail, PLAIN } from "./campaigns/made-up-mail.ts";

const OPERATOR = "track.operator.test";
const isOperatorHost = (host: string): boolean => host === OPERATOR;
let number = 0;

interface Letter {
	readonly name: string;
	readonly from: string | null;
	readonly pixels: readonly string[];
	/** What it says; the same text gives the same sketch. */
	readonly text: string;
	readonly day?: number;
	readonly profile?: Partial<MailProfile>;
}

function digits(text: string, length: number): string {
	return createHash("sha512").update(text).update("2").digest("hex").repeat(4).slice(0, length);
}

function see({ from, pixels, text, day = 10, profile = {} }: Letter): Seen {
	const template = { ...PLAIN.template, sketch: digits(text, 256), words: 200, structure: digits(`layout ${text}`, 16) };
	const received = new Date(Date.UTC(2021, 0, day)).toISOString();
	const inspection = mail({ from, pixels: pixels.map((url) => `${url}${++number}`), received, profile: { template, ...profile } });
	return { ...sightingOf(inspection, isOperatorHost), sha256: digits(String(number), 64), received };
}

/** Names of letters by campaign, and pairs of names whose campaigns are linked. */
function told(letters: readonly Letter[]) {
	const seen = letters.map((letter) => ({ name: letter.name, ...see(letter) }));
	const names = new Map(seen.map(({ name, strand }) => [strand, name]));
	const { campaigns, setAside } = correlateSightings(seen, isOperatorHost);
	const named = campaigns.map(({ strands }) => [...new Set(strands.map((id) => names.get(id) as string))].sort().join(" "));
	const links = campaigns.flatMap(({ links }, index) => [...links.keys()].map((other) => `${named[index]} - ${named[other]}`));
	return { campaigns: named.sort(), links: links.sort(), setAside, all: campaigns };
}

/** As a mass mailer sends it for a customer. */
function newsletter(name: string, mailer: string, more: Partial<Letter> = {}): Letter {
	return {
		name,
		from: `news@${name}.example`,
		pixels: [`https://open.${mailer}.test/o/v1/TOKEN`],
		text: `news of ${name}`,
		...more,
		profile: {
			signatures: [`${name}.example`, `${mailer}.test`],
			returnPath: `bounce-${name}@${mailer}.test`,
			hops: [{ from: `out.${mailer}.test`, ip: "192.0.2.7", by: "mx.parliament.example" }],
			messageIdShape: `*@${mailer}.test`,
			boundaryShape: `_${mailer}_*`,
			mailer,
			bulk: { ...PLAIN.bulk, listId: `${name}.list.${mailer}.test`, unsubscribe: [`https://open.${mailer}.test/u/1`], precedence: true },
			...more.profile,
		},
	};
}

const ATTACK = Array.from({ length: 10 }, (_, at): Letter => {
	const from = `press${String.fromCharCode(97 + at)}@bulletin${at}.example`;
	const hops = [{ from: "smtp.relay.test", ip: "198.51.100.4", by: "mx.parliament.example" }];
	return { name: "attack", from, pixels: ["https://cdn.pictures.test/p/TOKEN"], text: "an article", profile: { hops } };
});

test("Ten sender accounts with one text and a tracker of their own are one campaign.", () => {
	assert.deepEqual(told(ATTACK).campaigns, ["attack"]);
});

test("Newsletters of one unknown mass mailer are neither one campaign nor linked, and its host is set aside and said so.", () => {
	const { campaigns, links, setAside } = told(["alpha", "beta", "gamma", "delta"].map((name) => newsletter(name, "unknown")));
	assert.deepEqual(campaigns, ["alpha", "beta", "delta", "gamma"]);
	assert.deepEqual(links, []);
	for (const thing of ["tracker-host open.unknown.test", "dkim-domain unknown.test", "origin-ip 192.0.2.7", "mailer unknown"])
		assert.equal(setAside.get(thing), "unrelated");
});

test("Of two customers of an unknown mass mailer neither is linked with the other, as long as both are well-kept bulk mail.", () => {
	assert.deepEqual(told([newsletter("alpha", "unknown"), newsletter("beta", "unknown")]).links, []);
});

test("An attack through the newsletters' own mass mailer is together, and not with them.", () => {
	const attack = ATTACK.map((letter) => ({ ...newsletter("attack", "unknown"), from: letter.from, text: "an article" }));
	const plain = { bulk: PLAIN.bulk, signatures: ["unknown.test"] };
	const sent = attack.map((letter) => ({ ...letter, profile: { ...letter.profile, ...plain } }));
	const { campaigns, links } = told([...["alpha", "beta", "gamma"].map((name) => newsletter(name, "unknown")), ...sent]);
	assert.deepEqual(campaigns, ["alpha", "attack", "beta", "gamma"]);
	assert.deepEqual(links, []);
});

test("An account at the mass mailer tells its senders from other customers, though every text differs.", () => {
	const attack = ATTACK.slice(0, 4).map((letter, at): Letter => {
		const sent = newsletter("attack", "unknown", { pixels: ["https://open.unknown.test/o/v1/acct4711/TOKEN"] });
		const profile = { ...sent.profile, bulk: PLAIN.bulk, signatures: ["unknown.test"] };
		return { ...sent, from: letter.from, text: `article ${at}`, profile };
	});
	const others = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta"].map((name, at) =>
		newsletter(name, "unknown", { pixels: [`https://open.unknown.test/o/v1/acct90${at}1/TOKEN`] }),
	);
	const { all, links } = told([...others, ...attack]);
	assert.ok(all.length <= 10);
	assert.ok(links.every((pair) => pair === "attack - attack"));
	assert.equal(
		links.length,
		all.filter(({ links: own }) => own.size > 0).reduce((sum, { links: own }) => sum + own.size, 0),
	);
	assert.ok(all.every(({ strands, links: own }) => strands.length > 1 || own.size === 0 || own.size >= 3));
});

test("Where the account stands in the Feedback-ID too, two other customers are enough to tell it.", () => {
	const wave = (name: string, feedbackId: string): Letter => {
		const sent = newsletter(name, "unknown", { pixels: ["https://open.unknown.test/o/v1/acct4711/TOKEN"], text: `article ${name}` });
		return {
			...sent,
			name: "attack",
			profile: { ...sent.profile, bulk: { ...PLAIN.bulk, feedbackId, unsubscribe: ["https://open.unknown.test/u"] } },
		};
	};
	const others = ["alpha", "beta"].map((name) => newsletter(name, "unknown"));
	const names = ["gamma", "delta", "epsilon"];
	const twice = told([...others, ...names.map((name) => wave(name, "issue:acct4711:mail:unknown"))]);
	assert.deepEqual(twice.campaigns, ["alpha", "attack", "beta"]);
	assert.equal(told([...others, ...names.map((name, at) => wave(name, `issue:acct90${at}1:mail:unknown`))]).campaigns.length, 5);
});

test("An earlier wave from the same host, by another sender with another text, is linked.", () => {
	const wave: Letter = {
		name: "earlier",
		from: "desk@agency.example",
		pixels: ["https://cdn.pictures.test/p/TOKEN"],
		text: "an invitation",
		day: -40,
	};
	const { campaigns, links } = told([wave, ...ATTACK]);
	assert.deepEqual(campaigns, ["attack", "earlier"]);
	assert.deepEqual(links, ["attack - earlier", "earlier - attack"]);
});

test("A newsletter's name on a mail with somebody else's tracker is not the newsletter, though it copies its text.", () => {
	const real = newsletter("alpha", "unknown");
	const spoofed: Letter = {
		...real,
		name: "spoof",
		pixels: ["https://cdn.pictures.test/p/TOKEN"],
		profile: { hops: [{ from: "vps.hosting.test", ip: "198.51.100.9", by: "mx.parliament.example" }] },
	};
	assert.deepEqual(told([real, { ...real, day: 20 }, { ...spoofed, day: 15 }]).campaigns, ["alpha", "spoof"]);
	const unsigned = { ...real, profile: { ...real.profile, signatures: [] } };
	assert.deepEqual(told([unsigned, { ...spoofed, day: 15 }]).campaigns, ["alpha", "spoof"]);
});

test("A newsletter whose advertising watches for others with each mailing is one campaign.", () => {
	const letters = Array.from({ length: 8 }, (_, at) =>
		newsletter("alpha", "unknown", {
			pixels: ["https://open.unknown.test/o/v1/TOKEN", `https://ad${at}.adverts${at}.test/i/TOKEN`],
			text: `issue ${at}`,
			day: 1 + at * 7,
		}),
	);
	const { campaigns, all } = told([...letters, newsletter("beta", "unknown"), newsletter("gamma", "unknown")]);
	assert.deepEqual(campaigns, ["alpha", "beta", "gamma"]);
	assert.equal(all.find(({ strands }) => strands.length > 1)?.strands.length, 8);
});

test("Senders under several names, through one mass mailer for a few weeks, in one layout and with one host that is not the mailer's, are one campaign.", () => {
	const layout = digits("a layout", 16);
	const attack = ["one", "two", "three", "four"].map((name, at): Letter => {
		const sent = newsletter("attack", "unknown", { pixels: ["https://cdn.pictures.test/assets/TOKEN"], text: `article ${name}` });
		const template = { ...PLAIN.template, structure: layout };
		const bulk = { ...PLAIN.bulk, unsubscribe: ["https://pages.test/leave"] };
		return {
			...sent,
			from: `desk@${name}-news.example`,
			day: 10 + at,
			profile: { ...sent.profile, template, bulk, signatures: ["unknown.test"] },
		};
	});
	const others = ["alpha", "beta", "gamma", "delta"].map((name) => newsletter(name, "unknown"));
	assert.deepEqual(told([...others, ...attack]).campaigns, ["alpha", "attack", "beta", "delta", "gamma"]);
});

/** Through the mass mailer "unknown" in January, each built in its own way, with one host that is not the mailer's. */
function posing(domains: readonly string[], pixel = "https://cdn.pictures.test/assets/TOKEN"): Letter[] {
	return domains.map((domain, at) => {
		const sent = newsletter(domain, "unknown", { pixels: [pixel], text: `article ${domain}` });
		const bulk = { ...PLAIN.bulk, unsubscribe: ["https://pages.test/leave"] };
		return {
			...sent,
			name: "attack",
			from: `desk@${domain}`,
			day: 10 + at,
			profile: { ...sent.profile, bulk, signatures: ["unknown.test"] },
		};
	});
}

test("Who writes under several forms of one name and watches from one host of his own is one, though the mailer's other customers are few.", () => {
	const others = ["alpha", "beta"].map((name) => newsletter(name, "unknown"));
	const forms = ["harbour-paper-news.example", "harbour-paper-daily2.test", "harbourpaper.example"];
	assert.deepEqual(told([...others, ...posing(forms)]).campaigns, ["alpha", "attack", "beta"]);
	// Different names with nothing else in common are not.
	assert.equal(told([...others, ...posing(["harbour-paper.example", "lantern-post.example", "tide-forum.example"])]).campaigns.length, 5);
	// Unless two of them are of one domain.
	const same = posing(["lantern-post.example", "lantern-post.example"]).map((letter, at) => ({
		...letter,
		from: `desk${at === 0 ? "a" : "b"}@lantern-post.example`,
		text: `story ${at}`,
	}));
	const unlike = posing(["harbour-paper.example", "tide-forum.example"]);
	assert.equal(told([...others, ...unlike, ...same]).campaigns.length, 5);
	// Nor do two who borrow the pictures of the one whose name they bear.
	const borrowed = posing(forms.slice(0, 2), "https://www.harbourpaper.example/images/TOKEN");
	assert.equal(told([...others, ...borrowed]).campaigns.length, 4);
});

test("Customers of a mass mailer that watches from a second domain are not one, though others of its customers are not watched.", () => {
	const watched = ["alpha", "beta", "gamma"].map((name) => newsletter(name, "unknown", { pixels: ["https://watch.second.test/o/TOKEN"] }));
	const plain = ["delta", "epsilon", "zeta"].map((name) => newsletter(name, "unknown", { pixels: [`https://www.${name}.example/logo-`] }));
	const { campaigns, links } = told([...watched, ...plain]);
	assert.deepEqual([campaigns.length, links], [6, []]);
});

test("Two newsletters with passages in common are not one for having one mass mailer, which no third customer in the case shows to be one.", () => {
	const sketch = digits("a passage", 256);
	const letters = ["alpha", "beta"].map((name) =>
		newsletter(name, "unknown", { profile: { template: { ...PLAIN.template, sketch, words: 200, structure: digits(name, 16) } } }),
	);
	assert.deepEqual(told(letters).campaigns, ["alpha", "beta"]);
});

test("Who borrows a newsletter's pictures and part of its text is not the newsletter.", () => {
	const real = newsletter("alpha", "unknown", { pixels: ["https://open.unknown.test/o/v1/TOKEN", "https://www.alpha.example/logo-"] });
	const borrowed: Letter = {
		...newsletter("imitator", "other"),
		pixels: ["https://cdn.pictures.test/p/TOKEN", "https://www.alpha.example/logo-"],
		text: "news of alpha",
	};
	const template = { ...PLAIN.template, sketch: digits("news of alpha", 256).slice(0, 120) + digits("something else", 136), words: 200 };
	const hops = [{ from: "out.other.test", ip: "198.51.100.9", by: "mx.parliament.example" }];
	const { campaigns } = told([real, { ...borrowed, profile: { ...borrowed.profile, template, hops } }]);
	assert.deepEqual(campaigns, ["alpha", "imitator"]);
});

test("A known operator's host links nothing, though only two in the case use it.", () => {
	const letters = ["alpha", "beta"].map(
		(name): Letter => ({ name, from: `${name}@${name}.example`, pixels: [`https://${OPERATOR}/o/TOKEN`], text: name }),
	);
	const { campaigns, links, setAside } = told(letters);
	assert.deepEqual([campaigns, links], [["alpha", "beta"], []]);
	assert.equal(setAside.get(`tracker-host ${OPERATOR}`), "operator");
});

test("People of one provider are neither one campaign nor linked for writing from there.", () => {
	const route = {
		signatures: ["provider.example"],
		hops: [{ from: "out.provider.example", ip: "192.0.2.8", by: "mx.parliament.example" }],
	};
	const people = ["ann", "bob", "eve", "joe"].map((name): Letter => {
		return { name, from: `${name}@provider.example`, pixels: [`https://${name}.pictures${name}.test/TOKEN`], text: name, profile: route };
	});
	const { campaigns, links } = told(people);
	assert.deepEqual([campaigns, links], [["ann", "bob", "eve", "joe"], []]);
});

test("Without a tracked message there is no campaign.", () => {
	assert.deepEqual(told([{ name: "letter", from: "ann@provider.example", pixels: [], text: "hello" }]).campaigns, []);
});
