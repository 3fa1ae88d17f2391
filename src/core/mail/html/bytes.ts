// Byte classes of the HTML tokenizer (WHATWG HTML §13.2.5), one table look-up a byte. CR counts as white space because the
// input stream's normalisation (§13.2.3.5) turns it into LF.

export const TAB = 0x09;
export const LF = 0x0a;
export const FF = 0x0c;
export const CR = 0x0d;
export const SPACE = 0x20;
export const BANG = 0x21;
export const DOUBLE_QUOTE = 0x22;
export const SINGLE_QUOTE = 0x27;
export const DASH = 0x2d;
export const DOT = 0x2e;
export const SLASH = 0x2f;
export const COLON = 0x3a;
export const LESS = 0x3c;
export const EQUALS = 0x3d;
export const GREATER = 0x3e;
export const QUESTION = 0x3f;
export const LEFT_BRACKET = 0x5b;
export const RIGHT_BRACKET = 0x5d;

/** Bits of `BYTE_CLASS`. */
export const WHITE_SPACE = 1;
/** Ends an unquoted attribute value. */
export const ENDS_UNQUOTED = 2;
export const LETTER = 4;
/** Ends a tag name. */
export const ENDS_NAME = 8;
export const ENDS_ATTRIBUTE_NAME = 16;

export const BYTE_CLASS = new Uint8Array(256);
for (const byte of [TAB, LF, FF, CR, SPACE]) BYTE_CLASS[byte] = WHITE_SPACE | ENDS_UNQUOTED | ENDS_NAME | ENDS_ATTRIBUTE_NAME;
BYTE_CLASS[GREATER] = ENDS_UNQUOTED | ENDS_NAME | ENDS_ATTRIBUTE_NAME;
BYTE_CLASS[SLASH] = ENDS_NAME | ENDS_ATTRIBUTE_NAME;
BYTE_CLASS[EQUALS] = ENDS_ATTRIBUTE_NAME;
for (let byte = 0x41; byte <= 0x5a; byte++) BYTE_CLASS[byte] = BYTE_CLASS[byte + 32] = LETTER;

/** Not 0: in text markup may begin here, or a URL. */
export const STOPS_TEXT = new Uint8Array(256);
for (const byte of [LESS, COLON, DOT]) STOPS_TEXT[byte] = 1;

/** What an attribute value holds, gathered while its end is sought. */
export const HAS_REFERENCE = 1; // "&": a character reference may follow
export const HAS_NON_ASCII = 2;
export const HAS_CSS = 4; // without one of ( \ & " ' @ no CSS declaration can name a URL
export const HAS_CONTROL = 8; // NUL or CR: the value is not its bytes

export const VALUE_CLASS = new Uint8Array(256);
for (const byte of "(\\&\"'@") VALUE_CLASS[byte.charCodeAt(0)] = HAS_CSS;
VALUE_CLASS[0x26] |= HAS_REFERENCE;
VALUE_CLASS[0] = VALUE_CLASS[CR] = HAS_CONTROL;
for (let byte = 0x80; byte < 256; byte++) VALUE_CLASS[byte] = HAS_NON_ASCII;
