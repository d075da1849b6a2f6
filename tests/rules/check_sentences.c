/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include "core/report/line.h"
#include "rules/support.h"

/* Subjects and predicates, parted by "|", each of which is put to each of the others; a predicate
 * with "%s" in it has its subject there. What is said of whom decides, and not a line as a whole.
 */
static const struct {
	const char *reasons, *replies, *subjects, *predicates;
} grids[] = {
	{"mailbox_unknown", "550|550 5.1.1|554 5.0.0",
		"the user|recipient|this mailbox|the account|that address|the addressee|our "
		"customer|"
		"this alias|the inbox|that subscriber|ann@example.org|the distribution list|"
		"the local part",
		"does not exist|is unknown|could not be found|is not known here|no longer exists|"
		"is not in our directory|is not registered on this server|can't be located|is not "
		"one "
		"of ours|unknown %s|we cannot find %s"},
	{"mailbox_disabled", "550|550 5.2.1|554 5.0.0",
		"the user|recipient|this mailbox|the account|that address|the subscriber|our "
		"customer|"
		"this alias|the inbox|the mailbox of ann",
		"has been disabled|is no longer active|is inactive|has been suspended|was "
		"deleted|is "
		"deactivated|is no longer in use|is permanently closed|was shut down|is not "
		"active"},
	{"mailbox_full", "552 5.2.2|452 4.2.2|554 5.0.0|550",
		"the mailbox|the user|ann@example.org|the recipient|this account|the inbox",
		"is full|is over quota|has no space left|has exceeded its quota|cannot store any "
		"more "
		"mail|is too full to accept messages|ran out of storage"},
	{"mailbox_moved", "550|551|550 5.1.6", "the user|recipient|this mailbox|ann@example.org",
		"is now ann@new.example|has been renamed to ann@new.example|can now be reached at "
		"ann@new.example|is no longer valid, use ann@new.example instead"},
	{"domain_unknown", "550|550 5.1.2|554 5.4.4",
		"domain example.org|the recipient's domain|the destination domain|the host "
		"example.org",
		"does not exist|is unknown|no longer exists|is not registered|is nonexistent|isn't "
		"known "
		"in the DNS|has neither an MX nor an A record"},
	{"address_invalid", "550|553 5.1.3|501",
		"the address|recipient address|the local part|the recipient",
		"is malformed|is syntactically incorrect|has bad syntax|has an "
		"invalid "
		"format|is badly formed|must be fully qualified"},
	{"sender_rejected", "550|550 5.1.8|554 5.7.1|550 5.1.1",
		"the sender|sender address|your address|the sender's mailbox|the from address|your "
		"mailbox",
		"does not exist|is unknown|was not found|has been disabled|is no longer active|has "
		"been "
		"closed|is suspended"},
	{"reputation_block", "550|554 5.7.1|550 5.0.0",
		"your server|your mail host|192.0.2.1|the address 192.0.2.1|your network",
		"is not trusted here|is blacklisted|sends spam|is on our blocklist|has been "
		"blocked "
		"because of spam"},
	{"reputation_block", "550|554 5.7.1",
		"Ihr Server|Ihre IP|votre serveur|votre IP|su servidor|su IP|il tuo server|uw "
		"server",
		"ist gesperrt|est bloqué|está bloqueado|è bloccato|is geblokkeerd"},
	{"recipient_restricted", "550 5.7.1|554|550",
		"the recipient|this mailbox|ann@example.org|this list|the mailing list",
		"does not accept mail from you|has blocked you|only accepts mail from members"},
	{"recipient_restricted", "550 5.7.1|554|550",
		"the recipient|this mailbox|this list|this group",
		"you have been blocked by %s|you are not allowed to write to %s"},
	{"system_error", "451 4.3.0|450|554 5.3.0",
		"the spam filter|our virus scanner|the milter|the content filter",
		"is down|is not responding|timed out|is temporarily unavailable|crashed"},
	{"tls_required", "530 5.7.0|550 5.7.10|554", "TLS|encryption|a secure connection|SSL",
		"is required|is mandatory|you must use %s"},
	{"too_many_recipients", "452 4.5.3|550|554", "recipients|RCPT commands|addressees",
		"too many %s|the number of %s exceeds the limit|limit of %s exceeded|no more than "
		"50 %s "
		"at a time"},
	{"mailbox_unknown", "550|550 5.1.1",
		"der Benutzer|der Empfänger|l'utilisateur|le compte|el usuario|el buzón|l'utente|"
		"o usuário|de gebruiker|пользователь",
		"existiert nicht|est inconnu|n'est pas enregistré|no se encuentra|non esiste|não "
		"existe|"
		"bestaat niet|отсутствует|не существует"},
	{"mailbox_disabled", "550|550 5.2.1",
		"das Konto|das Postfach|le compte|la cuenta|a conta|la casella|de mailbox|аккаунт",
		"ist abgelaufen|a expiré|ha caducado|expirou|è scaduta|is verlopen|приостановлен"},
};

/* The same predicates, of somebody or something else, or not said for sure: no address is dead. */
static const struct {
	const char *replies, *subjects, *predicates;
} others[] = {
	{"550|554 5.7.1|550 5.1.1|550 5.2.1",
		"your account|the sender's mailbox|the user who sent this|your mail server|the "
		"message|"
		"the attachment|your certificate|our directory server|the mailbox it was sent "
		"from|the "
		"configuration file|your IP address|the DKIM key|the link in your message|the "
		"subject "
		"of the mail|your company|the originating user|the reverse DNS name|the policy "
		"service",
		"could not be found|has been disabled|is no longer active|is not known here|is "
		"inactive|was deleted|is suspended"},
	{"550|554 5.7.1", "the user|the mailbox|this account|the recipient|the address",
		"may not exist|may have been disabled|if %s does not exist, please tell us|might "
		"be "
		"inactive, try later|we cannot say whether %s exists|perhaps %s was deleted|mail "
		"from "
		"you to %s is not wanted|exists, but the message is refused"},
	{"550|554 5.7.1", "der Empfänger|le destinataire|il destinatario|el destinatario",
		"ti ha bloccato|vous a bloqué|no acepta correo externo|hat Sie gesperrt"},
	{"550|554", "Ihr Server|votre serveur|su servidor|die Adresse 192.0.2.1|ваш сервер",
		"existiert nicht|est inconnu|no existe|ist gesperrt|заблокирован"},
};

static const char *const frames[] = {"%s %s", "%s Sorry, %s.", "%s <ann@example.org>: %s",
	"host mx.example.net[192.0.2.9] said: %s %s (in reply to RCPT TO command)",
	"%s Requested action not taken: %s, see https://example.net/help"};

static struct rebound_ruleset *ruleset;
static struct rebound_arena *arena;
static guint lines;

static void set_up(void)
{
	GError *error = NULL;

	ruleset = rebound_ruleset_load_whole(NULL, &error);
	ck_assert_msg(ruleset != NULL, "%s", error == NULL ? "" : error->message);
	arena = rebound_arena_new();
}

static void tear_down(void)
{
	g_clear_pointer(&arena, rebound_arena_free);
	g_clear_pointer(&ruleset, rebound_ruleset_free);
}

static char *compose(const char *subject, const char *predicate)
{
	g_auto(GStrv) parts = g_strsplit(predicate, "%s", 2);

	return parts[1] == NULL ? g_strdup_printf("%s %s", subject, predicate)
				: g_strdup_printf("%s%s%s", parts[0], subject, parts[1]);
}

/* NULL for the reasons: it must not lead to a suppression. */
static gboolean is_right(const char *line, const char *reasons)
{
	rebound_arena_clear(arena);
	struct rebound_report *report = rebound_line_read(arena, line, strlen(line));
	rebound_ruleset_classify(ruleset, report, arena);
	const struct rebound_verdict *verdict = &report->recipients[0].verdict;
	const char *reason = rebound_reason_name(verdict->reason);

	if (reasons == NULL ? verdict->advice != REBOUND_ADVICE_SUPPRESS
			    : strcmp(reason, reasons) == 0)
		return TRUE;
	g_printerr("%s\n    %s, want %s (rule %s)\n", line, reason,
		reasons == NULL ? "no suppression" : reasons,
		verdict->rule == NULL ? "none" : verdict->rule);
	return FALSE;
}

/* Every subject with every predicate; replies and frames take turns. */
static guint count_wrong(
	const char *reasons, const char *replies, const char *subjects, const char *predicates)
{
	g_auto(GStrv) reply = g_strsplit(replies, "|", -1);
	g_auto(GStrv) subject = g_strsplit(subjects, "|", -1);
	g_auto(GStrv) predicate = g_strsplit(predicates, "|", -1);
	guint count = g_strv_length(reply), turn = 0, wrong = 0;

	for (guint i = 0; subject[i] != NULL; i++) {
		for (guint k = 0; predicate[k] != NULL; k++, turn++) {
			g_autofree char *sentence = compose(subject[i], predicate[k]);
			g_auto(GStrv) parts =
				g_strsplit(frames[turn % G_N_ELEMENTS(frames)], "%s", 3);
			g_autofree char *line = g_strconcat(
				parts[0], reply[turn % count], parts[1], sentence, parts[2], NULL);

			wrong += is_right(line, reasons) ? 0 : 1;
			lines++;
		}
	}
	return wrong;
}

START_TEST(reasons_follow_subject_and_predicate)
{
	guint wrong = 0;

	for (gsize i = 0; i < G_N_ELEMENTS(grids); i++)
		wrong += count_wrong(
			grids[i].reasons, grids[i].replies, grids[i].subjects, grids[i].predicates);
	ck_assert_uint_gt(lines, 650);
	ck_assert_uint_eq(wrong, 0);
}
END_TEST

START_TEST(predicates_of_others_suppress_nobody)
{
	guint wrong = 0;

	for (gsize i = 0; i < G_N_ELEMENTS(others); i++)
		wrong += count_wrong(
			NULL, others[i].replies, others[i].subjects, others[i].predicates);
	ck_assert_uint_eq(wrong, 0);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("rules/sentences");
	TCase *all = tcase_create("all");

	tcase_add_unchecked_fixture(all, set_up, tear_down);
	tcase_add_test(all, reasons_follow_subject_and_predicate);
	tcase_add_test(all, predicates_of_others_suppress_nobody);
	suite_add_tcase(suite, all);
	return suite;
}
