// Item: what Outlook calls a message, as any of its formats holds it. Recipients and attachments are made when they are asked for, so
// that a message of many large attachments is never whole in memory twice.

import type { Properties } from "./properties.ts";

export interface Item {
	readonly properties: Properties;
	recipients(): Iterable<Properties>;
	attachments(): Iterable<Attachment>;
	/** Parts that the store no longer gives, in words. */
	readonly damage: readonly string[];
}

export interface Attachment {
	readonly properties: Properties;
	/** The attached message; null where it is none. */
	embedded(): Item | null;
	/** An OLE object's storage as a compound file; null where the data is in PidTagAttachDataBinary. */
	storage(): Uint8Array | null;
}
