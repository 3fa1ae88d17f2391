// The notice in German.

import type { NoticeLanguage } from "../language.ts";

export const language: NoticeLanguage = {
	id: "de",
	template: `Subject: E-Mails an Sie waren darauf angelegt, Sie zu beobachten

{from}
{date}

Guten Tag, {name},

Sie haben E-Mails erhalten, die darauf angelegt waren, dem Absender zu melden, wann und von wem sie geöffnet werden oder ein Link in ihnen aufgerufen wird. Sie haben ein Recht, das zu erfahren. Dieser Brief sagt, was bekannt ist, was nicht, und was Sie tun können.

WIE SIE PRÜFEN, DASS DIESER BRIEF ECHT IST

{verify}

UM WELCHE E-MAILS ES GEHT

Sie gingen ein bei {accounts}. Jede steht hier mit der Zeit ihres Eingangs und der Kennung, unter der Ihre IT sie findet:

{messages}

Ihr Öffnen wird gemeldet an (so geschrieben, dass man es nicht versehentlich öffnen kann): {hosts}.

WAS BEKANNT IST

{level}

Die Protokollzeilen, für alle, die sie prüfen: {evidence}

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

WAS FÜR ANDERE HERAUSGESCHRIEBEN WURDE

{shared}

IHRE ANSPRECHSTELLE

{contact}
`,
	levels: {
		clicked:
			"Ein Protokoll zeigt, dass von Ihrem Konto aus ein Link in einer solchen E-Mail aufgerufen wurde. Das ist mehr als das Öffnen. Wer am Gerät saß, zeigt ein Protokoll nicht, und es unterscheidet nicht jedes Prüfprogramm von einem Menschen.",
		fetched:
			"Ein Protokoll zeigt, dass von Ihrem Konto aus beim Server des Absenders etwas abgerufen oder eine Verbindung zu ihm aufgebaut wurde, nachdem eine solche E-Mail gekommen war: So ist es, wenn eine E-Mail mit entfernten Bildern geöffnet wird. Manche Protokolle zeigen nur den Server und nicht, was abgerufen wurde. Wer am Gerät saß, zeigt ein Protokoll nicht, und es unterscheidet nicht jedes Prüfprogramm von einem Menschen.",
		"fetched-by-proxy":
			"Ein Protokoll zeigt, dass eine Maschine abgerufen hat, worauf eine solche E-Mail verweist: ein Bilder-Proxy oder ein Prüfprogramm, nicht Ihr eigenes Programm. Ob Sie die E-Mail geöffnet haben, folgt daraus nicht.",
		blocked:
			"Ein Protokoll zeigt, dass von Ihrem Konto aus etwas aus einer solchen E-Mail, ein Bild oder ein Link, abgerufen werden sollte und das Netz Ihrer Organisation es verweigert hat.",
		"looked-up":
			"Ein Protokoll zeigt, dass von Ihrem Konto aus der Name des Servers des Absenders nachgeschlagen wurde oder eine Verbindung zu ihm ohne Antwort blieb. Dass dort etwas abgerufen wurde, zeigt kein Protokoll.",
		"no-evidence":
			"Protokolle, die die Zeit seit dem Eingang der E-Mail abdecken, zeigen keinen Kontakt mit dem Server des Absenders, der sicher Ihrer war. Das beweist nicht, dass sie nicht geöffnet wurde.",
		delivered:
			"Kein Protokoll, das uns vorliegt, sagt etwas über Ihr Konto zu der Zeit, als die E-Mail einging. Ob sie geöffnet wurde, lässt sich nicht feststellen.",
	},
	ofSeveral: "Das ist das Meiste, was über eine dieser E-Mails bekannt ist; über die anderen kann es weniger sein.",
	learnt: {
		clicked: "Dass ein Link in der E-Mail an Sie aufgerufen wurde, woraus der Absender schließen kann, dass sie gelesen wurde.",
		fetched: "Dass die E-Mail an Sie geöffnet wurde, oder dass ein Programm bei Ihnen sie behandelte, als würde sie es.",
		"fetched-by-proxy":
			"Dass die E-Mail angenommen wurde und eine Maschine etwas daraus abgerufen hat. Weder die Adresse, von der aus Sie lesen, noch Ihr Programm hat der Absender dadurch erfahren: Was er sah, gehört zur Maschine. Manche Maschinen rufen ab, wenn eine E-Mail eingeht, andere, wenn sie geöffnet wird; ob und wann Sie sie geöffnet haben, kann der Absender daher nicht sicher wissen.",
		blocked:
			"Nach diesen Protokollen nichts, außer allenfalls, dass der Name seines Servers nachgeschlagen wurde: Der Abruf wurde verweigert, bevor er dort ankam. Was in anderen Netzen geschah, ist nicht bekannt.",
		"looked-up":
			"Das ist nicht sicher bekannt. Wer den Nameserver dieses Namens betreibt, sieht, wann er nachgeschlagen wird und von welchem Netz, und, wenn der Name für Sie allein gemacht wurde, für wessen E-Mail. Falls auch etwas abgerufen wurde: die Adresse Ihres Netzes, Ihr Programm und System.",
		"no-evidence":
			"Das ist nicht bekannt. Falls die E-Mail mit entfernten Bildern geöffnet wurde: den Zeitpunkt, die Adresse Ihres Netzes, Ihr Programm und System.",
		delivered:
			"Das ist nicht bekannt. Falls die E-Mail mit entfernten Bildern geöffnet wurde: den Zeitpunkt, die Adresse Ihres Netzes, Ihr Programm und System.",
	},
	unnamed: "sehr geehrte Damen und Herren",
	unknownTime: "zu unbekannter Zeit",
	noMessageId: "ohne Nachrichtenkennung",
	noHosts: "keinen Host, der gefunden wurde",
	place: (log, offset) => `${log}, Byte ${offset}`,
	noPlace: "keine, die sicher von Ihnen ist",
	uncertainPlaces: (places) =>
		`Außerdem zeigen Protokolle Kontakte, von denen niemand sagen kann, ob es Ihre waren oder die anderer Leser, und die über Sie nichts beweisen: ${places}`,
	leakedTimes: "Wann etwas daraus abgerufen oder ein Link aufgerufen wurde:",
	leakedAddresses: "Von welcher Adresse aus, wie hier protokolliert (der Absender sah die, mit der Ihr Netz nach außen geht):",
	leakedPrograms: "Was Ihr Programm von sich sagt, also Programm und System:",
	machineBesides:
		"Außerdem hat eine Maschine etwas aus diesen E-Mails abgerufen, ein Bilder-Proxy oder ein Prüfprogramm. Was folgt, gehört zur Maschine, nicht zu Ihnen.",
	machineTimes: "Wann die Maschine es abgerufen hat:",
	machineAddresses: "Die Adresse der Maschine, wie hier protokolliert:",
	machinePrograms: "Was das Programm der Maschine von sich sagt:",
	machine,
	notLeaked:
		"Ihre Passwörter, Ihre E-Mails und Ihre Dokumente: Das Öffnen einer solchen E-Mail gibt sie nicht preis. Für sich allein bringt es auch nichts auf Ihr Gerät.",
	notLeakedLogOn:
		"Ihre E-Mails und Ihre Dokumente: Das Öffnen einer solchen E-Mail gibt sie nicht preis. Diese E-Mails verweisen aber auch auf eine Dateifreigabe: Unter Windows kann das Öffnen eine Anmeldeantwort preisgeben, aus der sich Ihr Passwort ermitteln oder die sich unmittelbar missbrauchen lässt. Ändern Sie Ihr Windows-Passwort und sagen Sie uns Bescheid.",
	afterClick:
		"Was die Seite hinter dem Link getan oder verlangt hat, zeigen diese Protokolle nicht. Wenn Sie dort ein Passwort eingegeben haben, ändern Sie es; wenn Sie eine Datei von dort geöffnet haben, lassen Sie das Gerät, wie es ist; und sagen Sie uns in beiden Fällen Bescheid.",
	more: (count) => `und ${count} weitere`,
	sharedNamed:
		"Dateien, die aus diesem Fall mit den Empfängern solcher E-Mails geschrieben wurden, auch mit Ihnen. Sie enthalten Ihren Namen oder Ihre Adresse, wo das Format dafür einen Platz hat:",
	sharedPerhaps:
		"Dateien, die aus diesem Fall geschrieben wurden und von denen sich nicht mehr sagen lässt, ob Ihr Name oder Ihre Adresse darin steht:",
	sharedUnnamed: "Dateien über Hosts, Absender und Kampagnen, die aus diesem Fall ohne Ihren Namen und Ihre Adresse geschrieben wurden:",
	sharedNothing:
		"Das Journal dieses Falls weiß von keiner Datei, die daraus für andere geschrieben wurde und Ihre E-Mails betrifft: Auf diesem Weg sind weder Ihr Name noch Ihre Adresse hinausgegangen.",
	sharedLimit:
		"Wem eine Datei gegeben und was auf anderem Weg weitergegeben wurde, weiß das Journal nicht: Fragen Sie Ihre Ansprechstelle.",
	shared: (day, format, file) =>
		`${day}: als ${format}, ${file === null ? "auf einen Bildschirm oder an ein anderes Programm" : `in die Datei ${file}`}`,
	missingFrom: "[Wer schreibt: --from]",
	missingVerify: "[Wie dieser Brief auf anderem Weg zu prüfen ist: --verify]",
	missingContact: "[An wen man sich wendet: --contact]",
};

const MACHINES: Readonly<Record<string, string>> = {
	"image proxy": "Bilder-Proxy",
	"prefetch of pictures": "Vorabruf von Bildern",
	"mail scanner": "E-Mail-Prüfprogramm",
	"link scanner": "Link-Prüfprogramm",
	"link preview": "Link-Vorschau",
	"mail service": "Maildienst",
	"mail protection": "Mailschutz",
};

function machine(name: string): string {
	const [, maker, kind = "", rest = ""] = /^(\w+)'s ([a-z ]+[a-z])(.*)$/.exec(name) ?? [];
	if (maker !== undefined && Object.hasOwn(MACHINES, kind)) return `${MACHINES[kind]} von ${maker}${rest}`;
	return name
		.replace(/^a program without a reader: /, "ein Programm ohne Leser: ")
		.replace(
			/^a proxy that hides the program, as Apple's Mail Privacy Protection does/,
			"ein Proxy, der das Programm verbirgt, wie es Apples Mail Privacy Protection tut",
		)
		.replace(/^a machine, as its own name says/, "eine Maschine, wie ihr eigener Name sagt");
}
