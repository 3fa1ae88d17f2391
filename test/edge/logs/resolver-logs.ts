// Made-up logs of resolvers, for property tests: lines as the programs write them, about hosts that are looked for and others, with names that are hard to
// find in bytes, times on the borders of hours and years, floods of questions, and lines that somebody spoilt.

import fc from "fast-check";

/** What is looked for: names and addresses of every kind, and one longer than DNS allows. */
export const WATCHED = ["evil.example", "kit.example", "a.b", "203.0.113.9", "[2001:db8::1]", `${"long.".repeat(60)}example`];

/** The day in which a year ends that the logs do not name. */
export const NOW = Date.UTC(2021, 0, 1, 12, 34, 56);

const name = fc.oneof(
	{
		weight: 6,
		arbitrary: fc.constantFrom("other.test", "www.Other.test.", "notevil.example", "evil.example.test", "ns1", "nas.lan", "_srv._tcp.lan"),
	},
	{ weight: 4, arbitrary: fc.constantFrom("evil.example", "EVIL.example.", "x.evil.example", "_x.KIT.example", "a.b", "203.0.113.9") },
	// Each is a watched host, or below one, for who reads it, or looks so.
	{
		weight: 3,
		arbitrary: fc.constantFrom(
			"\u212Ait.example",
			"a.203.0.113.9",
			"203.0.113.9.",
			"[2001:DB8:0:0::1]",
			"[2001:db8::1]",
			`x.${WATCHED[5]}`,
			"-evil.example",
			"evil..example",
			"evil.example..",
			"ev\\105l.example",
			"ev\\u0069l.example",
			"evil.example\u00A0",
			"evil.example\t",
			"evil.example/A/IN",
			"'evil.example'",
			"is",
			"for",
			"query:",
			"-",
			".",
			"",
		),
	},
	{ weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 8 }).map((text) => text.replaceAll("\n", "")) },
);

const client = fc.constantFrom("192.0.2.17", "192.0.2.18", "2001:db8::17", "fe80::17%eth0", "x");
const type = fc.constantFrom("A", "AAAA", "TYPE65", "a");

/** Milliseconds since the line before. */
const step = fc.oneof(
	{ weight: 20, arbitrary: fc.nat({ max: 5000 }) },
	{ weight: 3, arbitrary: fc.integer({ min: -4_000_000, max: 4_000_000 }) },
	{ weight: 1, arbitrary: fc.integer({ min: 0, max: 1e9 }) },
);

const asked = fc.record({ name, other: name, client, type, step, form: fc.nat({ max: 99 }), front: fc.nat({ max: 99 }) });
export type Asked = typeof asked extends fc.Arbitrary<infer A> ? A : never;

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function words(time: number): string {
	const iso = new Date(time).toISOString();
	return `${MONTHS[new Date(time).getUTCMonth()]} ${iso.slice(8, 10).replace(/^0/, " ")} ${iso.slice(11, 19)}`;
}

function iso(time: number): string {
	return new Date(time).toISOString();
}

type Form = (asked: Asked, time: number) => string;

/** Before a program's own words in a syslog or the journal. */
function syslog(program: string): Form[] {
	return [
		(_, time) => `${words(time)} ${program}[811]: `,
		(_, time) => `${words(time)} gw ${program}[811]: `,
		(_, time) => `${words(time)} gw ${program}: `,
		(_, time) => `${words(time)}.25 gw ${program}[811:7]: `,
		(_, time) => `${iso(time)} gw ${program}[811]: `,
		(_, time) => `${iso(time).replace("Z", "+01:00")} gw ${program}[811]: `,
		(_, time) => `${iso(time).replace("Z", "+0130").replace("T", " ")} gw ${program}[811]: `,
		(_, time) => `${iso(time).replace(/\.\d+Z/, "")} ${program}[811]: `,
		(_, time) => `${iso(time).replace(/\.(\d+)Z/, ",$1999")} ${program}[811]: `,
		(_, time) => `<30>1 ${iso(time)} gw ${program} 811 - - `,
		(_, time) => `${words(time).replace(/\d\d$/, "60")} gw ${program}[811]: `,
		(_, time) => `${words(time).replace(/ \d\d:/, " 24:")} gw ${program}[811]: `,
		(_, time) => `Feb 29 ${words(time).slice(7)} gw ${program}[811]: `,
		(_, time) => `${words(time)} gw kernel: `,
		(_, time) => `${words(time)} ${program}[811]: ${program}: `,
		(_, time) => `\uFEFF${words(time)} gw ${program}[811]: `,
		(_, time) => `${words(time)} g\u00A0w ${program}[811]: `,
		() => "",
	];
}

function named(time: number): string {
	return `${iso(time).slice(8, 10)}-${words(time).slice(0, 3)}-${iso(time).slice(0, 4)} ${iso(time).slice(11, 23)}`;
}

/** After them a bracket follows, and what is before it then is no JSON. */
const NO_JSON = [
	"01",
	"1.",
	"[1,]",
	'{"a":1,}',
	"tru",
	'"\\x"',
	"-",
	"[}",
	'1 "y":2',
	"1e",
	"nullx",
	'"\t"',
	'"\\u00g0"',
	"[1 2]",
	'1;"y":2',
	"1,",
];

interface Kind {
	readonly fronts: readonly Form[];
	readonly forms: readonly Form[];
	readonly head?: string;
}

export const KINDS: Readonly<Record<string, Kind>> = {
	bind: {
		fronts: [
			(_, time) => `${named(time)} queries: info: `,
			(_, time) => `${named(time)} `,
			(_, time) => `${iso(time)} queries: info: `,
			(_, time) => `${iso(time).replace(".", ",")} `,
			() => "queries: info: ",
			() => "client: ",
			...syslog("named"),
		],
		forms: [
			({ name, client, type }) => `client @0x7f3e1a ${client}#40521 (${name}): query: ${name} IN ${type} +E(0)K (192.0.2.1)`,
			({ name, other, client }) => `client ${client}#40521 (${other}): view inside: query: ${name} IN A +`,
			({ name, other, client }) => `client @0x7f ${client}#4 (${name}): rpz QNAME NXDOMAIN rewrite ${name}/A/IN via ${other}.block.test`,
			({ name, client }) => `client @0x7f ${client}#4 (${name}): query (cache) '${name}/A/IN' denied (allow-query-cache did not match)`,
			({ name, client }) => `client @0x7f ${client}#4: query failed (REFUSED) for ${name}/IN/A at query.c:5529`,
			({ name }) => `general: info: managed-keys-zone for ${name}: loaded serial 4`,
		],
	},
	unbound: {
		fronts: [
			(_, time) => `[${Math.floor(time / 1000)}] unbound[2008:0] info: `,
			(_, time) => `[${Math.floor(time / 1000)}] unbound[2008:1] query: `,
			(_, time) => `[${Math.floor(time / 1000)}] unbound[2008:1] info: reply: `,
			(_, time) => `${words(time)} unbound[2008:0] info: `,
			(_, time) => `${words(time)}.5 unbound[2008:0] info: `,
			(_, time) => `${iso(time)} unbound[2008:0] info: `,
			(_, time) => `${iso(time).replace("T", " ")} unbound[2008:0] info: `,
			(_, time) => `${iso(time).replace("Z", "999999+01:00")} unbound[2008:0] info: `,
			(_, time) => `${words(time)} gw unbound: [2008:0] info: `,
			() => "[9999999999] unbound[2008:0] info: ",
			() => "[161113392] unbound[2008:0] debug: ",
			...syslog("unbound"),
		],
		forms: [
			({ name, client, type }) => `${client} ${name} ${type} IN`,
			({ name, client, type }) => `${client} ${name} ${type} IN REFUSED 0.012000 0 65`,
			({ name, other, client }) => `${other} always_nxdomain ${client}@40521 ${name} A IN`,
			({ name, client }) => `abc. static ${client}@40521 ${name} A IN`,
			({ name, other, client }) => `rpz: applied [our @ ${other}] *.${other} rpz-nxdomain ${client}@40522 ${name} A IN`,
			({ name, client }) => `rpz: applied ${name} rpz-passthru ${client}@40522 ${name} A IN`,
			({ name }) => `resolving ${name} A IN`,
		],
	},
	dnsmasq: {
		fronts: [
			...syslog("dnsmasq").slice(0, 5),
			...syslog("dnsmasq").slice(0, 5),
			...syslog("dnsmasq"),
			() => "dnsmasq: ",
			() => "dnsmasq[811]: ",
		],
		forms: [
			({ name, client, type }) => `query[${type}] ${name} from ${client}`,
			({ name, client, type }) => `query[${type}] ${name} from ${client}`,
			({ name, client }) => `17 ${client}/40521 query[A] ${name} from ${client}`,
			({ name }) => `config ${name} is NXDOMAIN`,
			({ name }) => `config ${name} is NODATA`,
			({ name, client }) => `17 ${client}/40521 config ${name} is 0.0.0.0`,
			({ name }) => `gravity blocked ${name} is 0.0.0.0`,
			({ name }) => `/etc/hosts ${name} is ::1`,
			({ name }) => `reply ${name} is 203.0.113.9`,
			({ name }) => `forwarded ${name} to 192.0.2.1`,
			({ name, other }) => `regex denied ${other} is ${name} is NODATA`,
			({ name, form, front }) => (form < 80 ? `cached ${name} is 203.0.113.9` : flood(950 + front)),
		],
	},
	resolved: {
		fronts: syslog("systemd-resolved"),
		forms: [
			({ name, type }) => `Looking up RR for ${name} IN ${type}.`,
			({ name, type }) => `Cache miss for ${name} IN ${type}`,
			({ name, type }) => `Positive cache hit for ${name} IN ${type}`,
			({ name }) => `Transaction 4321 for <${name} IN A> scope dns on eth0/*.`,
			({ name, type }) => `\n→ Q: ${name} IN ${type}`,
			({ name, other }) => `\n← S: ${other}\n<- A: ${name} IN A 2001:db8::9`,
			({ name }, time) => `\n${journal(time, `"MESSAGE":"Looking up RR for ${name} IN A."`)}`,
			({ name, other }, time) => `\n${journal(time, `"MESSAGE":"Cache miss for ${name} IN A","SYSLOG_IDENTIFIER":"${other}"`)}`,
			({ name, other }) =>
				`\n{"state":"success","question":[{"class":1,"type":1,"name":"${name}"}],"answer":[{"key":{"name":"${other}"},"x":[1,-2.5e3]}]}`,
			({ name, other }) => `\n{"state":"${other}","question":[{"class":1, "name":"${name}"}],"question":[{"name":"${name}"}]}`,
		],
	},
	"zeek-json": {
		fronts: [() => ""],
		forms: [
			({ name, client }, time) =>
				`{"_path":"dns","ts":${time / 1000},"uid":"C1","id.orig_h":"${client}","query":"${name}","rcode_name":"NOERROR"}`,
			({ name, other }, time) =>
				`{"ts":${time / 1000}, "uid":"C2","query":"${name}","answers":["${other}"],"TTLs":[300.0,1e2],"AA":false,"z":{}}`,
			({ name }, time) => `{"ts":"${iso(time)}","uid":"C3","server_name":"${name}","established":true}`,
			({ name, other }, time) => `{"ts":${time / 1000},"uid":"C4","host":"${name}","uri":"/${other}","method":"GET"}`,
			({ name, other }, time) =>
				`{"ts":${time / 1000},"uid":"${other}","query":"other.test","query":"${name}","ts":${time % 7 === 0 ? null : 16e8}}`,
			({ name }, time) => `{"ts":0${time / 1000},"uid":"C5","query":"${name}"}`,
			({ name }, time) => `{"ts":${time / 1000},"uid":"C6","qu\\u0065ry":"${name}"}`,
			({ front }, time) => `{"ts":${time / 1000},"uid":"C7","x":${NO_JSON[front % NO_JSON.length]}}`,
		],
	},
	"zeek-tsv": {
		head: "#separator \\x09\n#path\tdns\n#fields\tts\tuid\tid.orig_h\tquery\trcode_name\n",
		fronts: [() => ""],
		forms: [
			({ name, client }, time) => `${(time / 1000).toFixed(6)}\tC1\t${client}\t${name}\tNOERROR`,
			({ name, client, other }, time) => `${(time / 1000).toFixed(3)}\tC2\t${client}\t${name}\tREFUSED\t${other}`,
			({ name, client }, time) => `${iso(time)}\tC3\t${client}\t${name}\t-`,
			({ name }, time) => `${(time / 1000).toFixed(6)}\tC4\t${name}`,
			({ form }) => ["#path\tssl", "#path\tdns", "#path\thttp", "#path\tdns", "#unset_field\t1"][form % 5],
			({ form }) =>
				["#fields\tquery\tts\tx", "#fields\tserver_name\tuid\tts", "#fields\tts\tquery\tts", "#fields\tuid\tquery", "#separator ,"][
					form % 5
				],
			() => "\uFEFF#fields\tts\t1611133923.1\tquery",
		],
	},
};

/** What spoils a line: something put into it, or taken out. */
const spoilt = fc.oneof(
	{ weight: 8, arbitrary: fc.constant(null) },
	{
		weight: 1,
		arbitrary: fc.record({
			at: fc.nat({ max: 160 }),
			length: fc.nat({ max: 3 }),
			odd: fc.constantFrom(
				"",
				" ",
				"  ",
				"\t",
				":",
				"]",
				'"',
				"\\",
				",",
				"{",
				"0",
				"@",
				"%eth0",
				"\u00A0",
				"\u0000",
				"evil.example",
				" is ",
				" for ",
			),
		}),
	},
);

const line = fc.record({ asked, spoilt, end: fc.constantFrom("\n", "\n", "\n", "\r\n", "\n\n") });

function lineOf(
	{ fronts, forms }: Kind,
	{ asked, spoilt }: { asked: Asked; spoilt: { at: number; length: number; odd: string } | null },
	time: number,
): string {
	const text = `${fronts[asked.front % fronts.length](asked, time)}${forms[asked.form % forms.length](asked, time)}`;
	return spoilt === null ? text : text.slice(0, spoilt.at) + spoilt.odd + text.slice(spoilt.at + spoilt.length);
}

/** An hour and a year end soon after; a minute later is not yet, so that a time without a year is of the year before; any day. */
const BEGINNINGS = [NOW - 12 * 3_600_000 - 35 * 60_000, NOW - 60_000, NOW - 40 * 3_600_000];

/** `id`: of KINDS. */
export function resolverLog(id: string): fc.Arbitrary<string> {
	const kind = KINDS[id];
	return fc.tuple(fc.constantFrom(...BEGINNINGS), fc.array(line, { maxLength: 60, size: "max" })).map(([beginning, lines]) => {
		let time = beginning;
		const text = lines.map((one) => {
			time += one.asked.step;
			return lineOf(kind, one, time) + one.end;
		});
		return (kind.head ?? "") + text.join("");
	});
}

function journal(time: number, fields: string): string {
	return `{"__REALTIME_TIMESTAMP":"${time}250","_SELINUX_CONTEXT":"unconfined\\n","SYSLOG_IDENTIFIER":"systemd-resolved",${fields}}`;
}

/** Questions for so many names. */
function flood(names: number): string {
	return Array.from({ length: names }, (_, index) => `query[A] n${index}.test from 192.0.2.1`).join("\nJan  1 00:00:00 dnsmasq[811]: ");
}
