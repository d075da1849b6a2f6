/* SPDX-License-Identifier: MIT */
#include "core/report/automatic_lists.h"

#include <stddef.h>

/** What people ask each other for, and programs do not. */
const char *const rebound_automatic_request[] = {
	/* en */
	"could you", "can you", "would you", "could we", "can we", "can i", "may i", "may we",
	"could i", "i would like", "i'd like", "we would like", "we'd like", "i want", "we want",
	"send me", "send us", "let me know", "i am looking for", "we are looking for", "i need",
	"we need", "i am interested", "we are interested", "do you have", "do you still",
	"do you ship", "do you deliver", "do you offer", "do you know", "are you able", "are there",
	"is there", "how much", "how many", "how do i", "what is the", "when will", "when is",
	"any news", "wondering", "i wonder", "please update the", "please change", "please correct",
	"please check", "please find", "please quote", "please confirm receipt", "please reserve",
	"please book", "please put me", "please add me", "please call me back", "attached",
	"enclosed", "as discussed", "as agreed", "as promised", "see you", "would be great",
	"would be lovely", "would be nice", "quick answer", "give me a call", "advise me",
	"i have a question", "quick question", "thanks in advance", "thank you in advance", "let's",
	"would like to", "like to know", "let us know", "i read your", "tickets", "could the",
	"so could", "instead?", "i now", "i do the", "leave request", "was approved",
	"remaining days", "approve", "approval", "please reopen", "does not work", "miss our",
	"i will miss", "class list", "resend the", "the contract",
	/* de */
	"könnten sie", "kannst du", "könntest du", "können wir", "könnt ihr", "könntet ihr",
	"kann ich", "könnte ich", "darf ich", "ich möchte", "wir möchten", "würde gern*",
	"würden gern*", "hätte gern*", "hätten gern*", "schicken sie mir", "senden sie mir",
	"schicken sie uns", "senden sie uns", "schick mir", "schickt mir", "teilen sie mir",
	"teilen sie uns", "sagen sie mir", "sag mir", "wissen sie", "weißt du", "gibt es",
	"ich brauche", "wir brauchen", "benötigen wir", "benötige ich", "wir benötigen",
	"ich benötige", "ich suche", "wir suchen", "bitte um ein", "bitte um eine", "im anhang",
	"anbei", "wie besprochen", "wie vereinbart", "bis dann", "ich finde", "ich denke",
	"meiner meinung", "hat mir gefallen", "freut mich", "danke im voraus", "können sie mir",
	"können sie bitte", "bitte liefern", "liefern sie", "die einladung", "ihren artikel",
	"viel spaß", "deine automatische", "komme aber", "kündige", "kündigung", "bitte ändern",
	"wer bearbeitet", "ich höre", "vertrag",
	/* fr */
	"pourriez-vous", "pouvez-vous", "pourrais-tu", "peux-tu", "pourrions-nous", "puis-je",
	"je voudrais", "j'aimerais", "nous aimerions", "nous souhaiterions", "je souhaiterais",
	"je souhaite", "nous souhaitons", "auriez-vous", "avez-vous", "as-tu", "est-ce que",
	"est-il possible", "merci de m'envoyer", "merci de me faire", "merci de me dire",
	"envoyez-moi", "renvoyer", "j'ai besoin", "nous avons besoin", "je cherche",
	"nous cherchons", "ci-joint*", "comme convenu", "veuillez trouver", "dites-moi",
	"merci d'avance", "à bientôt", "comptez sur", "c'est moi", "je passerai*", /* es */
	"podría", "podrías", "podríais", "podrían", "me gustaría", "nos gustaría", "quisiera",
	"quería", "queremos", "quiero", "necesito", "necesitamos", "me puede*", "nos puede*",
	"tenéis", "tiene usted", "hay alguna", "adjunto", "según lo acordado", "envíeme", "envíame",
	"mándame", "díganme", "dígame", "avísame", "estoy buscando", "de antemano", "creo que",
	"un abrazo", "te aviso", /* pt */
	"poderia", "poderiam", "podia", "pode enviar*", "gostaria", "gostaríamos", "gostava",
	"queríamos", "quero", "preciso", "precisamos", "envie-me", "mande-me", "em anexo",
	"conforme combinado", "diga-me", "há alguma", "teriam", "aguardo", /* it */
	"potrebbe", "potreste", "potresti", "posso", "vorrei", "vorremmo", "mi servirebbe",
	"mi serve", "ci serve", "ho bisogno", "abbiamo bisogno", "mi può", "mi mandi", "mi invii",
	"in allegato", "come d'accordo", "mi faccia sapere", "fammi sapere", "gradirei",
	"grazie in anticipo", "penso che", "mi sembra", "mi è piaciut*", "a chi", "potete mandarmi",
	"potete inviarmi", "puoi mandarmi", "a presto", "invito", "volentieri", "ti mando",
	"baci", /* nl */
	"kunt u mij", "kunt u ons", "kunt u me", "kunnen jullie", "kan je", "kan ik", "zou u",
	"zou je", "zouden jullie", "ik wil", "ik zou", "wij willen", "we willen", "graag ontvang*",
	"stuur mij", "stuur me", "hebben jullie", "is er nog", "ik zoek", "wij zoeken",
	"ik heb nodig", "bijgevoegd", "in de bijlage", "zoals afgesproken", "laat me weten",
	"wilt u", "in plaats van", /* sv */
	"kan jag", "skulle du", "skulle ni", "skulle gärna", "vill gärna", "jag vill", "vi vill",
	"jag undrar", "vi undrar", "jag behöver", "vi behöver", "finns det", "när har", "bifog*",
	"skicka mig", "skicka oss", "tack på förhand", "pratar vi", "så pratar", /* da */
	"kunne du", "vil gerne", "jeg vil", "vi vil", "jeg har brug", "vi har brug", "findes der",
	"vedhæft*", "vedlag*", "send mig", "send os", "sig til", "på forhånd", "snakkes", /* no */
	"vil gjerne", "jeg trenger", "vi trenger", "finnes det", "er det mulig", "send meg",
	"send oss", "si fra", "vi sees", "kan dere sende", /* fi */
	"voitko", "voitteko", "voisitko", "voisitteko", "haluaisin", "haluaisimme", "haluan",
	"haluamme", "tarvitsen", "tarvitsemme", /* pl */
	"czy", "proszę o wycen*", "proszę o przes*", "proszę o info*", "proszę o ofert*", "chciał*",
	"potrzebuj*", "mogą państwo", "mógłby", "mogłaby", "w załączeniu", "w załączniku",
	"proszę przes*", "na mój adres", "teraz ja", /* cs */
	"můžete mi", "můžete nám", "mohl byste", "mohla byste", "můžeš", "mohli byste", "chtěl*",
	"rád bych", "ráda bych", "potřebuj*", "prosím o zasl*", "pošlete", "bohužel ne*",
	"pozvánk*", "přijedu", /* sk */
	"môžete mi", "mohli by ste", "chcel*", "pošlite", "v prílohe", "vopred ďakuj*",
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
	"мне нужен", "оплачу", "оплатим", "за напоминание", "обсудим", "нам подходит", "договор*",
	"подпишет", /* uk */
	"чи можете", "чи є", "хотів", "хотіла", "потрібн*", "надішліть", "заздалегідь",
	/* el */
	"θα ήθελα", "μπορείτε να μου", "μπορείς", "χρειάζομαι", "στείλτε μου", "θέλω", "συνημμέν*",
	/* hr */
	"možete li", "biste li", "želim", "trebam", "trebamo", "pošaljite", "u prilogu",
	"unaprijed",
	/* ja */
	"いただけますか", "いただけますでしょうか", "いただけないでしょうか", "でしょうか",
	"ますか", "ですか", "教えて", "送ってください", "お送りください", "希望し", "ほしい",
	"お送りします", "とのこと", "承知", "発注", "箱お願い", /* zh */
	"请问", "請問", "能否", "可否", "能不能", "可以吗", "是否", "我想", "我们想", "我們想",
	"想问", "想订", "麻烦", "附件", "请发给我", "请提供", "咨询", "请告知", "多少", "发给我",
	"请把", /* ko */
	"있을까요", "있나요", "주시겠", "주실 수", "가능한가요", "가능할까요", "궁금", "싶습니다",
	"보내 주세요", "보내주세요", /* ar */
	"هل", "أريد", "أرغب", "نرغب", "أحتاج", "مرفق",
	/* he */
	"האם", "אשמח", "אני צריך", "מצורף", "רוצה",
	/* id */
	"apakah", "bisakah", "saya ingin", "terlampir", "mohon kirim",
	/* vi */
	"có thể", "tôi muốn", "đính kèm", "vui lòng gửi", "gửi lại", "bao nhiêu", NULL};

/** What mailings and shops write, to many. */
const char *const rebound_automatic_offer[] = {
	/* en */
	"unsubscribe", "view in browser", "view this mail", "% off", "discount*", "special offer",
	"book now", "book until", "book before", "shop now", "buy now", "order now", "save up",
	"on sale", "free shipping", "free delivery", "promo*", "voucher*", "coupon*", "webinar*",
	"register now", "sign up", "new collection", "our new", "out now", "limited time",
	"deal of", "deals", "do not miss", "join us", "you are invited", "invite you", "read more",
	"learn more", "download", "click here to",
	/* de */
	"abbestellen", "newsletter", "sonderangebot*", "jetzt buchen", "jetzt bestellen",
	"gutschein*", "aktion", "sparen sie", "jetzt anmelden", "neue kollektion", "unsere neue*",
	"mehr erfahren", "weiterlesen", "gewinnspiel", "laden sie * ein", "laden wir", "im browser",
	/* fr */
	"désabonn*", "se désinscrire", "désinscription", "réduction*", "offre*", "réservez",
	"commandez", "profitez", "soldes", "inscrivez-vous", "notre nouvelle", "nos nouveau*",
	"en savoir plus", "invitons",
	/* es */
	"darse de baja", "descuento*", "oferta*", "reserva ya", "reserva ahora", "compra ahora",
	"cupón", "inscríbete", "nuestra nueva", "nuestros nuevos", "leer más", "más información",
	"te invitamos", "le invitamos", "no te pierdas",
	/* pt */
	"descadastr*", "cancelar a subscrição", "desconto*", "reserve já", "compre", "aproveite",
	"inscreva-se", "nossa nova", "saiba mais", "convidamos", "não perca",
	/* it */
	"disiscriv*", "annulla l'iscrizione", "scont*", "offert*", "prenota ora", "acquista",
	"approfitta*", "iscriviti", "nostra nuova", "nostri nuovi", "scopri", "leggi tutto",
	"invitiamo", "saldi",
	/* nl */
	"uitschrijven", "korting*", "aanbieding*", "boek nu", "bestel nu", "actie", "meld je aan",
	"onze nieuwe", "lees meer", "nodigen", "profiteer",
	/* sv */
	"avprenumerera", "avregistrera", "erbjudande*", "boka nu", "köp nu", "kampanj*",
	"anmäl dig", "vår nya", "våra nya", "läs mer", "bjuder in",
	/* da */
	"afmeld*", "rabat*", "tilbud", "bestil nu", "køb nu", "kampagne*", "tilmeld dig",
	"vores nye", "læs mere", "inviterer",
	/* no */
	"meld deg av", "avmeld*", "bestill nå", "kjøp nå", "meld deg på", "vår nye", "våre nye",
	"les mer",
	/* fi */
	"peruuta tilaus", "alennus*", "tarjou*", "varaa nyt", "osta nyt", "ilmoittaudu",
	"uusi mallisto", "lue lisää", "kutsumme",
	/* pl */
	"wypisz", "rezygnacja z", "kup teraz", "zniżk*", "zapisz się", "nasza nowa", "nasze nowe",
	"czytaj więcej", "zapraszamy",
	/* cs */
	"odhlásit", "slev*", "akce", "akční", "objednejte", "kupte", "registrujte", "naše nová",
	"naše nové", "více informací", "zveme",
	/* hu */
	"leiratkoz*", "kedvezmény*", "akció*", "rendelje meg", "foglaljon", "új kollekció",
	"meghívjuk", "tudjon meg",
	/* ro */
	"dezabon*", "reducer*", "rezervați acum", "cumpărați", "abonați-vă", "vă invităm", "aflați",
	/* tr */
	"abonelikten", "indirim*", "kampanya*", "fırsat*", "hemen al", "kayıt olun",
	"yeni koleksiyon", "davet",
	/* ru */
	"отписаться", "скидк*", "акци*", "промокод*", "купить", "забронир*", "спецпредложен*",
	"подробнее", "приглашаем", "новая коллекция", "зарегистрируйтесь",
	/* ja */
	"配信停止", "割引", "セール", "キャンペーン", "クーポン", "今すぐ", "期間限定",
	"お申し込み", "新商品", "特典", "プレゼント",
	/* zh */
	"退订", "折扣", "优惠", "促销", "立即", "限时", "新品", "特价", "报名", "邀请您", "抽奖",
	/* ko */
	"수신거부", "수신 거부", "할인", "이벤트", "쿠폰", "지금 구매", "신상품", "특가",
	"초대합니다", NULL};

/** Orders, offers and bills: people write of them, and so do desks. */
const char *const rebound_automatic_trade[] = {
	/* en */
	"my order", "our order", "order for", "refund", "my invoice", "your invoice", "the invoice",
	"quote for", "quotation", "best price", "we ordered", "i ordered", "i bought", "i paid",
	/* de */
	"angebot", "rechnung", "bestell*",
	/* fr */
	"commande*", "devis",
	/* es */
	"presupuesto", "pedido*",	/* pt */
	"orçamento", "minha encomenda", /* it */
	"preventivo", "ordin*", "fattura",
	/* nl */
	"offerte", "factuur",
	/* sv */
	"offert", "beställ*",
	/* da */
	"tilbud", "bestil*",
	/* no */
	/* fi */
	"tarjous*", "tilau*", "lasku*", "tilaan",
	/* pl */
	"zamówi*", "zamawia*", "faktur*", "wycen*",
	/* cs */
	"nabídk*", "objedn*",
	/* sk */
	/* hu */
	"megrendel*", "rendel*", "számla*", "árajánlat*",
	/* ro */
	"oferta", "comand*", "factur*",
	/* tr */
	"teklif*", "sipariş*", "fatura*",
	/* ru */
	"заказ*",
	/* uk */
	"замов*", "рахунок",
	/* el */
	"παραγγ*", "τιμολόγ*",
	/* hr */
	"naruč*", "račun*",
	/* ja */
	"注文", "見積", "請求書",
	/* zh */
	"报价", "订购", "订单", "发票", "訂購", "訂單", "發票",
	/* ko */
	"주문", "견적", NULL};

/** What people tell of, and what they wish each other. */
const char *const rebound_automatic_past[] = {
	/* en */ "was away", "were away", "was on holiday", "was on vacation", "was out",
	"just got back", "just back", "back from", "sorry for the late", "sorry for the delay",
	"last week", "last month", "yesterday", "have a good holiday", "your holiday",
	"your vacation", "how was",
	/* de */ "war ich", "waren wir", "war im urlaub", "war krank", "zurück aus",
	"aus dem urlaub", "späte antwort", "gestern", "letzte woche", "schönen urlaub",
	/* fr */ "j'étais", "nous étions", "de retour de", "désolé*", "hier", "semaine dernière",
	"bonnes vacances",
	/* es */ "estuve", "estuvimos", "acabo de volver", "ayer", "semana pasada", "perdón por",
	/* it */ "ero", "eravamo", "sono tornat*", "ieri", "settimana scorsa", "scus* il ritardo",
	"buone vacanze",
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
