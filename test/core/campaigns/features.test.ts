import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { featuresOf } from "../../../src/core/campaigns/features.ts";
import { FEATURE_KINDS, type FeatureKind, type Trait } from "../../../src/core/model/sighting.ts";
import { type MadeUpMail, mail, PLAIN } from "./made-up-mail.ts";

const isOperatorHost = (host: string): boolean => host.endsWith("operator.test");

function of(given: MadeUpMail, kind: FeatureKind, traits: readonly Trait[] = []): string[] {
	return featuresOf(mail(given), traits, isOperatorHost)
		.filter((feature) => feature.kind === kind)
		.map(({ value }) => value);
}

test("What a sender shares with his other mail is told by its hosts, his names, his servers and the marks of his programs.", () => {
	const features = featuresOf(
		mail({
			from: "news@letters.example",
			pixels: ["https://t1.track.example/o/acct4711/TOKEN9?c=1"],
			profile: {
				signatures: ["mail.letters.example", "massmail.test"],
				returnPath: "bounce@massmail.test",
				replyTo: "desk@letters.example",
				hops: [
					{ from: "localhost", ip: "127.0.0.1", by: "mx.parliament.example" },
					{ from: "out7.massmail.test", ip: "192.0.2.77", by: "mx.parliament.example" },
				],
				mailer: "Mass 3",
				messageIdShape: "*@massmail.test",
				subjectShape: "00ff00ff00ff00ff",
				bulk: { ...PLAIN.bulk, listId: "letters.list.example", feedbackId: "issue77:cust4711:newsletter:massmail" },
			},
		}),
		[],
		isOperatorHost,
	);
	assert.deepEqual(
		features.map(({ kind, value }) => `${kind} ${value}`),
		[
			"dkim-domain letters.example",
			"dkim-domain massmail.test",
			"feedback-account 0:issue77:massmail",
			"feedback-account 1:cust4711:massmail",
			"from-address news@letters.example",
			"from-domain letters.example",
			"helo massmail.test",
			"list-id letters.list.example",
			"mailer Mass 3",
			"message-id-shape *@massmail.test",
			"origin-ip 192.0.2.77",
			"origin-range 192.0.2.0/24",
			"reply-address desk@letters.example",
			"return-domain massmail.test",
			"subject-shape 00ff00ff00ff00ff",
			"tracker-domain track.example",
			"tracker-host t1.track.example",
			"url-piece /acct4711",
			"url-shape /o/acct#/*?c",
		],
	);
});

test("A reader's own gateway is nobody's server, and who handed the message over to it is told.", () => {
	const hops = [
		{ from: "gateway.parliament.example", ip: "198.51.100.7", by: "mx.parliament.example" },
		{ from: "out7.massmail.test", ip: "192.0.2.77", by: "gateway.parliament.example" },
		{ from: "web3.massmail.test", ip: "203.0.113.9", by: "out7.massmail.test" },
	];
	assert.deepEqual(of({ profile: { hops } }, "origin-ip"), ["192.0.2.77", "203.0.113.9"]);
	assert.deepEqual(of({ profile: { hops } }, "helo"), ["massmail.test"]);
	// Whoever calls himself "gateway" is known by his address.
	const unnamed = hops.map((hop, at) => (at === 0 ? { ...hop, from: "gateway" } : hop));
	assert.deepEqual(of({ profile: { hops: unnamed } }, "origin-ip"), ["192.0.2.77", "198.51.100.7"]);
});

test("Of a Feedback-ID an account of letters in both cases counts as one with figures does, and words do not.", () => {
	const bulk = { ...PLAIN.bulk, feedbackId: "VPwMKfYrXMY.aab:VPwMKfYrXMY:SummerNewsletter:mailer" };
	assert.deepEqual(of({ profile: { bulk } }, "feedback-account"), ["0:VPwMKfYrXMY.aab:mailer", "1:VPwMKfYrXMY:mailer"]);
});

test("A free mailbox has an address and no domain, and an operator's name is none of its customers'.", () => {
	const free = { from: "ann@mailbox.example", profile: { signatures: ["mailbox.example"], returnPath: "ann@mailbox.example" } };
	assert.deepEqual(of(free, "from-address", ["freemail-sender"]), ["ann@mailbox.example"]);
	for (const kind of ["from-domain", "dkim-domain", "return-domain"] as const) assert.deepEqual(of(free, kind, ["freemail-sender"]), []);
	const sent = { from: "x@mail.operator.test", profile: { signatures: ["operator.test"], returnPath: "b@operator.test" } };
	for (const kind of ["from-domain", "dkim-domain", "return-domain"] as const) assert.deepEqual(of(sent, kind), []);
});

test("An operator's host is told, so that its customers can be told apart, and its domain is not.", () => {
	const letter = { pixels: ["https://u1.track.operator.test/o/TOKEN1"] };
	assert.deepEqual(of(letter, "tracker-host"), ["u1.track.operator.test"]);
	assert.deepEqual(of(letter, "tracker-domain"), []);
});

test("An address where nobody reads answers says nothing of who wrote.", () => {
	for (const replyTo of ["noreply@x.example", "do-not-reply@x.example", "bounce+1@x.example"])
		assert.deepEqual(of({ from: "a@y.example", profile: { replyTo } }, "reply-address"), []);
});

test("Features are distinct, in order of kind and value, and no value has more than 200 characters.", () => {
	const text = fc.string({ maxLength: 400 });
	const letter = fc.record({ from: text, mailer: text, messageIdShape: text, boundaryShape: text, listId: text, name: fc.domain() });
	fc.assert(
		fc.property(letter, ({ from, listId, name, ...rest }) => {
			const features = featuresOf(
				mail({ from, pixels: [`https://${name}/TOKEN1`, `https://${name}/TOKEN2`], profile: { ...rest, bulk: { ...PLAIN.bulk, listId } } }),
				[],
				isOperatorHost,
			);
			const keys = features.map(({ kind, value }) => [kind, value] as const);
			assert.deepEqual(
				keys,
				keys.toSorted(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : 1)),
			);
			assert.equal(new Set(keys.map((key) => JSON.stringify(key))).size, keys.length);
			for (const { kind, value } of features) assert.ok(value.length > 0 && value.length <= 200 && FEATURE_KINDS.includes(kind));
		}),
		{ numRuns: 100 },
	);
});
