import assert from "node:assert/strict";
import { describeRelation } from "../../../src/app/report/campaigns-why.ts";
import { correlate } from "../../../src/edge/casebook/correlation/correlation.ts";
import { correlated } from "./correlated.ts";
import { testEach } from "./engines.ts";
import { all, DETECTOR, rowsOf, scanned } from "./scanned.ts";

const MAIL = [scanned(1), scanned(14), scanned(27)];

testEach(
	"Of the two halves of a split it is said that an analyst split them, with the decision, until that is taken back.",
	async (t, engine) => {
		const { casebook, under } = await correlated(t, engine, {});
		const run = await casebook.beginRun({ sources: ["mail"], detector: DETECTOR });
		await run.write({ rows: rowsOf(MAIL), files: [] });
		const again = () => correlate(under, { isOperatorHost: () => false });
		await again();
		const [whole] = await all(casebook.campaigns());
		const about = { campaign: whole?.id as string, messages: [MAIL[1]?.raw.sha256 as string] };
		const split = await casebook.decide({ kind: "split", ...about, note: "Another hand." });
		await again();
		const [rest, part] = [await casebook.campaign(about.campaign), await casebook.campaign(split.campaign)];
		assert.ok(rest && part);
		const why = async (one: typeof rest, other: typeof rest) => {
			const relation = { shared: ["Both have a thing."], aside: [] };
			return describeRelation(one, other, relation, { width: 80, colour: false }, false, await casebook.decisions()).replace(/\s+/g, " ");
		};
		for (const said of [await why(rest, part), await why(part, rest)]) {
			assert.match(said, /are two campaigns since an analyst split them/);
			assert.match(said, new RegExp(`1 message split off as ${part.id}, by analyst, .+ \\(decision ${split.id}\\): Another hand\\.`));
			assert.match(said, /They share: Both have a thing\./);
			assert.doesNotMatch(said, /too little/);
		}
		await casebook.decide({ kind: "undo", decision: split.id });
		assert.match(await why(rest, part), /are not linked What they share is too little/);
	},
);
