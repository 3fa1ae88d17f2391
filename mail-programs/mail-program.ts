// Mail program: one that the self-test's messages are shown in, driven without a screen. Each stands in a file of its own and is started in a
// network of its own (network.ts), which ends with everything that it started.

import type { Workspace } from "./workspace.ts";

export const SETTINGS = ["as installed", "remote content allowed"] as const;
export type Setting = (typeof SETTINGS)[number];

/** One message of the self-test as it was written. */
export interface TestMail {
	/** From 1. */
	readonly number: number;
	/** Path of the .eml file. */
	readonly file: string;
	readonly bytes: Uint8Array;
	/** Without angle brackets. */
	readonly messageId: string;
	readonly subject: string;
	/** Address of its one recipient. */
	readonly to: string;
	/** Asks for a receipt by Disposition-Notification-To (RFC 8098). */
	readonly asksForReceipt: boolean;
}

export interface Opening {
	readonly setting: Setting;
	readonly messages: readonly TestMail[];
	readonly workspace: Workspace;
	/** Says that message `number` stands on the screen; resolves when whatever it loads has had its time. */
	shown(number: number): Promise<void>;
}

export interface MailProgram {
	/** For `--only`. */
	readonly id: string;
	/** As it stands in the table. */
	readonly name: string;
	/** How it is started and shown each message, in a few words. */
	readonly driven: string;
	/** What "remote content allowed" means in it; for the table. */
	readonly allowed: string;
	/** Debian packages that must be there; the first one's version is the program's. */
	readonly packages: readonly [string, ...string[]];
	readonly settings: readonly Setting[];
	/** Shows every message, one after the other. Throws where the program does not come up. */
	open(opening: Opening): Promise<void>;
}
