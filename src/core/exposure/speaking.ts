// Speaking: which logs speak for an account. The user says so; where not, a log that shows somebody of an organisation speaks for all of it, and one that
// shows many people, none of them of it, does not. What is left speaks for everybody, and nobody knows whether an account's traffic goes through it.

export interface SpeakingLog {
	/** SHA-256, lower-case hex. */
	readonly sha256: string;
	/** Domains and addresses, lower case; empty where the user did not say. */
	readonly speaksFor: readonly string[];
	/** Accounts that it shows by what is in their mail, or by whose address it was. */
	readonly seen: readonly string[];
}

export interface Speakers {
	readonly logs: readonly string[];
	/**
	 * `told`: by the user. `seen`: they show others of the same domain. `unknown`: nobody knows whether the account's traffic goes through them.
	 * `elsewhere`: there are logs, and as it seems they are other organisations'. `none`: there is no log that could.
	 */
	readonly by: "told" | "seen" | "unknown" | "elsewhere" | "none";
}

/** A log that shows fewer people may be of any organisation. */
const MANY = 10;

/** `isFreemail`: of domains where strangers have their addresses. */
export function createSpeaking(logs: readonly SpeakingLog[], isFreemail: (domain: string) => boolean): (account: string) => Speakers {
	const groupOf = (account: string): string => {
		const domain = domainOf(account);
		return isFreemail(domain) ? account : domain;
	};
	const untold = logs.filter(({ speaksFor }) => speaksFor.length === 0);
	const told = logs.filter(({ speaksFor }) => speaksFor.length > 0);
	const groups = new Map(untold.map(({ sha256, seen }) => [sha256, new Set(seen.map(groupOf))]));
	const known = new Map<string, Speakers>();
	const find = (account: string): Speakers => {
		const group = groupOf(account);
		const byUser = told.filter(({ speaksFor }) => mayShow({ speaksFor }, account));
		const bySight = untold.filter(({ sha256 }) => groups.get(sha256)?.has(group));
		if (byUser.length + bySight.length > 0)
			return { logs: [...byUser, ...bySight].map(({ sha256 }) => sha256), by: byUser.length > 0 ? "told" : "seen" };
		const others = untold.filter(({ seen }) => seen.length < MANY);
		if (others.length > 0) return { logs: others.map(({ sha256 }) => sha256), by: "unknown" };
		return { logs: [], by: untold.length > 0 ? "elsewhere" : "none" };
	};
	return (account) => {
		const key = told.length > 0 ? account : groupOf(account);
		const speakers = known.get(key) ?? find(account);
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
