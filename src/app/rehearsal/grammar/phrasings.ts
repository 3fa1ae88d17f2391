// Phrasings: how a fact (who did what, where, when, why) is said. Each style has its own; whoever writes uses a few of them. `{Who}` begins with a capital.

import type { Edition } from "./edition.ts";

export const STYLES = ["report", "offer", "letter"] as const;
export type Style = (typeof STYLES)[number];

export const PHRASINGS: Readonly<Record<Edition, Readonly<Record<Style, readonly string[]>>>> = {
	development: {
		report: [
			"{Who} {did} {what} {where} {when}, {why}.",
			"{When}, {who} {did} {what} {where}.",
			"{Where}, {who} {did} {what} {why}.",
			"According to people in the room, {who} {did} {what} {when}.",
			"{Why}, {who} {did} {what}, as was learnt {when} {where}.",
			"It was {who} who {did} {what} {when}.",
			'"We saw it coming," said {name}, after {who} {did} {what}.',
			"Few had expected that {who} {did} {what} {why}.",
			"What {who} {did} {when} was {what}, {name} noted {where}.",
			"That {who} {did} {what} {where} came {why}.",
			"{Who}, {name} among them, {did} {what} {when}.",
			"No comment was to be had {where} when {who} {did} {what}.",
		],
		offer: [
			"{When} {who} {did} {what} {why}.",
			"Good news: {who} {did} {what}.",
			"{What}? {Who} {did} it {why}.",
			"Do not miss {what}, {why}.",
			"{Who} {did} {what}, and you can see it {where}.",
			"New {where}: {what}, {why}.",
			"Only a few are left of {what}.",
			"{Why}: {what}, from {name} {where}.",
		],
		letter: [
			"I heard {when} that {who} {did} {what}.",
			"{Name} told me {where} how {who} {did} {what}.",
			"Could you look at {what} before {who} ask again?",
			"As we said {when}, {who} {did} {what} {why}.",
			"By the way, {what} is still with {name}.",
			"I do not think that {who} {did} {what} {why}, do you?",
			"Shall we talk about {what} {when}?",
			"Attached to my last mail was {what}; {name} has it as well.",
			"Thank you for {what}, it helped {where}.",
			"{When} I am {where}, so call me about {what}.",
		],
	},
	"held-out": {
		report: [
			"{Who} have {did} {what}, {name} told a hearing {where}.",
			"Sources {where} say that {who} {did} {what} {why}.",
			"{When} it emerged that {who} {did} {what}.",
			"Once {who} {did} {what} {where}, others followed {why}.",
			'In the words of {name}, {who} "{did} {what} and moved on".',
			"There was little surprise {where} as {who} {did} {what} {when}.",
			"Whether {who} {did} {what} {why} remains open, {name} wrote {when}.",
			"{What} is what {who} {did} {when}, and {where} people noticed.",
			"Both sides agree that {who} {did} {what}; they differ on the rest.",
			"Not all are content: {who} {did} {what} {why}.",
			"{Where} the talk {when} was of {what}, which {who} {did}.",
		],
		offer: [
			"You will like this: {who} {did} {what} {why}.",
			"Look what happened {where}: {who} {did} {what}.",
			"{When} starts something new with {what}.",
			"Have you tried {what} yet? {Name} has.",
			"Save a place for {what}, {why}.",
			"{Name}'s pick {where}: {what}.",
			"From {when} on, {what}, {why}.",
		],
		letter: [
			"Just a line about {what}: {who} {did} it {when}.",
			"{Name} was here and asked for {what}.",
			"Sorry for being late with {what}, {why}.",
			"Would {when} suit you to go through {what}?",
			"It seems {who} {did} {what} without asking us.",
			"Let me know what you make of {what}.",
			"We are short of people {where}; could {name} take {what}?",
			"I put {what} on the shared drive {when}.",
			"Regards from {name}, whom I met {where}.",
		],
	},
};

export const TIMES: Readonly<Record<Edition, readonly string[]>> = {
	development: [
		"yesterday/the day before",
		"on Monday/at the start of the week",
		"this week/in the past days",
		"last month/four weeks ago",
		"on Friday night/late on Friday",
		"this morning/earlier today",
		"in the autumn/when autumn came",
		"after the weekend/once the weekend was over",
	],
	"held-out": [
		"on Thursday/midweek",
		"a fortnight ago/two weeks back",
		"at dawn/before breakfast",
		"over Easter/during the Easter days",
		"since Tuesday/from Tuesday on",
		"in the small hours/long after midnight",
		"next term/when term begins",
		"lately/of late",
	],
};
