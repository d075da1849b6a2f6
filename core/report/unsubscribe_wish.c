/* SPDX-License-Identifier: MIT */
#include "core/report/unsubscribe_wish.h"

#include <string.h>

#include "core/report/text_lines.h"
#include "core/report/word_filter.h"

/** A request in words of one's own is no longer than this. */
#define WISH_BYTES 400

/* Leaving a list, and nothing else; a wish of the writer has to stand beside it. */
static const char *const leaving[] = {"unsubscrib*", "unsuscrib*", "off your mailing*",
	"from your mailing*", "from the mailing*", "subscription cancel*", "désabonn*",
	"avprenumerer*", "leiratkoz*", "dezabon*", "из рассылки", "от рассылки", "відпис*",
	"з розсилки", "配信停止", "配信を停止", "配信解除", "購読解除", "購読を解除", "退订",
	"取消订阅", "退出邮件列表", "退訂", "取消訂閱", "수신거부", "수신 거부", "구독 취소",
	"구독을 취소", "구독 해지", "구독을 해지", "mij uitschrijven", "mij uit te schrijven",
	"хочу отписаться", "отписаться от", "отпишите", "отписать", "off your list",
	"off this list", "from your list*", "from this list", "from your database",
	"aus ihrem verteiler", "aus ihrer liste", "aus eurem verteiler", "de votre liste",
	"dalla vostra lista", "da vossa lista", "da sua lista", "van uw lijst", "van jullie lijst",
	"listenizden", "me off the list", "us off the list", "name off the list",
	"name off your list", "address off the list", "liste de diffusion", "me from the list",
	"us from the list", "ta meg av listen", "tag mig af listen", "ta mig av listan",
	"ta meg bort fra listen", "ta mig bort från listan", "tag mig bort från listan", NULL};

/* Leaving anything; a list has to stand beside it as well. */
static const char *const leaving_any[] = {"cancellato", "cancellata", "rimosso", "rimossa",
	"eliminado", "eliminada", "retiré", "retirée", "gelöscht", "gestrichen", "entfernt",
	"off the list", "from the list", "opt out", "cancel * subscription", "end * subscription",
	"abmeld*", "abzumelden", "abgemeldet", "austragen", "auszutragen", "aus dem verteiler",
	"aus der liste", "désinscri*", "de la liste", "dar de baja", "darme de baja",
	"darse de baja", "dénme de baja", "dame de baja", "de su lista", "de la lista de",
	"anular * suscripción", "cancelar * suscripción", "cancellar*", "cancellatemi",
	"dalla lista", "dalla mailing*", "dalla newsletter", "cancelar * inscrição",
	"cancelar * subscrição", "da lista", "afmeld*", "af te melden", "van de lijst",
	"avregistrer*", "avmeld*", "frameld*", "ta bort", "fjern*", "slettes fra", "poist*",
	"peruut*", "wypis*", "z listy", "zrezygnować z", "odhlás*", "ze seznamu", "vyřadit",
	"vyřaďte", "töröl*", "aboneli*", "çıkmak", "çıkar*", "listeden", "из списка", "登録解除",
	"登録を解除", "移除", "abbestell*", "abzubestellen", "disiscri*", "descadastr*",
	"uitschrijv*", "uitgeschreven", "отпис*", NULL};

/* Taking the writer out of something; a list of mail has to stand beside it. */
static const char *const removal[] = {"löschen sie mich", "löschen sie * meine", "löscht mich",
	"löschen sie bitte mich", "lösche mich", "streichen sie mich", "streichen sie * meine",
	"streicht mich", "entfernen sie mich", "entfernen sie * meine", "entfernt mich",
	"nehmen sie mich", "nehmen sie * meine", "nehmt mich", "tragen sie mich", "me retirer",
	"me supprimer", "me rayer", "me désinscrire", "retirez-moi", "supprimez-moi", "enlevez-moi",
	"rayez-moi", "retirer mon", "supprimer mon", "retirer mes", "supprimer mes", "eliminarme",
	"elimínenme", "eliminen mi", "eliminar mi", "quitarme", "quítenme", "quiten mi", "borrarme",
	"bórrenme", "borren mi", "sacarme", "sáquenme", "eliminarmi", "eliminatemi", "toglietemi",
	"togliermi", "rimuovermi", "rimuovetemi", "rimuovere il mio", "togliere il mio",
	"cancellare il mio", "remover-me", "removam-me", "retirem-me", "retirar meu", "excluir meu",
	"remover meu", "remover o meu", "retirar o meu", "verwijder mij", "verwijder mijn",
	"mij te verwijderen", "mijn adres te verwijderen", "mij van", "slet mig", "slette mig",
	"slett meg", "slette meg", "fjern mig", "fjern meg", "fjerne mig", "fjerne meg",
	"ta bort mig", "radera mig", "stryk mig", "poistakaa minut", "poistaa minut",
	"usuńcie mnie", "usunięcie mnie", "usunięcie mojego", "usunąć mnie", "usunąć mój",
	"proszę mnie usunąć", "vymažte mě", "vymazat mě", "odstraňte mě", "vyškrtněte mě",
	"smažte mě", "töröljenek", "töröljön", "töröljék a címem*", "ștergeți-mă", "beni çıkarın",
	"beni silin", "adresimi silin", "adresimi çıkarın", "удалите меня", "удалите мой",
	"уберите меня", "исключите меня", "вычеркните меня", "видаліть мене", "把我从", "将我从",
	"把我從", "將我從", "remove me", "remove my name", "remove my address", "remove my email",
	"remove my e-mail", "remove us", "ta meg av", "tag mig af", "ta meg bort", "tag mig bort",
	"get off your", "taken off your", "移除我", "将我移除", "vyřaďte mě", "vyřadit mě",
	"delete me from", "delete my address", "delete my email", "take me off", "take my name off",
	"take my address off", "take us off", NULL};

static const char *const wish[] = {"i want", "i wish", "i'd like", "i would like", "we want",
	"we wish", "we'd like", "we would like", "i don't want", "i do not want", "i no longer",
	"we no longer", "remove me", "remove us", "remove my", "take me", "take us", "take my name",
	"take our name", "take my address", "take my email", "unsubscribe me", "unsubscribe us",
	"unsubscribe my", "ich möchte", "möchte ich", "ich will", "wir möchten", "möchten wir",
	"mich", "uns", "meine adresse", "meine e-mail*", "meine mail*", "je souhaite",
	"je souhaiterais", "je voudrais", "je veux", "j'aimerais", "je désire", "nous souhaitons",
	"nous voudrions", "me désabonner", "me désinscrire", "mon adresse", "mon mail", "quiero",
	"quisiera", "deseo", "desearía", "me gustaría", "darme", "denme", "dame", "mi correo",
	"mi dirección", "quero", "queria", "gostaria", "desejo", "remov*", "meu e-mail",
	"meu email", "vorrei", "desidero", "voglio", "vorremmo", "cancellarmi", "cancellatemi",
	"mio indirizzo", "mia mail", "mia email", "ik wil", "ik wens", "ik zou", "wij willen",
	"mij", "mijn adres", "mijn e-mail*", "mijn mail*", "jag vill", "jag önskar", "vi vill",
	"mig", "oss", "min adress", "jeg ønsker", "jeg vil", "vi ønsker", "meg", "min adresse",
	"haluan", "haluaisin", "minut", "osoitteeni", "chcę", "chciał*", "mnie", "mój adres",
	"chci", "chtěl*", "přeji si", "mě", "mne", "mou adresu", "szeretné*", "kívánok", "címem*",
	"kérem", "doresc", "aș dori", "mă", "istiyorum", "beni", "adresimi", "хочу", "хотел*",
	"меня", "мой адрес", "прошу", "мене", "希望", "お願い", "ください", "下さい", "我想",
	"我要", "请把我", "请将我", "把我", "원합니다", "원해요", "싶습니다", "부탁", "주세요",
	NULL};

/* A wish that needs no verb of leaving, where a list stands beside it. */
static const char *const enough[] = {"ønsker ikke flere", "ønsker ikke lenger",
	"ønsker ikke længere", "ønsker ikke å motta", "ønsker ikke at modtage", "vil ikke ha flere",
	"vil ikke have flere", "vill inte ha fler", "wil geen * meer", "wens geen * meer",
	"no quiero más", "não quero mais", "non voglio più", "už nechci", "nie chcę już",
	"nie chcę więcej", "no more emails", "no more e-mails", "no more mails",
	"no more newsletters", "stop emailing me", "stop e-mailing me", "stop mailing me",
	"stop sending me", "stop these emails", "stop these mails", "stop this newsletter",
	"don't want to receive", "do not want to receive", "don't wish to receive",
	"do not wish to receive", "no longer wish to receive", "no longer want to receive",
	"don't send me any more", "do not send me any more", "keine weiteren mails",
	"keine weiteren e-mails", "keine mails mehr", "keine e-mails mehr", "keine werbung mehr",
	"keinen newsletter mehr", "newsletter nicht mehr", "mails mehr erhalten", "plus recevoir",
	"ne m'envoyez plus", "ne plus m'envoyer", "no quiero recibir", "no deseo recibir",
	"no me envíen más", "dejen de enviarme", "non desidero ricevere", "non voglio ricevere",
	"non inviatemi più", "não quero receber", "não desejo receber", "não me enviem mais",
	"parem de enviar", "geen mails meer", "geen e-mails meer", "geen nieuwsbrief meer",
	"geen nieuwsbrieven meer", "nieuwsbrief niet meer", "niet meer ontvangen", "inte ha fler",
	"inga fler utskick", "inga fler mejl", "inte längre få", "ikke flere mails",
	"ikke flere e-poster", "ikke lenger motta", "ikke længere modtage", "en halua enää",
	"nie chcę otrzymywać", "nie życzę sobie", "proszę nie przysyłać", "nechci dostávat",
	"nepřeji si", "neposílejte mi", "nem kívánok", "ne küldjenek", "nu mai doresc",
	"almak istemiyorum", "göndermeyin", "не присылайте", "больше не присыл*",
	"не хочу получать", "больше не хочу получать", "送らないで", "送信しないで", "配信は不要",
	"メールは不要", "不要再发", "请不要再发", "请勿再发", "不想再收到", "别再发", "不要再寄",
	"그만 보내", "보내지 마", "받고 싶지 않", NULL};

/* What one leaves. */
static const char *const lists_of_mail[] = {"mailing*", "newsletter*", "diffusion", "news letter",
	"verteiler*", "rundbrief*", "rundschreiben", "abo", "infobrief*", "infolettre*", "boletín",
	"boletines", "boletim", "notiziario", "nieuwsbrief*", "mailinglijst", "nyhetsbrev*",
	"utskick", "nyhedsbrev*", "maillist*", "postliste*", "uutiskirje*", "postituslista*",
	"biuletyn*", "odběr*", "zpravodaj*", "hírlevel*", "newsletterul*", "bülten*", "bulten*",
	"рассыл*", "розсил*", "配信", "購読", "ニュースレター", "メルマガ", "订阅", "電子報",
	"뉴스레터", "구독", "소식지", "lettre d'information*", "lettres d'information*",
	"lettre d'info*", "levelezőlist*", "邮件列表", "邮寄名单", "郵寄名單", "메일링", NULL};

/* What comes by mail; one answers by it too, so that it has to be what is wanted no more. */
static const char *const mails[] = {"list", "lists", "mail", "mails", "e-mail*", "email*",
	"messages", "liste", "courriel*", "message", "lista", "listas", "correo", "correos",
	"mensagens", "messaggi", "comunicazioni", "lijst", "berichten", "e-post*", "listalta",
	"sähköpost*", "listy", "wiadomoś*", "seznam*", "listáról", "listenizden", "e-posta*",
	"письма", "письмам", "писем", "списк*", "лист", "メール", "邮件", "邮寄", "列表", "通讯",
	"郵件", "메일", "lettre*", "levelező*", NULL};

/* Who writes about others, or about how it is done, or that he stays. */
static const char *const not_meant[] = {"how to", "how do", "how can", "users", "customers",
	"subscribers", "people", "our list", "our newsletter", "our subscribers", "not unsubscribe",
	"don't unsubscribe", "to unsubscribe, *", "to unsubscribe click", "wie kann", "wie können",
	"kunden", "abonnenten", "unsere liste", "unseren newsletter", "comment", "abonnés",
	"clients", "cómo", "clientes", "suscriptores", "come si", "clienti", "iscritti", "hoe kan",
	"klanten", "abonnees", "приглашаем", "как отписаться", "clique aqui", "click here",
	"cliquez ici", "haga clic", "hier klicken", "klik hier", "clicca qui", "отписаться по",
	"list of", NULL};

/* A wish may be put as a question. */
static const char *const can_you[] = {"can you", "could you", "would you", "will you", "kan du",
	"kan dere", "kan ni", "kan i", "kunt u", "kunnen jullie", "kun je", "wilt u", "können sie",
	"könnten sie", "kannst du", "könntest du", "könnt ihr", "könntet ihr", "würden sie",
	"pouvez-vous", "pourriez-vous", "peux-tu", "pourrais-tu", "puede", "pueden", "podría",
	"podrían", "puedes", "podéis", "pode", "podem", "poderia", "poderiam", "può", "potete",
	"puoi", "potrebbe", "potreste", "voitteko", "voitko", "voisitteko", "voisitko", "czy mogą",
	"czy może", "mogą państwo", "můžete", "mohli byste", "mohl byste", "tudnának", "tudná",
	"misiniz", "можете", "могли бы", "いただけますか", "もらえますか", "いただけませんか",
	"可以", "能否", "能不能", "주시겠", "주실 수", NULL};

enum {
	LEAVING,
	LEAVING_ANY,
	REMOVAL,
	LISTS_OF_MAIL,
	MAILS,
	WISH,
	ENOUGH,
	NOT_MEANT,
	CAN_YOU,
};

static const char *const *const wish_lists[] = {
	[LEAVING] = leaving,
	[LEAVING_ANY] = leaving_any,
	[REMOVAL] = removal,
	[LISTS_OF_MAIL] = lists_of_mail,
	[MAILS] = mails,
	[WISH] = wish,
	[ENOUGH] = enough,
	[NOT_MEANT] = not_meant,
	[CAN_YOU] = can_you,
};

static gboolean has_all(guint32 found, guint32 wanted)
{
	return (found & wanted) == wanted;
}

/** Whether one sentence has all that makes a wish: people answer by mail, and have subscriptions
 * and lists of other things. */
static gboolean is_wish(guint32 found)
{
	return has_all(found, 1U << LEAVING | 1U << WISH) ||
	       has_all(found, 1U << REMOVAL | 1U << LISTS_OF_MAIL) ||
	       has_all(found, 1U << LEAVING_ANY | 1U << WISH | 1U << LISTS_OF_MAIL) ||
	       has_all(found, 1U << ENOUGH | 1U << LISTS_OF_MAIL) ||
	       has_all(found, 1U << ENOUGH | 1U << MAILS);
}

gboolean rebound_unsubscribe_is_wish(const char *text, gsize len)
{
	static struct rebound_word_filter filter = {
		.lists = wish_lists, .list_count = G_N_ELEMENTS(wish_lists), .exact = TRUE};
	g_return_val_if_fail(text, FALSE);
	if (len == 0 || len > WISH_BYTES)
		return FALSE;
	guint32 all = rebound_word_filter_search(&filter, text, len);
	if ((all & 1U << NOT_MEANT) || (memchr(text, '?', len) && !(all & 1U << CAN_YOU)) ||
		!is_wish(all))
		return FALSE;
	for (gsize at = 0; at < len;) {
		gsize sentence = rebound_text_sentence(text + at, len - at);
		if (is_wish(rebound_word_filter_search(&filter, text + at, sentence)))
			return TRUE;
		at += sentence;
	}
	return FALSE;
}
