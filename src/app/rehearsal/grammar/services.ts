// Services: how made-up mass mailers, senders of transactional mail and sales programs write ids, boundaries and URLs: patterns (pattern.ts), from
// which each service takes one of each. `{open}`, `{click}`, `{images}` are hosts, `{account}` the customer, `{issue}` the mailing, `{token}`
// the reader. Of the patterns in KNOWN the path is that of a program that many senders run, as data/operators knows it without any host.

import type { Edition } from "./edition.ts";

export interface ServicePatterns {
	readonly pixels: readonly string[];
	readonly clicks: readonly string[];
	readonly leaves: readonly string[];
	readonly pictures: readonly string[];
	readonly messageIds: readonly string[];
	readonly boundaries: readonly string[];
	readonly mailers: readonly (string | null)[];
	readonly feedback: readonly (string | null)[];
	readonly returnPaths: readonly string[];
	readonly accounts: readonly string[];
	readonly tokens: readonly string[];
	readonly issues: readonly string[];
	/** A field of the service's own, "Name: value". */
	readonly fields: readonly (string | null)[];
}

export const SERVICES: Readonly<Record<Edition, ServicePatterns>> = {
	development: {
		pixels: [
			"https://{open}/o/{account}/{issue}/{token}.gif",
			"https://{open}/track/open?a={account}&m={issue}&r={token}",
			"https://{open}/pixel.png?c={account}&i={issue}&u={token}",
			"https://{open}/{token}/1x1.gif?cust={account}",
			"https://{open}/opened/{token}?ls={account}",
			"https://{open}/img/{account}-{token}.gif",
			"https://{open}/v1/e/{account}/{token}",
			"http://{open}/beacon?id={token}&s={account}&n={issue}",
		],
		clicks: [
			"https://{click}/c/{account}/{token}/{hex8}",
			"https://{click}/track/click?a={account}&r={token}&l={d5}",
			"https://{click}/r?u={token}&t={b14}",
			"https://{click}/lnk/{b20}/{token}",
			"https://{click}/v1/c/{account}/{token}/{d3}",
		],
		leaves: [
			"https://{click}/unsubscribe?a={account}&r={token}",
			"https://{click}/u/{account}/{token}",
			"https://{click}/optout/{token}",
			"https://{click}/preferences?u={token}&l={account}",
		],
		pictures: [
			"https://{images}/{account}/{name}.png",
			"https://{images}/gallery/{account}/{name}.jpg",
			"https://{images}/i/{hex24}/{name}.png",
		],
		messageIds: [
			"{hex16}.{d8}@{helo}",
			"{d14}.{HEX8}@{helo}",
			"{account}.{b10}-{d6}@{helo}",
			"0100{hex12}-{uuid}-000000@{helo}",
			"{b22}@{helo}",
			"{d10}.{d3}.{d13}@{helo}",
			"m{hex20}@{helo}",
		],
		boundaries: [
			"----=_Part_{d5}_{d9}.{d13}",
			"_----------={HEX20}",
			"--==_mimepart_{hex16}",
			"b1_{hex32}",
			"=_{hex32}",
			"{hex28}",
			"_=_swift_v4_{d10}_{hex32}_=_",
			"alt-{b16}",
		],
		mailers: ["Postwright {d1}.{d2}", "MassPost Mailer", null, null, "Sendhub {d1}", "cmail-{hex6}"],
		feedback: [
			"{issue}:{account}:mailing:{service}",
			"{account}.{issue}:{account}:camp:{service}",
			null,
			null,
			"{issue}:{d5}:{account}:{service}",
		],
		returnPaths: ["bounce-{account}-{token}@{bounce}", "bounces+{account}-{hex4}@{bounce}", "{b12}@{bounce}", "return.{account}@{bounce}"],
		accounts: ["{d7}", "u{d6}", "{hex10}", "c{d5}", "{b11}"],
		tokens: ["{hex24}", "{b22}", "{d9}", "{uuid}", "{b16}", "{hex32}", "{a20}", "{d7}"],
		issues: ["{d6}", "{hex10}", "{d4}", "{b8}"],
		fields: ["X-Campaign: {account}_{issue}", "X-Job: {d6}_{d7}", null, "X-CID: {hex16}", "X-Mailing-Id: {issue}", null],
	},
	"held-out": {
		pixels: [
			"https://{open}/seen/{token}/{account}.png",
			"https://{open}/a.gif?k={token}&org={account}",
			"https://{open}/e/open/{account}/{token}",
			"https://{open}/?m={issue}&p={token}&w={account}",
			"https://{open}/{account}/{issue}/v/{token}.png",
			"https://{open}/api/v2/read/{token}.gif?tenant={account}",
		],
		clicks: [
			"https://{click}/go/{token}/{b10}",
			"https://{click}/e/click/{account}/{token}?to={b24}",
			"https://{click}/?m={issue}&p={token}&q={d3}",
			"https://{click}/l/{hex12}.{token}",
		],
		leaves: ["https://{click}/leave/{token}", "https://{click}/e/off/{account}/{token}", "https://{click}/subscription?p={token}"],
		pictures: ["https://{images}/assets/{account}/{name}.jpg", "https://{images}/m/{b12}/{name}.png", "https://{images}/{name}-{hex8}.jpg"],
		messageIds: [
			"{uuid}@{helo}",
			"{b8}.{b8}.{d5}@{helo}",
			"{d6}.{account}.{d10}@{helo}",
			"{HEX8}-{HEX8}@{helo}",
			"em-{a12}{d4}@{helo}",
			"{d18}@{helo}",
		],
		boundaries: ["{uuid}", "mix_{b24}", "----_NmP-{hex16}-Part_1", "==============={d19}==", "NEXT-{HEX12}", "{b40}"],
		mailers: ["Quillpost", null, "Letterpress/{d2}", "Relayline {d1}.{d1}.{d1}", null],
		feedback: ["{account}:{issue}:bulk:{service}", null, "{b6}:{account}:{issue}:{service}", null],
		returnPaths: ["r-{token}@{bounce}", "err+{account}={hex6}@{bounce}", "{account}.{d6}@{bounce}"],
		accounts: ["{d5}", "t-{hex8}", "{a4}{d4}", "org{d6}", "{HEX8}"],
		tokens: ["{b27}", "{hex20}", "{uuid}", "{d11}", "{b12}", "{d8}"],
		issues: ["{b10}", "{d5}", "{hex8}"],
		fields: ["X-Tenant: {account}", null, "X-Delivery: {b18}", "X-Batch: {issue}", null],
	},
};

/** Pixels and links of programs that data/operators knows by their path. */
export const KNOWN: Readonly<Record<Edition, readonly { readonly pixel: string; readonly click: string }[]>> = {
	development: [
		{ pixel: "https://{open}/lists/ut.php?u={token}&m={issue}", click: "https://{click}/lists/lt.php?tid={token}" },
		{ pixel: "https://{open}/ss/o/u001.{b16}/{token}/ho.gif", click: "https://{click}/ss/c/u001.{b16}/{token}/h0" },
		{
			pixel: "https://{open}/open.php?M={d7}&L={account}&N={issue}&F=H&image={token}",
			click: "https://{click}/link.php?M={d7}&N={issue}&L={account}&F={token}",
		},
		{ pixel: "https://{open}/tr/op/{token}/{account}", click: "https://{click}/tr/cl/{token}/{account}" },
		{ pixel: "https://{open}/e/o/eyJ{token}/{account}", click: "https://{click}/e/c/eyJ{token}/{account}" },
	],
	"held-out": [
		{ pixel: "https://{open}/oo/{account}/{token}/e.gif", click: "https://{click}/lnk/{account}/{token}" },
		{
			pixel: "https://{open}/campaigns/{account}/track-opening/{token}",
			click: "https://{click}/campaigns/{account}/track-url/{token}/{hex12}",
		},
		{ pixel: "https://{open}/wf/open?upn={token}&a={account}", click: "https://{click}/wf/click?upn={token}" },
		{ pixel: "https://{open}/track/open.php?u={account}&id={token}", click: "https://{click}/track/click?u={account}&id={token}" },
	],
};
