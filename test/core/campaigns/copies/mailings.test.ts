import assert from "node:assert/strict";
import { test } from "node:test";
import { groupCopies, type MailingMessage, proveAll } from "../../../../src/core/campaigns/copies/mailings.ts";
import { MAX_WITNESSES } from "../../../../src/core/campaigns/copies/witnesses.ts";
import { copy, hashOf, reference, sketchOf, token } from "./made-up-copies.ts";

const DAY = 86_400_000;

/** A mail of a series: `content` is what it says, `id` the token of its picture. */
function mail(owner: string, content: string, id: string, day = 0, more: Partial<MailingMessage> = {}): MailingMessage {
	return copy(owner, [reference(`https://t.example/o/${id}.gif`, { opaque: id })], {
		received: new Date(Date.UTC(2024, 2, 1) + day * DAY).toISOString(),
		template: { structure: "00112233445566ff", sketch: sketchOf(content) },
		...more,
	});
}

/** The sketch with `count` of its 32 values changed. */
function changed(sketch: string, count: number): string {
	return sketch.slice(0, (32 - count) * 8) + hashOf(sketch).slice(0, 8).repeat(count);
}

function onlyKind(messages: readonly MailingMessage[], index = 0): string | undefined {
	return proveAll(messages).get(messages[index]?.sha256 ?? "")?.[0]?.kind;
}

test("copies are messages of one sender with nearly the same text, within a week", () => {
	const mine = mail("a@x.example", "news", token("a"));
	const { sketch } = mine.template;
	const alike = (more: Partial<MailingMessage>, day = 0) => mail("b@x.example", "news", token("b"), day, { subjectShape: "", ...more });
	const structure = "00112233445566ff";
	assert.equal(groupCopies([mine, alike({})]).size, 2);
	assert.equal(groupCopies([mine, alike({ template: { structure: "", sketch: changed(sketch, 4) } })]).size, 2);
	assert.equal(groupCopies([mine, alike({ template: { structure, sketch: changed(sketch, 20) } })]).size, 0);
	assert.equal(groupCopies([mine, alike({ strand: "fedcba9876543210" })]).size, 0);
	assert.equal(groupCopies([mine, alike({}, 30)]).size, 0);
});

test("texts of too few words to tell are copies where structure and subject are the same, within a week", () => {
	const note = (owner: string, day: number, more: Partial<MailingMessage> = {}) =>
		mail(owner, "", token(owner), day, { template: { structure: "00112233445566ff", sketch: "" }, ...more });
	const mine = note("a@x.example", 0);
	assert.equal(onlyKind([mine, note("b@x.example", 4)]), "unique");
	assert.equal(groupCopies([mine, note("b@x.example", 4, { subjectShape: "another" })]).size, 0);
	assert.equal(
		groupCopies([mine, note("b@x.example", 4, { template: { structure: "00112233445566ff", sketch: sketchOf("news") } })]).size,
		0,
	);
	assert.equal(groupCopies([mine, note("b@x.example", 30)]).size, 0);
});

test("a text written anew for each reader is a copy by form and subject, where nobody has two of them", () => {
	const rewritten = ["a", "b", "c"].map((name) => mail(`${name}@x.example`, `wording ${name}`, token(name)));
	assert.equal(groupCopies(rewritten).size, 3);
	assert.equal(onlyKind(rewritten), "unique");
	const daily = [...rewritten, mail("a@x.example", "wording of the evening", token("d"))];
	assert.equal(groupCopies(daily).size, 0);
});

test("of a mailing of hundreds each copy is compared with a few, the same in whatever order they come", () => {
	const many = Array.from({ length: 300 }, (_, person) => mail(`p${person}@x.example`, "news", token(`p${person}`)));
	const groups = groupCopies(many);
	assert.equal(groups.size, 300);
	for (const witnesses of groups.values()) assert.ok(witnesses.length <= MAX_WITNESSES);
	assert.equal(new Set([...groups.values()].map((list) => list.join(" "))).size, 1);
	assert.deepEqual(new Map([...groupCopies(many.toReversed())].sort()), new Map([...groups].sort()));
	for (const [proof] of proveAll(many).values()) assert.equal(proof?.kind, "unique");
});

test("a mailbox full of copies leaves room for other people's", () => {
	const mine = Array.from({ length: 80 }, (_, at) => mail("a@x.example", "news", token(`mine ${at}`)));
	const theirs = Array.from({ length: 8 }, (_, at) => mail(`p${at}@x.example`, "news", token(`theirs ${at}`)));
	assert.equal(onlyKind([...mine, ...theirs]), "unique");
});

test("a token that changes from mail to mail to one person is no proof, and that is said", () => {
	const series = [0, 1, 2, 3].map((issue) => mail("a@x.example", `issue ${issue}`, token(`mail ${issue}`), issue * 20));
	const [proof] = proveAll(series).get(series[0]?.sha256 ?? "") ?? [];
	assert.equal(proof?.kind, "opaque");
	assert.match(proof.why[0] ?? "", /changes from mail to mail/);
});

test("a token that stays while the content changes may stand for the reader, and is proved to where another reader's is another", () => {
	const mine = [0, 1, 2, 3].map((issue) => mail("a@x.example", `issue ${issue}`, token("a"), issue * 20));
	const [alone] = proveAll(mine).get(mine[0]?.sha256 ?? "") ?? [];
	assert.equal(alone?.kind, "opaque");
	assert.match(alone.why[0] ?? "", /the same in 4 mails of different content/);
	// Not the same issues: there are no copies to compare.
	const theirs = [5, 6].map((issue) => mail("b@x.example", `issue ${issue}`, token("b"), issue * 20));
	const [proved] = proveAll([...mine, ...theirs]).get(mine[0]?.sha256 ?? "") ?? [];
	assert.equal(proved?.kind, "unique");
	assert.deepEqual([proved.values, proved.other?.owner], [[`${token("a")}`], "b@x.example"]);
	const alike = [5, 6].map((issue) => mail("b@x.example", `issue ${issue}`, token("a"), issue * 20));
	assert.equal(onlyKind([...mine, ...alike]), "none");
});
