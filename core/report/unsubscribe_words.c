/* SPDX-License-Identifier: MIT */
#include "core/report/unsubscribe_words.h"

#include "core/report/word_filter.h"

/* Leaving a list, and nothing else; a wish of the writer has to stand beside it. */
static const char *const leaving[] = {"unsubscribe", "vyřazení z databáze", "unsubscribing",
	"be unsubscribed", "unsuscrib*", "desuscri*", "إلغاء الاشتراك", "إلغاء اشتراكي",
	"off your mailing*", "from your mailing*", "from the mailing*", "subscription cancel*",
	"désabonner", "désabonnez", "désabonnement", "avprenumerer*", "leiratkoz*", "dezabon*",
	"от рассылки", "відпис*", "配信停止", "配信を停止", "配信解除", "購読解除", "購読を解除",
	"退订", "取消订阅", "退出邮件列表", "退訂", "取消訂閱", "수신거부", "수신 거부",
	"구독 취소", "구독을 취소", "구독 해지", "구독을 해지", "mij uitschrijven",
	"mij uit te schrijven", "хочу отписаться", "отписаться от", "отпишите", "отписать",
	"off your list", "off this list", "from your list*", "from this list", "from your database",

	"aus ihrem verteiler", "aus ihrer liste", "aus eurem verteiler", "de votre liste",
	"dalla vostra lista", "da vossa lista", "da sua lista", "van uw lijst", "van jullie lijst",
	"listenizden", "me off the list", "us off the list", "name off the list",
	"name off your list", "address off the list", "liste de diffusion", "me from the list",
	"us from the list", "ta meg av listen", "tag mig af listen", "ta mig av listan",
	"ta meg bort fra listen", "ta mig bort från listan", "tag mig bort från listan",
	"mich von der liste", "mich von ihrer liste", "mich bitte von der liste",
	"mich bitte aus der liste", "uns von der liste", "リストから外し", "リストから削除",
	"リストから除", "从你们的邮件列表", "从邮件列表", "newsletter kündigen",
	"newsletter * kündigen", "kündigung des newsletters", "解除をお願い", "수신을 거부",
	"목록에서 빼", "come off the mailing*", "come off your mailing*", "come off your list",
	NULL};

/* Leaving anything; a list has to stand beside it as well. */
static const char *const leaving_any[] = {"off the list", "from the list", "opt out",
	"cancel* * subscri*", "cancel* * suscri*", "cancel* * inscri*", "end my subscription",
	"end our subscription", "meld* mich * ab", "meld* uns * ab", "la baja", "mi baja",
	"cancellazione", "abmeld*", "abzumelden", "austragen", "auszutragen", "aus dem verteiler",
	"aus der liste", "désinscri*", "de la liste", "dar de baja", "darse de baja", "*me de baja",
	"de su lista", "de la lista de", "anular * suscripción", "cancellar*", "dalla lista",
	"dalla mailing*", "dalla newsletter", "da lista", "afmeld*", "af te melden", "van de lijst",
	"avregistrer*", "avsluta prenumeration*", "avsluta * prenumeration*", "meld * av",
	"lopettaa * tilau*", "avmeld*", "frameld*", "ta bort", "fjern*", "slettes fra", "poist*",
	"peruut*", "wypis*", "z listy", "zrezygn*", "rezygn*", "odhlás*", "odhlášen*", "zruš*",
	"lemond*", "ze seznamu", "vyřadit", "vyřaďte", "töröl*", "aboneli*", "çıkmak", "çıkar*",
	"listeden", "из списка", "удалить из", "удалите из", "исключить из", "исключите из",
	"убрать из", "уберите из", "登録解除", "登録を解除", "移除", "abbestell*", "abzubestellen",
	"bestell* * ab", "vyřazení", "vegyenek le", "disiscri*", "descadastr*", "uitschrijv*",
	"отпис*", "van de mailing*", "cancelar", "widerrufe", "widerruf", "withdraw * consent",
	"revoke * consent", "withdraw my", "retire * consentement", "revoco", "revogo", "cofam",
	"tilbagekalder", "återkallar", "odvolávám", "отзываю", "cancel my newsletter*",
	"cancel the newsletter*", "object to", "widerspreche", "me opongo", "mi oppongo",
	"m'oppose", NULL};

/* What was done to others, or is wished for. */
static const char *const taken_out[] = {"cancellato", "cancellata", "rimosso", "rimossa",
	"eliminado", "eliminada", "retiré", "retirée", "gelöscht", "gestrichen", "entfernt",
	"abgemeldet", "uitgeschreven", "be removed", "be taken off", "be deleted", "désabonné*",
	NULL};

/* Taking something out; who or what that is has to stand beside it. No past: who has deleted
 * something tells of it. */
static const char *const removing[] = {
	/* en */
	"remove", "removing", "removal", "delete", "erase", "strike", "take * off", "take * from",
	"taken off", "get * off",
	/* de */
	"lösch*", "streich*", "entferne*", "nehm* aus", "trag* aus",
	/* fr */
	"retirer", "retirez", "supprimer", "supprimez", "rayer", "rayez", "enlever", "enlevez",
	"effacer", "effacez",
	/* es */
	"eliminar", "eliminen", "elimine", "quitar", "quiten", "quite", "borrar", "borren", "borre",
	"sacar", "saquen", "de baja",
	/* pt */
	"remover", "remova", "removam", "retirar", "retirem", "excluir", "exclua", "excluam",
	"tirar", "tirem", "apagar", "apaguem",
	/* it */
	"rimuovere", "rimuovete", "rimuova", "togliere", "togliete", "tolga", "cancellare",
	"eliminare",
	/* nl */
	"verwijder", "verwijderen", "verwijdert", "haal* van", "haal* uit", "halen", "schrap",
	"schrappen",
	/* sv da no */
	"ta bort", "ta * bort", "tag * bort", "ta * av", "tag * af", "radera", "stryk", "stryka",
	"slet", "slette", "slett", "fjern", "fjerne",
	/* fi */
	"poistakaa", "poistaa", "poista", "poistaisitte",
	/* pl */
	"usuńcie", "usunięcie", "usunąć", "wykreśl*", "skreśl*",
	/* cs sk */
	"vymažte", "vymazat", "odstraňte", "odstranit", "vyškrtněte", "vyškrtnout", "smažte",
	"smazat", "vyřaďte", "vyřadit",
	/* hu ro tr */
	"töröljék", "törölni", "ștergeți*", "scoateți*", "çıkar*", "silin*",
	/* ru uk */
	"удалите", "удалить", "уберите", "убрать", "исключите", "исключить", "вычеркните",
	"вычеркнуть", "видаліть", "видалити", "διαγράψτε", "διαγράψετε", "διαγραφή", "αφαιρέστε",
	/* ja zh ko */
	"削除", "移除", "删除", "刪除", "삭제", "제외", "vymazání", "odstranění", "discontinue",
	"strike my name", NULL};

/* The same, with the writer as what is taken out. */
static const char *const removing_self[] = {"entfernt mich", "entfernt uns", "eliminarme",
	"elimínenme", "elimíneme", "quitarme", "quítenme", "borrarme", "bórrenme", "sacarme",
	"sáquenme", "quitadme", "borradme", "sacadme", "eliminadme", "eliminarmi", "eliminatemi",
	"togliermi", "toglietemi", "rimuovermi", "rimuovetemi", "töröljenek", "töröljön", "把我从",
	"将我从", "把我從", "將我從", "移除我", "将我移除", "m'enlever", "take me off",
	"take us off", "cancellarmi", "cancellatemi", "*me de baja", "להסיר אותי", "הסירו אותי",
	"הסר אותי", NULL};

/* The writer. */
static const char *const self[] = {"me", "us", "my name", "our name", "mich", "uns", "meinen namen",
	"moi", "mon nom", "mi nombre", "meu nome", "mio nome", "mij", "ons", "mijn naam", "mig",
	"meg", "oss", "os", "mitt namn", "mit navn", "minut", "meidät", "nimeni", "mnie", "nas",
	"mě", "mne", "nás", "engem", "nevem*", "mă", "beni", "bizi", "меня", "нас", "мене", "με",
	"εμένα", "μας", "私を", "当方", "저를", "my subscription", "mein abo*", "mi suscripción",
	"minha subscri*", "minha inscri*", "mia iscrizione", "mijn abonnement", "mon abonnement",
	NULL};

/* The writer's address. */
static const char *const own_mail[] = {"my address*", "my mail*", "my contact details",
	"meine kontaktdaten", "mes coordonnées", "mis datos", "mi contacto", "os meus dados",
	"meu contacto", "meu contato", "i miei dati", "mio contatto", "mijn gegevens", "moje dane",
	"mina uppgifter", "mine oplysninger", "our address*", "our mail*", "this address",
	"this mail address", "meine adresse", "meine mail*", "unsere adresse", "unsere mail*",
	"diese adresse", "diese mail-adresse", "mon adresse", "mon mail", "mon courriel",
	"notre adresse", "cette adresse", "mi correo", "mi dirección", "mi mail", "nuestro correo",
	"nuestra dirección", "este correo", "meu mail", "meu endereço", "nosso mail", "este mail",
	"mio indirizzo", "mia mail", "nostro indirizzo", "questo indirizzo", "mijn adres",
	"mijn mail*", "min adress*", "min e-post*", "min epost*", "min mail*", "osoitteeni",
	"sähköpostini", "mój adres", "mojego adresu", "mój mail", "mojego maila", "mou adresu",
	"moji adresu", "můj mail", "címem*", "adresa mea", "adresimi", "e-postamı", "мой адрес",
	"мою почту", "мой mail", "мою адресу", "アドレスを", "我的邮箱", "我的郵箱", "我的地址",
	"本邮箱", "제 이메일", "제 주소", "제 메일", "mé adresy", "adresse aus dem",
	"adresse aus ihrem", "adresse aus eurem", "adresse von ihrer", "adresse de votre",
	"dirección de su", "indirizzo dalla vostra", "adres van uw", "adres uit uw",
	"adress från er", NULL};

/* What he wants. */
static const char *const wish[] = {"i want", "i wish", "i'd like", "i would like", "we want",
	"we wish", "we'd like", "we would like", "i do not want", "i no longer", "we no longer",
	"unsubscribe my", "ich möchte", "möchte ich", "ich will", "wir möchten", "möchten wir",
	"je souhaite", "je souhaiterais", "je voudrais", "je veux", "j'aimerais", "je désire",
	"nous souhaitons", "nous voudrions", "quiero", "quisiera", "deseo", "desearía",
	"me gustaría", "quero", "queria", "gostaria", "desejo", "vorrei", "desidero", "voglio",
	"vorremmo", "ik wil", "ik wens", "ik zou", "wij willen", "jag vill", "jag önskar",
	"vi vill", "min adress", "jeg ønsker", "jeg vil", "vil gerne", "vil gjerne", "vill gärna",
	"vi ønsker", "min adresse", "haluan", "en halua", "haluaisin", "chcę", "chciał*", "chci",
	"chtěl*", "přeji si", "szeretné*", "kívánok", "kérem", "doresc", "aș dori", "istiyorum",
	"хочу", "хотел*", "прошу", "希望", "お願い", "ください", "下さい", "我想", "我要", "请把我",
	"请将我", "把我", "원합니다", "원해요", "싶습니다", "부탁", "주세요", "prosím", "proszę",
	"chiedo", "chiediamo", "richiedo", "solicito", "peço", "pido", "ruego", "bitte um",
	"hiermit", "je demande", "i have asked", "i asked", "rezygnuję", "widerrufe ich",
	"kündige ich", "cancelo", "revoco", "disdico", "odvolávám", "отзываю", "cofam", "i object",
	"ich widerspreche", "me opongo", "mi oppongo", "je m'oppose", "žádám", "거부합니다", NULL};

/* A wish that needs no verb of leaving, where a list stands beside it. */
static const char *const enough[] = {"basta mail*", "basta newsletter*", "ønsker ikke å motta",
	"ønsker ikke at modtage", "stop mailing me", "do not want these", "do not contact me",
	"send me no more", "stop sending me", "stop these mails", "stop this newsletter",
	"do not want to receive", "do not wish to receive", "do not send me any more",
	"plus recevoir", "ne plus m'envoyer", "ne m'envoyez plus", "no quiero recibir",
	"no deseo recibir", "no me envíe*", "no me manden", "no me mandéis", "no me enviéis",
	"no me escriban", "dejen de enviarme", "non desidero ricevere", "non voglio ricevere",
	"non inviatemi più", "não quero receber", "não desejo receber", "não me enviem",
	"não me mandem", "parem de enviar", "parem de me", "dejen de mandar*",
	"smettete di mandar*", "arrêtez de m'envoyer", "inte längre få", "ikke lenger motta",
	"ikke længere modtage", "en halua enää", "nie chcę otrzymywać", "nie życzę sobie",
	"proszę nie przysyłać", "nechci dostávat", "nepřeji si", "neposílejte mi", "nem kívánok",
	"ne küldjenek", "nu mai doresc", "almak istemiyorum", "göndermeyin", "не присылайте",
	"больше не присыл*", "не хочу получать", "送らないで", "送信しないで", "配信は不要",
	"メールは不要", "不要再发", "请不要再发", "请勿再发", "不想再收到", "别再发", "不要再寄",
	"그만 보내", "보내지 마", "보내지 말", "발송하지 마", "발송하지 말", "받고 싶지 않",
	"non inviarmi più", "non mandarmi più", "non mandatemi più", "stuur mij geen",
	"stuur me geen", "sluta skicka", "nie wysyła* * więcej", "nie przesyła* * więcej",
	"si nepřeji", "不要再给我发", "送信は不要", "送付は不要", "не надсила*", "не присила*",
	"discontinue sending", "cease sending", "stop mailing", "stop emailing",
	"stop writing to me", "no me mandes", "no me envíes", "não me envie", "nie przysyła*",
	"nie wysyłajcie", "neposílejte", "nesla*", "ikke send meg", "ikke send mig", "skicka inte",
	"schicken sie mir keine*", "schickt mir keine*", "senden sie mir keine*", "n'envoyez plus",
	"plus être sollicité*", "plus être contacté*", "plus être démarché*",
	"δεν επιθυμώ να λαμβάνω", "δεν θέλω να λαμβάνω", "no deseo ser contactad*",
	"não desejo continuar a", "não quero continuar a", "no deseo seguir",
	"non desidero continuare", NULL};

/* No more of a thing. */
static const char *const no_more[] = {"no more", "any more", "anymore", "keine * mehr",
	"keinen * mehr", "keine weiteren", "plus * de", "no quiero más", "non voglio più",
	"não quero mais", "geen * meer", "inte * mer", "inte * fler", "inga fler", "ikke * mer",
	"ikke * flere", "ikke flere", "nie * więcej", "több * nem", "nem * több", "不要再", NULL};

/* No longer; so it may be with anything. */
static const char *const no_longer[] = {"no longer", "nicht mehr", "nicht länger", "ne * plus",
	"ya no", "no * más", "non * più", "não * mais", "niet meer", "niet langer", "inte längre",
	"inte * längre", "ikke lenger", "ikke længere", "ikke * lenger", "enää", "už ne*",
	"už si ne*", "nie * już", "już nie", "nu mai", "artık", "больше не", "не * больше",
	"більше не", "もう", "不再", "더 이상", NULL};

/* What one does with mails that come. */
static const char *const receiving[] = {"have", "haben", "avoir", "avere", "tener", "ter", "ha",
	"mít", "mieć", "receive", "receiving", "get", "getting", "bekommen", "erhalten", "recevoir",
	"recibir", "receber", "ricevere", "ontvangen", "krijgen", "få", "motta", "modtage",
	"få tilsendt", "saada", "vastaanottaa", "otrzymywać", "dostawać", "dostávat", "kapni",
	"primesc", "primi", "almak", "получать", "отримувати", "受け取り*", "收到", "接收", "받고",
	"받기", "otrzymywania", "dostawania", "erhalt", "empfang", "réception", "recepción",
	"ricezione", "ontvangst", NULL};

/* What one says who wants no more. */
static const char *const uninterested[] = {"not interested", "no interest", "no longer interested",
	"kein interesse", "nicht interessiert", "pas intéressé*", "plus intéressé*",
	"no me interesa*", "no estoy interesad*", "sin interés", "non mi interessa*",
	"non sono interessat*", "nessun interesse", "não me interessa*", "não estou interessad*",
	"não tenho interesse", "sem interesse", "geen interesse", "geen belangstelling",
	"niet geïnteresseerd", "inte intresserad*", "inget intresse", "ikke interesser*",
	"ingen interesse", "ei kiinnosta", "nie jestem zainteresowan*", "nie interesuje*",
	"nemám zájem", "nemáme zájem", "nem érdekel*", "nu mă interesează", "nu sunt interesat*",
	"ilgilenmiyorum", "не интерес*", "не цікав*", "δεν με ενδιαφέρ*", "興味がありません",
	"興味はありません", "不感兴趣", "没有兴趣", "沒有興趣", "관심이 없", "관심 없",
	"kein interesse mehr", "geen interesse meer", "not relevant", "no longer relevant",
	"nicht relevant", "nicht mehr relevant", "niet relevant", "niet meer relevant",
	"non pertinent*", "no relevante", "ikke relevant", "inte relevant", "plus aucun intérêt",
	"inte längre intresserad*", "ikke lenger interessert", "ikke længere interesseret",
	"ya no me interesa*", "non mi interessa più", NULL};

/* Words of asking, which anybody uses. */
static const char *const polite[] = {"please", "kindly", "bitte", "graag", "s'il vous plaît",
	"merci de", "veuillez", "por favor", "per favore", "prego", "vänligen", "tack", "venligst",
	"vennligst", "takk", "kiitos", "пожалуйста", "בבקשה", "svp", "stp", "s'il te plaît", "aub",
	"a.u.b", "alstublieft", "snälla", "pls", "plz", "prosím", "proszę", "lütfen",
	"por gentileza", "cortesemente", "gentilmente", "favor de", "haga el favor", NULL};

/* Who says that it comes, or comes no more, tells of it. */
static const char *const getting[] = {"i get", "i am getting", "i receive", "i have received",
	"i got", "we get", "we receive", "you send", "bekomme ich", "ich bekomme", "erhalte ich",
	"ich erhalte", "kriege", "bekommen wir", "wir bekommen", "erhalten wir", "wir erhalten",
	"je reçois", "nous recevons", "je ne reçois", "recibo", "recibimos", "me llega*", "ricevo",
	"riceviamo", "recebo", "recebemos", "krijg ik", "ik krijg", "ontvang ik", "ik ontvang",
	"får jag", "jag får", "får jeg", "jeg får", "saan", "saa", "dostaję", "dostávám", "kapok",
	"primesc", "alıyorum", "alamıyorum", "gelmiyor", "получаю", "приходит", "приходят",
	"届かな", "收到", "오지 않", NULL};

/* What one leaves. */
static const char *const lists_of_mail[] = {"uw bestand", "jullie bestand", "uw database",
	"eurer datenbank", "vuestra base de datos", "vostro database", "vostro archivio",
	"vossa base de dados", "sua base de dados", "jeres database", "er databas", "mailing*",
	"newsletter*", "diffusion", "news letter", "verteiler*", "rundbrief*", "rundschreiben",
	"abo", "infobrief*", "infolettre*", "boletín", "boletines", "boletim", "notiziario",
	"nieuwsbrief*", "nieuwsbrieven", "mailinglijst", "verzendlijst*", "רשימת התפוצה",
	"רשימת הדיוור", "ניוזלטר", "القائمة البريدية", "النشرة", "nyhetsbrev*", "utskick",
	"utskickslist*", "e-postlist*", "mejllist*", "sändlist*", "nyhedsbrev*", "maillist*",
	"postliste*", "uutiskirje*", "postituslista*", "biuletyn*", "odběr*", "zpravodaj*",
	"hírlevel*", "newsletterul*", "bülten*", "bulten*", "рассыл*", "розсил*", "配信", "購読",
	"ニュースレター", "メルマガ", "订阅", "電子報", "뉴스레터", "구독", "소식지",
	"lettre d'information*", "lettres d'information*", "lettre d'info*", "levelezőlist*",
	"邮件列表", "邮寄名单", "郵寄名單", "메일링", "lista de correo*", "lista de envío*",
	"lista de mail*", "lista de envio*", "liste d'envoi*", "your list*", "ihrer liste",
	"eurer liste", "votre liste", "su lista", "vuestra lista", "sua lista", "vossa lista",
	"vostra lista", "uw lijst", "jullie lijst", "er lista", "jeres liste*", "deres liste*",
	"listaltanne", "waszej listy", "vašeho seznamu", "listájukról", "λίστα σας",
	"vaší databáze", "ihrer datenbank", "votre base", "su base de datos", "вашего списка",
	"ваших списков", "listen deres", "listen din", "utskick*", "ihren verteiler*", "din lista",
	"er mejllista", "direct marketing", "direktwerbung", "werbezwecke*", "prospection",
	"marketing directo", "marketing diretto", "direktmarkedsføring", NULL};

/* What the writer's address is on, and other things are as well. */
static const char *const lists_of_any[] = {"the list", "this list", "your database", "the database",
	"your system*", "λίστα*", "your records", "liste", "lista", "listas", "lijst", "listalta",
	"listy", "seznam*", "listáról", "listenizden", "списк*", "列表", "listen", "listan",
	"listeden", "datenbank", "kartei", "base de datos", "base de dados", "база", "базы",
	"fichier*", "fichero*", "ficheiro*", "register*", "bestand", "databas*", "databáz*",
	"tietokan*", "rekister*", "adatbázis*", "veritaban*", "z bazy", "z waszej bazy",
	"z databáze", "из базы", "из вашей базы", "de la base", "de su base", "da base de dados",
	"uit uw bestand", "uit het bestand", "uit jullie bestand", "uit je bestand",
	"fra jeres database", "från ert register", NULL};

/* What comes by mail; one answers by it too, so that it has to be what is wanted no more. */
static const char *const mails[] = {"envois", "zusendung*", "udsendels*", "utsend*", "wysyłk*",
	"zasílání", "viest*", "mail", "mails", "mail*", "messages", "courriel*", "message",
	"correo", "correos", "mensagens", "messaggi", "comunicazioni", "berichten", "e-post*",
	"sähköpost*", "wiadomoś*", "e-posta*", "письма", "письмам", "писем", "лист", "メール",
	"邮件", "邮寄", "通讯", "郵件", "메일", "lettre*", "levelező*", "mejl*", "advert*",
	"offers", "angebote", "offres", "ofertas", "offerte", "aanbiedingen", "erbjudanden",
	"tilbud", "tarjouks*", "oferty", "nabídk*", "предложени*", "werbung*", "publicit*",
	"publicidad*", "pubblicit*", "reclame", "reklam*", "реклам*", "広告", "广告", "광고",
	"novinky", "novinek", "листи", "листів", "письмо", "nieuws", "news", "pubs", "pub",
	"μηνύματα", "μηνυμάτων", "ενημερωτικ*", "solicitations", NULL};

/* Who writes about others, or about how it is done, or that he stays. */
static const char *const not_meant[] = {"old address*", "old mail*", "alte adresse",
	"alten adresse", "ancienne adresse", "antigua dirección", "vecchio indirizzo", "oude adres",
	"gamla adress*", "gamle adresse", "старый адрес", "of me", "of us", "von mir", "von uns",
	"de moi", "van mij", "av mig", "af mig", "av meg", "inform you", "inform that", "note that",
	"mitteilen", "beachten", "vous informer", "noter que", "informar*", "informar", "informare",
	"notare", "noteren", "notera", "bemærk", "more than", "mehr als", "más de", "più di",
	"meer dan", "nicht, dass", "pas que", "no quiero que", "non voglio che", "não quero que",
	"niet dat", "inte att", "ikke at", "for unsub*", "die abmeldung", "it worked", "geklappt",
	"you did", "keep * newsletter", "keep the", "to keep", "newsletter behalten", "garder",
	"conservar", "mantenere", "houden", "behålla", "beholde", "liste over", "the list for",
	"miss", "perder*", "perdre", "manquer", "verpassen", "perdere", "missen", "missa",
	"gå glipp", "liste für", "liste pour", "lista para", "lista per", "lijst voor",
	"listan för", "listen for", "why", "to know", "to tell", "warum", "weshalb", "wissen",
	"pourquoi", "savoir", "por qué", "saber", "perché", "sapere", "waarom", "weten", "varför",
	"hvorfor", "miksi", "dlaczego", "proč", "miért", "de ce", "neden", "почему", "чому", "なぜ",
	"为什么", "how to", "how do", "how can", "users", "customers", "subscribers", "people",
	"our list", "our newsletter", "our subscribers", "not unsubscribe", "do not unsubscribe",
	"to unsubscribe, *", "to unsubscribe click", "wie kann", "wie können", "kunden",
	"abonnenten", "unsere liste", "unseren newsletter", "comment", "abonnés", "clients", "cómo",
	"clientes", "suscriptores", "come si", "clienti", "iscritti", "hoe kan", "klanten",
	"abonnees", "приглашаем", "как отписаться", "clique aqui", "click here", "cliquez ici",
	"haga clic", "hier klicken", "klik hier", "clicca qui", "отписаться по", "list of",
	"by accident", "by mistake", "accidentally", "mistakenly", "put me back", "back on",
	"resubscrib*", "re-subscrib*", "versehentlich", "aus versehen", "wieder in", "wieder auf",
	"par erreur", "réinscri*", "sin querer", "por error", "per errore", "per sbaglio",
	"por engano", "sem querer", "per ongeluk", "weer op", "terug op", "av misstag",
	"ved en feil", "ved en fejl", "vahingossa", "przez pomyłkę", "przypadkowo", "omylem",
	"véletlenül", "tévedésből", "din greșeală", "yanlışlıkla", "случайно", "по ошибке",
	"помилково", "誤って", "間違って", "误操作", "不小心", "실수로", "change my*",
	"changed my*", "update my*", "new address", "new mail*", "ändern", "geändert",
	"neue adresse", "changer", "modifier", "nouvelle adresse", "cambiar", "nueva dirección",
	"cambiare", "nuovo indirizzo", "novo endereço", "wijzig*", "nieuw* adres", "ny adress*",
	"uusi osoite", "zmian*", "nowy adres", "změn*", "nová adres*", "új cím*", "yeni adres*",
	"новый адрес", "изменить", "сменил*", "поменя*", "変更", "更改", "变更", "by post",
	"per post", "par courrier", "par la poste", "por correo postal", "por correio", "per posta",
	"not remove", "not take me", "not delete", "nicht streichen", "nicht löschen",
	"nicht entfernen", "nicht abmelden", "ne pas", "no me eliminen", "no me borren",
	"non cancell*", "non toglie*", "não remov*", "niet verwijderen", "niet afmelden",
	"niet uitschrijven", "inte ta bort", "ikke fjern*", "älkää poistako", "nie usuwa*",
	"не удаля*", "не отпис*", "削除しない", "不要删除", NULL};

/* Somebody has taken the writer out, who complains of it. */
static const char *const done[] = {"unsubscribed me", "unsubscribed us", "removed me", "removed us",
	"hat mich", "habt mich", "haben mich", "hat uns", "hat meine", "habt meine", "haben meine",
	"avez supprimé", "avez désabonné", "a supprimé", "han eliminado", "ha eliminado",
	"han borrado", "han dado de baja", "avete cancellato", "hanno cancellato", "removeram",
	"retiraram", "excluíram", "heeft mij", "hebben mij", "hebt mij", "har tagit bort",
	"har tagit mig", "har fjernet", "har slettet", "har meldt", "poistitte", "poistettiin",
	"wypisano", "wypisali*", "usunięto", "usunęli*", "odhlásili", "vyřadili", "smazali",
	"töröltek", "töröltetek", "çıkardınız", "çıkarıldım", "удалили", "отписали", "исключили",
	"видалили", NULL};

/* A wish may be put as a question. */
static const char *const can_you[] = {"can you", "could you", "would you", "will you", "kan du",
	"kan dere", "kan ni", "kan i", "kunt u", "kunnen jullie", "kun je", "wilt u", "wil je",
	"können sie", "könnten sie", "kannst du", "könntest du", "könnt ihr", "könntet ihr",
	"würden sie", "pouvez-vous", "pourriez-vous", "peux-tu", "pourrais-tu", "puede", "pueden",
	"podría", "podrían", "puedes", "podéis", "pode", "podem", "poderia", "poderiam", "può",
	"potete", "puoi", "potrebbe", "potreste", "voitteko", "voitko", "voisitteko", "voisitko",
	"czy mogą", "czy może", "mogą państwo", "můžete", "mohli byste", "mohl byste", "tudnának",
	"tudná", "misiniz", "можете", "могли бы", "いただけますか", "もらえますか",
	"いただけませんか", "可以", "能否", "能不能", "주시겠", "주실 수", "vill ni", "vil i",
	"vil dere", "vill du", NULL};

/* What one pays for as a rule; a mail that says nothing else means the one that it answers. */
static const char *const subscriptions[] = {"abonnement*", "subscription*", "suscripci*",
	"inscripci*", "assinatura*", "subscri*", "iscrizione", "abbonamento", "prenumerat*",
	"subskrypcj*", "abonament*", "předplat*", "előfizet*", "feliratkoz*", "abonel*", "подписк*",
	"підписк*", "συνδρομ*", "üyelik*", NULL};

/* What speaks of leaving as of a thing, or says that it is not meant, or does not work. */
static const char *const of_leaving[] = {"not", "fail*", "error*", "link*", "button", "page",
	"form", "thank * for", "thanks for", "new", "neue", "was", "were", "been", "wurde",
	"wurden", "bin", "été", "sido", "stato", "stata", "werd", "ben", "blev", "ble", "został*",
	"był*", "byl*", "был*", "confirmed", "confirmation", "successful*", "broken", "nicht",
	"kein", "keine", "fehler*", "danke für", "erfolgreich", "bestätigt", "bestätigung", "geht",
	"ne", "pas", "lien", "erreur", "merci pour", "confirmé*", "confirmation", "no", "enlace",
	"gracias por", "confirmad*", "não", "nao", "obrigad* pel*", "non", "grazie per",
	"confermat*", "errore", "niet", "geen", "fout", "bedankt voor", "bevestig*", "knop", "inte",
	"länk*", "tack för", "bekräft*", "ikke", "lenke*", "tak for", "takk for", "bekræft*",
	"bekreft*", "ei", "eivät", "kiitos * tilauksesta", "linkki", "nie", "błąd", "dziękujemy",
	"potwierdz*", "nejde", "nefunguje", "děkujeme", "potvrz*", "nem", "hiba", "köszönjük", "nu",
	"confirmat*", "değil", "hata", "не", "ссылк*", "ошибк*", "подтвержд*", "спасибо за", "完了",
	"できない", "できません", "エラー", "リンク", "成功", "失败", "链接", "无法", "완료",
	"오류", "링크", NULL};

static const char *const *const wish_lists[] = {
	[REBOUND_UNSUBSCRIBE_LEAVING] = leaving,
	[REBOUND_UNSUBSCRIBE_LEAVING_ANY] = leaving_any,
	[REBOUND_UNSUBSCRIBE_TAKEN_OUT] = taken_out,
	[REBOUND_UNSUBSCRIBE_REMOVING] = removing,
	[REBOUND_UNSUBSCRIBE_REMOVING_SELF] = removing_self,
	[REBOUND_UNSUBSCRIBE_SELF] = self,
	[REBOUND_UNSUBSCRIBE_OWN_MAIL] = own_mail,
	[REBOUND_UNSUBSCRIBE_LISTS_OF_MAIL] = lists_of_mail,
	[REBOUND_UNSUBSCRIBE_LISTS_OF_ANY] = lists_of_any,
	[REBOUND_UNSUBSCRIBE_MAILS] = mails,
	[REBOUND_UNSUBSCRIBE_WISH] = wish,
	[REBOUND_UNSUBSCRIBE_ENOUGH] = enough,
	[REBOUND_UNSUBSCRIBE_NO_MORE] = no_more,
	[REBOUND_UNSUBSCRIBE_NO_LONGER] = no_longer,
	[REBOUND_UNSUBSCRIBE_RECEIVING] = receiving,
	[REBOUND_UNSUBSCRIBE_UNINTERESTED] = uninterested,
	[REBOUND_UNSUBSCRIBE_POLITE] = polite,
	[REBOUND_UNSUBSCRIBE_GETTING] = getting,
	[REBOUND_UNSUBSCRIBE_NOT_MEANT] = not_meant,
	[REBOUND_UNSUBSCRIBE_CAN_YOU] = can_you,
	[REBOUND_UNSUBSCRIBE_DONE] = done,
	[REBOUND_UNSUBSCRIBE_SUBSCRIPTIONS] = subscriptions,
	[REBOUND_UNSUBSCRIBE_OF_LEAVING] = of_leaving,
};

const struct rebound_word_lists rebound_lists_of_unsubscribe = {
	.lists = wish_lists, .count = G_N_ELEMENTS(wish_lists), .exact = TRUE};

guint32 rebound_unsubscribe_words(const char *text, gsize len)
{
	return rebound_word_filter_search(REBOUND_FILTER_UNSUBSCRIBE, text, len);
}

guint32 rebound_unsubscribe_words_locate(const char *text, gsize len, guint32 *starts)
{
	return rebound_word_filter_locate(REBOUND_FILTER_UNSUBSCRIBE, text, len, starts);
}
