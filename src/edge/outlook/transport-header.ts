// Transport header: what PidTagTransportMessageHeaders kept of the header that came over the wire. Handed on line by line as it was, but
// for the fields of a MIME structure that is no longer there, and for what is no field.

/** A field that the rule writes itself must not be forged by a sender: such a name is passed on behind this. */
const OWN = /^x-mapi-/i;
const SENT = "X-Sent-";

const STRUCTURE = /^(?:mime-version|content-(?:type|transfer-encoding|disposition|id|description|length|md5)|lines)[ \t]*:/i;
const FIELD = /^[!-9;-~]{1,200}[ \t]*:/;
const CARRIES_MAIL = /^(?:from|date|received|message-id|to|subject)[ \t]*:/i;

/** `text` is one character a byte. Lines end in CRLF; null where there is nothing of a mail's header in it. */
export function transportHeader(text: string): string | null {
	let header = "";
	let mail = false;
	let kept = false;
	for (const line of text.split(/\r\n|\r|\n/)) {
		if (line.trim() === "") {
			if (header === "") continue;
			break;
		}
		const folded = line.startsWith(" ") || line.startsWith("\t");
		if (!folded) {
			kept = FIELD.test(line) && !STRUCTURE.test(line);
			mail ||= CARRIES_MAIL.test(line);
		}
		if (kept) header += `${!folded && OWN.test(line) ? SENT : ""}${line.replaceAll("\0", "")}\r\n`;
	}
	return mail ? header : null;
}
