/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/base/text.h"
#include "core/rules/names.h"
#include "core/rules/statement.h"

/* A text and what of it is said; "-" before a statement that must not be. */
static const struct {
	const char *text, *said;
} rows[] = {
	/* whose mailbox it is */
	{"the mailbox does not exist", "recipient absent"},
	{"the mailbox of the sender does not exist", "sender absent, -recipient absent"},
	{"The sender's mailbox does not exist", "sender absent, -recipient absent"},
	{"your mailbox does not exist", "sender absent, -recipient absent"},
	{"your recipient does not exist", "recipient absent"},
	{"callback failed: no such user", "sender absent, -recipient absent"},
	{"user unknown (sender)", "sender absent, -recipient absent"},
	{"MAIL FROM: unknown user", "sender absent, -recipient absent"},
	{"returned to the sender: unknown user", "recipient absent"},
	{"the account that sent this was closed", "sender absent, -recipient gone"},
	{"Message refused: mailbox does not exist", "recipient absent"},
	{"Your mail was not delivered because the user is not known", "recipient absent"},
	/* what of it */
	{"the key of your signature does not exist", "-recipient absent"},
	{"list of recipients does not exist", "-recipient absent"},
	{"user database not found", "system absent, -recipient absent"},
	{"a link in the text points to a site that does not exist", "message, -recipient absent"},
	{"The server does not know this user", "recipient absent"},
	{"the domain of the recipient does not exist", "domain absent"},
	{"your domain does not exist", "sender absent, -domain absent"},
	{"this domain takes no mail", "domain takes no mail"},
	{"this domain takes no mail from you", "-domain takes no mail"},
	{"not accepting messages", "takes no mail"},
	{"does not accept mail", "takes no mail"},
	{"no longer accepting messages", "takes no mail"},
	{"not accepting messages from you", "-takes no mail"},
	{"not accepting messages for now", "-takes no mail"},
	{"the server is not accepting messages", "-takes no mail"},
	{"mail server: not accepting messages", "-takes no mail"},
	{"not accepting messages with attachments", "-takes no mail"},
	/* what a recipient has */
	{"the folder of the user does not exist", "thing absent, -recipient absent"},
	{"the route to the mailbox is unknown", "thing absent, -recipient absent"},
	{"two of your recipients do not exist", "-thing absent"},
	{"mail service for this user has been disabled", "-thing absent"},
	{"the user does not exist", "recipient absent, -thing absent"},
	/* too big, and not permitted */
	{"Wiadomość jest większa niż obecny limit systemowy", "message large"},
	{"The database is larger than a message", "-message large"},
	{"Du har ikke tilladelse til at sende til denne modtager", "recipient chooses"},
	{"Sinulla ei ole oikeutta lähettää tälle vastaanottajalle",
		"recipient chooses, -recipient absent"},
	{"Ditt konto finns inte", "sender absent, -recipient absent"},
	{"Η διεύθυνσή σας δεν υπάρχει", "sender absent, -recipient absent"},
	{"El titular cerró su cuenta", "recipient gone, -sender absent"},
	{"Dieser Nutzer ist in unserem System nicht angelegt", "recipient absent"},
	{"het account is op verzoek van de klant opgeheven", "recipient gone"},
	{"A címzett tanúsítványa nem létezik", "-recipient absent"},
	{"characters that nobody here can read", "-recipient absent"},
	{"ERR_RCPT_UNKNOWN", "recipient absent"},
	/* absent, and gone */
	{"no mailbox of that name", "recipient absent"},
	{"Nobody of that name works here", "recipient absent"},
	{"Not a user of this system", "recipient absent"},
	{"ann@example.org is not in our directory", "recipient absent"},
	{"she left our company", "recipient gone"},
	{"this address is no longer used", "recipient gone"},
	{"the mailbox has been deleted", "recipient gone"},
	{"the mailbox has not been deleted", "-recipient gone"},
	{"not found", "recipient, -recipient absent"},
	{"the mailbox is not there", "recipient absent"},
	{"Такого пользователя у нас нет", "recipient absent"},
	{"请检查发件人。用户不存在", "sender, recipient absent, -sender absent"},
	{"Kein Platz mehr im Postfach", "recipient full, -recipient gone"},
	{"ann is not one of ours", "recipient absent"},
	{"no entry in LDAP for this recipient", "recipient absent"},
	{"no trace of such a user in our database", "recipient absent"},
	{"no entry in the routing table for your domain", "-recipient absent"},
	{"not in our address book", "recipient absent"},
	{"not in the list of allowed senders", "-recipient absent"},
	{"you are not in our address book", "sender, -recipient absent"},
	{"we do not host that name", "recipient absent"},
	{"we do not host this domain", "domain absent"},
	{"nobody answered at the other end", "-recipient absent"},
	{"nobody here answers to that name", "recipient absent"},
	{"the mailbox is parked", "takes no mail, -recipient gone"},
	{"the mailbox is locked for mail from you", "-takes no mail"},
	{"the mailbox exceeds the permitted size", "recipient full"},
	{"the message exceeds the size of the mailbox", "-recipient full"},
	{"the user keeps too many messages", "recipient full"},
	{"the user gets too many messages this hour", "-recipient full"},
	{"you have been blocked by the owner of this mailbox", "recipient chooses"},
	{"mail to this address from outside is closed", "recipient chooses, -recipient gone"},
	{"Dr. Weber has retired", "recipient gone"},
	{"this teacher has left", "recipient gone"},
	{"this teacher has left comments", "-recipient gone"},
	{"nobody but members may write to this address", "-recipient absent"},
	{"ingen adgang til denne postkasse", "-recipient absent"},
	{"the person that you try to contact has left our house", "recipient gone"},
	{"no posts by non-subscribers to this list", "-recipient absent"},
	{"no-reply mailbox", "-recipient absent"},
	{"non-existent user", "recipient absent"},
	{"no space is left for the user", "-recipient gone"},
	{"the person that you write to is not in our directory", "-sender, recipient absent"},
	{"we work for example.org and nobody else", "-recipient absent"},
	{"Ingen bruker med dette navnet", "recipient absent"},
	{"this mail relay has retired", "-recipient gone"},
	{"your host is not one of ours", "-recipient absent"},
	{"ann@example.org mail disabled", "recipient gone"},
	{"the mailbox is locked permanently", "recipient gone"},
	{"/etc/mail/users does not exist", "system absent, -recipient absent"},
	{"your IP adresse is unknown", "connection, -recipient absent"},
	{"Ящик переносится", "later, -recipient gone"},
	{"Пользователь спит", "recipient otherwise"},
	{"No se ha podido encontrar en la lista la dirección", "recipient absent"},
	{"Impossible de trouver le serveur pour l'adresse", "-recipient absent"},
	{"weil die Domain der Adresse nicht existiert", "-recipient absent"},
	{"weil es den Empfänger nicht (mehr) gibt", "recipient absent"},
	{"der Benutzer kann nicht gefunden werden", "recipient absent"},
	{"peut-être que l'utilisateur n'existe pas", "-recipient absent"},
	{"Postfach ann wegen unbekannter Ursache abgelehnt", "-recipient absent"},
	{"Compte ann: erreur inconnue", "-recipient absent"},
	{"Käyttäjää ei löydy", "recipient absent"},
	{"A címzett nem létezik", "recipient absent"},
	{"Ο χρήστης δεν υπάρχει", "recipient absent"},
	{"Người dùng không tồn tại", "recipient absent"},
	{"Người gửi không tồn tại", "-recipient absent"},
	{"Utilizatorul nu există", "recipient absent"},
	{"de mailbox is nu verwijderd", "recipient gone"},
	{"المستخدم غير موجود", "recipient absent"},
	{"הנמען לא נמצא", "recipient absent"},
	/* guessed, and not said */
	{"the user may not exist", "recipient doubted, -recipient absent"},
	{"if the mailbox does not exist, please tell us", "recipient doubted, -recipient absent"},
	{"the user may not exist - mx.example.org", "recipient doubted, -recipient absent"},
	{"the account might be inactive", "recipient doubted, -recipient gone"},
	{"the user does not exist, possibly a typing error",
		"recipient absent, -recipient doubted"},
	{"no such user. If it exists, it may be inactive", "recipient absent, -recipient doubted"},
	{"unknown user, the address may be misspelled", "recipient absent, -recipient doubted"},
	{"your server may not exist", "-recipient doubted"},
	{"if the message is deleted", "-recipient doubted"},
	/* hosts, and lists of people */
	{"Ihr Server ist gesperrt", "connection, -system, -recipient gone"},
	{"your destination mailbox has been closed", "recipient gone, -sender"},
	{"your mail server is unknown", "connection, -recipient absent"},
	{"our server is unknown", "system, -connection"},
	{"192.0.2.1 is blocked", "connection"},
	{"the address 192.0.2.1 is not known", "connection, -recipient absent"},
	{"192.0.2.1 user unknown", "recipient absent, -connection"},
	{"user unknown [192.0.2.1]", "recipient absent, -connection"},
	{"the mailing list does not exist", "recipient absent"},
	{"this list takes mail of members only", "recipient, recipient chooses"},
	{"Cette liste est fermée aux non-abonnés", "recipient chooses, -recipient gone"},
	{"list of users", "-recipient"},
	{"the user who sent this is no longer active", "sender absent, -recipient gone"},
	{"your company is no longer active", "-recipient gone"},
	/* found, and found in a state */
	{"El usuario no se encuentra", "recipient absent"},
	{"El usuario no se encuentra disponible", "-recipient absent"},
	{"El remitente no se encuentra", "sender absent, -recipient absent"},
	{"Das Konto ist abgelaufen", "recipient gone"},
	{"Das Zertifikat des Kontos ist abgelaufen", "-recipient gone"},
	{"Il destinatario ti ha bloccato", "recipient chooses, -recipient gone"},
	{"пользователь отсутствует", "recipient absent"},
	{"у пользователя отсутствует место", "-recipient absent"},
	{"the message to ann@example.org is larger than the limit", "message large"},
	/* not said of this one, or not for good */
	{"we cannot tell whether the user exists", "-recipient absent"},
	{"the user is temporarily unknown", "later, -recipient absent"},
	{"you have sent to 20 unknown users", "limit, -recipient absent"},
	{"too many unknown users", "limit, -recipient absent"},
	{"no user may write to this list", "-recipient absent"},
	{"the user does not exist in the allow list", "-recipient absent"},
	{"you are not a member of this list", "recipient chooses, -recipient absent"},
	{"the user who sent this mail has been suspended", "sender absent, -recipient gone"},
	/* somebody who lives */
	{"El destinatario ha rechazado sus mensajes", "recipient chooses"},
	{"the user has blocked you", "recipient chooses"},
	{"this user does not accept mail from you", "recipient chooses"},
	{"all mailboxes of this customer are full", "recipient full"},
	{"this mailbox belongs to a child", "recipient otherwise"},
	{"Delivery to the user ann was refused", "recipient, -recipient otherwise"},
	/* other languages */
	{"Das Postfach existiert nicht", "recipient absent"},
	{"Das Postfach des Absenders existiert nicht", "sender absent, -recipient absent"},
	{"Ihr Postfach existiert nicht", "sender absent, -recipient absent"},
	{"Der Empfänger hat Sie gesperrt", "recipient chooses, -recipient gone"},
	{"Cette boîte a été supprimée", "recipient gone"},
	{"L'adresse de l'expéditeur n'existe pas", "sender absent, -recipient absent"},
	{"No existe ningún usuario con ese nombre", "recipient absent"},
	{"La cuenta del remitente fue eliminada", "sender absent, -recipient gone"},
	{"A conta foi encerrada", "recipient gone"},
	{"L'indirizzo non è stato trovato", "recipient absent"},
	{"De gebruiker bestaat niet", "recipient absent"},
	{"Nie ma takiej skrzynki", "recipient absent"},
	{"Такого получателя нет", "recipient absent"},
	{"Ящик отправителя не найден", "sender absent, -recipient absent"},
	{"宛先のメールアドレスが見つかりません", "recipient absent"},
	{"差出人のアドレスは存在しません", "sender absent, -recipient absent"},
	{"没有这个用户", "recipient absent"},
	{"发件人账号已注销", "sender absent, -recipient gone"},
	/* names, codes and what a mail system writes around a reply */
	{"550 5.1.1 <your.sender@example.org>: user unknown", "recipient absent, -sender"},
	{"host mx.example.org[192.0.2.1] said: 550 user unknown (in reply to RCPT TO command)",
		"recipient absent, -system, -sender"},
	{"550 no user of this name giving up on 192.0.2.1.", "recipient absent"},
	{"<ann@example.org>: please use the other gateway", "system, -recipient"},
	{"", "-recipient, -something"},
};

/* Of the text that was read last. */
static struct rebound_statement_place where[REBOUND_STATEMENT_COUNT];

static guint read_text(struct rebound_arena *arena, const char *text)
{
	struct rebound_folded folded = rebound_text_fold(arena, text, strlen(text));
	const char *hidden = rebound_names_hide(arena, &folded);

	return rebound_statement_read(hidden, folded.len, NULL, folded.text, where);
}

START_TEST(says_what_of_whom)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	guint said = read_text(arena, rows[_i].text);
	g_auto(GStrv) wanted = g_strsplit(rows[_i].said, ", ", -1);

	for (char **name = wanted; *name != NULL; name++) {
		gboolean absent = **name == '-';
		guint bit = 0;

		ck_assert_msg(rebound_statement_named(*name + absent, &bit), "no statement '%s'",
			*name + absent);
		ck_assert_msg(((said & bit) == 0) == absent, "'%s': %s", rows[_i].text, *name);
	}
}
END_TEST

/* The words that say it, from the beginning of their sentence. */
static const struct {
	const char *text, *what, *shown;
} shown[] = {
	{"550 5.1.1 user unknown", "recipient absent", "user unknown"},
	{"550 sorry for that. the mailbox does not exist. call us", "recipient absent",
		"the mailbox does not exist"},
	{"550 the mailbox, which was ours, does not exist, call us", "recipient absent",
		"the mailbox, which was ours, does not exist"},
	{"550 it was refused because the user is unknown; see below", "recipient absent",
		"it was refused because the user is unknown"},
	{"550 try later. user unknown. user unknown", "later", "try later"},
	{"550 用户不存在。请联系", "recipient absent", "用户不存在"},
	{"550 请检查：邮箱不存在，谢谢", "recipient absent", "请检查:邮箱不存在"},
	{"550 该用户不存在（服务器）", "recipient absent", "用户不存在"},
	{"550 <ann@example.org> does not exist here", "recipient absent",
		"<ann@example.org> does not exist here"},
};

START_TEST(says_where)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	guint said = read_text(arena, shown[_i].text), bit = 0;
	struct rebound_folded folded =
		rebound_text_fold(arena, shown[_i].text, strlen(shown[_i].text));

	ck_assert(rebound_statement_named(shown[_i].what, &bit));
	ck_assert_uint_ne(said & bit, 0);
	const struct rebound_statement_place *place = &where[g_bit_nth_lsf(bit, -1)];
	ck_assert_uint_le(place->end, folded.len);
	g_autofree char *words = g_strndup(folded.text + place->start, place->end - place->start);
	ck_assert_str_eq(words, shown[_i].shown);
}
END_TEST

START_TEST(names_are_told_apart)
{
	guint seen = 0, bit = 0;

	for (const char *const *name = rebound_statement_names(); *name != NULL; name++) {
		ck_assert(rebound_statement_named(*name, &bit));
		ck_assert_msg((seen & bit) == 0, "%s", *name);
		seen |= bit;
	}
	ck_assert(!rebound_statement_named("weather", &bit));
}
END_TEST

/* Texts of all bytes, and of one word again and again, end and stay within their bounds. */
START_TEST(any_bytes_are_read)
{
	static const char *const words[] = {"user ", "no ", "of ", "your ", "用户", "<a@b>", "(",
		"\xE3\x83", "mailbox of the ", "from: ", "不存在", "5.1.1 ", "\x01"};
	g_autoptr(rebound_arena) arena = rebound_arena_new();

	for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
		g_autoptr(GString) text = g_string_new(NULL);

		while (text->len < 5000)
			g_string_append(text, words[i]);
		read_text(arena, text->str);
		for (gsize end = 0; end < 40; end++) {
			g_autofree char *cut = g_strndup(text->str, end);
			read_text(arena, cut);
		}
	}
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("rules/statement");
	TCase *all = tcase_create("all");

	tcase_add_loop_test(all, says_what_of_whom, 0, G_N_ELEMENTS(rows));
	tcase_add_loop_test(all, says_where, 0, G_N_ELEMENTS(shown));
	tcase_add_test(all, names_are_told_apart);
	tcase_add_test(all, any_bytes_are_read);
	suite_add_tcase(suite, all);
	return suite;
}
