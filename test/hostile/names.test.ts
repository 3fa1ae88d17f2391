// Names that mean something to JavaScript objects: as keys of what is read they must be names like any other.

import assert from "node:assert/strict";
import { test } from "node:test";
import { bytesOf, html, inspectWithin, message } from "./attack.ts";

const NAMES = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "valueOf", "__defineGetter__"];

for (const name of NAMES) {
	test(`${name} is a name like any other`, () => {
		const before = Object.getOwnPropertyNames(Object.prototype).join();
		const text = [
			`${name}: x\r\n`,
			message(
				`multipart/mixed; ${name}=x; boundary=b; ${name}*0=y`,
				`--b\r\n${name}: x\r\nContent-Type: text/html; ${name}="x"\r\nContent-Disposition: ${name}; ${name}=x\r\n\r\n${[
					`<${name} ${name}="http://a.example/"><p ${name}=x src=x>`,
					`<style>@${name} x{} a{${name}:url(http://t.example/1);--${name}:url(http://t.example/2);background:var(--${name})}@font-face{font-family:${name};src:url(http://t.example/3)}</style>`,
					`<p style="${name}:x;background:${name}(url(http://t.example/4))">`,
					`<img src="http://t.example/5?${name}=reader@mail.example&amp;${name}[${name}]=x">`,
					`<img src="http://${name.replaceAll("_", "")}.example/6"><svg><${name}><image href="http://t.example/7"/></${name}></svg>`,
					`&${name}; <a href="data:${name},x"><a href="${name}:x"><object><param name=${name} value=http://t.example/></object>`,
				].join("")}\r\n--b\r\nContent-Type: ${name}/${name}; charset=${name}\r\nContent-Transfer-Encoding: ${name}\r\n\r\nx\r\n--b--`,
			),
		].join("");
		const { references } = inspectWithin(bytesOf(text));
		for (const wanted of [1, 2, 3, 4, 5, 6, 7]) {
			assert.ok(
				references.some(({ url }) => new URL(url).pathname === `/${wanted}`),
				`reference ${wanted} of ${references.map(({ url }) => url).join(" ")}`,
			);
		}
		assert.equal(references.find(({ url }) => url.includes("/5?"))?.identifier.kind, "address");
		assert.equal(Object.getOwnPropertyNames(Object.prototype).join(), before);
	});

	test(`${name} as charset, transfer encoding, media type or scheme of the whole message`, () => {
		for (const text of [
			message(`text/html; charset=${name}`, "<img src=http://t.example/>"),
			message("text/html", "<img src=http://t.example/>", `Content-Transfer-Encoding: ${name}\r\n`),
			html(`<base href="${name}:x"><img src=http://t.example/>`),
		]) {
			assert.equal(inspectWithin(bytesOf(text)).references.length, 1);
		}
		inspectWithin(bytesOf(message(`${name}/${name}`, "<img src=http://t.example/>")));
	});
}
