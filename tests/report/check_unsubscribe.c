/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include "core/report/unsubscribe.h"

struct row {
	const char *text; /* folded */
	gboolean request;
};

static const struct row rows[] = {
	{"unsubscribe", TRUE},
	{"unsubscribe.", TRUE},
	{"unsubscribe me", TRUE},
	{"unsubscribe, please!", TRUE},
	{"unsubscribe from spring news", TRUE},
	{"unsubscribe 7f3a-22", TRUE},
	{"unsubscribe zoe@north.test", TRUE},
	{"list-unsubscribe=one-click", TRUE},
	{"please remove me from this list", TRUE},
	{"please remove this address from your database", TRUE},
	{"take me off your mailing list!!!", TRUE},
	{"remove me", TRUE},
	{"bitte nehmen sie mich aus dem verteiler", TRUE},
	{"bitte abmelden", TRUE},
	{"abmelden vom newsletter", TRUE},
	{"afmelden nieuwsbrief", TRUE},
	{"stop", TRUE},
	{"stop sending me these e-mails", TRUE},
	{"me désabonner", FALSE},
	{"desabonner svp", TRUE},
	{"отписать меня", TRUE},
	{"退订", TRUE},
	{"配信停止をお願いします", TRUE},
	{"unsubscribe please. thank you, zoe north", TRUE},
	{"unsubscribe me, your link does not work", TRUE},
	{"unsubscribe me immediately from all lists", TRUE},
	{"desabonner s'il vous plait", TRUE},
	{"stop, please", TRUE},
	{"remove", TRUE},
	{"remove, please", TRUE},
	{"remove the old logo", FALSE},
	{"baja", FALSE},
	{"stop met mailen aub", TRUE},
	{"stop all emails", TRUE},
	{"stop sending mails to this address!", TRUE},
	{"please stop sending me your newsletter", TRUE},
	{"please stop all mailings", TRUE},
	{"stop. unsubscribe me", TRUE},
	{"please remove my email address", TRUE},
	{"please remove our address from your distribution", TRUE},
	{"remove this e-mail from your mailing list", TRUE},
	{"please take us off all lists", TRUE},
	{"bitte streichen sie mich aus ihrer adressliste", TRUE},
	{"graag afmelden voor de nieuwsbrief", TRUE},
	{"graag uitschrijven", TRUE},
	{"veuillez me desinscrire", TRUE},
	{"bitte, bitte austragen", TRUE},
	{"take me off the list for the workshop", FALSE},
	/* They suppress: whatever goes on about something else is none. */
	{"unsubscribe links in your mails trip our filter", FALSE},
	{"unsubscribe does not work", FALSE},
	{"unsubscribe?", FALSE},
	{"unsubscribed users report", FALSE},
	{"please remove the third item from my order", FALSE},
	{"remove me as contact for invoice 77", FALSE},
	{"take me off the night shift", FALSE},
	{"abmelden von der klassenfahrt", FALSE},
	{"bitte abmelden: kind ist krank", FALSE},
	{"opt out of the pension scheme", FALSE},
	{"stop the press", FALSE},
	{"stop all orders", FALSE},
	{"stop now and read this list", FALSE},
	{"stop now", FALSE},
	{"stop me if you know this one", FALSE},
	{"stop the delivery of parcels, i am on the mailing list", FALSE},
	{"please stop sending paper invoices, use email", FALSE},
	{"stop the mail server", FALSE},
	{"please take us off the specialist roster.", FALSE},
	{"please remove our old logo from the page about us.", FALSE},
	{"please remove our old logo from the newsletter", FALSE},
	{"please remove our server from your block list", FALSE},
	{"please remove my name from the photo", FALSE},
	{"please remove this email thread from the archive", FALSE},
	{"remove me from the waiting list", FALSE},
	{"remove me from the email chain", FALSE},
	{"take me off the guest list", FALSE},
	{"opt out of the cable bundle about films", FALSE},
	{"cancel my subscription to the gym", FALSE},
	{"unsubscribe link is broken", FALSE},
	{"unsubscribe email does not arrive", FALSE},
	{"unsubscribe request received from three users", FALSE},
	{"unsubscribe all users of plan b", FALSE},
	{"please take me off the whitelist", FALSE},
	{"stop sending me parcels", FALSE},
	{"i want to unsubscribe", FALSE},
	{"", FALSE},
};

START_TEST(knows_requests)
{
	ck_assert_msg(rebound_unsubscribe_is_request(rows[_i].text) == rows[_i].request, "'%s' %s",
		rows[_i].text, rows[_i].request ? "is a request" : "is none");
}
END_TEST

/* Requests, of which the verb alone says what is left, or does not. */
static const struct row vague[] = {
	{"stop", TRUE},
	{"remove me", TRUE},
	{"leave", TRUE},
	{"abmelden", TRUE},
	{"unsubscribe", FALSE},
	{"desabonnement", FALSE},
	{"please unsubscribe me", FALSE},
	{"remove me from your mailing list", FALSE},
	{"newsletter abmelden", FALSE},
};

START_TEST(knows_vague_requests)
{
	ck_assert_msg(rebound_unsubscribe_is_vague(vague[_i].text) == vague[_i].request, "'%s' %s",
		vague[_i].text, vague[_i].request ? "is vague" : "is not");
}
END_TEST

START_TEST(knows_clauses_that_ask)
{
	ck_assert(rebound_unsubscribe_is_asked("please unsubscribe."));
	ck_assert(rebound_unsubscribe_is_asked("bitte austragen"));
	ck_assert(!rebound_unsubscribe_is_asked("unsubscribe"));
	ck_assert(!rebound_unsubscribe_is_asked("please leave"));
	ck_assert(!rebound_unsubscribe_is_asked("please unsubscribe my aunt from the choir"));
	ck_assert(!rebound_unsubscribe_is_asked(""));
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("report/unsubscribe");
	TCase *all = tcase_create("all");
	tcase_add_loop_test(all, knows_requests, 0, G_N_ELEMENTS(rows));
	tcase_add_loop_test(all, knows_vague_requests, 0, G_N_ELEMENTS(vague));
	tcase_add_test(all, knows_clauses_that_ask);
	suite_add_tcase(suite, all);
	return suite;
}
