// Flags of a message in Outlook's properties, in the words of all sources.

import type { Properties } from "../properties.ts";

/** In this order; nothing else is a flag. */
export const FLAGS = ["seen", "answered", "flagged", "draft", "trashed", "passed"] as const;
export type Flag = (typeof FLAGS)[number];

/** PidTagMessageFlags ([MS-OXCMSG] §2.2.1.6). */
const MESSAGE_FLAGS = 0x0e07;
const READ = 0x01;
const UNSENT = 0x08;

/** PidTagFlagStatus ([MS-OXOFLAG] §2.2.1.1). */
const FLAG_STATUS = 0x1090;
const FOLLOW_UP = 2;

/** PidTagLastVerbExecuted ([MS-OXOMSG] §2.2.1.4). */
const LAST_VERB = 0x1081;
const REPLIES: readonly (number | null)[] = [102, 103];
const FORWARD = 104;

export function flagsOf(properties: Properties, trashed: boolean): Flag[] {
	const flags = properties.number(MESSAGE_FLAGS) ?? 0;
	const verb = properties.number(LAST_VERB);
	const set: Readonly<Record<Flag, boolean>> = {
		seen: (flags & READ) !== 0,
		answered: REPLIES.includes(verb),
		flagged: properties.number(FLAG_STATUS) === FOLLOW_UP,
		draft: (flags & UNSENT) !== 0,
		trashed,
		passed: verb === FORWARD,
	};
	return FLAGS.filter((flag) => set[flag]);
}
