/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include "golden.h"

/*
 * Reports on two and three recipients, laid out in many ways, with each order of four reasons: each
 * recipient is found, nobody else is, and those are suppressed, and only those, whose mailbox or
 * domain is not there.
 */

static const struct reason {
	const char *predicate, *words, *reply, *because, *of_many;
	gboolean dead;
} reasons[] = {
	{"does not exist", "no such user", "550 5.1.1 User unknown", "there is no such user",
		"are unknown", TRUE},
	{"is full", "mailbox full", "552 5.2.2 Mailbox full", "the mailbox is full", "are full",
		FALSE},
	{"refused your mail as spam", "message rejected as spam",
		"554 5.7.1 Message refused as spam", "it was taken for spam",
		"refused your mail as spam", FALSE},
	{"has an unknown domain", "host or domain name not found", "550 5.1.2 Host unknown",
		"the domain does not exist", "have an unknown domain", TRUE},
};

static const char *const people[] = {
	"greta@alderley.example", "henry@bramhope.example", "ivy@caldbeck.example"};

/*
 * In an entry, and with the number of the recipient in front in a whole text: %a the address, %d
 * its domain, %p what it does ("does not exist"), %w the reason in words, %r the reply, %n the code
 * of the reply and %t the text behind it, %b why, %m what several do.
 */
static const struct layout {
	const char *head, *entry, *tail;
	guint people; /* so many only; 0: two and three */
} layouts[] = {
	{"Your message could not be delivered.\n\n", "The mailbox %a %p.\n", "", 0},
	{"Your message could not be delivered.\n\n", "The address %a %p.\n\n", "", 0},
	{"Delivery failed for:\n\n", "%a %p\n", "", 0},
	{"Delivery failed:\n\n", "%a: %w\n", "", 0},
	{"Delivery failed:\n\n", "%a - %w\n", "", 0},
	{"Delivery failed:\n\n", "* %a: %w\n", "", 0},
	{"Delivery failed:\n\n", "%a\n    %w\n", "", 0},
	{"Delivery failed:\n\n", "%a\n%w\n\n", "", 0},
	{"Delivery failed:\n\n", "<%a>\n%w.\n", "", 0},
	{"Delivery failed:\n\n", "%w:\n    %a\n", "", 0},
	{"Delivery failed:\n\n", "<%a>:\n%r\n\n", "", 0},
	{"Delivery failed:\n\n", "<%a>:\n%r\n", "", 0},
	{"Delivery failed:\n\n", "<%a>: %r\n", "", 0},
	{"Delivery failed:\n\n", "%r: <%a>\n", "", 0},
	{"Delivery failed:\n\n", "%n <%a>... %t\n", "", 0},
	{"Delivery failed:\n\n", "%r\n    %a\n\n", "", 0},
	{"Delivery failed:\n\n", "Recipient: %a\nReason: %w\n\n", "", 0},
	{"Delivery failed:\n\n", "Reason: %w\nRecipient: %a\n\n", "", 0},
	{"Delivery failed:\n\n", "Recipient: %a\nReason: %w\n", "", 0},
	{"Delivery failed:\n\n", "Recipient:\n%a\nReason:\n%w\n\n", "", 0},
	{"Your message was not delivered.\n", "\nThe following addresses %m:\n  %a\n", "", 0},
	{"Your message was not delivered.\n", "\nThe following addresses %m:\n%a\n", "", 0},
	{"Your message was not delivered.\n\n", "These addresses %m: %a.\n", "", 0},
	{"", "Your message to %a was not delivered because %b.\n", "", 0},
	{"", "Your message to %a was not delivered.\nReason: %w.\n\n", "", 0},
	{"", "Your message to %a was not delivered.\n\nThe server said: %r\n\n", "", 0},
	{"", "Your message to %a was not delivered: %w. ", "\n", 0},
	{"", "The server answered \"%r\" for %a.\n", "", 0},
	{"", "mx.%d said about %a: %r\n", "", 0},
	{"   ----- The following addresses had permanent fatal errors -----\n",
		"<%a>\n    (reason: %r)\n", "\n   ----- Transcript of session follows -----\n", 0},
	{"Hi. This is the qmail-send program at mx.gate.example.\nI'm afraid I wasn't able to "
	 "deliver your message to the following addresses.\n\n",
		"<%a>:\n192.0.2.9 does not like recipient.\nRemote host said: %r\nGiving up on "
		"192.0.2.9.\n\n",
		"", 0},
	{"This message was created automatically by mail delivery software.\n\nA message that you "
	 "sent could not be delivered to one or more of its\nrecipients. This is a permanent "
	 "error. The following address(es) failed:\n\n",
		"  %a\n    host mx.%d [192.0.2.9]\n    SMTP error from remote mail server after "
		"RCPT TO:<%a>:\n    %r\n",
		"", 0},
	{"The mailbox of %1a %1p.\n\nThe following address failed as well:\n%2a: %2w\n", "", "", 2},
	{"The following addresses %1m:\n%1a\n\nThe user %2a %2p.\n", "", "", 2},
	{"The following addresses %1m:\n%1a\nThe address %2a %2p.\n", "", "", 2},
	{"The user %1a %1p.\n\nThe following addresses %2m:\n%2a\n", "", "", 2},
	{"The user %1a %1p.\nThe following addresses %2m:\n%2a\n", "", "", 2},
	{"The user %1a %1p.\n%2a: %2w\n", "", "", 2},
	{"Two recipients failed: %1a and %2a.\n%1a: %1w. %2a: %2w.\n", "", "", 2},
	{"While %1a %1p, %2a %2p.\n", "", "", 2},
};

static struct golden_engine engine;

/** Append a template; *chosen gives the reason of each of the people, and one is meant where no
 * number says whom. */
static void append(GString *out, const char *template, const guint *chosen, guint one)
{
	for (const char *at = template; *at != '\0'; at++) {
		if (*at != '%') {
			g_string_append_c(out, *at);
			continue;
		}
		guint who = g_ascii_isdigit(*++at) ? (guint)(*at++ - '1') : one;
		const struct reason *reason = &reasons[chosen[who]];
		switch (*at) {
		case 'a':
			g_string_append(out, people[who]);
			break;
		case 'd':
			g_string_append(out, strchr(people[who], '@') + 1);
			break;
		case 'p':
			g_string_append(out, reason->predicate);
			break;
		case 'w':
			g_string_append(out, reason->words);
			break;
		case 'r':
			g_string_append(out, reason->reply);
			break;
		case 'n':
			g_string_append_len(out, reason->reply, 3);
			break;
		case 't':
			g_string_append(out, reason->reply + strlen("550 5.1.1 "));
			break;
		case 'b':
			g_string_append(out, reason->because);
			break;
		case 'm':
			g_string_append(out, reason->of_many);
			break;
		default:
			ck_abort_msg("%s: no template", template);
		}
	}
}

static void check_report(const GString *mail, const guint *chosen, guint count)
{
	const struct rebound_report *report = golden_read(&engine, "layout", mail->str, mail->len);

	ck_assert_msg(report->recipient_count == count, "%u recipients:\n%s",
		report->recipient_count, mail->str);
	for (guint who = 0; who < count; who++) {
		const struct rebound_recipient *found = NULL;
		for (guint i = 0; i < count; i++) {
			if (g_strcmp0(report->recipients[i].address, people[who]) == 0)
				found = &report->recipients[i];
		}
		ck_assert_msg(found != NULL, "%s is lost:\n%s", people[who], mail->str);
		gboolean dies = found->verdict.advice == REBOUND_ADVICE_SUPPRESS;
		ck_assert_msg(dies == reasons[chosen[who]].dead, "%s %s:\n%s", people[who],
			dies ? "dies" : "lives", mail->str);
	}
}

static void check_layout(const struct layout *layout, guint count)
{
	guint orders = 1;

	for (guint i = 0; i < count; i++)
		orders *= G_N_ELEMENTS(reasons);
	for (guint order = 0; order < orders; order++) {
		guint chosen[G_N_ELEMENTS(people)] = {0}, left = order;
		GString *mail = g_string_new("From: MAILER-DAEMON@mx.gate.example\n"
					     "To: returns@paperlantern.example\n"
					     "Subject: Undeliverable mail\n\n");

		for (guint i = 0; i < count; i++, left /= G_N_ELEMENTS(reasons))
			chosen[i] = left % G_N_ELEMENTS(reasons);
		append(mail, layout->head, chosen, 0);
		for (guint i = 0; i < count; i++)
			append(mail, layout->entry, chosen, i);
		append(mail, layout->tail, chosen, 0);
		check_report(mail, chosen, count);
		g_string_free(mail, TRUE);
	}
}

START_TEST(each_gets_his_own_reason)
{
	const struct layout *layout = &layouts[_i];

	check_layout(layout, 2);
	if (layout->people == 0)
		check_layout(layout, 3);
}
END_TEST

static void start(void)
{
	golden_open(&engine);
}

static void stop(void)
{
	golden_close(&engine);
}

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("layouts of a report");
	TCase *all = tcase_create("all");

	tcase_add_unchecked_fixture(all, start, stop);
	tcase_set_timeout(all, 120);
	tcase_add_loop_test(all, each_gets_his_own_reason, 0, (int)G_N_ELEMENTS(layouts));
	suite_add_tcase(suite, all);
	return suite;
}
