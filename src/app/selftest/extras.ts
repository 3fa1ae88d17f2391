// Extras: probes of the self-test beside each vector's own. Conditional styles tell more than an opening (Trampert et al., "Cascading Spy Sheets",
// NDSS 2025: 9 of 21 mail programs evaluate them); shares make Windows log on by itself (CVE-2024-21413).

import type { Probe } from "../../core/model/vector.ts";

export interface ExtraProbe {
	/** Sets its token apart from those of other probes of the same vector. */
	readonly name: string;
	/** Id of the vector by which `inspect` names it. */
	readonly vector: string;
	readonly channel: "http" | "smb";
	readonly fact: string | null;
	probe(target: string): Probe;
}

/** Media queries (Media Queries 4 and 5), and what a person reads of each that holds. */
const CONDITIONS: readonly (readonly [fact: string, condition: string])[] = [
	["dark colours", "@media (prefers-color-scheme:dark)"],
	["light colours", "@media (prefers-color-scheme:light)"],
	["printed", "@media print"],
	["screen narrower than 600 pixels", "@media screen and (max-width:599px)"],
	["screen of 600 to 1199 pixels", "@media screen and (min-width:600px) and (max-width:1199px)"],
	["screen of 1200 pixels or more", "@media screen and (min-width:1200px)"],
	["two or more dots to a pixel", "@media (min-resolution:1.9dppx)"],
	["touch screen", "@media (pointer:coarse)"],
	["mouse or trackpad", "@media (pointer:fine)"],
	["less motion wanted", "@media (prefers-reduced-motion:reduce)"],
	["more contrast wanted", "@media (prefers-contrast:more)"],
	["colours forced by the system", "@media (forced-colors:active)"],
	["rendered by Gecko (Firefox)", "@supports (-moz-appearance:none)"],
	["rendered by WebKit (Apple Mail, Evolution)", "@supports (-webkit-hyphens:none)"],
];

/** Facts that rest on a condition of a style sheet. */
export const CONDITION_FACTS: ReadonlySet<string> = new Set(CONDITIONS.map(([fact]) => fact));

/** A face is asked for where the system has no font of that name. */
const FONTS: readonly (readonly [font: string, system: string])[] = [
	["Segoe UI", "Windows"],
	["Helvetica Neue", "macOS or iOS"],
	["Roboto", "Android"],
	["DejaVu Sans", "Linux"],
];

export const extras: readonly ExtraProbe[] = [
	...CONDITIONS.map(([fact, condition], index) => conditionalStyle(fact, condition, `c${index}`)),
	...FONTS.map(([font, system], index) => missingFont(font, system, `f${index}`)),
	...shares(),
];

function conditionalStyle(fact: string, condition: string, id: string): ExtraProbe {
	return {
		name: fact,
		vector: "css-background",
		channel: "http",
		fact,
		probe: (target) => ({
			kind: "html",
			head: `<style>${condition}{.${id}{background-image:url("${target}")}}</style>`,
			html: `<div class="${id}">&nbsp;</div>`,
		}),
	};
}

function missingFont(font: string, system: string, id: string): ExtraProbe {
	return {
		name: font,
		vector: "css-font-face",
		channel: "http",
		fact: `no font ${font} (${system} has it)`,
		probe: (target) => ({
			kind: "html",
			head: `<style>@font-face{font-family:${id};src:local("${font}"),url("${target}")}.${id}{font-family:${id}}</style>`,
			html: `<div class="${id}">x</div>`,
		}),
	};
}

function shares(): readonly ExtraProbe[] {
	const share = (name: string, vector: string, probe: (host: string, path: string) => Probe): ExtraProbe => ({
		name,
		vector,
		channel: "smb",
		fact: null,
		probe: (target) => {
			const { hostname, pathname } = new URL(target);
			return probe(hostname, pathname);
		},
	});
	return [
		share("share in a picture, file:", "img-src", (host, path) => ({ kind: "html", html: `<img src="file://${host}${path}.gif">` })),
		share("share in a style sheet, file:", "link-stylesheet", (host, path) => ({
			kind: "html",
			html: "",
			head: `<link rel="stylesheet" href="file://${host}${path}.css">`,
		})),
		share("share in a background, file:", "css-background", (host, path) => ({
			kind: "html",
			html: `<div style="background-image:url(&quot;file://${host}${path}.gif&quot;)">x</div>`,
		})),
		share("share in a picture, UNC", "img-src", (host, path) => ({
			kind: "html",
			html: `<img src="\\\\${host}${path.replaceAll("/", "\\")}.gif">`,
		})),
	];
}
