// Marionette's frames, as Thunderbird sends them: whole, in pieces, several at once, and not at all.

import assert from "node:assert/strict";
import { createServer } from "node:net";
import { test } from "node:test";
import { frame, frameReader, openMarionette } from "../../mail-programs/marionette.ts";

test("a frame's length counts bytes, not characters", () => {
	assert.equal(frame([0, 1, "é"]).toString("utf8"), '10:[0,1,"é"]');
});

test("frames are read however the bytes are cut", () => {
	const bytes = Buffer.concat([frame({ marionetteProtocol: 3 }), frame([1, 1, null, { value: "日本" }]), frame([1, 2, null, null])]);
	for (const size of [1, 3, 7, bytes.length]) {
		const read = frameReader();
		const values: unknown[] = [];
		for (let at = 0; at < bytes.length; at += size) values.push(...read(bytes.subarray(at, at + size)));
		assert.deepEqual(values, [{ marionetteProtocol: 3 }, [1, 1, null, { value: "日本" }], [1, 2, null, null]]);
	}
});

for (const wrong of ["no frame at all", "x:[]", "-1:[]", "99999999:[", "123456789:["]) {
	test(`${JSON.stringify(wrong)} is refused`, () => {
		assert.throws(() => frameReader()(Buffer.from(wrong)), /marionette/);
	});
}

test("an answer goes to the command that asked, and an error is thrown there", async () => {
	const server = createServer((socket) => {
		socket.write(frame({ applicationType: "gecko", marionetteProtocol: 3 }));
		const read = frameReader();
		const asked: [number, number, string][] = [];
		socket.on("data", (bytes: Buffer) => {
			asked.push(...(read(bytes) as [number, number, string][]));
			if (asked.length < 2) return;
			for (const [, id, name] of asked.splice(0).reverse()) {
				socket.write(frame([1, id, name === "Bad" ? { error: "unknown command", message: name } : null, { value: name }]));
			}
		});
	}).listen(0, "127.0.0.1");
	await new Promise((resolve) => server.once("listening", resolve));
	const address = server.address();
	const marionette = await openMarionette(typeof address === "object" && address !== null ? address.port : 0, 5_000);
	try {
		const [good, bad] = await Promise.allSettled([marionette.command("Good"), marionette.command("Bad")]);
		assert.deepEqual(good, { status: "fulfilled", value: { value: "Good" } });
		assert.equal(bad.status, "rejected");
	} finally {
		marionette.close();
		server.close();
	}
});
