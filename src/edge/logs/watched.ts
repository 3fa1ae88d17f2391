// Watched: whether a host is one of those looked for, or lies below one. A line may hold a watched host and tell of a contact with another: as the
// page that the reader came from, or in the query of a search.

/** `hosts`: lower case. The returned function takes a host as a log event has it. */
export function createWatched(hosts: readonly string[]): (host: string) => boolean {
	const set = new Set(
		hosts.map((host) => host.toLowerCase().replace(/\.$/, "")).flatMap((host) => (host.includes(":") ? [bare(host)] : [host])),
	);
	return (host) => {
		if (set.has(bare(host))) return true;
		for (let dot = host.indexOf("."); dot !== -1; dot = host.indexOf(".", dot + 1)) {
			const above = host.slice(dot + 1);
			// The end of an address is no domain that it lies in.
			if (set.has(above) && !IPV4.test(host)) return true;
		}
		return false;
	};
}

const IPV4 = /^\d+\.\d+\.\d+\.\d+$/;

function bare(host: string): string {
	return host.startsWith("[") ? host.slice(1, -1) : host;
}
