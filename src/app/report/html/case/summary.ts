// Summary: the case in plain words, for somebody who reads no further. It says what is known, what leaked, what cannot be known and who was
// told; never that somebody is out of danger.

import type { CaseFigures, CaseReportData } from "../../case-report-data.ts";
import { count, counted } from "../../shown-text.ts";
import { listed } from "../../words.ts";
import { html, type Inserted, type Markup } from "../markup.ts";
import { spanInWords } from "./words.ts";

export function summarySection(data: CaseReportData): Markup {
	const { figures, mail, standings } = data;
	if (standings.targeted === 0) return nothingTargeted(data);
	return html`<div class="summary">
${reach(data).map(
	(said) => html`<p class="lead">${said}</p>
`,
)}${keyFigures(figures)}
${[opened(data), leaked(figures), unknown(data), told(data), claims(data), incidents(data)].map(
	(said) =>
		said !== null &&
		html`<p>${said}</p>
`,
)}
<p class="note">${counted(mail.messages, "message")} in all were read, most of them ordinary, and ${counted(mail.campaigns, "campaign")} told apart in them: ${count(standings.targeted)} ${standings.targeted === 1 ? "looks" : "look"} targeted, and <a href="#campaigns">section 2</a> says why. Words such as <em>fetched</em> are explained in the <a href="#glossary">glossary</a>.</p>
</div>
`;
}

function nothingTargeted({ mail, standings }: CaseReportData): Markup {
	const others = standings.undetermined + standings.commercial + standings.rejected;
	return html`<div class="summary">
<p class="lead">${mail.messages === 0 ? "No message was read." : `${counted(mail.messages, "message")} ${mail.messages === 1 ? "was" : "were"} read. None belongs to a campaign that is called targeted.`}</p>
${
	others > 0 &&
	html`<p>${counted(others, "campaign")} of mail ${others === 1 ? "was" : "were"} told apart: ${count(standings.undetermined)} undetermined, ${count(standings.commercial)} commercial${standings.rejected > 0 && html`, ${count(standings.rejected)} called targeted by the program and rejected by an analyst`}. Undetermined means that too little speaks for either side.</p>
`
}<p>That is no proof that nobody was aimed at: what this report cannot see, <a href="#method">the section on method and limits</a> says.</p>
</div>
`;
}

function reach({ figures, standings, campaigns }: CaseReportData): string[] {
	const { mails, accounts, people, organisations, countries, firstSeen, lastSeen } = figures;
	const where = [
		organisations > 0 ? counted(organisations, "organisation") : "",
		countries > 0 ? counted(countries, "country", "countries") : "",
	].filter((part) => part !== "");
	const at = where.length === 0 ? "" : ` at ${where.join(" in ")}`;
	const name = campaigns.shown.length === 1 ? campaigns.shown[0]?.name : null;
	const one = standings.targeted === 1;
	return [
		`${spanInWords(firstSeen, lastSeen)}, ${counted(mails, "mail")} built to report when they are opened reached ${counted(accounts, "account")} of ${counted(people, "person", "people")}${at}.`,
		one
			? `They belong to one campaign${name ? `, called “${name}” here,` : ""} that looks aimed at these people.`
			: `They belong to ${count(standings.targeted)} campaigns that look aimed at these people.`,
	];
}

function keyFigures({ mails, accounts, people, organisations, countries, levels, told, notTold, peopleWhoOpened }: CaseFigures): Markup {
	const figures: readonly (readonly [number, string, string])[] = [
		[mails, mails === 1 ? "mail" : "mails", ""],
		[accounts, accounts === 1 ? "account" : "accounts", ""],
		[people, people === 1 ? "person" : "people", ""],
		[
			organisations,
			organisations === 1 ? "organisation" : "organisations",
			countries > 0 ? `in ${counted(countries, "country", "countries")}` : "",
		],
		[levels.fetched + levels.clicked, "accounts opened it", `of ${counted(peopleWhoOpened, "person", "people")}`],
		[levels.delivered, "cannot be known", "accounts, the logs are silent"],
		[told, "told", "people, themselves"],
		[notTold, "not told", "people"],
	];
	return html`<dl class="figures">${figures.map(([number, what, more]) => html`<div><dt>${what}</dt><dd>${count(number)}</dd>${more !== "" && html`<dd class="more">${more}</dd>`}</div>`)}</dl>`;
}

function opened({ figures: { levels, accounts }, exposure }: CaseReportData): Inserted {
	if (exposure.logs.shown.length === 0)
		return html`<strong>Who opened them is not known.</strong> No log was taken into the case, and only logs of proxies, name servers or web servers tell.`;
	const open = levels.fetched + levels.clicked;
	const forAll = exposure.logs.shown.some(({ speaksFor }) => speaksFor === null);
	const also = [
		levels["fetched-by-proxy"] > 0
			? `of ${count(levels["fetched-by-proxy"])} more a machine fetched it, such as a mail provider’s picture proxy`
			: "",
		levels.blocked > 0 ? `of ${count(levels.blocked)} an attempt was refused by the organisation’s own systems` : "",
		levels["looked-up"] > 0
			? `of ${count(levels["looked-up"])} only a lookup of the tracker’s name, or an attempt without an answer, is logged`
			: "",
	].filter((part) => part !== "");
	const clicked = levels.clicked > 0 ? `; of ${count(levels.clicked)} of them somebody followed a link` : "";
	return html`<strong>${open === 0 ? "Of no account" : `Of ${counted(open, "account")}`} do logs show that the mail was opened and reported it${clicked}.</strong> ${also.length > 0 && `${capitalised(listed(also))}. `}Of ${count(levels["no-evidence"])} of the ${count(accounts)} accounts the logs speak and show no contact, which does not prove that there was none${forAll ? ", the less so as nobody said for whom some of the logs speak" : ""}.`;
}

function leaked({ leaked: { clientIp, userAgent, times }, levels }: CaseFigures): Inserted {
	if (levels.fetched + levels.clicked === 0) return null;
	const said = [
		times > 0 ? `the time of opening of ${counted(times, "account")}` : "",
		clientIp > 0 ? `the network address of ${count(clientIp)}` : "",
		userAgent > 0 ? `the mail program or browser, and with it the operating system, of ${count(userAgent)}` : "",
	].filter((part) => part !== "");
	return html`<strong>What leaked to the sender:</strong> ${said.length === 0 ? "that these accounts are read" : listed(said)}. These mails read nothing else by themselves: no password and no other mail. They tell who reads, when, where and with what, which helps whoever plans a next step.`;
}

function unknown({ figures: { levels, accounts } }: CaseReportData): Inserted {
	if (levels.delivered === 0) return null;
	return html`<strong>Of ${count(levels.delivered)} of the ${count(accounts)} accounts it cannot be known whether the mail was opened.</strong> No log that was handed over speaks of these accounts from the arrival on: none is of their organisation, or the mail came in a gap.`;
}

function told({ figures: { told, notTold, itTold, staffTold, people }, briefings }: CaseReportData): Inserted {
	if (!briefings.known) return html`<strong>Who was told is not recorded</strong> in this case: no briefing was entered.`;
	const instead = [
		itTold > 0 ? `For ${count(itTold)} of those not told, their organisation’s IT was.` : "",
		staffTold > 0 ? `For ${count(staffTold)} of those not told, somebody of their staff was.` : "",
	].filter((sentence) => sentence !== "");
	return html`<strong>${told === 0 ? "Nobody" : `${count(told)} of the ${counted(people, "person", "people")}`} ${told === 1 ? "is" : told === 0 ? "is" : "are"} recorded as told themselves; ${notTold === 0 ? "nobody is left to be told" : `${count(notTold)} ${notTold === 1 ? "is" : "are"} not`}.</strong>${instead.length > 0 && ` ${instead.join(" ")}`}`;
}

function claims({ claims: { shown, more } }: CaseReportData): Inserted {
	if (shown.length === 0) return null;
	const of = (verdict: string): number => shown.filter((finding) => finding.verdict === verdict).length;
	const [agree, differ, not] = [of("agrees"), of("differs"), of("not-comparable")];
	return html`<strong>Of ${counted(shown.length + more, "published claim")} about these events</strong> the evidence here bears out ${agree}, contradicts ${differ}, and can settle nothing of ${not} (<a href="#claims">section 5</a>).`;
}

function incidents({ incidents: { shown, more } }: CaseReportData): Inserted {
	if (shown.length === 0) return null;
	return html`<strong>${counted(shown.length + more, "later incident")}</strong> ${shown.length + more === 1 ? "is" : "are"} recorded. Whether ${shown.length + more === 1 ? "it has" : "they have"} to do with these mails is a question of its own (<a href="#incidents">section 6</a>).`;
}

function capitalised(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}
