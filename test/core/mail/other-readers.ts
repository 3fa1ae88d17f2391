// Other readers: the same message through mailparser and postal-mime, as the leaves that a test can compare. Both are written for other ends (they
// merge texts, drop parts); what is taken here is their tree before that.

import { MailParser } from "mailparser";
import PostalMime, { decodeWords } from "postal-mime";
import { decodeBody } from "../../../src/core/mail/body.ts";
import { fieldNamed } from "../../../src/core/mail/header.ts";
import { readMessage } from "../../../src/core/mail/message.ts";
import { parameterValue } from "../../../src/core/mail/parameters.ts";
import { nodeCodec } from "../../../src/edge/node-codec.ts";

export interface Leaf {
	/** Lower case. */
	readonly type: string;
	/** How many multiparts and messages are around it. */
	readonly depth: number;
	readonly filename: string | null;
	/** Decoded; see `comparable`. */
	readonly body: string;
	/** Of the own reading only: what another reader may see otherwise for a reason. */
	readonly traits?: readonly ("flowed" | "quoted-printable" | "in-digest" | "untyped")[];
}

export interface Reading {
	readonly leaves: readonly Leaf[];
	/** Codes of what was said to be wrong. */
	readonly codes: readonly string[];
}

/**
 * Bodies in a form in which readers can agree: line ends as LF, none at the end (they differ on whose the last one is), and
 * ASCII only (charsets are compared elsewhere, decoder by decoder).
 */
function comparable(text: string): string {
	return text
		.replace(/\r*\n|\r/g, "\n")
		.replace(/[^\n\x20-\x7e]+/g, "")
		.trimEnd();
}

const MESSAGE = /^message\/(?:rfc822|global|news)$/;

export function ownReading(bytes: Uint8Array): Reading {
	const { parts, problems } = readMessage(bytes, nodeCodec);
	const codes = new Set(problems.map((problem) => problem.code));
	const leaves: Leaf[] = [];
	for (const part of parts) {
		if (part.children.length > 0 || part.mediaType.startsWith("multipart/")) continue;
		let depth = 0;
		const traits: ("flowed" | "quoted-printable" | "in-digest" | "untyped")[] = [];
		for (let index = part.parent; index >= 0; index = parts[index].parent) {
			depth++;
			if (parts[index].mediaType === "multipart/digest") traits.push("in-digest");
		}
		if (/^flowed$/i.test(parameterValue(part.parameters, "format") ?? "")) traits.push("flowed");
		if (fieldNamed(part.fields, "content-type") === null) traits.push("untyped");
		if (part.encoding === "quoted-printable") traits.push("quoted-printable");
		const { content, problems: found } = decodeBody(part, nodeCodec);
		for (const { code } of found) codes.add(code);
		const body = comparable(nodeCodec.latin1(content.bytes, content.start, content.end));
		leaves.push({ type: part.mediaType, depth, filename: part.filename, body, traits });
	}
	return { leaves, codes: [...codes] };
}

/** What mailparser keeps of a node; not in its types. */
interface MailparserNode {
	readonly contentType: string | false;
	readonly children: readonly MailparserNode[];
	readonly isAttachment?: boolean;
	readonly textContent?: string;
	readonly node: { readonly filename?: string | false; readonly contentType: string | false };
}

export async function mailparserLeaves(bytes: Uint8Array, outerDepth = 0): Promise<Leaf[]> {
	const parser = new MailParser({
		skipHtmlToText: true,
		skipTextToHtml: true,
		skipTextLinks: true,
		skipImageLinks: true,
		checksumAlgo: false,
	} as object);
	const attachments: Promise<Buffer>[] = [];
	parser.on("data", (data) => {
		if (data.type !== "attachment") return;
		attachments.push(
			new Promise((resolve, reject) => {
				const chunks: Buffer[] = [];
				data.content.on("data", (chunk: Buffer) => chunks.push(chunk));
				data.content.on("end", () => {
					data.release?.();
					resolve(Buffer.concat(chunks));
				});
				data.content.on("error", reject);
			}),
		);
	});
	await new Promise<void>((resolve, reject) => {
		parser.on("end", resolve);
		parser.on("error", reject);
		parser.end(Buffer.from(bytes));
	});
	const { tree } = parser as unknown as { tree?: MailparserNode };
	const leaves: Leaf[] = [];
	const walk = async (node: MailparserNode, depth: number): Promise<void> => {
		if (node.children.length === 0 && !/^multipart\//.test(node.contentType || "text/plain")) {
			const body =
				node.isAttachment === true ? ((await attachments.shift()) ?? Buffer.alloc(0)).toString("latin1") : (node.textContent ?? "");
			// Handed out whole where it is encoded or an attachment.
			if (MESSAGE.test(node.contentType || ""))
				leaves.push(...(await mailparserLeaves(new Uint8Array(Buffer.from(body, "latin1")), depth + 1)));
			else leaves.push({ type: node.contentType || "text/plain", depth, filename: node.node.filename || null, body: comparable(body) });
		}
		for (const child of node.children) await walk(child, depth + 1);
	};
	if (tree !== undefined) await walk(tree, outerDepth);
	return leaves;
}

/** What postal-mime keeps of a node; internal in its types. */
interface PostalMimeNode {
	readonly childNodes: readonly PostalMimeNode[];
	readonly content: ArrayBuffer | null;
	readonly contentType: {
		readonly multipart: string | false;
		readonly parsed: { readonly value: string; readonly params: Record<string, string> };
	};
	readonly contentDisposition: { readonly parsed: { readonly params: Record<string, string> } };
	getTextContent(): string;
}

export async function postalMimeLeaves(bytes: Uint8Array, depth = 0): Promise<Leaf[]> {
	const parser = new PostalMime({ forceRfc822Attachments: true });
	await parser.parse(bytes);
	const leaves: Leaf[] = [];
	const walk = async (node: PostalMimeNode, at: number): Promise<void> => {
		const { parsed, multipart } = node.contentType;
		const content = new Uint8Array(node.content ?? new ArrayBuffer(0));
		if (MESSAGE.test(parsed.value)) {
			leaves.push(...(await postalMimeLeaves(content, at + 1)));
		} else if (multipart === false && node.childNodes.length === 0) {
			const filename = node.contentDisposition.parsed.params.filename ?? parsed.params.name ?? null;
			const isText = parsed.value.startsWith("text/");
			const body = isText ? node.getTextContent() : Buffer.from(content).toString("latin1");
			leaves.push({ type: parsed.value, depth: at, filename: filename === null ? null : decodeWords(filename), body: comparable(body) });
		}
		for (const child of node.childNodes) await walk(child, at + 1);
	};
	await walk((parser as unknown as { root: PostalMimeNode }).root, depth);
	return leaves;
}
