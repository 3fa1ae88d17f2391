// Listener set: listeners that are opened one after the other and closed together, also where one of them cannot be opened.

import type { Listener } from "./listener.ts";

export interface ListenerSet {
	/** Waits for it, and takes it in. */
	add<T extends Listener>(listener: Promise<T>): Promise<T>;
	close(): Promise<void>;
}

export function createListenerSet(): ListenerSet {
	const open: Listener[] = [];
	return {
		async add(listener) {
			const opened = await listener;
			open.push(opened);
			return opened;
		},
		async close() {
			await Promise.all(open.map((listener) => listener.close()));
		},
	};
}
