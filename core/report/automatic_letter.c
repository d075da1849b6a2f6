/* SPDX-License-Identifier: MIT */
#include "core/report/automatic_lists.h"

#include <stddef.h>

/** What people ask each other for, and programs do not. */
const char *const rebound_automatic_request[] = {
	/* en */
	"could you", "can you", "would you", "could we", "can we", "can i", "may i", "may we",
	"could i", "i would like", "i'd like", "we would like", "we'd like", "i want", "we want",
	"send me", "send us", "i need", "we need", "do you know", "are there", "is there",
	"how much", "how many", "when will", "when is", "any news", "wondering", "i wonder",
	"please change my", "please change our", "please change the", "please change it",
	"please change to", "please correct", "please check", "please find", "please quote",
	"please reserve", "please book", "attached", "enclosed", "as discussed", "as agreed",
	"as promised", "see you", "advise me", "quick question", "let's", "would like to",
	"looking for", "let me know", "leave request", "i will miss", "like to know", "let us know",
	"tickets", "i now", "approve", "approval", "please reopen", "does not work",
	/* de */
	"könnten sie", "kannst du", "könntest du", "können wir", "könnt ihr", "könntet ihr",
	"kann ich", "könnte ich", "darf ich", "ich möchte", "wir möchten", "würde gern*",
	"würden gern*", "hätte gern*", "hätten gern*", "schicken sie mir", "senden sie mir",
	"schick mir", "schickt mir", "teilen sie mir", "sag mir", "wissen sie", "weißt du",
	"gibt es", "ich brauche", "wir brauchen", "benötigen wir", "benötige ich", "wir benötigen",
	"ich benötige", "ich suche", "wir suchen", "im anhang", "anbei", "wie besprochen",
	"wie vereinbart", "bis dann", "ich finde", "ich denke", "meiner meinung", "freut mich",
	"können sie mir", "können sie bitte", "bitte liefern", "liefern sie", "deine automatische",
	"komme aber", "ich höre", /* fr */
	"pourriez-vous", "pouvez-vous", "pourrais-tu", "peux-tu", "pourrions-nous", "puis-je",
	"je voudrais", "j'aimerais", "nous aimerions", "nous souhaiterions", "je souhaiterais",
	"je souhaite", "nous souhaitons", "auriez-vous", "avez-vous", "as-tu", "est-ce que",
	"est-il possible", "envoyez-moi", "j'ai besoin", "je cherche", "nous cherchons",
	"ci-joint*", "comme convenu", "veuillez trouver", "dites-moi", "merci d'avance",
	"à bientôt", /* es */
	"podría", "podrías", "podríais", "podrían", "me gustaría", "nos gustaría", "quisiera",
	"quería", "queremos", "quiero", "necesito", "necesitamos", "me puede*", "nos puede*",
	"tenéis", "tiene usted", "hay alguna", "adjunto", "envíeme", "envíame", "mándame",
	"díganme", "dígame", "avísame", "estoy buscando", "de antemano", "creo que", "un abrazo",
	/* pt */
	"poderia", "poderiam", "podia", "pode enviar*", "gostaria", "gostaríamos", "gostava",
	"queríamos", "quero", "preciso", "precisamos", "envie-me", "mande-me", "em anexo",
	"conforme combinado", "diga-me", "há alguma", "teriam", "aguardo", /* it */
	"potrebbe", "potreste", "potresti", "posso", "vorrei", "vorremmo", "mi servirebbe",
	"mi serve", "ci serve", "ho bisogno", "abbiamo bisogno", "mi può", "mi mandi", "mi invii",
	"in allegato", "come d'accordo", "fammi sapere", "gradirei", "penso che", "mi sembra",
	"potete mandarmi", "potete inviarmi", "puoi mandarmi", "a presto", "volentieri",
	"baci", /* nl */
	"kunnen jullie", "kan je", "kan ik", "zou u", "zou je", "zouden jullie", "ik wil", "ik zou",
	"wij willen", "we willen", "graag ontvang*", "stuur mij", "stuur me", "hebben jullie",
	"ik zoek", "wij zoeken", "bijgevoegd", "zoals afgesproken", "wilt u",
	/* sv */
	"kan jag", "skulle du", "skulle ni", "skulle gärna", "vill gärna", "jag vill", "vi vill",
	"jag undrar", "vi undrar", "jag behöver", "vi behöver", "finns det", "bifog*", "skicka mig",
	"skicka oss", "tack på förhand", "pratar vi", "så pratar", /* da */
	"kunne du", "vil gerne", "jeg vil", "vi vil", "findes der", "vedhæft*", "vedlag*",
	"send mig", "send os", "sig til", "på forhånd", "snakkes", /* no */
	"vil gjerne", "jeg trenger", "vi trenger", "finnes det", "send meg", "send oss", "si fra",
	"vi sees", /* fi */
	"voitko", "voitteko", "voisitko", "voisitteko", "haluaisin", "haluaisimme", "haluan",
	"haluamme", "tarvitsen", "tarvitsemme", /* pl */
	"czy", "proszę o wycen*", "chciał*", "potrzebuj*", "mogą państwo", "mógłby", "mogłaby",
	"w załączeniu", "w załączniku", "proszę przes*", /* cs */
	"můžete mi", "můžete nám", "mohl byste", "mohla byste", "můžeš", "mohli byste", "chtěl*",
	"rád bych", "ráda bych", "potřebuj*", "pošlete", /* sk */
	"môžete mi", "chcel*", "pošlite", "v prílohe", "vopred ďakuj*",
	/* hu */
	"tudnának", "tudna", "tudnál", "szeretn*", "kérném", "küldjék", "küldje", "küldené*",
	"szükségem", "van-e", "kérek", /* ro */
	"ați putea", "aș dori", "aș vrea", "dorim", "doresc", "am nevoie", "avem nevoie",
	"trimiteți-mi", "atașat*", "mulțumesc anticipat", /* tr */
	"misiniz", "musunuz", "müsünüz", "misin", "istiyorum", "istiyoruz", "isterim", "ihtiyacım*",
	"ekte", "şimdiden", /* ru */
	"можете ли", "могли бы", "хотел*", "хотим", "хочу", "пришлите", "вышлите", "подскажите",
	"скажите", "есть ли", "во вложении", "прилага*", "прикрепл*", "интересует", "прошу выслать",
	"прошу прислать", "заранее", "думаю", "сколько", "можно ли", "мне нужн*", "нам нужн*",
	"мне нужен", "обсудим", "подпишет", /* uk */
	"чи можете", "чи є", "хотів", "хотіла", "потрібн*", "надішліть", "заздалегідь",
	/* el */
	"θα ήθελα", "μπορείς", "χρειάζομαι", "στείλτε μου", "θέλω", "συνημμέν*",
	/* hr */
	"možete li", "biste li", "želim", "trebam", "trebamo", "pošaljite", "u prilogu",
	"unaprijed",
	/* ja */
	"いただけますでしょうか", "でしょうか", "ますか", "ですか", "教えて", "希望し", "ほしい",
	"お送りします", "とのこと", "承知", "発注", /* zh */
	"请问", "請問", "能否", "可否", "能不能", "可以吗", "是否", "我想", "我们想", "我們想",
	"想问", "想订", "麻烦", "附件", "请发给我", "请提供", "咨询", "请告知", "多少", "发给我",
	"请把", /* ko */
	"있을까요", "있나요", "주시겠", "주실 수", "궁금", "싶습니다",
	/* ar */
	"هل", "أريد", "أرغب", "نرغب", "أحتاج", "مرفق",
	/* he */
	"האם", "אשמח", "אני צריך", "מצורף", "רוצה",
	/* id */
	"apakah", "bisakah", "saya ingin", "terlampir", "mohon kirim",
	/* vi */
	"có thể", "tôi muốn", "đính kèm", "gửi lại",
	"bao nhiêu", /* of automatic answers, that people answer */
	"your automatic", "your auto-reply", "your out of office", "your out-of-office",
	"ihre automatische", "deine abwesenheit*", "ihre abwesenheit*", "uw automatische",
	"je automatische", "ditt autosvar", "dit autosvar", "twoja automatyczna",
	"vaše automatická", "ваш автоответ*", NULL};

/** What mailings and shops write, to many. */
const char *const rebound_automatic_offer[] = {
	/* en */
	"unsubscribe", "% off", "discount*", "book until", "promo*", "voucher*", "coupon*",
	"webinar*", "see our new", "try our new", "discover our new", "meet our new",
	"with our new", "introducing our new", "view our new", "our new range",
	"our new collection", "our new catalog*", "our new season", "our new product*", "deals",
	"download", "click here to",
	/* de */
	"abbestellen", "abmelden", "rundbrief*", "newsletter", "sonderangebot*", "gutschein*",
	"aktion", "weiterlesen", "gewinnspiel", /* fr */
	"désabonn*", "désinscription", "réduction*", "offre*", "réservez", "commandez", "profitez",
	"soldes", "inscrivez-vous", "nos nouveau*", "invitons",
	/* es */
	"darse de baja", "descuento*", "oferta*", "cupón", "inscríbete",		/* pt */
	"descadastr*", "desconto*", "compre", "aproveite", "inscreva-se", "convidamos", /* it */
	"disiscriv*", "scont*", "offert*", "acquista", "approfitta*", "iscriviti", "scopri",
	"invitiamo", "saldi",
	/* nl */
	"uitschrijven", "korting*", "aanbieding*", "actie", "nodigen", "profiteer",
	/* sv */
	"avprenumerera", "avregistrera", "erbjudande*", "kampanj*",
	/* da */
	"afmeld*", "rabat*", "tilbud", "kampagne*", "inviterer",
	/* no */
	"avmeld*", /* fi */
	"alennus*", "tarjou*", "ilmoittaudu", "kutsumme",
	/* pl */
	"wypisz", "zniżk*", "zapraszamy",
	/* cs */
	"odhlásit", "slev*", "akce", "akční", "objednejte", "kupte", "registrujte", "zveme",
	/* hu */
	"leiratkoz*", "kedvezmény*", "akció*", "foglaljon", "meghívjuk", /* ro */
	"dezabon*", "reducer*", "cumpărați", "abonați-vă", "aflați",
	/* tr */
	"abonelikten", "indirim*", "kampanya*", "fırsat*", "davet",
	/* ru */
	"отписаться", "скидк*", "акци*", "промокод*", "купить", "забронир*", "спецпредложен*",
	"подробнее", "приглашаем", "зарегистрируйтесь",
	/* ja */
	"配信停止", /* zh */
	"退订", NULL};

/** Orders, offers and bills: people write of them, and so do desks. */
const char *const rebound_automatic_trade[] = {
	/* en */
	"my order", "our order", "your order", "your payment", "your booking", "order for",
	"refund", "my invoice", "your invoice", "the invoice", "quote for", "quotation",
	"best price", "we ordered", "i ordered", "i bought", "i paid", "price list", "pro forma",
	/* parcels */ "parcel*", "paket*", "paketti*", "colis", "paquete*", "pacco", "pakket*",
	"pakke*", "paczk*", "przesyłk*", "zásilk*", "balík*", "csomag*", "kargo*", "посылк*",
	"荷物", "宅配", "包裹", "快递", "택배",
	/* de */
	"angebot", "rechnung", "preis*", "bestell*",
	/* fr */
	"commande*", "devis", "facture", "prix",
	/* es */
	"presupuesto", "pedido*", "factura", "precio*",	    /* pt */
	"orçamento", "fatura", "preço*", "minha encomenda", /* it */
	"preventivo", "ordine", "ordini", "ordinare", "fattura",
	/* nl */
	"offerte", "factuur", "bestel*",
	/* sv */
	"offert", "beställ*", "faktura",
	/* da */
	"tilbud", "bestil*",
	/* fi */
	"tarjous*", "tilau*", "lasku*", "tilaan",
	/* pl */
	"zamówi*", "zamawia*", "faktur*", "wycen*",
	/* cs */
	"nabídk*", "objedn*",
	/* hu */
	"megrendel*", "rendel*", "számla*", "árajánlat*",
	/* ro */
	"oferta", "comand*", "factur*",
	/* tr */
	"teklif*", "sipariş*", "fatura*",
	/* ru */
	"заказ*", "счёт*", "цен*",
	/* uk */
	"замов*", "рахунок",
	/* el */
	"παραγγ*", "τιμολόγ*",
	/* hr */
	"naruč*", "račun*",
	/* ja */
	"注文", "見積", "請求書", "価格",
	/* zh */
	"报价", "价格", "價格", "订购", "订单", "发票", "訂購", "訂單", "發票",
	/* ko */
	"주문", "견적", "가격", NULL};

/** What people tell of, and what they wish each other. */
const char *const rebound_automatic_past[] = {
	/* regrets, and families */ "what a pity", "what a shame", "schade", "dommage", "qué pena",
	"que pena", "peccato", "jammer", "szkoda", "škoda", "жаль", "残念", "可惜", "my wife",
	"my husband", "my daughter", "my sister", "meine frau", "mein mann", "meine tochter",
	"meine schwester", "ma femme", "mon mari", "ma fille", "mi mujer", "mi marido", "mi hija",
	"mia moglie", "mio marito", "mia figlia", "minha mulher", "meu marido", "minha filha",
	"mijn man", "mijn vrouw", "mijn dochter", "min fru", "min kone", "min mand", "mieheni",
	"vaimoni", "manžel*", "feleségem", "férjem", "моя жена", "мой муж", "моя дочь", "老公",
	"老婆", "남편",
	/* en */ "was away", "were away", "was out", "just back", "back from", "sorry for the late",
	"last week", "last month", "yesterday", "your holiday", "your vacation", "how was",
	/* de */ "war ich", "waren wir", "war krank", "zurück aus", "späte antwort", "gestern",
	"letzte woche", "schönen urlaub",
	/* fr */ "j'étais", "nous étions", "désolé*", "hier", "semaine dernière", "bonnes vacances",
	/* es */ "estuve", "estuvimos", "ayer", "semana pasada", "perdón por",
	/* it */ "ero", "eravamo", "sono tornat*", "ieri", "settimana scorsa", "buone vacanze",
	/* pt */ "estive", "voltei", "ontem", "semana passada", "boas férias", "desculp*",
	/* nl */ "was ik", "waren we", "terug van", "gisteren", "vorige week", "fijne vakantie",
	/* sv, da, no */ "jag var", "kom hem", "tillbaka från", "igår", "förra veckan", "jeg var",
	"tilbage fra", "tilbake fra", "i går", "sidste uge", "forrige uke", "god ferie",
	/* fi */ "olin", "eilen", "viime viikolla",
	/* pl */ "byłem", "byłam", "wróciłem", "wróciłam", "wczoraj", "zeszłym tygodniu",
	/* cs */ "byl jsem", "byla jsem", "včera", "minulý týden",
	/* hu, ro, tr */ "voltam", "tegnap", "múlt héten", "am fost", "săptămâna trecută", "dün",
	"geçen hafta",
	/* ru, uk */ "вернулся", "вернулась", "вчера", "прошлой неделе", "извините за", "вчора",
	"минулого тижня",
	/* ja, zh, ko */ "昨日", "先週", "先日", "失礼しました", "遅くなり", "昨天", "上周", "刚回",
	"抱歉", "어제", "지난주", "보았습니다", "봤습니다",
	/* el, he */ "χτες", "χθες", "אתמול", "האחרונה", NULL};
