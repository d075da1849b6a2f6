/* SPDX-License-Identifier: MIT */
#include "sync_help.h"

#include <rebound/error.h>
#include "core/connect/soap.h"

/*
 * As Sympa 6.2's SOAP server answers authenticateRemoteAppAndRun (Sympa::WWW::SOAP): which gives
 * the lists of USER_EMAIL as strings, del and add give true, and a fault comes with the status 500.
 */

#define LISTMASTER "master@lists.example.com"
#define LISTS	   3

struct subscription {
	const char *list, *email;
	gboolean there;
};

static struct subscription subscriptions[LISTS];
static gboolean is_closed; /* the list news takes no changes */

#define OPEN                                                                                       \
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?><soap:Envelope "                                \
	"soap:encodingStyle=\"http://schemas.xmlsoap.org/soap/encoding/\" "                        \
	"xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\" "                                \
	"xmlns:soapenc=\"http://schemas.xmlsoap.org/soap/encoding/\" "                             \
	"xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" "                                          \
	"xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><soap:Body>"
#define CLOSE "</soap:Body></soap:Envelope>"

static void fault(GString *answer, const char *string, const char *detail)
{
	g_autofree char *body = g_strdup_printf(OPEN
		"<soap:Fault><faultcode>soap:Server</faultcode><faultstring>%s</faultstring>"
		"<detail><item xsi:type=\"xsd:string\">%s</item></detail></soap:Fault>" CLOSE,
		string, detail);

	api_answer(answer, 500, "text/xml; charset=utf-8", body);
}

static void answer_boolean(GString *answer, gboolean value)
{
	g_autofree char *body =
		g_strdup_printf(OPEN "<authenticateRemoteAppAndRunResponse xmlns=\"urn:sympasoap\">"
				     "<result xsi:type=\"xsd:boolean\">%s</result>"
				     "</authenticateRemoteAppAndRunResponse>" CLOSE,
			value ? "true" : "false");

	api_answer(answer, 200, "text/xml; charset=utf-8", body);
}

static void which(const char *email, GString *answer)
{
	g_autoptr(GString) items = g_string_new(NULL);

	for (guint i = 0; i < LISTS; i++)
		if (strcmp(subscriptions[i].email, email) == 0)
			g_string_append_printf(items,
				"<item xsi:type=\"xsd:string\">isSubscriber=%d;isOwner=%d;subject="
				"Ten &amp; more;homepage=https://lists.example.com/info/%s;"
				"bounceScore=;listAddress=%s@lists.example.com;isEditor=0</item>",
				subscriptions[i].there, !subscriptions[i].there,
				subscriptions[i].list, subscriptions[i].list);
	g_autofree char *body = g_strdup_printf(OPEN
		"<authenticateRemoteAppAndRunResponse xmlns=\"urn:sympasoap\">"
		"<return soapenc:arrayType=\"xsd:string[]\" xsi:type=\"soapenc:Array\">%s</return>"
		"</authenticateRemoteAppAndRunResponse>" CLOSE,
		items->str);
	api_answer(answer, 200, "text/xml; charset=utf-8", body);
}

static void change(const char *list, const char *email, gboolean there, GString *answer)
{
	for (guint i = 0; i < LISTS; i++) {
		struct subscription *subscription = &subscriptions[i];

		if (strcmp(subscription->list, list) != 0 ||
			strcmp(subscription->email, email) != 0)
			continue;
		if (subscription->there == there) {
			fault(answer, "Undef", "user_already_subscriber or user_not_subscriber");
			return;
		}
		if (is_closed && strcmp(list, "news") == 0) {
			fault(answer, "Undef", "The list is closed.");
			return;
		}
		subscription->there = there;
		answer_boolean(answer, TRUE);
		return;
	}
	fault(answer, "Undefined list", "Undefined list");
}

static void am_i(const char *list, const char *email, GString *answer)
{
	gboolean there = FALSE;

	for (guint i = 0; i < LISTS; i++)
		there = there ||
			(subscriptions[i].there && strcmp(subscriptions[i].list, list) == 0 &&
				strcmp(subscriptions[i].email, email) == 0);
	answer_boolean(answer, there);
}

static void answer_request(
	struct api_server *server, const struct api_request *request, GString *answer)
{
	struct rebound_soap_answer soap;

	/* What was sent is an envelope of the same kind: its texts in order. */
	rebound_soap_read(request->body, strlen(request->body), &soap);
	const char *const *value = (const char *const *)soap.values->pdata;
	guint count = soap.values->len;

	ck_assert_str_eq(request->method, "POST");
	ck_assert_str_eq(request->type, "text/xml; charset=utf-8");
	ck_assert_str_eq(request->action, "\"urn:sympasoap#authenticateRemoteAppAndRun\"");
	ck_assert_ptr_nonnull(strstr(
		request->body, "<authenticateRemoteAppAndRun xmlns=\"urn:sympasoap\"><appname "));
	ck_assert_ptr_null(request->user);
	ck_assert_uint_ge(count, 4);
	if (strcmp(request->path, "/sympasoap") != 0)
		api_answer(answer, 404, "text/html", "<html><p>none</html>");
	else if (strcmp(value[0], "rebound") != 0 || strcmp(value[1], "s3cret & co") != 0)
		fault(answer, "Authentication failed", "Authentication failed for application");
	else if (strcmp(value[3], "which") == 0)
		which(value[2] + strlen("USER_EMAIL="), answer);
	else if (strcmp(value[2], "USER_EMAIL=" LISTMASTER) != 0)
		fault(answer, "Not allowed.", "auth");
	else if (strcmp(value[3], "amI") == 0 && count == 7 && strcmp(value[5], "subscriber") == 0)
		am_i(value[4], value[6], answer);
	else if (strcmp(value[3], "del") == 0 && count == 7 && strcmp(value[6], "1") == 0)
		change(value[4], value[5], FALSE, answer);
	else if (strcmp(value[3], "add") == 0 && count == 8 && strcmp(value[6], "") == 0 &&
		 strcmp(value[7], "1") == 0)
		change(value[4], value[5], TRUE, answer);
	else
		fault(answer, "Incorrect number of parameters", "Use : list");
	rebound_soap_answer_clear(&soap);
}

#define LOGIN "application = rebound\npassword = s3cret & co\nlistmaster = " LISTMASTER "\n"

static struct api_server server;
static struct desk desk;

static void setup(void)
{
	is_closed = FALSE;
	subscriptions[0] = (struct subscription){"news", "ann@example.org", TRUE};
	subscriptions[1] = (struct subscription){"talk", "ann@example.org", TRUE};
	subscriptions[2] = (struct subscription){"own", "ann@example.org", FALSE};
	api_start(&server, answer_request, NULL);
	open_desk(&desk, &server, &rebound_connector_sympa, "/sympasoap", LOGIN);
}

static void teardown(void)
{
	close_desk(&desk);
	api_stop(&server);
}

static void check_subscriptions(const char *expected)
{
	g_autofree char *text = g_strdup_printf(
		"%d %d %d", subscriptions[0].there, subscriptions[1].there, subscriptions[2].there);

	ck_assert_str_eq(text, expected);
}

START_TEST(subscribers_go_and_come_back)
{
	suppress(&desk, "ann@example.org", "mailbox_unknown");
	suppress(&desk, "bob@example.org", "mailbox_unknown");
	check_sync(&desk, "suppressed ann@example.org; absent bob@example.org");
	check_subscriptions("0 0 0");
	check_sync(&desk, "");
	free_address(&desk, "ann@example.org");
	check_sync(&desk, "released ann@example.org");
	/* Of the list that he only owns he was no member. */
	check_subscriptions("1 1 0");
	check_sync(&desk, "");
}
END_TEST

START_TEST(a_lost_answer_is_made_good)
{
	suppress(&desk, "ann@example.org", "mailbox_unknown");
	desk.connection.tries = 1;
	/* The answers to which and to the first del. */
	server.drops = 1;
	check_failure(&desk, REBOUND_ERROR_BUSY, "try again later");
	check_subscriptions("1 1 0");
	check_sync(&desk, "suppressed ann@example.org");
	check_subscriptions("0 0 0");
	free_address(&desk, "ann@example.org");
	check_sync(&desk, "released ann@example.org");
	check_subscriptions("1 1 0");
}
END_TEST

START_TEST(a_list_that_refuses)
{
	is_closed = TRUE;
	suppress(&desk, "ann@example.org", "mailbox_unknown");
	check_sync(&desk, "refused ann@example.org");
	check_subscriptions("1 0 0");
	/* The other list is remembered. */
	is_closed = FALSE;
	check_sync(&desk, "suppressed ann@example.org");
	check_subscriptions("0 0 0");
	free_address(&desk, "ann@example.org");
	check_sync(&desk, "released ann@example.org");
	check_subscriptions("1 1 0");
}
END_TEST

/* "USER_EMAIL=a,USER_EMAIL=master" would be two variables. */
START_TEST(no_address_becomes_a_listmaster)
{
	suppress(&desk, "\"a,USER_EMAIL=" LISTMASTER "\"@example.org", "mailbox_unknown");
	suppress(&desk, "b=c@example.org", "mailbox_unknown");
	suppress(&desk, "<x>&amp;@example.org", "mailbox_unknown");
	ck_assert(run_sync(&desk, FALSE));
	ck_assert_ptr_nonnull(strstr(desk.told->str, "refused \"a,"));
	ck_assert_ptr_nonnull(strstr(desk.told->str, "refused b=c@"));
	ck_assert_ptr_nonnull(strstr(desk.told->str, "absent <x>&amp;@example.org"));
	ck_assert_uint_eq(api_count(&server, "POST"), 1);
}
END_TEST

START_TEST(mistakes_are_told)
{
	suppress(&desk, "ann@example.org", "mailbox_unknown");
	rebound_credentials_free(desk.connection.credentials);
	desk.connection.credentials =
		make_credentials("application = rebound\npassword = s3cret\nlistmaster = x\n");
	check_failure(&desk, REBOUND_ERROR_SYNTAX, "Authentication failed");
	rebound_credentials_free(desk.connection.credentials);
	desk.connection.credentials = make_credentials(
		"application = rebound\npassword = s3cret & co\nlistmaster = eve@example.com\n");
	check_failure(&desk, REBOUND_ERROR_SYNTAX, "Not allowed.");
	rebound_credentials_free(desk.connection.credentials);
	desk.connection.credentials = make_credentials(LOGIN);
	g_free(desk.connection.url);
	desk.connection.url = g_strdup_printf("http://127.0.0.1:%u/sympa", server.port);
	check_failure(&desk, REBOUND_ERROR_SYNTAX, "is no Sympa SOAP server");
	check_subscriptions("1 1 0");
}
END_TEST

/* Answers that are no SOAP, or more of it than Sympa sends. */
START_TEST(hostile_answers)
{
	static const char *const texts[] = {"", "<", "text", "<a>", "<a/>", "<a><b></a>",
		"<!DOCTYPE x [<!ENTITY a \"b\">]><Envelope><Body>&a;</Body></Envelope>",
		"<Envelope><Body></Body></Envelope><x", "\xff\xfe"};
	g_autoptr(GString) deep = g_string_new("<Envelope><Body>");
	struct rebound_soap_answer answer;

	for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
		rebound_soap_read(texts[i], strlen(texts[i]), &answer);
		ck_assert_msg(!answer.is_soap, "%s", texts[i]);
		ck_assert_uint_eq(answer.values->len, 0);
		rebound_soap_answer_clear(&answer);
	}
	for (guint i = 0; i < 100000; i++)
		g_string_append(deep, "<a>");
	rebound_soap_read(deep->str, deep->len, &answer);
	ck_assert(!answer.is_soap);
	rebound_soap_answer_clear(&answer);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("sympa");
	TCase *tcase = tcase_create("sympa");

	tcase_set_timeout(tcase, 60);
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, subscribers_go_and_come_back);
	tcase_add_test(tcase, a_lost_answer_is_made_good);
	tcase_add_test(tcase, a_list_that_refuses);
	tcase_add_test(tcase, no_address_becomes_a_listmaster);
	tcase_add_test(tcase, mistakes_are_told);
	tcase_add_test(tcase, hostile_answers);
	suite_add_tcase(suite, tcase);
	return suite;
}
