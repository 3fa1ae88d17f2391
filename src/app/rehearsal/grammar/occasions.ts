// Occasions: what a shop, a bank or a site writes about, put together from pieces so that no two of them use the same words. `{n}` is a number of the
// reader's, `{what}` a thing.

import type { Chance } from "../chance.ts";
import type { Edition } from "./edition.ts";

export interface Occasion {
	readonly title: string;
	readonly text: string;
}

interface Pieces {
	/** Title and first sentence belong together. */
	readonly matters: readonly (readonly [title: string, ...sentences: string[]])[];
	readonly further: readonly string[];
	readonly endings: readonly string[];
}

const PIECES: Readonly<Record<Edition, Pieces>> = {
	development: {
		matters: [
			[
				"Your order {n}",
				"Thank you for your order {n}. We are packing {what} for you.",
				"We have your order {n} and will send {what} soon.",
			],
			["Invoice {n}", "Your invoice {n} for {what} waits on our site.", "The bill for {what} has number {n}."],
			[
				"Confirm your address",
				"Is this address yours? Confirm it and we can send you {what}.",
				"One step is missing before {what} can come to this address.",
			],
			[
				"Your booking {n} is confirmed",
				"Your booking {n} for {what} is confirmed.",
				"All is set for {what}; keep the number {n} with you.",
			],
			["New login", "Somebody has just logged in to your account, reference {n}.", "A device that we do not know logged in under {n}."],
			["Password reset", "You asked for a new password, reference {n}.", "Under reference {n} a new password can be set."],
			["Delivery {n} is on its way", "{what} left our house today under number {n}.", "The carrier has {what}; ask for {n}."],
		],
		further: [
			"If that was not you, tell us.",
			"The link works for an hour.",
			"Nothing need be done if all is right.",
			"Our staff answers on weekdays.",
			"You can change it until midnight.",
			"Please have the number ready when you call.",
			"Terms have not changed since your last visit.",
			"We keep the receipt for ten years.",
		],
		endings: [
			"Your team in {town}",
			"See you soon",
			"With kind regards from {town}",
			"Yours, the service desk",
			"Until next time",
			"The people at the counter in {town}",
		],
	},
	"held-out": {
		matters: [
			["Receipt no. {n}", "Here is the receipt {n} for {what}.", "You paid for {what}, receipt {n}."],
			["We received your request ({n})", "Your request {n} about {what} is with us.", "Request {n} was opened: {what}."],
			["Reminder: {what}", "A reminder of {what}, file {n}.", "Soon it is time for {what}; the file is {n}."],
			["Code {n}", "Enter the code {n} to go on.", "To prove that it is you, type {n}."],
			["Parcel {n} could not be left", "Nobody was at home for parcel {n}.", "We tried to bring {what}; parcel {n} is at the depot."],
			["Statement {n} is ready", "Statement {n} can be read now.", "In your box lies statement {n}."],
		],
		further: [
			"Codes are good for ten minutes.",
			"Do not hand this on to anybody.",
			"Another try is made tomorrow.",
			"Questions are best put by telephone.",
			"What is not fetched goes back.",
			"Your settings say that you want to be told.",
			"No further step is needed.",
		],
		endings: ["The desk in {town}", "Thanks for being with us", "Sincerely, customer care", "Greetings from {town}", "Your account team"],
	},
};

/** As one sender writes of it: `count` different occasions. */
export function occasionsOf(edition: Edition, town: string, count: number, chance: Chance): Occasion[] {
	const { matters, further, endings } = PIECES[edition];
	const ending = chance.pick(endings).replace("{town}", town);
	return chance.some(matters, count).map(([title, ...sentences]) => {
		const more = chance.some(further, chance.between(1, 3));
		return { title, text: [chance.pick(sentences), ...more, `${ending}.`].join(" ") };
	});
}
