// Reference: one entry of a message: who would be contacted, what they would learn, why the program says so, and where it stands in
// the raw message.

import type { RemoteReference } from "../../../core/model/reference.ts";
import type { Program } from "../../../core/trackers/programs/program.ts";
import { type InProgram, inProgram } from "../../../core/trackers/programs.ts";
import type { Folded, FoldedUrl } from "../folded.ts";
import { count } from "../shown-text.ts";
import { groupOfReference } from "../telling.ts";
import { CHANNEL_WORDS, capital, IDENTIFIER_MEANING, IDENTIFIER_WORDS, leaksInWords, operatorName, vectorTitle } from "../words.ts";
import { excerpt, rangeInWords } from "./excerpt.ts";
import { html, type Markup } from "./markup.ts";

/** Different URLs of one entry that are shown with their source. */
const MAX_URLS = 4;

/** `raw`: the message's bytes, null where they are not at hand. `program`: by whose defaults it is told. */
export function referenceSection({ reference, count: times, urls }: Folded, raw: Uint8Array | null, program: Program | null): Markup {
	const { vector, channel, host, identifier, operator, leaks, why } = reference;
	const level = groupOfReference(reference);
	const title = vectorTitle(vector);
	return html`<section class="reference ${level}">
<h5><span class="host exact">${host}</span> <span class="count">by ${title}${times > 1 && html`, ${count(times)} times`}</span></h5>
<dl>
<dt>Would be sent</dt><dd>${CHANNEL_WORDS[channel]} to <span class="exact">${host}</span></dd>
<dt>The sender learns</dt><dd>${leaksInWords(leaks)}</dd>
${program !== null && programRow(inProgram(reference, program))}
<dt>Identifier</dt><dd>${identifier.kind !== "none" && html`<span class="kind ${level}">${capital(IDENTIFIER_WORDS[identifier.kind])}</span>. `}${IDENTIFIER_MEANING[identifier.kind]}</dd>
<dt>Operator</dt><dd>${operator === null ? "none known" : operatorName(operator)}</dd>
<dt>Why</dt><dd><ul>${why.map((sentence) => html`<li><bdi>${asSentence(sentence)}</bdi></li>`)}</ul></dd>
</dl>
<ol class="places">${urls.slice(0, MAX_URLS).map((url) => placeItem(url, raw))}</ol>
${urls.length > MAX_URLS && html`<p class="note">And ${count(urls.length - MAX_URLS)} more URLs at this host, of which the same holds.</p>`}
</section>`;
}

function programRow({ act, leaks, says }: InProgram): Markup {
	const learnt = act === "asks" ? " If the reader agrees, the sender learns " : " The sender then learns ";
	return html`<dt>Your program</dt><dd>${asSentence(says)}${(act === "asks" || act === "loads") && `${learnt}${leaksInWords(leaks)}.`}</dd>`;
}

function placeItem({ reference, count: times }: FoldedUrl, raw: Uint8Array | null): Markup {
	const { url, part, start, end, path, identifier } = reference;
	const source = raw === null ? null : excerpt(raw, start, end);
	return html`<li><p><span class="exact">${url}</span></p>
${identifier.value !== null && html`<p>${valueLabel(identifier.kind)}: <span class="exact">${identifier.value}</span></p>`}
<p class="where">${part === "0" ? "header" : `part ${part}`}, ${rangeInWords(start, end)}${path !== undefined && html`, inside <span class="exact">${path}</span>`}${times > 1 && html`; ${count(times)} times, the first is shown`}</p>
${source}</li>`;
}

function valueLabel(kind: RemoteReference["identifier"]["kind"]): string {
	return kind === "address" ? "Leads to" : "Value";
}

/** Reasons of the engine begin in lower case where they follow another. */
function asSentence(reason: string): string {
	const text = capital(reason);
	return /[.!?]$/.test(text) ? text : `${text}.`;
}
