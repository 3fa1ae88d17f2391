// PDF documents (ISO 32000-1 §12.6): actions and files elsewhere. Viewers ask before most of them; what they do unasked, and whether it runs
// by itself, depends on the viewer, so each says when it would act.

import type { FileHit, Found, Hit, Vector } from "../model/vector.ts";
import type { FileProbe } from "./build/file-construct.ts";
import { NOTHING, wholeTarget } from "./build/target.ts";

interface PdfVector {
	readonly id: string;
	readonly title: string;
	readonly construct: string;
	/** Where nothing starts it but the reader. */
	readonly trigger: "click" | "attachment";
	readonly why: string;
	/** The objects after the catalog's `/Type /Catalog /Pages 2 0 R`, with `{url}` in a string. */
	readonly catalog: string;
	/** How the target is written into that, before it is written into a PDF string; as it is unless said otherwise. */
	readonly written?: (target: string) => string;
}

const AUTOMATIC = "The document runs it when it is opened, or when a page is.";

function inPdf({ id, title, construct, trigger, why, catalog, written = (target) => target }: PdfVector): Vector {
	return {
		id,
		title,
		trigger,
		channel: "http",
		why,
		watches: [{ kind: "file", construct }],
		find(hit: Hit) {
			return hit.kind === "file" ? found(hit) : NOTHING;
		},
		probe: (target) => ({ kind: "file", shown: false, ...document(catalog, written(target)), path: "1 0 obj" }),
	};
}

function found(hit: FileHit): readonly Found[] {
	const targets = wholeTarget(hit.text());
	if (hit.beside("automatic") !== "true") return targets;
	return targets.map((target) => (target.kind === "target" ? { ...target, trigger: "attachment", why: AUTOMATIC } : target));
}

function document(catalog: string, target: string): FileProbe {
	const escaped = target.replace(/[\\()]/g, "\\$&");
	const objects = [
		`<< /Type /Catalog /Pages 2 0 R ${catalog.split("{url}").join(escaped)} >>`,
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
	];
	const body = objects.map((object, index) => `${index + 1} 0 obj\r\n${object}\r\nendobj\r\n`).join("");
	return {
		name: "probe.pdf",
		mediaType: "application/pdf",
		content: `%PDF-1.7\r\n${body}trailer\r\n<< /Root 1 0 R /Size 4 >>\r\n%%EOF\r\n`,
	};
}

export const vectors: readonly Vector[] = [
	inPdf({
		id: "pdf-link",
		title: "PDF URI action",
		construct: "pdf uri",
		trigger: "click",
		why: "Clicking the link in the document opens it.",
		catalog: "/Links [<< /S /URI /URI ({url}) >>]",
	}),
	inPdf({
		id: "pdf-launch",
		title: "PDF Launch action",
		construct: "pdf launch",
		trigger: "click",
		why: "The viewer hands it to the system to open, after a question; a share is asked for before (NTLM).",
		catalog: "/Links [<< /S /Launch /F ({url}) >>]",
	}),
	inPdf({
		id: "pdf-other-document",
		title: "PDF GoToR and GoToE actions",
		construct: "pdf other document",
		trigger: "click",
		why: "The viewer opens the other document, from a share with an NTLM response (CVE-2018-4993).",
		catalog: "/Links [<< /S /GoToR /F ({url}) /D [0 /Fit] >>]",
	}),
	inPdf({
		id: "pdf-submit-form",
		title: "PDF SubmitForm action",
		construct: "pdf submit form",
		trigger: "click",
		why: "Sending the form in the document contacts it.",
		catalog: "/Links [<< /S /SubmitForm /F << /FS /URL /F ({url}) >> >>]",
	}),
	inPdf({
		id: "pdf-import-data",
		title: "PDF ImportData action",
		construct: "pdf import data",
		trigger: "click",
		why: "The viewer loads the form's data from there.",
		catalog: "/Links [<< /S /ImportData /F ({url}) >>]",
	}),
	inPdf({
		id: "pdf-script",
		title: "address in a PDF script",
		construct: "pdf script",
		trigger: "click",
		why: "A script of the document names it; Acrobat asks before it contacts a host for one.",
		catalog: '/Links [<< /S /JavaScript /JS (app.launchURL\\("{url}"\\)) >>]',
		written: (target) => target.replace(/[\\"]/g, "\\$&"),
	}),
	inPdf({
		id: "pdf-external-file",
		title: "PDF file elsewhere",
		construct: "pdf external file",
		trigger: "attachment",
		why: "A picture, film, sound or page that lies elsewhere: viewers that support it load it when the document shows it.",
		catalog: "/Links [<< /Type /Filespec /FS /URL /F ({url}) >>]",
	}),
];
