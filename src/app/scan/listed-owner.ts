// Listed owner: whose mailbox it is by the people list, where no folder is named as an address and no Delivered-To tells (CONTRACT.md, Owner): by folders and files
// that are named as exports name them, after the account or the person. A guess that is wrong puts mail in somebody else's box, so little is enough to say nothing:
// people keep folders that are named after those who write to them.

import { basename, resolve } from "node:path";
import type { Person } from "../../core/model/person.ts";

export interface ListedOwners {
	/** As they were given to the scan. */
	readonly locations: readonly string[];
	/** By local part ("ann.vale"), the account. Two people's is nobody's. */
	readonly byLogin: ReadonlyMap<string, string>;
	/** By name ("ann vale"), the first official account, else the first. */
	readonly byName: ReadonlyMap<string, string>;
}

/** What a folder of mail may be called as well ("office", "archive") names nobody. */
const LOGIN = /^[^._-]+(?:[._-][^._-]+)+$/;
const STORE = /\.(?:pst|ost|olm|mbox|mbx|zip|tar|tgz|tar\.gz|tar\.zst|tar\.xz)$/;
/** Nobody keeps the mail of one correspondent in a store of its own. */
const PERSONAL_STORE = /\.(?:pst|ost|olm)$/;

export function listedOwners(people: readonly Person[], locations: readonly string[]): ListedOwners {
	const logins: [string, string, number][] = [];
	const names: [string, string, number][] = [];
	for (const [index, { name, accounts, gone }] of people.entries()) {
		if (gone) continue;
		const official = accounts.find(({ kind }) => kind === "official") ?? accounts[0];
		if (official !== undefined && name !== "") names.push([plain(name), official.address, index]);
		for (const { address } of accounts) {
			const login = plain(address.slice(0, address.lastIndexOf("@")));
			if (LOGIN.test(login)) logins.push([login, address, index]);
		}
	}
	return { locations, byLogin: ofOne(logins), byName: ofOne(names) };
}

/** `file`: as a source shows it. The topmost name decides, from the source down: what is below is a folder of that mailbox. */
export function listedOwner({ locations, byLogin, byName }: ListedOwners, file: string): string | null {
	if (byName.size === 0) return null;
	for (const location of locations) {
		const top = location.replace(/[/\\]+$/, "");
		const rest = file.startsWith(top) ? file.slice(top.length) : null;
		if (rest === null || !/^(?:[/\\]|$)/.test(rest)) continue;
		const below = rest.split(/[/\\]+/).filter((part) => part !== "");
		for (const [depth, part] of [basename(resolve(location)), ...below].entries()) {
			const whole = plain(part);
			const name = whole.replace(STORE, "");
			const owner = byLogin.get(name) ?? (depth === 0 || PERSONAL_STORE.test(whole) ? byName.get(name) : undefined);
			if (owner !== undefined) return owner;
		}
	}
	return null;
}

/** The first account under each key that only one person has. */
function ofOne(entries: readonly (readonly [string, string, number])[]): Map<string, string> {
	const found = new Map<string, string>();
	for (const [key, of] of Map.groupBy(entries, ([key]) => key))
		if (new Set(of.map(([, , person]) => person)).size === 1) found.set(key, of[0]?.[1] as string);
	return found;
}

function plain(text: string): string {
	return text.normalize("NFC").toLowerCase().replace(/\s+/g, " ").trim();
}
