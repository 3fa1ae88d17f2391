// Mailbox: the folder that a message is said to lie in. It is the folder of its file, but for Apple Mail, which spreads each mailbox
// over folders of numbers: .../INBOX.mbox/<UUID>/Data/1/2/Messages (since macOS 10.9), .../INBOX.mbox/Messages (before).

const APPLE =
	/(\.(?:mbox|imapmbox))(?:[\\/][0-9A-F]{8}-[0-9A-F-]{27})?(?:[\\/]Data)?(?:[\\/]\d)*(?:[\\/](?:Messages|Attachments)(?:[\\/]\d+(?:[\\/][\d.]+)?)?)?$/i;

/** `folder` as shown. */
export function mailboxOf(folder: string): string {
	const found = APPLE.exec(folder);
	return found === null ? folder : folder.slice(0, found.index + (found[1] as string).length);
}
