/* SPDX-License-Identifier: MIT */
#include "core/report/unsubscribe_wish.h"

#include <string.h>

#include "core/base/text.h"
#include "core/report/text_lines.h"
#include "core/report/word_filter.h"

/** A request in words of one's own is no longer than this. */
#define WISH_BYTES 400

/** A sentence that asks for it, and says nothing else, is no longer. */
#define BRIEF_BYTES 28

/** A wish without a verb of wanting is no longer, in characters, and begins the text. */
#define TERSE_CHARACTERS 60
#define GREETING_BYTES	 40

/** Where nobody says who leaves, more words than these would name somebody. */
#define MOST_OTHERS	 1
#define SMALL_WORD_BYTES 3

/** "No more", and what of, are no farther apart. */
#define NEAR_BYTES 20

/* Leaving a list, and nothing else; a wish of the writer has to stand beside it. */
static const char *const leaving[] = {"unsubscribe", "vyřazení z databáze", "unsubscribing",
	"be unsubscribed", "unsuscrib*", "desuscri*", "off your mailing*", "from your mailing*",
	"from the mailing*", "subscription cancel*", "désabonner", "désabonnez", "désabonnement",
	"avprenumerer*", "leiratkoz*", "dezabon*", "от рассылки", "відпис*", "配信停止",
	"配信を停止", "配信解除", "購読解除", "購読を解除", "退订", "取消订阅", "退出邮件列表",
	"退訂", "取消訂閱", "수신거부", "수신 거부", "구독 취소", "구독을 취소", "구독 해지",
	"구독을 해지", "mij uitschrijven", "mij uit te schrijven", "хочу отписаться",
	"отписаться от", "отпишите", "отписать", "off your list", "off this list",
	"from your list*", "from this list", "from your database", "aus ihrem verteiler",
	"aus ihrer liste", "aus eurem verteiler", "de votre liste", "dalla vostra lista",
	"da vossa lista", "da sua lista", "van uw lijst", "van jullie lijst", "listenizden",
	"me off the list", "us off the list", "name off the list", "name off your list",
	"address off the list", "liste de diffusion", "me from the list", "us from the list",
	"ta meg av listen", "tag mig af listen", "ta mig av listan", "ta meg bort fra listen",
	"ta mig bort från listan", "tag mig bort från listan", NULL};

/* Leaving anything; a list has to stand beside it as well. */
static const char *const leaving_any[] = {"off the list", "from the list", "opt out",
	"cancel* * subscri*", "cancel* * suscri*", "cancel* * inscri*", "end my subscription",
	"end our subscription", "meld* mich * ab", "meld* uns * ab", "la baja", "mi baja",
	"cancellazione", "abmeld*", "abzumelden", "austragen", "auszutragen", "aus dem verteiler",
	"aus der liste", "désinscri*", "de la liste", "dar de baja", "darse de baja", "*me de baja",
	"de su lista", "de la lista de", "anular * suscripción", "cancellar*", "dalla lista",
	"dalla mailing*", "dalla newsletter", "da lista", "afmeld*", "af te melden", "van de lijst",
	"avregistrer*", "avsluta * prenumeration*", "meld * av", "lopettaa * tilau*", "avmeld*",
	"frameld*", "ta bort", "fjern*", "slettes fra", "poist*", "peruut*", "wypis*", "z listy",
	"zrezygn*", "rezygn*", "odhlás*", "odhlášen*", "ze seznamu", "vyřadit", "vyřaďte", "töröl*",
	"aboneli*", "çıkmak", "çıkar*", "listeden", "из списка", "удалить из", "удалите из",
	"исключить из", "исключите из", "убрать из", "уберите из", "登録解除", "登録を解除", "移除",
	"abbestell*", "abzubestellen", "bestell* * ab", "vyřazení", "vegyenek le", "disiscri*",
	"descadastr*", "uitschrijv*", "отпис*", "van de mailing*", NULL};

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
	"verwijder", "verwijderen", "verwijdert", "haal* van", "haal* uit", "schrap", "schrappen",
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
	"削除", "移除", "删除", "刪除", "삭제", "제외", "vymazání", "odstranění", NULL};

/* The same, with the writer as what is taken out. */
static const char *const removing_self[] = {"entfernt mich", "entfernt uns", "eliminarme",
	"elimínenme", "elimíneme", "quitarme", "quítenme", "borrarme", "bórrenme", "sacarme",
	"sáquenme", "eliminarmi", "eliminatemi", "togliermi", "toglietemi", "rimuovermi",
	"rimuovetemi", "töröljenek", "töröljön", "把我从", "将我从", "把我從", "將我從", "移除我",
	"将我移除", "m'enlever", "cancellarmi", "cancellatemi", "*me de baja", NULL};

/* The writer. */
static const char *const self[] = {"me", "us", "my name", "our name", "mich", "uns", "meinen namen",
	"moi", "mon nom", "mi nombre", "meu nome", "mio nome", "mij", "ons", "mijn naam", "mig",
	"meg", "oss", "os", "mitt namn", "mit navn", "minut", "meidät", "nimeni", "mnie", "nas",
	"mě", "mne", "nás", "engem", "nevem*", "mă", "beni", "bizi", "меня", "нас", "мене", "με",
	"εμένα", "μας", "私を", "当方", "저를", "my subscription", "mein abo*", "mi suscripción",
	"minha subscri*", "minha inscri*", "mia iscrizione", "mijn abonnement", "mon abonnement",
	NULL};

/* The writer's address. */
static const char *const own_mail[] = {"my address*", "my mail*", "our address*", "our mail*",
	"this address", "this mail address", "meine adresse", "meine mail*", "unsere adresse",
	"unsere mail*", "diese adresse", "diese mail-adresse", "mon adresse", "mon mail",
	"mon courriel", "notre adresse", "cette adresse", "mi correo", "mi dirección", "mi mail",
	"nuestro correo", "nuestra dirección", "este correo", "meu mail", "meu endereço",
	"nosso mail", "este mail", "mio indirizzo", "mia mail", "nostro indirizzo",
	"questo indirizzo", "mijn adres", "mijn mail*", "min adress*", "min e-post*", "min epost*",
	"min mail*", "osoitteeni", "sähköpostini", "mój adres", "mojego adresu", "mój mail",
	"mojego maila", "mou adresu", "moji adresu", "můj mail", "címem*", "adresa mea", "adresimi",
	"e-postamı", "мой адрес", "мою почту", "мой mail", "мою адресу", "アドレスを", "我的邮箱",
	"我的郵箱", "我的地址", "本邮箱", "제 이메일", "제 주소", "제 메일", "mé adresy", NULL};

/* What he wants. */
static const char *const wish[] = {"i want", "i wish", "i'd like", "i would like", "we want",
	"we wish", "we'd like", "we would like", "i do not want", "i no longer", "we no longer",
	"unsubscribe my", "ich möchte", "möchte ich", "ich will", "wir möchten", "möchten wir",
	"je souhaite", "je souhaiterais", "je voudrais", "je veux", "j'aimerais", "je désire",
	"nous souhaitons", "nous voudrions", "quiero", "quisiera", "deseo", "desearía",
	"me gustaría", "quero", "queria", "gostaria", "desejo", "vorrei", "desidero", "voglio",
	"vorremmo", "ik wil", "ik wens", "ik zou", "wij willen", "jag vill", "jag önskar",
	"vi vill", "min adress", "jeg ønsker", "jeg vil", "vi ønsker", "min adresse", "haluan",
	"haluaisin", "chcę", "chciał*", "chci", "chtěl*", "přeji si", "szeretné*", "kívánok",
	"kérem", "doresc", "aș dori", "istiyorum", "хочу", "хотел*", "прошу", "希望", "お願い",
	"ください", "下さい", "我想", "我要", "请把我", "请将我", "把我", "원합니다", "원해요",
	"싶습니다", "부탁", "주세요", "prosím", "proszę", "chiedo", "chiediamo", "richiedo",
	"solicito", "peço", "pido", "ruego", "bitte um", "hiermit", "je demande", "i have asked",
	"i asked", NULL};

/* A wish that needs no verb of leaving, where a list stands beside it. */
static const char *const enough[] = {"ønsker ikke å motta", "ønsker ikke at modtage",
	"stop mailing me", "do not want these", "do not contact me", "send me no more",
	"stop sending me", "stop these mails", "stop this newsletter", "do not want to receive",
	"do not wish to receive", "do not send me any more", "plus recevoir", "ne plus m'envoyer",
	"ne m'envoyez plus", "no quiero recibir", "no deseo recibir", "no me envíe*",
	"no me manden", "no me mandéis", "no me enviéis", "no me escriban", "dejen de enviarme",
	"non desidero ricevere", "non voglio ricevere", "non inviatemi più", "não quero receber",
	"não desejo receber", "não me enviem", "não me mandem", "parem de enviar", "parem de me",
	"dejen de mandar*", "smettete di mandar*", "arrêtez de m'envoyer", "inte längre få",
	"ikke lenger motta", "ikke længere modtage", "en halua enää", "nie chcę otrzymywać",
	"nie życzę sobie", "proszę nie przysyłać", "nechci dostávat", "nepřeji si",
	"neposílejte mi", "nem kívánok", "ne küldjenek", "nu mai doresc", "almak istemiyorum",
	"göndermeyin", "не присылайте", "больше не присыл*", "не хочу получать", "送らないで",
	"送信しないで", "配信は不要", "メールは不要", "不要再发", "请不要再发", "请勿再发",
	"不想再收到", "别再发", "不要再寄", "그만 보내", "보내지 마", "받고 싶지 않",
	"non inviarmi più", "non mandarmi più", "non mandatemi più", "stuur mij geen",
	"stuur me geen", "sluta skicka", "nie wysyła* * więcej", "nie przesyła* * więcej",
	"si nepřeji", "不要再给我发", "送信は不要", "送付は不要", NULL};

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
	"받기", NULL};

/* Words of asking, which anybody uses. */
static const char *const polite[] = {"please", "kindly", "bitte", "graag", "s'il vous plaît",
	"merci de", "veuillez", "por favor", "per favore", "prego", "vänligen", "tack", "venligst",
	"vennligst", "takk", "kiitos", "пожалуйста", NULL};

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
static const char *const lists_of_mail[] = {"mailing*", "newsletter*", "diffusion", "news letter",
	"verteiler*", "rundbrief*", "rundschreiben", "abo", "infobrief*", "infolettre*", "boletín",
	"boletines", "boletim", "notiziario", "nieuwsbrief*", "nieuwsbrieven", "mailinglijst",
	"nyhetsbrev*", "utskick", "utskickslist*", "e-postlist*", "mejllist*", "sändlist*",
	"nyhedsbrev*", "maillist*", "postliste*", "uutiskirje*", "postituslista*", "biuletyn*",
	"odběr*", "zpravodaj*", "hírlevel*", "newsletterul*", "bülten*", "bulten*", "рассыл*",
	"розсил*", "配信", "購読", "ニュースレター", "メルマガ", "订阅", "電子報", "뉴스레터",
	"구독", "소식지", "lettre d'information*", "lettres d'information*", "lettre d'info*",
	"levelezőlist*", "邮件列表", "邮寄名单", "郵寄名單", "메일링", "lista de correo*",
	"lista de envío*", "lista de mail*", "lista de envio*", "liste d'envoi*", "your list*",
	"ihrer liste", "eurer liste", "votre liste", "su lista", "vuestra lista", "sua lista",
	"vossa lista", "vostra lista", "uw lijst", "jullie lijst", "er lista", "jeres liste*",
	"deres liste*", "listaltanne", "waszej listy", "vašeho seznamu", "listájukról", "λίστα σας",
	"vaší databáze", "ihrer datenbank", "votre base", "su base de datos", "вашего списка",
	"ваших списков", NULL};

/* What the writer's address is on, and other things are as well. */
static const char *const lists_of_any[] = {"the list", "this list", "your database", "the database",
	"your system*", "λίστα*", "your records", "liste", "lista", "listas", "lijst", "listalta",
	"listy", "seznam*", "listáról", "listenizden", "списк*", "列表", "listen", "listan",
	"listeden", "datenbank", "kartei", "base de datos", "base de dados", "база", "базы",
	"fichier*", "fichero*", "ficheiro*", "register*", "bestand", "databas*", "databáz*",
	"tietokan*", "rekister*", "adatbázis*", "veritaban*", NULL};

/* What comes by mail; one answers by it too, so that it has to be what is wanted no more. */
static const char *const mails[] = {"mail", "mails", "mail*", "messages", "courriel*", "message",
	"correo", "correos", "mensagens", "messaggi", "comunicazioni", "berichten", "e-post*",
	"sähköpost*", "wiadomoś*", "e-posta*", "письма", "письмам", "писем", "лист", "メール",
	"邮件", "邮寄", "通讯", "郵件", "메일", "lettre*", "levelező*", "mejl*", "advert*",
	"offers", "angebote", "offres", "ofertas", "offerte", "aanbiedingen", "erbjudanden",
	"tilbud", "tarjouks*", "oferty", "nabídk*", "предложени*", "werbung*", "publicit*",
	"publicidad*", "pubblicit*", "reclame", "reklam*", "реклам*", "広告", "广告", "광고", NULL};

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
	"いただけませんか", "可以", "能否", "能不能", "주시겠", "주실 수", NULL};

/* What one pays for as a rule; a mail that says nothing else means the one that it answers. */
static const char *const subscriptions[] = {"abonnement*", "subscription*", "suscripci*",
	"inscripci*", "assinatura*", "subscri*", "iscrizione", "abbonamento", "prenumerat*",
	"subskrypcj*", "abonament*", "předplat*", "előfizet*", "feliratkoz*", "abonel*", "подписк*",
	"підписк*", "συνδρομ*", NULL};

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

enum {
	LEAVING,
	LEAVING_ANY,
	TAKEN_OUT,
	REMOVING,
	REMOVING_SELF,
	SELF,
	OWN_MAIL,
	LISTS_OF_MAIL,
	LISTS_OF_ANY,
	MAILS,
	WISH,
	ENOUGH,
	NO_MORE,
	NO_LONGER,
	RECEIVING,
	POLITE,
	GETTING,
	NOT_MEANT,
	CAN_YOU,
	DONE,
	SUBSCRIPTIONS,
	OF_LEAVING,
};

static const char *const *const wish_lists[] = {
	[LEAVING] = leaving,
	[LEAVING_ANY] = leaving_any,
	[TAKEN_OUT] = taken_out,
	[REMOVING] = removing,
	[REMOVING_SELF] = removing_self,
	[SELF] = self,
	[OWN_MAIL] = own_mail,
	[LISTS_OF_MAIL] = lists_of_mail,
	[LISTS_OF_ANY] = lists_of_any,
	[MAILS] = mails,
	[WISH] = wish,
	[ENOUGH] = enough,
	[NO_MORE] = no_more,
	[NO_LONGER] = no_longer,
	[RECEIVING] = receiving,
	[POLITE] = polite,
	[GETTING] = getting,
	[NOT_MEANT] = not_meant,
	[CAN_YOU] = can_you,
	[DONE] = done,
	[SUBSCRIPTIONS] = subscriptions,
	[OF_LEAVING] = of_leaving,
};

static struct rebound_word_filter filter = {
	.lists = wish_lists, .list_count = G_N_ELEMENTS(wish_lists), .exact = TRUE};

static gboolean has_one(guint32 found, guint32 wanted)
{
	return (found & wanted) != 0;
}

#define WRITER	(1U << SELF | 1U << OWN_MAIL | 1U << REMOVING_SELF)
#define REMOVAL (1U << REMOVING | 1U << REMOVING_SELF)
#define LISTS	(1U << LISTS_OF_MAIL | 1U << LISTS_OF_ANY)

/** Whether something is wanted no longer: who says that it does not come complains. */
static gboolean is_wanted_no_longer(guint32 found)
{
	return has_one(found, 1U << NO_LONGER) && has_one(found, 1U << WISH) &&
	       has_one(found, 1U << RECEIVING) && !has_one(found, 1U << GETTING) &&
	       has_one(found, 1U << LISTS_OF_MAIL | 1U << MAILS);
}

/** Whether no more of something is wanted, or asked for. */
static gboolean is_no_more_wanted(guint32 found)
{
	return has_one(found, 1U << NO_MORE) && has_one(found, 1U << WISH | 1U << POLITE) &&
	       !has_one(found, 1U << GETTING) && has_one(found, 1U << LISTS_OF_MAIL | 1U << MAILS);
}

/** Whether it is mails of which there are to be no more: of other things mails tell, too. */
static gboolean is_no_more_of_mails(guint32 found, const guint32 *starts)
{
	guint32 mail = has_one(found, 1U << MAILS) ? starts[MAILS] : starts[LISTS_OF_MAIL];
	return is_no_more_wanted(found) && mail >= starts[NO_MORE] &&
	       mail - starts[NO_MORE] <= NEAR_BYTES;
}

/** Whether the words of one who has had enough are there, and what he has enough of. */
static gboolean is_enough(guint32 found)
{
	return has_one(found, 1U << ENOUGH) && has_one(found, LISTS | 1U << MAILS);
}

/** Whether there is a verb of leaving, and what one leaves: people have subscriptions and lists of
 * other things. */
static gboolean is_leaving(guint32 found)
{
	return has_one(found, 1U << LEAVING) ||
	       (has_one(found, 1U << LEAVING_ANY) && has_one(found, 1U << LISTS_OF_MAIL));
}

/** Whether that is what the writer wants, or wants for himself. */
static gboolean is_leave(guint32 found)
{
	if (has_one(found, 1U << WISH) && has_one(found, 1U << TAKEN_OUT) &&
		has_one(found, 1U << LISTS_OF_MAIL))
		return TRUE;
	return has_one(found, WRITER | 1U << WISH) && is_leaving(found);
}

/** Whether one clause wants the writer, or his address, off a list, or no more mails; a word of
 * wishing may stand elsewhere in its sentence. */
static gboolean is_clause_of_wish(const char *text, gsize len, gboolean wished)
{
	guint32 starts[G_N_ELEMENTS(wish_lists)] = {0};
	guint32 found = rebound_word_filter_locate(&filter, text, len, starts);
	if ((wished && is_leaving(found)) || is_enough(found) || is_wanted_no_longer(found) ||
		is_no_more_of_mails(found, starts) || is_leave(found))
		return TRUE;
	if (!has_one(found, LISTS) || !has_one(found, WRITER) ||
		!has_one(found, REMOVAL | 1U << LEAVING_ANY))
		return FALSE;
	/* On a list of anything is an address; where it is one of mail, the writer is too. */
	if (!has_one(found, 1U << LISTS_OF_MAIL) && !has_one(found, 1U << OWN_MAIL))
		return FALSE;
	if (has_one(found, 1U << REMOVING_SELF | 1U << LEAVING_ANY))
		return TRUE;
	/* What stands between the verb and the writer is what he wants removed. */
	guint32 list = starts[has_one(found, 1U << LISTS_OF_MAIL) ? LISTS_OF_MAIL : LISTS_OF_ANY];
	guint32 writer = starts[has_one(found, 1U << OWN_MAIL) ? OWN_MAIL : SELF];
	return list < starts[REMOVING] || writer < list;
}

/** Whether what is found somewhere may be a wish where it stands together. */
static gboolean may_be_wish(guint32 found)
{
	return is_leave(found) || is_enough(found) ||
	       (has_one(found, 1U << SELF) && has_one(found, 1U << LEAVING_ANY)) ||
	       is_no_more_wanted(found) || is_wanted_no_longer(found) ||
	       (has_one(found, WRITER) && has_one(found, REMOVAL | 1U << LEAVING_ANY) &&
		       has_one(found, LISTS));
}

/** The length of the clause at the start of a sentence, with what divides it from the next. */
static gsize measure_clause(const char *text, gsize len)
{
	static const char *const ends[] = {
		", ", "; ", "、", "，", " and ", " und ", " et ", " y ", " och ", " og ", " ja "};
	for (gsize at = 1; at < len; at++) {
		for (gsize i = 0; i < G_N_ELEMENTS(ends); i++) {
			if (rebound_text_has_prefix(text + at, len - at, ends[i]))
				return at + strlen(ends[i]);
		}
	}
	return len;
}

static gboolean has_clause_of_wish(const char *text, gsize len, gboolean wished)
{
	for (gsize at = 0; at < len;) {
		gsize clause = measure_clause(text + at, len - at);
		if (is_clause_of_wish(text + at, clause, wished))
			return TRUE;
		at += clause;
	}
	return FALSE;
}

/** Words of some length that are in no list. */
static guint count_others(const char *text, gsize len)
{
	guint others = 0;
	for (gsize at = 0, size; at < len; at += size + 1) {
		for (size = 0; at + size < len && !strchr(" ,.;:!-", text[at + size]);)
			size++;
		if (size > SMALL_WORD_BYTES &&
			!rebound_word_filter_search(&filter, text + at, size))
			others++;
	}
	return others;
}

/**
 * Whether a few words name leaving and what is left, and nothing else: "Newsletter abbestellen
 * bitte". Who writes no more than that to a list asks for it.
 */
static gboolean is_terse(const char *text, gsize len, guint32 found)
{
	const guint32 asking = 1U << POLITE | 1U << WISH | WRITER;

	if (has_one(found, 1U << OF_LEAVING | 1U << GETTING | 1U << NOT_MEANT | 1U << DONE) ||
		memchr(text, '?', len) || rebound_text_find(text, len, "http") ||
		g_utf8_strlen(text, (gssize)len) > TERSE_CHARACTERS)
		return FALSE;
	if (is_leaving(found))
		return has_one(found, asking | LISTS) &&
		       (has_one(found, WRITER) || count_others(text, len) <= MOST_OTHERS);
	/* On such lists are other things, too; who says nothing else means the mails. */
	return has_one(found, REMOVAL | 1U << LEAVING_ANY) &&
	       ((has_one(found, WRITER) && has_one(found, LISTS)) ||
		       has_one(found, 1U << SUBSCRIPTIONS)) &&
	       count_others(text, len) <= MOST_OTHERS;
}

gboolean rebound_unsubscribe_is_title(const char *title, const char *text)
{
	g_return_val_if_fail(title && text, FALSE);
	gsize len = strlen(title), text_len = strlen(text);
	if (!is_terse(title, len, rebound_word_filter_search(&filter, title, len)))
		return FALSE;
	/* The letter may say that it has been done, or does not work; or tell of somebody else. */
	guint32 below = rebound_word_filter_search(&filter, text, text_len);
	gboolean asks = has_one(below, 1U << POLITE | 1U << WISH | WRITER | 1U << NO_LONGER);
	return text_len <= WISH_BYTES && (asks || text_len <= TERSE_CHARACTERS) &&
	       !memchr(text, '?', text_len) &&
	       !has_one(below, 1U << OF_LEAVING | 1U << NOT_MEANT | 1U << DONE);
}

static gboolean begins_terse(const char *text, gsize len)
{
	for (gsize at = 0; at < len && at <= GREETING_BYTES;) {
		gsize clause = measure_clause(text + at, len - at);
		if (is_terse(text + at, clause,
			    rebound_word_filter_search(&filter, text + at, clause)))
			return TRUE;
		at += clause;
	}
	return FALSE;
}

gboolean rebound_unsubscribe_is_wish(const char *text, gsize len)
{
	g_return_val_if_fail(text, FALSE);
	if (len == 0 || len > WISH_BYTES)
		return FALSE;
	guint32 all = rebound_word_filter_search(&filter, text, len);
	if (has_one(all, 1U << NOT_MEANT | 1U << DONE) ||
		(memchr(text, '?', len) && !(all & 1U << CAN_YOU)) ||
		!(may_be_wish(all) || has_one(all, REMOVAL | 1U << LEAVING | 1U << LEAVING_ANY)))
		return FALSE;
	for (gsize at = 0; at < len;) {
		gsize sentence = rebound_text_sentence(text + at, len - at);
		guint32 found = rebound_word_filter_search(&filter, text + at, sentence);
		if (may_be_wish(found) &&
			has_clause_of_wish(text + at, sentence, has_one(found, 1U << WISH)))
			return TRUE;
		if (at <= GREETING_BYTES && begins_terse(text + at, sentence))
			return TRUE;
		/* "Take me off, please": who says nothing else answers what he got. */
		if (len <= BRIEF_BYTES && has_one(found, 1U << LEAVING_ANY) &&
			has_one(found, 1U << SELF))
			return TRUE;
		/* "Please take us off." What off, another sentence says. */
		if (sentence <= BRIEF_BYTES && has_one(found, REMOVAL) && has_one(found, WRITER) &&
			has_one(all, 1U << LISTS_OF_MAIL))
			return TRUE;
		at += sentence;
	}
	return FALSE;
}
