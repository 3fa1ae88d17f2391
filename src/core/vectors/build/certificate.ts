// A certificate to probe with (RFC 5280): a self-signed one whose key and signature are zeros, alone in a signature file (RFC 5652 §5, "degenerate").

import type { FileProbe } from "./file-construct.ts";

const COMMON_NAME = "\x55\x04\x03";
const ED25519 = "\x2b\x65\x70";
const SIGNED_DATA = "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02";
const DATA = "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01";

/** Information access (RFC 5280 §4.2.2.1): `method` is the last number of the method's identifier. */
export function withAccess(method: number, address: string): FileProbe {
	const description = der(0x30, der(0x06, `\x2b\x06\x01\x05\x05\x07\x30${String.fromCharCode(method)}`) + der(0x86, address));
	return signatureWith(extension("\x2b\x06\x01\x05\x05\x07\x01\x01", der(0x30, description)));
}

/** Distribution points (§4.2.1.13). */
export function withRevocationList(address: string): FileProbe {
	const point = der(0x30, der(0xa0, der(0xa0, der(0x86, address))));
	return signatureWith(extension("\x55\x1d\x1f", der(0x30, point)));
}

/** A policy with a pointer to its statement (§4.2.1.4). */
export function withPolicy(address: string): FileProbe {
	const qualifier = der(0x30, der(0x06, "\x2b\x06\x01\x05\x05\x07\x02\x01") + der(0x16, address));
	const policy = der(0x30, der(0x06, "\x55\x1d\x20\0") + der(0x30, qualifier));
	return signatureWith(extension("\x55\x1d\x20", der(0x30, policy)));
}

/** A logotype (RFC 3709 §4.1): the subject's, elsewhere. */
export function withLogo(address: string): FileProbe {
	const sum = der(0x30, der(0x30, der(0x06, "\x60\x86\x48\x01\x65\x03\x04\x02\x01")) + der(0x04, "\0".repeat(32)));
	const details = der(0x30, der(0x16, "image/svg+xml") + der(0x30, sum) + der(0x30, der(0x16, address)));
	const subject = der(0xa2, der(0xa0, der(0x30, der(0x30, der(0x30, details)))));
	return signatureWith(extension("\x2b\x06\x01\x05\x05\x07\x01\x0c", der(0x30, subject)));
}

function extension(identifier: string, value: string): string {
	return der(0x30, der(0x06, identifier) + der(0x04, value));
}

function signatureWith(extensions: string): FileProbe {
	const algorithm = der(0x30, der(0x06, ED25519));
	const name = der(0x30, der(0x31, der(0x30, der(0x06, COMMON_NAME) + der(0x0c, "Probe"))));
	const validity = der(0x30, der(0x17, "260101000000Z") + der(0x17, "360101000000Z"));
	const key = der(0x30, algorithm + der(0x03, "\0".repeat(33)));
	const body =
		der(0xa0, der(0x02, "\x02")) + der(0x02, "\x01") + algorithm + name + validity + name + key + der(0xa3, der(0x30, extensions));
	const certificate = der(0x30, der(0x30, body) + algorithm + der(0x03, "\0".repeat(65)));
	const signed = der(0x30, der(0x02, "\x01") + der(0x31, "") + der(0x30, der(0x06, DATA)) + der(0xa0, certificate) + der(0x31, ""));
	const content = der(0x30, der(0x06, SIGNED_DATA) + der(0xa0, signed));
	return { name: "smime.p7s", mediaType: "application/pkcs7-signature", path: "certificate 1", content };
}

function der(tag: number, content: string): string {
	const { length } = content;
	const size = length < 0x80 ? String.fromCharCode(length) : `\x82${String.fromCharCode(length >> 8, length & 0xff)}`;
	return String.fromCharCode(tag) + size + content;
}
