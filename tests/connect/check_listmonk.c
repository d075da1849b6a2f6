/* SPDX-License-Identifier: MIT */
#include "sync_help.h"

#include <rebound/error.h>
#include "core/connect/json.h"

/*
 * As listmonk's POST /webhooks/bounce answers: {"data": true} for every address, whether it is a
 * subscriber's or not, 400 with a message for a field that is wrong, 403 for a wrong login.
 */

static void answer_request(
	struct api_server *server, const struct api_request *request, GString *answer)
{
	g_autoptr(rebound_json_value) json =
		rebound_json_value_read(request->body, strlen(request->body));
	const char *type = rebound_json_value_text(json, "type");
	const char *email = rebound_json_value_text(json, "email");
	const char *meta = rebound_json_value_text(json, "meta");
	GString *bounces = server->data;

	if (g_strcmp0(request->user, "rebound:s3cret") != 0) {
		api_answer_json(answer, 403, "{\"message\":\"invalid API credentials\"}");
	} else if (strcmp(request->method, "POST") != 0 ||
		   strcmp(request->path, "/webhooks/bounce") != 0) {
		api_answer_json(answer, 404, "{\"message\":\"Not Found\"}");
	} else if (g_strcmp0(request->type, "application/json") != 0 || email == NULL ||
		   meta == NULL ||
		   g_strcmp0(rebound_json_value_text(json, "source"), "rebound") != 0) {
		api_answer_json(answer, 400, "{\"message\":\"Invalid data\"}");
	} else if (strstr(email, "..") != NULL) {
		api_answer_json(answer, 400, "{\"message\":\"Invalid email\"}");
	} else {
		ck_assert(g_strcmp0(type, "hard") == 0 || g_strcmp0(type, "complaint") == 0);
		g_autoptr(rebound_json_value) inner = rebound_json_value_read(meta, strlen(meta));
		g_string_append_printf(bounces, "%s/%s/%s ", email, type,
			rebound_json_value_text(inner, "reason"));
		api_answer_json(answer, 200, "{\"data\":true}");
	}
}

static struct api_server server;
static struct desk desk;
static GString *bounces;

static void setup(void)
{
	bounces = g_string_new(NULL);
	api_start(&server, answer_request, bounces);
	open_desk(&desk, &server, &rebound_connector_listmonk, "",
		"user = rebound\npassword = s3cret\n");
}

static void teardown(void)
{
	close_desk(&desk);
	api_stop(&server);
	g_string_free(bounces, TRUE);
}

START_TEST(bounces_are_told_once)
{
	suppress(&desk, "ann@example.org", "mailbox_unknown");
	suppress(&desk, "bob@example.org", "complaint");
	suppress(&desk, "\"o'q\\\"x\"@example.org", "mailbox_full");
	check_sync(&desk, "suppressed \"o'q\\\"x\"@example.org; suppressed ann@example.org; "
			  "suppressed bob@example.org");
	ck_assert_str_eq(bounces->str, "\"o'q\\\"x\"@example.org/hard/mailbox_full "
				       "ann@example.org/hard/mailbox_unknown "
				       "bob@example.org/complaint/complaint ");
	check_sync(&desk, "");
	/* What was done there can't be taken back from here: a person is told, once. */
	free_address(&desk, "ann@example.org");
	check_sync(&desk, "by hand ann@example.org");
	check_sync(&desk, "");
	ck_assert_uint_eq(api_count(&server, ""), 3);
}
END_TEST

START_TEST(one_refused_address_stops_nothing)
{
	suppress(&desk, "ann@example.org", "mailbox_unknown");
	suppress(&desk, "b..b@example.org", "mailbox_unknown");
	suppress(&desk, "cid@example.org", "mailbox_unknown");
	check_sync(&desk, "suppressed ann@example.org; refused b..b@example.org; "
			  "suppressed cid@example.org");
	/* It is tried again the next time. */
	check_sync(&desk, "refused b..b@example.org");
}
END_TEST

START_TEST(mistakes_are_told)
{
	suppress(&desk, "ann@example.org", "mailbox_unknown");
	rebound_credentials_free(desk.connection.credentials);
	desk.connection.credentials = make_credentials("user = rebound\npassword = s3cretx\n");
	check_failure(&desk, REBOUND_ERROR_SYNTAX, "does not let us in (403)");
	rebound_credentials_free(desk.connection.credentials);
	desk.connection.credentials = make_credentials("user = rebound\npassword = s3cret\n");
	g_free(desk.connection.url);
	desk.connection.url = g_strdup_printf("http://127.0.0.1:%u/admin", server.port);
	check_failure(&desk, REBOUND_ERROR_SYNTAX, "is no listmonk");
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("listmonk");
	TCase *tcase = tcase_create("listmonk");

	tcase_set_timeout(tcase, 60);
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, bounces_are_told_once);
	tcase_add_test(tcase, one_refused_address_stops_nothing);
	tcase_add_test(tcase, mistakes_are_told);
	suite_add_tcase(suite, tcase);
	return suite;
}
