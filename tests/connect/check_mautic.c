/* SPDX-License-Identifier: MIT */
#include "sync_help.h"

#include <stdlib.h>

#include <rebound/error.h>

/*
 * As Mautic's REST API answers: contacts by number in an object, or an empty list where there are
 * none; a search that finds a part of an address as well; DNC entries with reason, comments and
 * channel.
 */

struct contact {
	const char *email;
	int reason; /* 0: no entry */
	char comment[64];
};

#define COUNT 4

static struct contact contacts[COUNT];

static void append_contact(GString *text, guint number)
{
	const struct contact *contact = &contacts[number];

	g_string_append_printf(text,
		"{\"isPublished\": true, \"id\": %u, \"points\": 0, \"fields\": {\"core\": "
		"{\"email\": {\"id\": \"6\", \"alias\": \"email\", \"value\": \"%s\"}}, "
		"\"all\": {\"id\": %u, \"email\": \"%s\"}}, \"doNotContact\": [",
		number + 40, contact->email, number + 40, contact->email);
	if (contact->reason != 0)
		g_string_append_printf(text,
			"{\"id\": 9, \"reason\": %d, \"comments\": \"%s\", \"channel\": \"email\", "
			"\"channelId\": null}",
			contact->reason, contact->comment);
	g_string_append(text, "]}");
}

static void search(const char *path, GString *answer)
{
	g_autofree char *value = g_strndup(path, strcspn(path, "&"));
	g_autofree char *wanted = g_uri_unescape_string(value, NULL);
	g_autoptr(GString) body = g_string_new(NULL);
	guint count = 0;

	for (guint i = 0; i < COUNT; i++) {
		if (strstr(contacts[i].email, wanted) == NULL)
			continue;
		g_string_append_printf(body, "%s\"%u\": ", count++ > 0 ? ", " : "{", i + 40);
		append_contact(body, i);
	}
	g_string_append(body, count > 0 ? "}" : "[]");
	g_autofree char *total =
		g_strdup_printf("{\"total\": \"%u\", \"contacts\": %s}", count, body->str);
	api_answer_json(answer, 200, total);
}

static void answer_contact(struct contact *contact, const struct api_request *request,
	const char *what, GString *answer)
{
	g_autoptr(GString) body = g_string_new("{\"contact\": ");

	if (strcmp(request->method, "GET") == 0 && *what == '\0') {
		;
	} else if (strcmp(request->method, "POST") == 0 && strcmp(what, "/dnc/email/add") == 0 &&
		   g_strcmp0(request->type, "application/x-www-form-urlencoded") == 0) {
		const char *comment = strstr(request->body, "&comments=");

		ck_assert(g_str_has_prefix(request->body, "reason=") && comment != NULL);
		contact->reason = atoi(request->body + strlen("reason="));
		g_autofree char *plain =
			g_uri_unescape_string(comment + strlen("&comments="), NULL);
		g_strlcpy(contact->comment, plain, sizeof(contact->comment));
	} else if (strcmp(request->method, "POST") == 0 && strcmp(what, "/dnc/email/remove") == 0) {
		contact->reason = 0;
	} else {
		api_answer_json(answer, 400, "{\"errors\": [{\"message\": \"bad request\"}]}");
		return;
	}
	append_contact(body, (guint)(contact - contacts));
	g_string_append_c(body, '}');
	api_answer_json(answer, 200, body->str);
}

static void answer_request(
	struct api_server *server, const struct api_request *request, GString *answer)
{
	static const char list[] = "/api/contacts?search=email:", one[] = "/api/contacts/";

	if (g_strcmp0(request->user, "api:s3cret") != 0) {
		api_answer_json(answer, 401,
			"{\"errors\": [{\"message\": \"API authorization denied.\", \"code\": "
			"401}]}");
	} else if (g_str_has_prefix(request->path, list) && strcmp(request->method, "GET") == 0) {
		search(request->path + strlen(list), answer);
	} else if (g_str_has_prefix(request->path, one)) {
		const char *number = request->path + strlen(one);
		int id = atoi(number);

		if (id >= 40 && id < 40 + COUNT && contacts[id - 40].email[0] != '\0')
			answer_contact(&contacts[id - 40], request,
				number + strspn(number, "0123456789"), answer);
		else
			api_answer_json(answer, 404,
				"{\"errors\": [{\"message\": \"Item was not found.\", \"code\": "
				"404}]}");
	} else {
		api_answer(answer, 404, "text/html", "<html>not here</html>");
	}
}

static struct api_server server;
static struct desk desk;

static void setup(void)
{
	memset(contacts, 0, sizeof(contacts));
	contacts[0].email = "ann@example.org";
	contacts[1].email = "joann@example.org";
	contacts[2].email = "Bob+x@example.org";
	contacts[3].email = "cid@example.org";
	contacts[3].reason = 1;
	g_strlcpy(contacts[3].comment, "User unsubscribed.", sizeof(contacts[3].comment));
	api_start(&server, answer_request, NULL);
	open_desk(&desk, &server, &rebound_connector_mautic, "", "user = api\npassword = s3cret\n");
}

static void teardown(void)
{
	close_desk(&desk);
	api_stop(&server);
}

static void check_contacts(const char *expected)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < COUNT; i++)
		g_string_append_printf(text, "%d ", contacts[i].reason);
	ck_assert_str_eq(text->str, expected);
}

START_TEST(contacts_are_marked_and_freed)
{
	suppress(&desk, "ann@example.org", "mailbox_unknown");
	suppress(&desk, "bob+x@example.org", "complaint");
	suppress(&desk, "cid@example.org", "mailbox_unknown");
	suppress(&desk, "dan@example.org", "mailbox_unknown");
	suppress(&desk, "\"e e\"@example.org", "mailbox_unknown");
	contacts[2].email = "bob+x@example.org";
	check_sync(&desk, "absent \"e e\"@example.org; suppressed ann@example.org; "
			  "suppressed bob+x@example.org; already cid@example.org; "
			  "absent dan@example.org");
	/* joann@ was found as well, and is somebody else. */
	check_contacts("2 0 1 1 ");
	ck_assert_str_eq(contacts[0].comment, "rebound: mailbox_unknown");
	check_sync(&desk, "");
	free_address(&desk, "ann@example.org");
	free_address(&desk, "bob+x@example.org");
	free_address(&desk, "cid@example.org");
	/* A person has the say by now. */
	g_strlcpy(contacts[2].comment, "by Eve", sizeof(contacts[2].comment));
	check_sync(&desk, "released ann@example.org; already bob+x@example.org");
	check_contacts("0 0 1 1 ");
}
END_TEST

START_TEST(a_lost_answer_is_made_good)
{
	suppress(&desk, "ann@example.org", "mailbox_unknown");
	desk.connection.tries = 1;
	server.drops = 1;
	check_failure(&desk, REBOUND_ERROR_BUSY, "try again later");
	check_contacts("2 0 0 1 ");
	free_address(&desk, "ann@example.org");
	check_sync(&desk, "released ann@example.org");
	check_contacts("0 0 0 1 ");
}
END_TEST

START_TEST(a_contact_that_went)
{
	suppress(&desk, "ann@example.org", "mailbox_unknown");
	check_sync(&desk, "suppressed ann@example.org");
	contacts[0].email = "";
	free_address(&desk, "ann@example.org");
	check_sync(&desk, "already ann@example.org");
}
END_TEST

START_TEST(mistakes_are_told)
{
	suppress(&desk, "ann@example.org", "mailbox_unknown");
	rebound_credentials_free(desk.connection.credentials);
	desk.connection.credentials = make_credentials("user = api\npassword = s3cretx\n");
	check_failure(&desk, REBOUND_ERROR_SYNTAX, "does not let us in (401)");
	rebound_credentials_free(desk.connection.credentials);
	desk.connection.credentials = make_credentials("user = api\npassword = s3cret\n");
	g_free(desk.connection.url);
	desk.connection.url = g_strdup_printf("http://127.0.0.1:%u/x", server.port);
	check_failure(&desk, REBOUND_ERROR_SYNTAX, "is no Mautic with its API enabled");
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("mautic");
	TCase *tcase = tcase_create("mautic");

	tcase_set_timeout(tcase, 60);
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, contacts_are_marked_and_freed);
	tcase_add_test(tcase, a_lost_answer_is_made_good);
	tcase_add_test(tcase, a_contact_that_went);
	tcase_add_test(tcase, mistakes_are_told);
	suite_add_tcase(suite, tcase);
	return suite;
}
