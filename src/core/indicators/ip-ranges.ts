// IP ranges: an address, a block (RFC 4632, RFC 4291 §2.3) or "first-last" as the two ends that a case is asked between. Both families are one
// order of 32 hex digits, IPv4 mapped into ::ffff:0:0/96 (RFC 4291 §2.5.5.2), as the case stores them.

/** Both ends belong to it; 32 lower-case hex digits each. */
export interface IpRange {
	readonly first: string;
	readonly last: string;
	readonly family: 4 | 6;
}

const LONGEST = 120;
const MAPPED = "00000000000000000000ffff";

/** `text` in any spelling that a browser takes for an address (WHATWG URL §3.5), one or two of them, or one with a prefix length. null for anything else. */
export function readIpRange(text: string): IpRange | null {
	if (text.length > LONGEST) return null;
	const slash = text.indexOf("/");
	if (slash !== -1) return block(text.slice(0, slash), text.slice(slash + 1));
	const dash = text.indexOf("-");
	if (dash === -1) {
		const address = readIp(text);
		return address === null ? null : { first: address, last: address, family: familyOf(address) };
	}
	const [first, last] = [readIp(text.slice(0, dash).trim()), readIp(text.slice(dash + 1).trim())];
	if (first === null || last === null || first > last || familyOf(first) !== familyOf(last)) return null;
	return { first, last, family: familyOf(first) };
}

/** Whether a number that is no prefix length of it stands behind an address. */
export function isMistypedRange(text: string): boolean {
	const [, address, bits] = /^([^/]{1,60})\/(\d{1,3})$/.exec(text) ?? [];
	return address !== undefined && bits !== undefined && readIp(address) !== null && block(address, bits) === null;
}

/** 32 hex digits of an address in any spelling that a browser takes for one, brackets around IPv6 or not; null for anything else. */
export function readIp(text: string): string | null {
	const bare = text.startsWith("[") && text.endsWith("]") ? text.slice(1, -1) : text;
	if (bare.length > 50 || !/^[0-9a-fx.:]+$/i.test(bare)) return null;
	if (bare.includes(":")) {
		const host = URL.parse(`http://[${bare}]/`)?.hostname;
		return host === undefined ? null : groupsOf(host.slice(1, -1));
	}
	const host = URL.parse(`http://${bare}/`)?.hostname;
	if (host === undefined || !/^\d+\.\d+\.\d+\.\d+$/.test(host)) return null;
	return (
		MAPPED +
		host
			.split(".")
			.map((byte) => Number(byte).toString(16).padStart(2, "0"))
			.join("")
	);
}

/** As it is usually written: "192.0.2.0/24", "192.0.2.7", "2001:db8::-2001:db8::5". */
export function writeIpRange({ first, last, family }: IpRange): string {
	if (first === last) return writeIp(first);
	const length = prefixLength(first, last);
	if (length === null) return `${writeIp(first)}-${writeIp(last)}`;
	return `${writeIp(first)}/${family === 4 ? length - 96 : length}`;
}

function familyOf(address: string): 4 | 6 {
	return address.startsWith(MAPPED) ? 4 : 6;
}

/** WHATWG serialises IPv6 with at most one "::" and without dotted quads. */
function groupsOf(address: string): string {
	const [head = "", tail] = address.split("::");
	const before = head === "" ? [] : head.split(":");
	const after = tail === undefined || tail === "" ? [] : tail.split(":");
	const zeros = Array.from({ length: 8 - before.length - after.length }, () => "0");
	return [...before, ...zeros, ...after].map((group) => group.padStart(4, "0")).join("");
}

function block(text: string, length: string): IpRange | null {
	const address = readIp(text);
	if (address === null || !/^\d{1,3}$/.test(length)) return null;
	// By the spelling: "::ffff:192.0.2.0/120" counts its bits as IPv6.
	const bits = Number(length) + (text.includes(":") ? 0 : 96);
	if (bits > 128) return null;
	const value = BigInt(`0x${address}`);
	const host = (1n << BigInt(128 - bits)) - 1n;
	const first = hex(value & ~host);
	return { first, last: hex(value | host), family: familyOf(first) };
}

/** Bits that a block shares, of 128; null where the ends are not those of one block. */
function prefixLength(first: string, last: string): number | null {
	const differ = BigInt(`0x${first}`) ^ BigInt(`0x${last}`);
	if ((differ & (differ + 1n)) !== 0n || (BigInt(`0x${first}`) & differ) !== 0n) return null;
	return 128 - (differ === 0n ? 0 : differ.toString(2).length);
}

function hex(value: bigint): string {
	return value.toString(16).padStart(32, "0");
}

function writeIp(address: string): string {
	if (address.startsWith(MAPPED))
		return Array.from({ length: 4 }, (_, n) => Number.parseInt(address.slice(24 + 2 * n, 26 + 2 * n), 16)).join(".");
	const groups = Array.from({ length: 8 }, (_, n) => address.slice(4 * n, 4 * n + 4)).join(":");
	return (URL.parse(`http://[${groups}]/`)?.hostname ?? `[${groups}]`).slice(1, -1);
}
