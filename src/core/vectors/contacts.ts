// Contacts (vCard): pictures, sounds and keys that lie elsewhere, and links. A mail program shows the card with the message, or the
// address book does when it takes the card in.

import type { Vector } from "../model/vector.ts";
import type { FileProbe } from "./build/file-construct.ts";
import { inShownFile } from "./build/shown-file.ts";

function card(line: string): FileProbe {
	const lines = ["BEGIN:VCARD", "VERSION:4.0", "FN:Sender", line, "END:VCARD"];
	return { name: "sender.vcf", mediaType: "text/vcard", content: `${lines.join("\r\n")}\r\n` };
}

export const vectors: readonly Vector[] = [
	inShownFile({
		id: "contact-picture",
		title: "vCard PHOTO, LOGO",
		on: ["contact picture"],
		why: "A program that shows the card loads the picture.",
		probe: (target) => card(`PHOTO;MEDIATYPE=image/png:${target}`),
	}),
	inShownFile({
		id: "contact-sound",
		title: "vCard SOUND",
		on: ["contact sound"],
		why: "A program that plays the name's sound loads it from there.",
		probe: (target) => card(`SOUND;MEDIATYPE=audio/ogg:${target}`),
	}),
	inShownFile({
		id: "contact-key",
		title: "vCard KEY",
		on: ["contact key"],
		why: "A program that collects keys fetches it when it takes the card in.",
		probe: (target) => card(`KEY;MEDIATYPE=application/pgp-keys:${target}`),
	}),
	inShownFile({
		id: "contact-link",
		title: "vCard URL, SOURCE, CALURI, IMPP",
		on: ["contact link"],
		trigger: "click",
		why: "The address book offers it as a link.",
		probe: (target) => card(`URL:${target}`),
	}),
];
