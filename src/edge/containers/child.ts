// Child: the process that opens containers, one request after another. Each kind is loaded when it is first met, since most messages
// need one or two of them.

import type { ContainerKind, OpenRequest } from "../../core/model/container.ts";
import { serve } from "../sandbox/serve.ts";
import { createFinds, type Unpack } from "./finds.ts";

const KINDS: Readonly<Record<ContainerKind, () => Promise<Unpack>>> = {
	zip: async () => (await import("./zip.ts")).unpackZip,
	compound: async () => (await import("./compound.ts")).unpackCompound,
	pdf: async () => (await import("./pdf.ts")).unpackPdf,
	tar: async () => (await import("./tar.ts")).unpackTar,
	gzip: async () => (await import("./gzip.ts")).unpackGzip,
};

await serve(async (head, bytes, emit) => {
	const { kind, name, mostBytes, mostItems } = head as OpenRequest;
	const unpack = await KINDS[kind]();
	await unpack(bytes, name, createFinds({ size: bytes.length, mostBytes, mostItems }, emit));
});
