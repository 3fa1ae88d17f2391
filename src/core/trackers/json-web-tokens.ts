// JSON Web Tokens (RFC 7519): header, payload and signature in base64url with dots between. What an address in a payload says is said of
// the token.

import { BASE64 } from "../encoding/bit-encodings.ts";

const DOT = 0x2e;

/** How far back the header of a JWT may begin. */
const MAX_JWT_HEADER = 1024;

/** Whether what begins at `start` follows a header (RFC 7519 §3: base64url of a JSON object, `eyJ`) and a dot. */
export function isJwtPayload(bytes: Uint8Array, start: number): boolean {
	if (bytes[start - 1] !== DOT) return false;
	let from = start - 1;
	while (from > 0 && start - from < MAX_JWT_HEADER && BASE64.digits[bytes[from - 1] as number] !== 255) from--;
	return bytes[from] === 0x65 && bytes[from + 1] === 0x79 && bytes[from + 2] === 0x4a;
}
