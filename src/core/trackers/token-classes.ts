// Token classes: what each byte of a URL can be part of. Words are runs of letters and digits (bytes above 0x7F count as
// letters, being parts of them in UTF-8); joiners hold words together to one token in base64url, UUIDs and slugs.

export const DIGIT = 1;
export const UPPER = 2;
export const LOWER = 4;
/** A letter, yet no hexadecimal digit. */
export const NO_HEX = 8;
/** `-`, `_` and `+`. */
export const JOINER = 16;
/** What ordinary URLs hardly hold, but templates and base85 do. */
export const ODD = 32;
export const WORD = DIGIT | UPPER | LOWER | NO_HEX;

export const TOKEN_CLASSES = new Uint8Array(256);
for (let byte = 0; byte < 256; byte++) {
	const character = String.fromCharCode(byte);
	if (character >= "0" && character <= "9") TOKEN_CLASSES[byte] = DIGIT;
	else if (character >= "A" && character <= "Z") TOKEN_CLASSES[byte] = UPPER | (character > "F" ? NO_HEX : 0);
	else if (character >= "a" && character <= "z") TOKEN_CLASSES[byte] = LOWER | (character > "f" ? NO_HEX : 0);
	else if (byte >= 0x80) TOKEN_CLASSES[byte] = NO_HEX;
	else if ('"#$%*<>[\\]^`{|}!'.includes(character)) TOKEN_CLASSES[byte] = ODD;
	else if (character === "-" || character === "_" || character === "+") TOKEN_CLASSES[byte] = JOINER;
}
