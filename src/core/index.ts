// The library for a browser or a mail add-on (`import { inspect } from "counterpixel/core"`): the same pipeline as in Node, on plain
// loops. Nothing here, or behind it, touches files, network, clock or chance.

import { plainCodec } from "./encoding/plain-codec.ts";
import { createInspector, type Inspect } from "./inspect.ts";

export { createDeepInspector, createInspector, type Inspect, type InspectDeep, type InspectOptions } from "./inspect.ts";
export type { Classify } from "./model/classifier.ts";
export type { Codec } from "./model/codec.ts";
export type { OpenContainer, Opened, OpenRequest } from "./model/container.ts";
export { IDENTIFIER_KINDS, type Identifier, type IdentifierKind } from "./model/identifier.ts";
export type { Inspection } from "./model/inspection.ts";
export { LEAKS, type Leak } from "./model/leak.ts";
export { PROBLEM_CODES, type Problem, type ProblemCode } from "./model/problem.ts";
export { CHANNELS, type Channel, type RemoteReference, TRIGGERS, type Trigger } from "./model/reference.ts";
export type { Program } from "./trackers/programs/program.ts";
export { type InProgram, inProgram, programNamed, programs } from "./trackers/programs.ts";

/**
 * Finds every way in which one message reports on its reader.
 *
 * @param bytes The raw message (RFC 5322), as it lies in a mailbox.
 * @param options `owner`: the reader's own addresses, which are searched for in URLs beside those in To, Cc and Delivered-To.
 * @returns The references a program may contact, each with trigger, channel, exact raw byte range and reasons; the problems,
 * which say what could not be read; and the few header fields that a case needs. A bad message never throws. Nothing
 * is ever contacted.
 */
export const inspect: Inspect = createInspector(plainCodec);
