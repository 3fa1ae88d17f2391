// Listener: a server of the self-test on an address that the user gave. It waits; nothing in this folder ever opens a connection.

export interface SocketAddress {
	/** An IP address, or a name of this machine. */
	readonly host: string;
	/** 0 takes any that is free. */
	readonly port: number;
}

export interface Listener {
	/** Where it really listens: the port that was taken for 0. */
	readonly address: SocketAddress;
	/** How many connections were turned away because too many were open. */
	readonly refused: () => number;
	/** Open connections are cut. */
	close(): Promise<void>;
}
