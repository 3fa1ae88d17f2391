// The revision of the rules by which messages are inspected. It rises with every change of what they find in a message, so that a
// case knows which mailboxes have to be read again.

export const DETECTOR = 6;
