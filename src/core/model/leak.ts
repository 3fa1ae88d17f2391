// Leak: one fact that the sender would learn if this reference were contacted on its trigger.

export const LEAKS = [
	"time", // when it was opened or clicked
	"client-address", // the reader's IP address, or that of a proxy in between
	"resolver-address", // the IP address of the DNS resolver
	"user-agent", // mail program or browser, and operating system
	"language", // Accept-Language
	"conditions", // screen, print, dark mode, fonts, program: by conditional CSS
	"ntlm-hash", // a Windows log-on challenge response (SMB)
	"address-alive", // that the mailbox is read by somebody
	"recipient", // which recipient: the URL carries an identifier
	"host-lookup", // the program may look the host up before any click
	"mail-server", // the address and software of the replying mail server (receipts)
] as const;

export type Leak = (typeof LEAKS)[number];
