// Body: a part's bytes as a reader's program sees them, transfer encoding and charset undone, every byte knowing its raw range. Nothing is
// copied that need not be: an identity body in UTF-8 or a single-byte charset is a window into the raw message.

import type { Charset } from "../encoding/charsets.ts";
import type { Codec } from "../model/codec.ts";
import { type Content, rawStart } from "../model/content.ts";
import type { Part } from "../model/message.ts";
import type { Problem } from "../model/problem.ts";
import { unflowed } from "./flowed.ts";
import { parameterValue } from "./parameters.ts";
import { detectCharset } from "./part-charset.ts";
import { createReport, type Report } from "./problems.ts";
import { createScratch, type Scratch } from "./scratch.ts";
import { asUtf8 } from "./transcoded.ts";
import { decodeTransfer } from "./transfer.ts";

export interface Body {
	readonly content: Content;
	readonly problems: readonly Problem[];
	/** What a program may take the charset for as well: `content` is then to be had a second time, read as that. */
	readonly rival: Charset | null;
}

const NO_PROBLEMS: readonly Problem[] = [];
const PGP = new TextEncoder().encode("-----BEGIN PGP MESSAGE-----");
const shared = createScratch();

/**
 * Decodes the body of `part`. Text (by media type or by the ending of the file name) comes in UTF-8 or a single-byte charset,
 * without a byte order mark; of anything else only the transfer encoding is undone. Never throws.
 *
 * The content, and every offset asked of it or of a Text cut from it, is valid until the next call with the same `scratch`
 * (without one: the next call). Whoever decodes a part while working on another passes a scratch of their own. `charset` is read
 * instead of the one detected.
 */
export function decodeBody(part: Part, codec: Codec, scratch: Scratch = shared, charset: Charset | null = null): Body {
	let problems: Problem[] | null = null;
	const report: Report = (code, detail, offset) => {
		problems ??= [];
		createReport(problems)(code, detail, offset);
	};
	const transfer = decodeTransfer(part.body, part.encoding, codec, scratch, report);
	if (!isText(part)) return { content: transfer, problems: problems ?? NO_PROBLEMS, rival: null };
	const { charset: detected, markLength, rival } = detectCharset(part, transfer, codec, report);
	const unmarked = markLength === 0 ? transfer : { ...transfer, start: transfer.start + markLength };
	let content = asUtf8(unmarked, charset ?? detected, scratch);
	if (part.mediaType === "text/plain" && isFlowedWithoutSpaces(part)) content = unflowed(content);
	const pgp = codec.indexOfSequence(content.bytes, PGP, content.start, content.end);
	if (pgp !== -1) report("encrypted", "a PGP message in the text: what it holds cannot be seen", rawStart(content, pgp));
	return { content, problems: problems ?? NO_PROBLEMS, rival };
}

/** RFC 3676 §4.2: with DelSp the blank before a soft break is no content, so a URL may run on over the break. */
function isFlowedWithoutSpaces(part: Part): boolean {
	return /^flowed$/i.test(parameterValue(part.parameters, "format") ?? "") && /^yes$/i.test(parameterValue(part.parameters, "delsp") ?? "");
}

const TEXT_TYPE = /^text\/|[/+]xml$|^application\/(?:x-)?(?:javascript|json|ics)$/;
const TEXT_FILE = /\.(?:s?html?|xht(?:ml)?|mht(?:ml)?|svg|xml|css|txt|ics|vcf|rtf|url|eml)$/i;

function isText(part: Part): boolean {
	return TEXT_TYPE.test(part.mediaType) || (part.filename !== null && TEXT_FILE.test(part.filename));
}
