// Known words: how a text greets somebody, after which stands a name, and how it says that a mailing may be left. A word that is missing costs
// little: a name more in a sketch, or a footer that two senders of one operator share.

import { createWordTable, hashOfPair, hashOfWord, putWord, type WordTable } from "./word-table.ts";

/** At the beginning of a line: what follows is a name. */
export const GREETS = 1;
/** By it a reader leaves a mailing. */
export const LEAVES = 2;
/** Means something after certain words only. */
export const SECOND = 4;

const GREETINGS =
	"dear hi hello hey greetings dearest hallo liebe lieber liebes bonjour bonsoir cher chère chers chères salut " +
	"hola estimado estimada estimados estimadas querido querida olá ola caro cara caros caras prezado prezada ciao gentile egregio egregia " +
	"salve beste geachte hoi hej hei kära käre hejsan kære kjære hyvä moi witaj witam drogi droga szanowny szanowna cześć vážený vážená milý " +
	"milá ahoj dobrý kedves tisztelt szia bună dragă stimate stimată здравствуйте уважаемый уважаемая привет дорогой дорогая шановний шановна " +
	"вітаю уважаеми γεια αγαπητέ αγαπητή merhaba sayın sevgili xin chào kepada halo مرحبا عزيزي عزيزتي שלום";

const GREETING_PAIRS =
	"sehr geehrte|sehr geehrter|sehr geehrtes|good morning|good afternoon|good evening|good day|guten tag|guten morgen|guten abend|grüß gott|buenos días|buenas tardes|buenas noches|" +
	"bom dia|boa tarde|boa noite|buon giorno|buona sera|goede morgen|god dag|god morgen|dzień dobry|dobrý den|добрый день|добрый вечер|jó napot";

const LEAVING =
	"unsubscribe unsubscribed unsubscribing unsubscription unsub optout unsubscribes abmelden abzumelden abmelde abzubestellen abmeldung abbestellen abbestellung austragen " +
	"newsletterabmeldung désabonner désabonnement désinscrire désinscription desabonner desinscription cancelar disiscriviti disiscrizione " +
	"cancellati uitschrijven afmelden avregistrera avprenumerera avanmäl afmeld framelding avmeld peruuta wypisz rezygnacja odhlásit odhlášení " +
	"leiratkozás leiratkozom dezabonare отписаться отписка відписатися διαγραφή 수신거부 إلغاء";

const LEAVING_PAIRS =
	"opt out|opting out|remove me|be removed|removed from|taken off|take me|stop receiving|longer receive|longer wish|se désabonner|darse de|" +
	"de baja|退 订|退 訂|取 消|解 除|停 止";

let table: { readonly words: WordTable; readonly pairs: WordTable } | null = null;

/** Made at the first text. */
export function knownWords(): { readonly words: WordTable; readonly pairs: WordTable } {
	if (table !== null) return table;
	const words = createWordTable(4096);
	const pairs = createWordTable(256);
	for (const word of GREETINGS.split(" ")) putWord(words, hashOfWord(word), GREETS);
	for (const word of LEAVING.split(" ")) putWord(words, hashOfWord(word), LEAVES);
	for (const [list, code] of [
		[GREETING_PAIRS, GREETS],
		[LEAVING_PAIRS, LEAVES],
	] as const) {
		for (const pair of list.split("|")) {
			const [first = "", second = ""] = pair.split(" ");
			putWord(words, hashOfWord(second), SECOND);
			putWord(pairs, hashOfPair(hashOfWord(first), hashOfWord(second)), code);
		}
	}
	table = { words, pairs };
	return table;
}
