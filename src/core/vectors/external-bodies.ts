// message/external-body (RFC 2046 §5.2.3, RFC 2017): a part whose content lies elsewhere. Mail programs offer it as a link. Access by mail-server
// asks nobody by itself.

import type { Parameter } from "../model/message.ts";
import type { Hit, Vector } from "../model/vector.ts";
import { NOTHING, targetsOf } from "./build/target.ts";

const FTP: ReadonlySet<string> = new Set(["anon-ftp", "ftp", "tftp"]);

function parameter(parameters: readonly Parameter[], name: string): Parameter | undefined {
	return parameters.find((candidate) => candidate.name.toLowerCase() === name);
}

export const vectors: readonly Vector[] = [
	{
		id: "external-body",
		title: "message/external-body",
		trigger: "click",
		channel: "http",
		why: "A mail program fetches the part's content from there when the reader asks for it.",
		watches: [{ kind: "part", mediaType: "message/external-body" }],
		find(hit: Hit) {
			if (hit.kind !== "part") return NOTHING;
			const { parameters } = hit.part;
			const value = (name: string): string => parameter(parameters, name)?.text.value.trim() ?? "";
			const access = value("access-type").toLowerCase();
			const site = parameter(parameters, "site");
			if (FTP.has(access) && site !== undefined && site.text.value.trim() !== "") {
				const path = [value("directory"), value("name")].map((piece) => piece.replace(/^\/+|\/+$/g, "")).filter((piece) => piece !== "");
				return targetsOf(site.text, [{ from: 0, to: site.text.value.length, url: `ftp://${site.text.value.trim()}/${path.join("/")}` }]);
			}
			const place = parameter(parameters, access === "local-file" || access === "afs" ? "name" : "url");
			if (place === undefined) return NOTHING;
			// RFC 2017 §3.1: a long URL is written in pieces; white space in it is nothing.
			return targetsOf(place.text, [{ from: 0, to: place.text.value.length, url: place.text.value.replace(/\s+/g, "") }]);
		},
		probe: (target) => ({
			kind: "part",
			headers: `Content-Type: message/external-body; access-type=URL;\r\n URL="${target.replace(/["\\]/g, "\\$&")}"\r\n`,
			body: "Content-Type: text/plain\r\nContent-ID: <p@sender.example>\r\n\r\n",
		}),
	},
];
