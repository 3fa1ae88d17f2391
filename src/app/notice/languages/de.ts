// The notice in German.

import type { NoticeLanguage } from "../language.ts";

export const language: NoticeLanguage = {
	id: "de",
	template: `Subject: E-Mails an Sie waren darauf angelegt, Sie zu beobachten

{from}
{date}

Guten Tag, {name},

Sie haben E-Mails erhalten, die darauf angelegt waren, dem Absender zu melden, wann und von wem sie geöffnet werden. Sie haben ein Recht, das zu erfahren. Dieser Brief sagt, was bekannt ist, was nicht, und was Sie tun können.

WIE SIE PRÜFEN, DASS DIESER BRIEF ECHT IST

{verify}

UM WELCHE E-MAILS ES GEHT

Sie gingen ein bei {accounts}:

{messages}

Sie melden an: {hosts}. Der Name ist so geschrieben, dass man ihn nicht versehentlich öffnen kann.

WAS BEKANNT IST

{level}

Das steht in: {evidence}

WAS DER ABSENDER ERFAHREN HAT

{leaked}

WAS ER DADURCH NICHT ERFAHREN HAT

{not_leaked}

Dass Protokolle nichts zeigen, ist kein Beweis, dass nichts geschehen ist: Eine E-Mail kann dort geöffnet worden sein, wo niemand Protokoll führt, auf einem Telefon oder zu Hause.

WAS SIE TUN KÖNNEN

Bitte öffnen Sie diese E-Mails nicht wieder und löschen Sie sie nicht: Sie sind Beweismittel.

1. Nennen Sie uns alle weiteren Konten und Geräte, auf denen Sie E-Mails lesen, auch private, damit sie untersucht werden können.
2. Schalten Sie in Ihren Mailprogrammen das Laden entfernter Bilder ab. Wir helfen Ihnen dabei.
3. Halten Sie Ihre Geräte aktuell, und melden Sie ungewöhnliche E-Mails, bevor Sie sie öffnen. Wer Sie einmal beobachtet hat, versucht vielleicht anderes.

MIT WEM DIES GETEILT WURDE

{shared}

IHRE ANSPRECHSTELLE

{contact}
`,
	levels: {
		clicked:
			"Ein Protokoll zeigt, dass von Ihrem Konto aus ein Link in einer solchen E-Mail aufgerufen wurde. Das ist mehr als das Öffnen: Der Absender weiß, dass die E-Mail gelesen wurde und Sie darauf reagiert haben.",
		fetched:
			"Ein Protokoll zeigt, dass eine solche E-Mail auf Ihrem Konto mit entfernten Bildern geöffnet wurde: Ihr Programm hat sie beim Server des Absenders abgerufen.",
		"fetched-by-proxy":
			"Ein Protokoll zeigt, dass eine Maschine abgerufen hat, worauf eine solche E-Mail verweist: ein Bilder-Proxy oder ein Prüfprogramm, nicht Ihr eigenes Programm. Ob Sie die E-Mail geöffnet haben, folgt daraus nicht.",
		blocked:
			"Ein Protokoll zeigt, dass ein Programm von Ihnen das Öffnen einer solchen E-Mail melden wollte und das Netz Ihrer Organisation es verweigert hat.",
		"looked-up":
			"Ein Protokoll zeigt, dass der Name des Servers des Absenders für Sie nachgeschlagen wurde. Ob dort etwas abgerufen wurde, ist nicht protokolliert.",
		"no-evidence":
			"Protokolle, die die Zeit seit dem Eingang der E-Mail abdecken, zeigen keinen Kontakt mit dem Server des Absenders. Das beweist nicht, dass sie nicht geöffnet wurde.",
		delivered:
			"Die E-Mail ging zu einer Zeit ein, über die kein Protokoll etwas sagt. Ob sie geöffnet wurde, lässt sich nicht feststellen.",
	},
	unnamed: "sehr geehrte Damen und Herren",
	unknownTime: "zu unbekannter Zeit",
	noMessageId: "ohne Nachrichtenkennung",
	place: (log, offset) => `Protokoll ${log}, Byte ${offset}`,
	noPlace: "keiner Protokollzeile",
	leakedTimes: "Den Zeitpunkt des Öffnens:",
	leakedAddresses: "Die hier protokollierte Adresse (der Absender sah die, mit der Ihr Netz nach außen geht):",
	leakedPrograms: "Was Ihr Programm von sich sagt, also Programm und System:",
	leakedNothing: "Nach diesen Protokollen: nichts.",
	leakedUnknown:
		"Das ist nicht bekannt. Falls die E-Mail mit entfernten Bildern geöffnet wurde: den Zeitpunkt, die Adresse Ihres Netzes, Ihr Programm und System.",
	notLeaked:
		"Ihre Passwörter, Ihre E-Mails und Ihre Dokumente: Das Öffnen einer solchen E-Mail gibt sie nicht preis. Es bringt auch nichts auf Ihr Gerät.",
	notLeakedLogOn:
		"Ihre E-Mails und Ihre Dokumente: Das Öffnen einer solchen E-Mail gibt sie nicht preis. Diese E-Mails verweisen aber auch auf eine Dateifreigabe: Unter Windows kann das Öffnen eine Anmeldeantwort preisgeben, aus der sich Ihr Passwort ermitteln oder die sich unmittelbar missbrauchen lässt. Ändern Sie Ihr Windows-Passwort und sagen Sie uns Bescheid.",
	more: (count) => `und ${count} weitere`,
	sharedNothing: "Bisher hat das Programm, mit dem dieser Fall geführt wird, nichts weitergegeben.",
	shared: (format, day) => `${day}: Hosts und Kampagnen ohne Ihren Namen, als ${format}`,
	missingFrom: "[Wer schreibt: --from]",
	missingVerify: "[Wie dieser Brief auf anderem Weg zu prüfen ist: --verify]",
	missingContact: "[An wen man sich wendet: --contact]",
};
