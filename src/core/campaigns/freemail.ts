// Freemail: domains at which anybody has an address within a minute. What is shared there links nobody, and an address there is no sign of
// the organisation that its display name may claim. General knowledge; mailbox providers of a country with their usual endings.

/** Providers whose mailboxes stand under many national endings. */
const INTERNATIONAL = "gmail googlemail yahoo ymail rocketmail hotmail outlook live msn aol gmx yandex zoho".split(" ");

const DOMAINS = new Set(
	(
		"icloud.com me.com mac.com proton.me protonmail.com protonmail.ch pm.me tutanota.com tutanota.de tuta.com tuta.io tutamail.com keemail.me mail.com email.com " +
		"usa.com myself.com consultant.com engineer.com europe.com fastmail.com fastmail.fm hushmail.com hush.com zohomail.com zohomail.eu inbox.com inbox.lv " +
		"mail.ru bk.ru list.ru inbox.ru internet.ru rambler.ru lenta.ru ya.ru ukr.net i.ua meta.ua bigmir.net web.de t-online.de freenet.de arcor.de posteo.de posteo.net " +
		"mailbox.org email.de online.de freemail.de laposte.net orange.fr wanadoo.fr free.fr sfr.fr neuf.fr bbox.fr libero.it virgilio.it tiscali.it alice.it tin.it " +
		"tim.it email.it bluewin.ch hispeed.ch gmx.net chello.at aon.at telenet.be skynet.be ziggo.nl kpnmail.nl planet.nl home.nl xs4all.nl hetnet.nl wp.pl o2.pl onet.eu " +
		"interia.pl interia.eu poczta.onet.pl op.pl vp.pl seznam.cz email.cz post.cz centrum.cz volny.cz azet.sk centrum.sk zoznam.sk freemail.hu citromail.hu abv.bg " +
		"mail.bg yahoo.ro net.hr sapo.pt telefonica.net terra.es telia.com bredband.net spray.se online.no start.no mail.dk jubii.dk luukku.com suomi24.fi btinternet.com " +
		"virginmedia.com sky.com talktalk.net ntlworld.com blueyonder.co.uk tiscali.co.uk eircom.net comcast.net verizon.net att.net sbcglobal.net bellsouth.net cox.net " +
		"charter.net earthlink.net juno.com netzero.net optonline.net rogers.com sympatico.ca shaw.ca telus.net bigpond.com bigpond.net.au optusnet.com.au iinet.net.au " +
		"xtra.co.nz qq.com foxmail.com 163.com 126.com yeah.net sina.com sina.cn sohu.com tom.com aliyun.com 139.com 189.cn 21cn.com naver.com daum.net hanmail.net " +
		"nate.com docomo.ne.jp ezweb.ne.jp softbank.ne.jp nifty.com rediffmail.com in.com walla.com walla.co.il uol.com.br bol.com.br terra.com.br ig.com.br globo.com " +
		"mynet.com excite.com lycos.com mailfence.com runbox.com disroot.org riseup.net autistici.org cock.li duck.com simplelogin.com anonaddy.me mailinator.com " +
		"guerrillamail.com temp-mail.org yopmail.com 10minutemail.com sharklasers.com maildrop.cc"
	).split(" "),
);

/** `domain` in lower case, as it stands in an address. Sub-domains are none: they are mostly a company's. */
export function isFreemail(domain: string): boolean {
	if (DOMAINS.has(domain)) return true;
	const dot = domain.indexOf(".");
	// yahoo.co.jp, hotmail.fr, outlook.com.br: the provider's label, and an ending of at most two labels of two or three letters.
	return dot > 0 && INTERNATIONAL.includes(domain.slice(0, dot)) && /^(?:[a-z]{2,3}\.)?[a-z]{2,3}$/.test(domain.slice(dot + 1));
}
