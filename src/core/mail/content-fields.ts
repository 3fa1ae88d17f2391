// Content fields: what Content-Type, Content-Disposition and Content-Transfer-Encoding say of a part (RFC 2045 §5 and §6, RFC 2183).
// Where a field stands twice mail programs take one or the other, so the reading that shows more is taken, and said so.

import type { Codec } from "../model/codec.ts";
import type { HeaderField, Parameter, Part, TransferEncoding } from "../model/message.ts";
import type { Text } from "../model/text.ts";
import { fieldsNamed } from "./header.ts";
import { MAX_FIELD_LENGTH, MAX_PARAMETERS } from "./limits.ts";
import { parameterValue, readParameters } from "./parameters.ts";
import type { Report } from "./problems.ts";
import { wordsDecoded } from "./words.ts";

export interface ContentFields {
	readonly mediaType: string;
	readonly parameters: readonly Parameter[];
	readonly disposition: Part["disposition"];
	readonly filename: string | null;
	readonly encoding: TransferEncoding;
	readonly charset: string | null;
}

/** Attack: a hundred thousand fields of one name, each parsed. */
const MAX_FIELDS = 20;

/** Parameters that may still be kept of this message. */
export interface ParameterBudget {
	parametersLeft: number;
}

/** `offset`: where the header begins in the raw message, for problems. */
export function readContentFields(
	fields: readonly HeaderField[],
	defaultType: string,
	budget: ParameterBudget,
	codec: Codec,
	report: Report,
	offset: number,
): ContentFields {
	const parametersIn: ParameterReader = (text, from) => {
		const limit = Math.min(MAX_PARAMETERS, budget.parametersLeft);
		const differ = (): void => report("bad-header", "a parameter written so that mail programs read it differently", offset);
		const cut = (): void => report("limit-header", `more than ${limit} parameters, or a field too long: the rest was not read`, offset);
		const parameters = readParameters(text, from, limit, codec, differ, cut);
		budget.parametersLeft -= parameters.length;
		return parameters;
	};
	const named = (name: string): readonly HeaderField[] => {
		const found = fieldsNamed(fields, name).slice(0, MAX_FIELDS);
		if (found.length > 1 && found.some((field) => field.text().value !== found[0].text().value)) {
			report("bad-header", `several ${name} fields that differ`, offset);
		}
		return found;
	};
	const { mediaType, parameters } = readType(named("content-type"), defaultType, parametersIn, report, offset);
	const { disposition, filename } = readDisposition(named("content-disposition"), parametersIn, codec);
	return {
		mediaType,
		parameters,
		disposition,
		filename: filename ?? nameIn(parameters, "name", codec),
		encoding: readEncoding(named("content-transfer-encoding"), report, offset),
		charset: parameterValue(parameters, "charset"),
	};
}

type ParameterReader = (text: Text, from: number) => readonly Parameter[];

interface MediaType {
	readonly mediaType: string;
	readonly parameters: readonly Parameter[];
}

function readType(
	fields: readonly HeaderField[],
	defaultType: string,
	parametersIn: ParameterReader,
	report: Report,
	offset: number,
): MediaType {
	if (fields.length === 0) return { mediaType: defaultType, parameters: [] };
	const types = fields.map((field) => parseType(field.text(), parametersIn, report, offset));
	const known = types.filter((type): type is MediaType => type !== null);
	if (known.length < types.length) report("bad-header", "a Content-Type that names no type and subtype", offset);
	return (
		known.find((type) => type.mediaType.startsWith("multipart/")) ??
		known.find((type) => type.mediaType === "text/html") ??
		known[0] ?? { mediaType: defaultType, parameters: [] }
	);
}

/** Top-level types of the IANA registry. Another one is application/octet-stream (RFC 2046 §4), but not to every program. */
const TOP_LEVEL = /^(?:text|image|audio|video|application|multipart|message|model|font|chemical|haptics|example|x-[^/]*)\//;

const TYPE = /^[\s;"'<]*([\w!#$&^.+*-]+)\s*\/\s*([\w!#$&^.+*{}|~`%-]+)/;

function parseType(text: Text, parametersIn: ParameterReader, report: Report, offset: number): MediaType | null {
	const value = text.value.length > MAX_FIELD_LENGTH ? text.value.slice(0, MAX_FIELD_LENGTH) : text.value;
	const match = TYPE.exec(withoutLeadingComment(value));
	if (match === null) {
		// Not a type by any standard, yet some programs show it.
		if (/^\s*"?html\b/i.test(value)) return { mediaType: "text/html", parameters: [] };
		return null;
	}
	const from = value.length - withoutLeadingComment(value).length + match[0].length;
	if (!/^["'>]?\s*(?:[;(]|$)/.test(value.slice(from))) report("bad-header", "a Content-Type with something else after its type", offset);
	const parameters = from < value.length ? parametersIn(text, from) : [];
	const mediaType = `${match[1]}/${match[2]}`.toLowerCase();
	if (!TOP_LEVEL.test(mediaType)) report("bad-header", `a Content-Type of no registered kind: "${mediaType.slice(0, 40)}"`, offset);
	return { mediaType, parameters };
}

function withoutLeadingComment(value: string): string {
	return value.startsWith("(") ? value.replace(/^(?:\([^()]*\)\s*)+/, "") : value;
}

function readDisposition(
	fields: readonly HeaderField[],
	parametersIn: ParameterReader,
	codec: Codec,
): Pick<ContentFields, "disposition" | "filename"> {
	let filename: string | null = null;
	const found = new Set<ContentFields["disposition"]>();
	for (const field of fields) {
		const text = field.text();
		const match = /^[\s"']*([\w-]+)["']?\s*(\*?=?)/.exec(text.value);
		// What is neither is to be treated as an attachment (RFC 2183 §2.8).
		const isToken = match !== null && match[2] === "";
		found.add(!isToken ? null : match[1].toLowerCase() === "inline" ? "inline" : "attachment");
		filename ??= nameIn(parametersIn(text, isToken ? match[0].length : 0), "filename", codec);
	}
	return { disposition: found.has("inline") ? "inline" : found.has("attachment") && !found.has(null) ? "attachment" : null, filename };
}

function nameIn(parameters: readonly Parameter[], name: string, codec: Codec): string | null {
	for (const parameter of parameters) {
		// RFC 2047 §5 forbids encoded words here; many programs write and read them.
		if (parameter.name === name) return wordsDecoded(parameter.text, codec).value.trim();
	}
	return null;
}

const ENCODINGS: ReadonlyMap<string, TransferEncoding> = new Map([
	["7bit", "identity"],
	["8bit", "identity"],
	["7-bit", "identity"],
	["8-bit", "identity"],
	["binary", "identity"],
	["none", "identity"],
	["base64", "base64"],
	["base-64", "base64"],
	["quoted-printable", "quoted-printable"],
	["quoted_printable", "quoted-printable"],
	["quoted/printable", "quoted-printable"],
	["quotedprintable", "quoted-printable"],
	["uuencode", "uuencode"],
	["x-uuencode", "uuencode"],
	["x-uue", "uuencode"],
	["uue", "uuencode"],
]);

function readEncoding(fields: readonly HeaderField[], report: Report, offset: number): TransferEncoding {
	let first: TransferEncoding | null = null;
	for (const field of fields) {
		const { value } = field.text();
		const match = /^[\s"';]*([\w/-]*)/.exec(value);
		const label = match?.[1].toLowerCase() ?? "";
		const encoding = label === "" ? "identity" : ENCODINGS.get(label);
		if (encoding === undefined) {
			report("unknown-encoding", `Content-Transfer-Encoding "${label.slice(0, 40)}" is not defined; read as it stands`, offset);
		}
		if (!/^["';\s]*(?:\(|$)/.test(value.slice(match?.[0].length ?? 0))) {
			report("bad-header", "a Content-Transfer-Encoding with something else after its name", offset);
		}
		first ??= encoding ?? "identity";
	}
	return first ?? "identity";
}
