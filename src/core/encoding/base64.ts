// base64 (RFC 2045 §6.8, RFC 4648): values of characters and a lenient decoder. Mail programs differ on what breaks the rules; this one reads
// on wherever any of them would: `-` and `_` (RFC 4648 §5) count as `+` and `/`, strangers are skipped, and after `=` the
// next block is read too, because a program that stops there and one that does not must both find nothing new.

/** Value of a base64 or base64url character; 64 for `=`, 255 for anything else. */
export const BASE64_VALUE = new Uint8Array(256).fill(255);
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
for (let value = 0; value < 64; value++) BASE64_VALUE[ALPHABET.charCodeAt(value)] = value;
BASE64_VALUE["-".charCodeAt(0)] = 62;
BASE64_VALUE["_".charCodeAt(0)] = 63;
BASE64_VALUE["=".charCodeAt(0)] = 64;
