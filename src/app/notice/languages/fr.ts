// The notice in French.

import type { NoticeLanguage } from "../language.ts";

export const language: NoticeLanguage = {
	id: "fr",
	template: `Subject: Des courriels qui vous ont été adressés étaient conçus pour vous observer

{from}
{date}

{name},

Des courriels vous ont été envoyés qui étaient conçus pour signaler à leur expéditeur quand ils sont ouverts, et par qui. Vous avez le droit de le savoir. Cette lettre dit ce que l'on sait, ce que l'on ignore et ce que vous pouvez faire.

COMMENT VÉRIFIER QUE CETTE LETTRE EST AUTHENTIQUE

{verify}

LES COURRIELS EN CAUSE

Ils ont été reçus à l'adresse {accounts} :

{messages}

Ils envoient leurs signaux à : {hosts}. Ce nom est écrit de façon à ne pas pouvoir être ouvert par mégarde.

CE QUE L'ON SAIT

{level}

Source : {evidence}

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

AVEC QUI CES INFORMATIONS ONT ÉTÉ PARTAGÉES

{shared}

VOTRE CONTACT

{contact}
`,
	levels: {
		clicked:
			"Un journal montre qu'un lien d'un tel courriel a été suivi depuis votre compte. C'est plus qu'une ouverture : l'expéditeur sait que le courriel a été lu et suivi d'effet.",
		fetched:
			"Un journal montre qu'un tel courriel a été ouvert sur votre compte avec ses images distantes : votre logiciel les a demandées au serveur de l'expéditeur.",
		"fetched-by-proxy":
			"Un journal montre qu'une machine a chargé ce à quoi un tel courriel renvoie : un relais d'images ou un analyseur, et non votre propre logiciel. On ne peut pas en conclure que vous l'avez ouvert.",
		blocked:
			"Un journal montre qu'un de vos logiciels a tenté de signaler l'ouverture d'un tel courriel, et que le réseau de votre organisation l'a refusé.",
		"looked-up":
			"Un journal montre que le nom du serveur de l'expéditeur a été recherché pour vous. Aucun journal ne dit si quelque chose y a été chargé.",
		"no-evidence":
			"Les journaux qui couvrent la période depuis l'arrivée du courriel ne montrent aucun contact avec le serveur de l'expéditeur. Cela ne prouve pas qu'il n'a pas été ouvert.",
		delivered: "Le courriel est arrivé à un moment dont aucun journal ne rend compte. On ne peut pas savoir s'il a été ouvert.",
	},
	unnamed: "Madame, Monsieur",
	unknownTime: "à une date inconnue",
	noMessageId: "sans identifiant de message",
	place: (log, offset) => `journal ${log}, octet ${offset}`,
	noPlace: "aucune ligne de journal",
	leakedTimes: "L'heure d'ouverture :",
	leakedAddresses: "L'adresse consignée ici (l'expéditeur a vu celle par laquelle votre réseau communique avec l'extérieur) :",
	leakedPrograms: "Ce que votre logiciel dit de lui-même, donc le logiciel et le système :",
	leakedNothing: "D'après ces journaux : rien.",
	leakedUnknown:
		"On l'ignore. Si le courriel a été ouvert avec ses images distantes : l'heure, l'adresse de votre réseau, votre logiciel et votre système.",
	notLeaked:
		"Vos mots de passe, votre courrier et vos documents : ouvrir un tel courriel ne les livre pas. Cela n'installe rien non plus sur votre appareil.",
	notLeakedLogOn:
		"Votre courrier et vos documents : ouvrir un tel courriel ne les livre pas. Mais ces courriels renvoient aussi à un partage de fichiers : sous Windows, en ouvrir un peut livrer une réponse d'authentification à partir de laquelle votre mot de passe peut être retrouvé, ou qui peut être détournée telle quelle. Changez votre mot de passe Windows et prévenez-nous.",
	more: (count) => `et ${count} autres`,
	sharedNothing: "À ce jour, le programme qui tient ce dossier n'a rien transmis.",
	shared: (format, day) => `${day} : hôtes et campagnes, sans votre nom, au format ${format}`,
	missingFrom: "[Qui écrit : --from]",
	missingVerify: "[Comment vérifier cette lettre par un autre moyen : --verify]",
	missingContact: "[À qui s'adresser : --contact]",
};
