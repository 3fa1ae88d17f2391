// tar (POSIX.1-2024 pax, GNU): read past damage and past the blocks that should end it, as archives of mailboxes are. Links name no host.

import { inMemory } from "../sources/archive/contents.ts";
import { tarMembers } from "../sources/archive/tar-members.ts";
import type { Content } from "../sources/reading/content.ts";
import type { Finds } from "./finds.ts";
import { INERT_HEAD, isInert } from "./inert.ts";

const NOWHERE: Content = {
	fill: () => 0,
	peek: () => 0,
	skip: () => false,
	again: null,
	stamp: null,
	size: 0,
	damage: () => null,
	close() {},
};

export async function unpackTar(bytes: Uint8Array, name: string, finds: Finds): Promise<void> {
	for await (const member of tarMembers(inMemory(bytes, NOWHERE))) {
		if (finds.full) return;
		if (member.kind === "damage") {
			finds.problem(member.code, member.detail);
			continue;
		}
		finds.look();
		if (member.folder) continue;
		if (member.refused !== null) {
			if (member.refused.fatal) finds.problem("not-opened", `${member.name}: ${member.refused.detail}`);
			continue;
		}
		const content = member.open(name);
		const head = new Uint8Array(INERT_HEAD);
		if (content.peek(0, head) !== null && isInert(member.name, head)) continue;
		const size = Math.min(content.size ?? 0, bytes.length);
		const target = new Uint8Array(Math.min(size, finds.room));
		const count = await content.fill(target);
		finds.file(member.name, target.subarray(0, count));
		if (target.length < size) finds.overflow();
	}
}
