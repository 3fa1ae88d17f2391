// Limits: each one names the attack it stops. They lie far above what real mail does, so that meeting one is itself a finding
// (a problem with a limit-... code); what lies beyond is said to be unread, never passed as clean.

/** Attack: a message that fills memory. Only the first 64 MiB are analysed; servers rarely take more than 50 MB. */
export const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

/** Attack: multiparts in multiparts until the stack or the section numbers overflow. Real mail seldom nests deeper than 20. */
export const MAX_MIME_DEPTH = 256;

/** Attack: millions of empty parts, each with an object of its own. */
export const MAX_PARTS = 20_000;

/** Attack: a header without end. Servers cut off between 64 kB and 1 MB. Bytes of one header block. */
export const MAX_HEADER_BYTES = 2 * 1024 * 1024;

/** Attack: millions of one-letter fields, each with an object of its own. Fields of one message, all its parts together. */
export const MAX_HEADER_FIELDS = 100_000;

/** Attack: a value whose words or parameters are each decoded into more objects. Characters of one structured field that are read. */
export const MAX_FIELD_LENGTH = 0xffff;

/** Attack: quadratic work over thousands of RFC 2231 pieces. Parameters of one field. */
export const MAX_PARAMETERS = 100;

/** Attack: the same in each of twenty thousand parts. Parameters of one message. */
export const MAX_ALL_PARAMETERS = 100_000;

/** Attack: encoded messages in encoded messages, each level a copy. Bytes decoded to find parts, over one message. */
export const MAX_DECODED_BYTES = 256 * 1024 * 1024;

/** Attack: a report too long to read or store. Remote references kept of one message. */
export const MAX_REFERENCES = 100_000;

/** Attack: srcdoc in srcdoc, data: in CSS in style in SVG. Content in content in one part. */
export const MAX_CONTENT_NESTING = 16;

/** Attack: thousands of nested @media blocks, copied to each URL inside. Conditions kept of one CSS hit, outermost first. */
export const MAX_CONDITIONS = 64;

/** Attack: a line for each of a million broken lines. Problems kept of one code in one message. */
export const MAX_PROBLEMS_OF_A_CODE = 100;

/** Attack: a zip in a zip in a zip. Files in files of one attachment, messages among them. */
export const MAX_FILE_DEPTH = 8;

/** Attack: a hundred attachments, each of which keeps its opener busy to the last second. Breakdowns of openers over one message. */
export const MAX_GIVEN_UP = 3;

/** Attack: an archive of a million empty files. Files and constructs that containers of one message hand over. */
export const MAX_OPENED_ITEMS = 20_000;

/** Attack: a kilobyte that unpacks to gigabytes. Bytes that containers of one message hand over. */
export const MAX_OPENED_BYTES = 64 * 1024 * 1024;
