// The notice in French.

import type { NoticeLanguage } from "../language.ts";

export const language: NoticeLanguage = {
	id: "fr",
	template: `Subject: Des courriels qui vous ont été adressés étaient conçus pour vous observer

{from}
{date}

{name},

Des courriels vous ont été envoyés qui étaient conçus pour signaler à leur expéditeur quand ils sont ouverts ou quand un de leurs liens est suivi, et par qui. Vous avez le droit de le savoir. Cette lettre dit ce que l'on sait, ce que l'on ignore et ce que vous pouvez faire.

COMMENT VÉRIFIER QUE CETTE LETTRE EST AUTHENTIQUE

{verify}

LES COURRIELS EN CAUSE

Ils ont été reçus à : {accounts}. Chacun figure ici avec l'heure de sa réception et l'identifiant par lequel votre service informatique peut le retrouver :

{messages}

Leur ouverture est signalée à (écrit de façon à ne pas pouvoir être ouvert par mégarde) : {hosts}.

CE QUE L'ON SAIT

{level}

Les lignes de journal, pour qui les vérifie : {evidence}

CE QUE L'EXPÉDITEUR A APPRIS

{leaked}

CE QU'IL N'A PAS APPRIS PAR CE MOYEN

{not_leaked}

L'absence de trace dans les journaux ne prouve pas que tout va bien : un courriel a pu être ouvert là où personne ne tient de journal, sur un téléphone ou à domicile.

CE QUE VOUS POUVEZ FAIRE

N'ouvrez plus ces courriels et ne les supprimez pas : ce sont des preuves.

1. Indiquez-nous tous les autres comptes et appareils sur lesquels vous lisez votre courrier, y compris privés, afin qu'ils puissent être examinés.
2. Désactivez le chargement des images distantes dans vos logiciels de messagerie. Nous vous y aidons.
3. Tenez vos appareils à jour et signalez tout courriel inhabituel avant de l'ouvrir. Celui qui vous a observé une fois peut tenter autre chose.

CE QUI A ÉTÉ EXTRAIT DU DOSSIER POUR D'AUTRES

{shared}

VOTRE CONTACT

{contact}
`,
	levels: {
		clicked:
			"Un journal montre qu'un lien d'un tel courriel a été suivi depuis votre compte. C'est plus qu'une ouverture. Un journal ne montre pas qui était devant l'appareil, et ne distingue pas toujours un programme de contrôle d'une personne.",
		fetched:
			"Un journal montre que, depuis votre compte, quelque chose a été chargé du serveur de l'expéditeur, ou qu'une connexion y a été établie, après l'arrivée d'un tel courriel : c'est ce qui se passe quand un courriel est ouvert avec ses images distantes. Certains journaux ne montrent que le serveur, et non ce qui a été chargé. Un journal ne montre pas qui était devant l'appareil, et ne distingue pas toujours un programme de contrôle d'une personne.",
		"fetched-by-proxy":
			"Un journal montre qu'une machine a chargé ce à quoi un tel courriel renvoie : un relais d'images ou un analyseur, et non votre propre logiciel. On ne peut pas en conclure que vous l'avez ouvert.",
		blocked:
			"Un journal montre qu'un élément d'un tel courriel, image ou lien, a été demandé depuis votre compte, et que le réseau de votre organisation l'a refusé.",
		"looked-up":
			"Un journal montre que le nom du serveur de l'expéditeur a été recherché depuis votre compte, ou qu'une connexion à ce serveur est restée sans réponse. Aucun journal ne montre que quelque chose y a été chargé.",
		"no-evidence":
			"Les journaux qui couvrent la période depuis l'arrivée du courriel ne montrent aucun contact avec le serveur de l'expéditeur qui soit à coup sûr le vôtre. Cela ne prouve pas qu'il n'a pas été ouvert.",
		delivered:
			"Aucun des journaux dont nous disposons ne rend compte de votre compte au moment où le courriel est arrivé. On ne peut pas savoir s'il a été ouvert.",
	},
	ofSeveral: "C'est le plus que l'on sache de l'un de ces courriels ; des autres, on en sait peut-être moins.",
	learnt: {
		clicked: "Qu'un lien du courriel qui vous était adressé a été suivi, ce dont l'expéditeur peut conclure qu'il a été lu.",
		fetched: "Que le courriel qui vous était adressé a été ouvert, ou qu'un de vos logiciels l'a traité comme s'il l'était.",
		"fetched-by-proxy":
			"Que le courriel a été accepté et qu'une machine en a chargé un élément. Par là, l'expéditeur n'a appris ni l'adresse depuis laquelle vous lisez ni votre logiciel : ce qu'il a vu est propre à la machine. Certaines machines chargent à l'arrivée d'un courriel, d'autres à son ouverture ; l'expéditeur ne peut donc pas savoir avec certitude si vous l'avez ouvert, ni quand.",
		blocked:
			"D'après ces journaux, rien, sinon tout au plus que le nom de son serveur a été recherché : la demande a été refusée avant d'y parvenir. On ignore ce qui s'est passé sur d'autres réseaux.",
		"looked-up":
			"On l'ignore en partie. Celui qui tient le serveur de noms correspondant voit quand ce nom est recherché et par quel réseau et, si le nom a été fait pour vous seul, pour le courriel de qui. Si quelque chose a aussi été chargé : l'adresse de votre réseau, votre logiciel et votre système.",
		"no-evidence":
			"On l'ignore. Si le courriel a été ouvert avec ses images distantes : l'heure, l'adresse de votre réseau, votre logiciel et votre système.",
		delivered:
			"On l'ignore. Si le courriel a été ouvert avec ses images distantes : l'heure, l'adresse de votre réseau, votre logiciel et votre système.",
	},
	unnamed: "Madame, Monsieur",
	unknownTime: "à une date inconnue",
	noMessageId: "sans identifiant de message",
	noHosts: "aucun hôte trouvé",
	place: (log, offset) => `${log}, octet ${offset}`,
	noPlace: "aucune qui soit à coup sûr la vôtre",
	uncertainPlaces: (places) =>
		`En outre, des journaux montrent des contacts dont nul ne peut dire s'ils étaient les vôtres ou ceux d'un autre lecteur, et qui ne prouvent rien à votre sujet : ${places}`,
	leakedTimes: "Quand un élément en a été chargé, ou un lien suivi :",
	leakedAddresses:
		"Depuis quelle adresse, telle que consignée ici (l'expéditeur a vu celle par laquelle votre réseau communique avec l'extérieur) :",
	leakedPrograms: "Ce que votre logiciel dit de lui-même, donc le logiciel et le système :",
	machineBesides:
		"En outre, une machine a chargé des éléments de ces courriels : un relais d'images ou un analyseur. Ce qui suit est propre à la machine, et non à vous.",
	machineTimes: "Quand la machine l'a chargé :",
	machineAddresses: "L'adresse de la machine, telle que consignée ici :",
	machinePrograms: "Ce que le logiciel de la machine dit de lui-même :",
	machine,
	notLeaked:
		"Vos mots de passe, votre courrier et vos documents : ouvrir un tel courriel ne les livre pas. En soi, cela n'installe rien non plus sur votre appareil.",
	notLeakedLogOn:
		"Votre courrier et vos documents : ouvrir un tel courriel ne les livre pas. Mais ces courriels renvoient aussi à un partage de fichiers : sous Windows, en ouvrir un peut livrer une réponse d'authentification à partir de laquelle votre mot de passe peut être retrouvé, ou qui peut être détournée telle quelle. Changez votre mot de passe Windows et prévenez-nous.",
	afterClick:
		"Ces journaux ne montrent pas ce que la page derrière le lien a fait ou demandé. Si vous y avez saisi un mot de passe, changez-le ; si vous avez ouvert un fichier qui en provient, laissez l'appareil en l'état ; et prévenez-nous dans les deux cas.",
	more: (count) => (count === 1 ? "et 1 autre" : `et ${count} autres`),
	sharedNamed:
		"Fichiers extraits de ce dossier avec les destinataires de tels courriels, dont vous. Ils contiennent votre nom ou votre adresse là où le format le prévoit :",
	sharedPerhaps: "Fichiers extraits de ce dossier dont on ne peut plus dire s'ils contiennent votre nom ou votre adresse :",
	sharedUnnamed: "Fichiers sur des hôtes, des expéditeurs et des campagnes, extraits de ce dossier sans votre nom ni votre adresse :",
	sharedNothing:
		"Le registre de ce dossier ne connaît aucun fichier qui en ait été extrait pour d'autres et qui concerne votre courrier : ni votre nom ni votre adresse n'en sont sortis par cette voie.",
	sharedLimit:
		"À qui un fichier a été remis, et ce qui a été transmis par d'autres voies, ce registre l'ignore : demandez-le à votre contact.",
	shared: (day, format, file) =>
		`${day} : au format ${format}, vers ${file === null ? "un écran ou un autre programme" : `le fichier ${file}`}`,
	missingFrom: "[Qui écrit : --from]",
	missingVerify: "[Comment vérifier cette lettre par un autre moyen : --verify]",
	missingContact: "[À qui s'adresser : --contact]",
};

const MACHINES: Readonly<Record<string, string>> = {
	"image proxy": "relais d'images",
	"prefetch of pictures": "préchargement d'images",
	"mail scanner": "analyseur de courriels",
	"link scanner": "analyseur de liens",
	"link preview": "aperçu de liens",
	"mail service": "service de messagerie",
	"mail protection": "protection de la messagerie",
};

function machine(name: string): string {
	const [, maker, kind = "", rest = ""] = /^(\w+)'s ([a-z ]+[a-z])(.*)$/.exec(name) ?? [];
	if (maker !== undefined && Object.hasOwn(MACHINES, kind)) return `${MACHINES[kind]} de ${maker}${rest}`;
	return name
		.replace(/^a program without a reader: /, "un programme sans lecteur : ")
		.replace(
			/^a proxy that hides the program, as Apple's Mail Privacy Protection does/,
			"un relais qui cache le logiciel, comme le fait Apple Mail Privacy Protection",
		)
		.replace(/^a machine, as its own name says/, "une machine, d'après son propre nom");
}
