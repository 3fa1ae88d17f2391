// The terminal's account of a run: 80 columns, grouped, and nothing in it that a client could steer a terminal with.

import assert from "node:assert/strict";
import { test } from "node:test";
import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import { widthOf } from "../../../../src/app/report/terminal/columns.ts";
import type { Contact } from "../../../../src/app/selftest/contact.ts";
import { createLive, describeSelftest } from "../../../../src/app/selftest/report/terminal.ts";
import { UNSEEN } from "../../report/made-up.ts";
import { at, byGmail, contact, lookup, run } from "../made-up-run.ts";
import { anyText, runSaying } from "./hostile-runs.ts";

const PLAIN = { width: 80, colour: false };

function live(contacts: readonly Contact[], screen = PLAIN): string {
	let text = "";
	const lines = createLive(screen, (more) => {
		text += more;
	});
	for (const one of contacts) lines.show(one);
	lines.end();
	return text;
}

test("a contact is a line: since the opening, what fired, how, and who it was where that changes", () => {
	assert.equal(
		live([
			contact(),
			...[1, 2, 3].map(() => contact({ probe: { vector: "css-background" }, time: at(0.4), fact: "dark colours" })),
			contact({ probe: { vector: "link-preconnect" }, time: at(3.2), headers: {}, user_agent: null, by: "unknown" }),
			byGmail({ probe: { message: 2 }, time: at(5) }),
			lookup({ probe: { message: 2 }, time: at(6), client_subnet: "192.0.2.0/24" }),
		]),
		`Message 1, first contact 10:00:00 UTC
  +0.0 s  img-src                 open, http  Thunderbird 153.7.0 on Linux, from
          192.0.2.7
  +0.4 s  css-background ×3       open, http  (dark colours)
  +3.2 s  link-preconnect         open, http, no request  from 192.0.2.7
Message 2, first contact 10:00:05 UTC
  +0.0 s  img-src                 open, http  Google's image proxy, from
          198.51.100.9
  +1.0 s  img-src                 open, dns   resolver 203.0.113.53 for
          192.0.2.0/24
`,
	);
});

test("time counts from the first opening of a message, not from what came before it", () => {
	const early = contact({ probe: { vector: "bimi-location", trigger: "parse" }, time: at(0) });
	assert.match(
		live([early, contact({ time: at(100) }), contact({ time: at(101.5), probe: { vector: "a-href", trigger: "click" } })]),
		/\+1\.5 s {2}a-href/,
	);
});

test("a hundred contacts of one vector within a second are one line", () => {
	assert.match(live(Array.from({ length: 100 }, () => contact())), /^Message 1.*\n.*img-src ×100 .*\n.*\n$/);
});

test("contacts are shown within a second or so, without waiting for the end", async () => {
	let text = "";
	const lines = createLive(PLAIN, (more) => {
		text += more;
	});
	lines.show(contact());
	// The timer does not keep a process alive; this one does.
	await new Promise((resolve) => setTimeout(resolve, 1300));
	assert.match(text, /img-src/);
	lines.end();
	assert.equal(text.match(/img-src/g)?.length, 1);
});

test("the end of a run says what is known, what did not leak, what was not tested, what to change and what to conclude", () => {
	const result = run(
		[contact(), contact({ probe: { vector: "css-background" }, fact: "dark colours", time: at(0.2) }), contact({ time: at(30) })],
		{
			uncounted: { foreign: 1200, beyond: 0, shares: 1 },
		},
	);
	assert.equal(
		describeSelftest(result, PLAIN),
		`
What the sender would now know about you
  Address alive    yes: a program of whoever reads it contacted the sender
  Opened           message 1 at 10:00:00 UTC
  Opened again     message 1 at 10:00:30 UTC
  IP address       192.0.2.7
  Program          Thunderbird 153.7.0
  In their words   Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101
                   Thunderbird/153.7.0
  System           Linux
  Told by styles   dark colours
  - 2 ways when the message is opened, by a web request: img-src, css-background

What did not leak
  - Not told by anything that came: the language and a Windows log-on.
  - 1 way when the message is opened: link-stylesheet
  - 1 way when the reader clicks: a-href
  - 1 way when an attachment is opened: office-template

What this run could not test, and why
  - No zone: lookups are seen only with --zone NAME --dns HOST:PORT. 1 way:
    link-dns-prefetch
  - No mail listener: --receive HOST:PORT takes what comes back. 1 way:
    disposition-notification-to

What to change
  - In Thunderbird: keep remote content blocked, and see whom you made an
    exception for.
    Settings > Privacy & Security > Mail Content
    (img-src, css-background)

What this run allows to conclude
  - The listeners were on loopback, which only programs on this machine reach:
    phones, other computers and the image proxies of mail providers were not
    tested.
  - A webmail page of a public https site may be kept by the browser from
    reaching loopback or plain http (private network access, mixed content),
    although it would have fetched the same from a tracker. Silence of webmail
    means nothing here.
  - To test those, run it where the internet reaches it: --listen HOST:PORT
    --public https://NAME behind a reverse proxy, or counterpixel selftest serve
    for an organisation.
  - What waits for a deed (a link clicked, an attachment opened) is silent as
    long as nobody does it.
  - A program that loaded nothing today may load tomorrow: in another folder,
    for a sender whom you once allowed, or after an update.

Not shown: 1,200 arrivals without a live token of this test and 1 connection for
a share that named no probe.
`,
	);
});

test("a silent run claims nothing", () => {
	const said = describeSelftest(run(), PLAIN);
	assert.match(said, /Nothing: no probe of this test was contacted/);
	assert.match(said, /silence proves nothing here/);
	assert.match(said, /does not call the program safe/);
});

test("no line is wider than the terminal, and nothing that a client sends steers it", () => {
	fc.assert(
		fc.property(anyText, fc.integer({ min: 60, max: 160 }), (text, width) => {
			const result = runSaying(text);
			for (const said of [describeSelftest(result, { width, colour: false }), live(result.contacts, { width, colour: false })]) {
				for (const line of said.split("\n")) assert.ok(widthOf(line) <= width, line);
				assert.doesNotMatch(said, UNSEEN);
			}
		}),
		{ numRuns: 60 },
	);
});

test("colour only adds: without it the same words stand there", () => {
	const result = run([contact(), byGmail({ probe: { trigger: "click", vector: "a-href" } })]);
	const coloured = describeSelftest(result, { width: 80, colour: true });
	assert.ok(coloured.includes("\u001b["));
	assert.equal(stripVTControlCharacters(coloured), describeSelftest(result, PLAIN));
	assert.equal(stripVTControlCharacters(live(result.contacts, { width: 80, colour: true })), live(result.contacts));
});
