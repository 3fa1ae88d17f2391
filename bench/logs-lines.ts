// Lines that the bench's logs are made of: of each format one lookup or request as the program writes it, one line or several. Milliseconds since 1970.

export interface Asked {
	readonly time: number;
	readonly host: string;
	/** 0 to less than 2^32, of its own: whatever else the line holds. */
	readonly chance: number;
}

/** Each with its line end. */
type Write = (asked: Asked) => readonly string[];

/** In logs of times without a zone or a year. */
function clock(time: number): { readonly iso: string; readonly words: string } {
	const iso = new Date(time).toISOString();
	const month = MONTHS[Number(iso.slice(5, 7)) - 1];
	return { iso, words: `${month} ${iso.slice(8, 10).replace(/^0/, " ")} ${iso.slice(11, 19)}` };
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

export const LINES: Readonly<Record<string, Write>> = {
	bind({ time, host, chance }) {
		const { iso, words } = clock(time);
		const front = `${iso.slice(8, 10)}-${words.slice(0, 3)}-${iso.slice(0, 4)} ${iso.slice(11, 23)}`;
		const client = `client @0x7f3e1a${(chance & 0xffffff).toString(16)} 192.0.2.${chance % 250}#${1024 + (chance % 60_000)}`;
		return [`${front} queries: info: ${client} (${host}): query: ${host} IN ${TYPES[chance % 3]} +E(0)K (192.0.2.1)\n`];
	},
	unbound({ time, host, chance }) {
		const front = `[${Math.floor(time / 1000)}] unbound[2008:${chance % 2}] info: 192.0.2.${chance % 250} ${host}. ${TYPES[chance % 3]} IN`;
		return [`${front}\n`, `${front} NOERROR 0.0${chance % 90} 0 ${40 + (chance % 400)}\n`];
	},
	dnsmasq({ time, host, chance }) {
		const front = `${clock(time).words} dnsmasq[811]:`;
		const [query, answer] = [
			`${front} query[${TYPES[chance % 3]}] ${host} from 192.0.2.${chance % 250}\n`,
			`${host} is 203.0.113.${chance % 250}\n`,
		];
		return chance % 2 === 0
			? [query, `${front} cached ${answer}`]
			: [query, `${front} forwarded ${host} to 192.0.2.1\n`, `${front} reply ${answer}`];
	},
	resolved({ time, host, chance }) {
		const front = `${clock(time).words} laptop systemd-resolved[613]:`;
		const of = `${host} IN ${TYPES[chance % 3]}`;
		return [
			`${front} Looking up RR for ${of}.\n`,
			`${front} ${chance % 2 === 0 ? "Cache miss for" : "Positive cache hit for"} ${of}\n`,
			`${front} Transaction ${chance % 65_536} for <${of}> scope dns on eth0/*.\n`,
			`${front} Using feature level UDP+EDNS0 for transaction ${chance % 65_536}.\n`,
		];
	},
	"zeek-json"({ time, host, chance }) {
		const ends = `"id.orig_h":"192.0.2.${chance % 250}","id.orig_p":${1024 + (chance % 60_000)},"id.resp_h":"192.0.2.1","id.resp_p":53`;
		const asked = `"proto":"udp","trans_id":${chance % 65_536},"rtt":0.0${chance % 90}1,"query":"${host}","qclass":1,"qclass_name":"C_INTERNET"`;
		const answer = `"rcode":0,"rcode_name":"NOERROR","AA":false,"TC":false,"RD":true,"RA":true,"Z":0,"answers":["203.0.113.${chance % 250}"],"TTLs":[300.0]`;
		return [`{"ts":${(time / 1000).toFixed(6)},"uid":"C${chance}",${ends},${asked},${answer},"rejected":false}\n`];
	},
	"zeek-tsv"({ time, host, chance }) {
		const ends = [`192.0.2.${chance % 250}`, 1024 + (chance % 60_000), "192.0.2.1", 53, "udp", chance % 65_536, "0.001"];
		const asked = [
			host,
			1,
			"C_INTERNET",
			1,
			TYPES[chance % 3],
			0,
			"NOERROR",
			"F",
			"F",
			"T",
			"T",
			0,
			`203.0.113.${chance % 250}`,
			"300.0",
			"F",
		];
		return [`${[(time / 1000).toFixed(6), `C${chance}`, ...ends, ...asked].join("\t")}\n`];
	},
	squid({ time, host, chance }) {
		const url =
			chance % 3 === 0
				? `CONNECT ${host}:443`
				: `GET http://${host}/${WORDS[chance % 19]}/${WORDS[chance % 17]}?q=${WORDS[chance % 13]}&id=${chance % 1e9}`;
		const front = `${(time / 1000).toFixed(3)} ${`${chance % 2000}`.padStart(6)} 192.0.2.${chance % 250} TCP_MISS/200 ${chance % 90_000}`;
		return [`${front} ${url} - HIER_DIRECT/203.0.113.${chance % 250} text/html\n`];
	},
};

/** What a log begins with. */
export const HEADS: Readonly<Record<string, string>> = {
	"zeek-tsv": `${[
		"#separator \\x09",
		"#set_separator\t,",
		"#empty_field\t(empty)",
		"#unset_field\t-",
		"#path\tdns",
		"#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\ttrans_id\trtt\tquery\tqclass\tqclass_name\tqtype\tqtype_name\trcode\trcode_name\tAA\tTC\tRD\tRA\tZ\tanswers\tTTLs\trejected",
	].join("\n")}\n`,
};

const TYPES = ["A", "AAAA", "HTTPS"];
export const WORDS =
	`signal lantern copper harbour willow granite orchard beacon tide cobalt letter linden amber falcon river stone maple cedar ember
	frost`.split(/\s+/);
