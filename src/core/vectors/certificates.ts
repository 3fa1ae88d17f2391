// Certificates (RFC 5280) in signatures and files: a mail program that checks a signature as the message comes in or is shown asks the certificate's
// own addresses, and so tells its issuer, who may be the sender, that and where the message was looked at.

import type { Vector } from "../model/vector.ts";
import { withAccess, withLogo, withPolicy, withRevocationList } from "./build/certificate.ts";
import { inShownFile } from "./build/shown-file.ts";

const CHECKED =
	"A mail program that checks the signature may ask for it by itself: Outlook and other programs that use Windows' certificates do.";

export const vectors: readonly Vector[] = [
	inShownFile({
		id: "certificate-status",
		title: "OCSP responder of a certificate",
		on: ["certificate status"],
		trigger: "parse",
		why: CHECKED,
		probe: (target) => withAccess(1, target),
	}),
	inShownFile({
		id: "certificate-issuer",
		title: "issuer of a certificate (AIA)",
		on: ["certificate issuer"],
		trigger: "parse",
		why: CHECKED,
		probe: (target) => withAccess(2, target),
	}),
	inShownFile({
		id: "certificate-revocation-list",
		title: "revocation list of a certificate",
		on: ["certificate revocation list"],
		trigger: "parse",
		why: CHECKED,
		probe: withRevocationList,
	}),
	inShownFile({
		id: "certificate-logo",
		title: "logo of a certificate",
		on: ["certificate logo"],
		trigger: "parse",
		why: "A program that shows the logos of certificates (RFC 3709) fetches it.",
		probe: withLogo,
	}),
	inShownFile({
		id: "certificate-policy",
		title: "policy of a certificate",
		on: ["certificate policy"],
		trigger: "click",
		why: "Clicking the issuer's statement in the details of the certificate opens it.",
		probe: withPolicy,
	}),
];
