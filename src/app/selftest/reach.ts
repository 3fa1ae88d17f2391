// Reach: under which addresses the test's listeners can be reached, and so what a probe may point at and what silence may mean.

export interface Reach {
	/** "http://127.0.0.1:8080", "https://selftest.example": scheme, host and port that probes name; in a zone the host comes after the token. */
	readonly origin: string;
	/** Where a connection in advance or a failed handshake would show: "https://localhost:8080" (the token goes before the host), or null. */
	readonly named: string | null;
	/** DNS zone whose lookups reach the test, or null. */
	readonly zone: string | null;
	/** Domain of the addresses that receipts go to, or null. */
	readonly receipts: string | null;
	/** Host that shares are named under (the token goes before it), or null; `smbPort` is where it listens. */
	readonly shares: string | null;
	readonly smbPort: number | null;
	/** Only programs on this machine reach it. */
	readonly loopback: boolean;
	/** `serve` runs for other people. */
	readonly served: boolean;
}
