// Speaking: which logs speak for an account. The user says so; where not, a log that shows somebody of an organisation speaks for all of it, and for those who
// had addresses in the same network, and for nobody else. One that shows nobody speaks for the organisations whose people the leases name, and where the
// case has mail of one organisation alone; where there are several, nobody knows whose it is.

export interface SpeakingLog {
	/** SHA-256, lower-case hex. */
	readonly sha256: string;
	/** Domains and addresses, lower case; empty where the user did not say. */
	readonly speaksFor: readonly string[];
	/** Accounts that it shows by what is in their mail, or by whose address it was. */
	readonly seen: readonly string[];
	/** Accounts that had addresses in the networks that it shows. */
	readonly beside: ReadonlySet<string>;
}

export interface Speakers {
	readonly logs: readonly string[];
	/** Those for whom nobody said it, that show people, and none of this domain. */
	readonly others?: readonly string[];
	/**
	 * `told`: by the user. `seen`: they show others of the same domain. `leased`: they show the network that the account had an address in, or nobody, and leases
	 * name people of that domain. `alone`: they show nobody, and the case has no other organisation. Without logs: `elsewhere`,
	 * since those that there are seem to be other organisations'; `untold`, since nobody said whose they are; `none`, where there is no log that could.
	 */
	readonly by: "told" | "seen" | "leased" | "alone" | "elsewhere" | "untold" | "none";
}

/** `accounts`: all that got the case's mail. `leased`: that leases name. `isFreemail`: of domains where strangers have their addresses. */
export function createSpeaking(
	logs: readonly SpeakingLog[],
	accounts: Iterable<string>,
	leased: ReadonlySet<string>,
	isFreemail: (domain: string) => boolean,
): (account: string) => Speakers {
	const groupOf = (account: string): string => {
		const domain = domainOf(account);
		return isFreemail(domain) ? account : domain;
	};
	const untold = logs.filter(({ speaksFor }) => speaksFor.length === 0);
	const told = logs.filter(({ speaksFor }) => speaksFor.length > 0);
	const groups = new Map(untold.map(({ sha256, seen }) => [sha256, new Set(seen.map(groupOf))]));
	const leasedGroups = new Set([...leased].map(groupOf));
	const known = new Map<string, Speakers>();
	const find = (account: string): Speakers => {
		const group = groupOf(account);
		const byUser = told.filter(({ speaksFor }) => mayShow({ speaksFor }, account));
		const bySight = untold.filter(({ sha256 }) => groups.get(sha256)?.has(group));
		if (byUser.length + bySight.length > 0)
			return { logs: [...byUser, ...bySight].map(({ sha256 }) => sha256), by: byUser.length > 0 ? "told" : "seen" };
		const byNetwork = untold.filter(({ seen, beside }) => beside.has(account) || (seen.length === 0 && leasedGroups.has(group)));
		if (byNetwork.length > 0) return { logs: byNetwork.map(({ sha256 }) => sha256), by: "leased" };
		const mute = untold.filter(({ seen }) => seen.length === 0);
		if (mute.length === 0) return { logs: [], by: untold.length > 0 ? "elsewhere" : "none" };
		return isOnly(group) ? { logs: mute.map(({ sha256 }) => sha256), by: "alone" } : { logs: [], by: "untold" };
	};
	const withOthers = (speakers: Speakers): Speakers => {
		const others = untold.filter(({ sha256, seen }) => seen.length > 0 && !speakers.logs.includes(sha256)).map(({ sha256 }) => sha256);
		return others.length === 0 ? speakers : { ...speakers, others };
	};
	const everybody = new Set([...accounts].map((account) => groupOf(account.toLowerCase())));
	const isOnly = (group: string): boolean => everybody.size === 1 && everybody.has(group);
	return (account) => {
		const key = told.length > 0 || leased.size > 0 ? account : groupOf(account);
		const speakers = known.get(key) ?? withOthers(find(account));
		known.set(key, speakers);
		return speakers;
	};
}

export function domainOf(account: string): string {
	return account.slice(account.lastIndexOf("@") + 1);
}

/** Whether a log may tell of an account at all, by what the user said. */
export function mayShow({ speaksFor }: Pick<SpeakingLog, "speaksFor">, account: string): boolean {
	return speaksFor.length === 0 || speaksFor.some((name) => isOf(name, account));
}

/** `name`: a domain, which stands for those below it too, or an address. */
function isOf(name: string, account: string): boolean {
	if (name.includes("@")) return name === account;
	const domain = domainOf(account);
	return domain === name || domain.endsWith(`.${name}`);
}
