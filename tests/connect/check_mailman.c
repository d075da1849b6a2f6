/* SPDX-License-Identifier: MIT */
#include "sync_help.h"

#include <rebound/error.h>

/*
 * As mailman/rest of Mailman core 3.3 answers: versions, the memberships of an address, the
 * preferences of a member (delivery_status is only there where it was set), and PATCH with a form.
 */

struct member {
	const char *id, *email, *role;
	const char *status; /* NULL: not set */
};

struct mailman {
	struct member *members;
	guint count;
};

static void refuse(GString *answer, guint status, const char *title)
{
	g_autofree char *body =
		g_strdup_printf("{\"title\": \"%s\", \"description\": \"%s\"}", title, title);

	api_answer_json(answer, status, body);
}

static struct member *find_member(struct mailman *mailman, const char *id)
{
	for (guint i = 0; i < mailman->count; i++)
		if (strcmp(mailman->members[i].id, id) == 0)
			return &mailman->members[i];
	return NULL;
}

static void list_memberships(struct mailman *mailman, const char *email, GString *answer)
{
	g_autoptr(GString) entries = g_string_new(NULL);
	g_autofree char *plain = g_uri_unescape_string(email, NULL);
	guint count = 0;

	for (guint i = 0; i < mailman->count; i++) {
		const struct member *member = &mailman->members[i];

		if (g_ascii_strcasecmp(member->email, plain) != 0)
			continue;
		g_string_append_printf(entries,
			"%s{\"address\": \"http://localhost:9001/3.1/addresses/%s\", "
			"\"bounce_score\": 0, \"delivery_mode\": \"regular\", \"email\": \"%s\", "
			"\"http_etag\": \"x\", \"list_id\": \"ant.example.com\", "
			"\"member_id\": \"%s\", \"role\": \"%s\", "
			"\"self_link\": \"http://localhost:9001/3.1/members/%s\"}",
			count++ > 0 ? ", " : "", member->email, member->email, member->id,
			member->role, member->id);
	}
	if (count == 0 && strcmp(plain, "known@example.org") != 0) {
		refuse(answer, 404, "404 Not Found");
		return;
	}
	/* Without members there are no entries at all. */
	g_autofree char *body = g_strdup_printf("{%s%s%s\"http_etag\": \"x\", \"start\": 0, "
						"\"total_size\": %u}",
		count > 0 ? "\"entries\": [" : "", entries->str, count > 0 ? "], " : "", count);
	api_answer_json(answer, 200, body);
}

static void preferences(
	struct mailman *mailman, const struct api_request *request, const char *id, GString *answer)
{
	struct member *member = find_member(mailman, id);

	if (member == NULL) {
		refuse(answer, 404, "404 Not Found");
	} else if (strcmp(request->method, "GET") == 0) {
		g_autofree char *body =
			g_strdup_printf("{%s%s%s\"http_etag\": \"x\", \"self_link\": \"x\"}",
				member->status != NULL ? "\"delivery_status\": \"" : "",
				member->status != NULL ? member->status : "",
				member->status != NULL ? "\", " : "");
		api_answer_json(answer, 200, body);
	} else if (strcmp(request->method, "PATCH") == 0 &&
		   g_strcmp0(request->type, "application/x-www-form-urlencoded") == 0 &&
		   g_str_has_prefix(request->body, "delivery_status=")) {
		static const char *const known[] = {
			"enabled", "by_user", "by_bounces", "by_moderator", "unknown", NULL};
		const char *status = strchr(request->body, '=') + 1;

		for (guint i = 0; known[i] != NULL; i++)
			if (strcmp(known[i], status) == 0)
				member->status = known[i];
		if (member->status == NULL || strcmp(member->status, status) != 0)
			refuse(answer, 400, "Cannot convert parameters: delivery_status");
		else
			g_string_append(
				answer, "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n");
	} else {
		refuse(answer, 400, "Unexpected parameters");
	}
}

static void answer_request(
	struct api_server *server, const struct api_request *request, GString *answer)
{
	g_auto(GStrv) parts = g_strsplit(request->path, "/", -1);
	guint count = g_strv_length(parts);
	struct mailman *mailman = server->data;

	if (g_strcmp0(request->user, "restadmin:s3cret") != 0)
		refuse(answer, 401, "401 Unauthorized");
	else if (count < 4 || strcmp(parts[1], "3.1") != 0)
		refuse(answer, 404, "404 Not Found");
	else if (strcmp(request->path, "/3.1/system/versions") == 0)
		api_answer_json(answer, 200,
			"{\"api_version\": \"3.1\", \"http_etag\": \"x\", \"mailman_version\": "
			"\"GNU Mailman 3.3.8 (Tom Sawyer)\", \"python_version\": \"3.11\", "
			"\"self_link\": \"x\"}");
	else if (count == 5 && strcmp(parts[2], "addresses") == 0 &&
		 strcmp(parts[4], "memberships") == 0 && strcmp(request->method, "GET") == 0)
		list_memberships(mailman, parts[3], answer);
	else if (count == 5 && strcmp(parts[2], "members") == 0 &&
		 strcmp(parts[4], "preferences") == 0)
		preferences(mailman, request, parts[3], answer);
	else
		refuse(answer, 404, "404 Not Found");
}

#define LOGIN "user = restadmin\npassword = s3cret\n"

static struct member members[5];
static struct mailman mailman;
static struct api_server server;
static struct desk desk;

static void setup(void)
{
	members[0] = (struct member){"aa11", "ann@example.org", "member", NULL};
	members[1] = (struct member){"aa22", "ann@example.org", "member", "by_user"};
	members[2] = (struct member){"aa33", "ann@example.org", "owner", NULL};
	members[3] = (struct member){"bb11", "Bob+x@example.org", "member", "enabled"};
	members[4] = (struct member){"cc11", "cid@example.org", "member", "by_bounces"};
	mailman = (struct mailman){members, G_N_ELEMENTS(members)};
	api_start(&server, answer_request, &mailman);
	open_desk(&desk, &server, &rebound_connector_mailman, "/3.1", LOGIN);
}

static void teardown(void)
{
	close_desk(&desk);
	api_stop(&server);
}

static void check_statuses(const char *expected)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < mailman.count; i++)
		g_string_append_printf(text, "%s%s", i > 0 ? " " : "",
			members[i].status != NULL ? members[i].status : "-");
	ck_assert_str_eq(text->str, expected);
}

START_TEST(members_are_disabled_and_enabled_again)
{
	suppress(&desk, "ann@example.org", "mailbox_unknown");
	suppress(&desk, "bob+x@example.org", "complaint");
	suppress(&desk, "cid@example.org", "mailbox_full");
	suppress(&desk, "known@example.org", "mailbox_unknown");
	suppress(&desk, "nobody@example.org", "mailbox_unknown");
	check_sync(&desk, "suppressed ann@example.org; suppressed bob+x@example.org; "
			  "already cid@example.org; absent known@example.org; "
			  "absent nobody@example.org");
	check_statuses("by_bounces by_user - by_moderator by_bounces");
	ck_assert_uint_eq(
		api_count(&server, "GET /3.1/addresses/bob%2Bx%40example.org/memberships"), 1);
	/* Nothing is told twice, and without news nobody is asked. */
	api_forget(&server);
	check_sync(&desk, "");
	ck_assert_uint_eq(api_count(&server, ""), 0);
	/* Only what we changed is changed back, and only where nobody else did since. */
	free_address(&desk, "ann@example.org");
	free_address(&desk, "bob+x@example.org");
	free_address(&desk, "cid@example.org");
	members[3].status = "by_user";
	check_sync(&desk, "released ann@example.org; already bob+x@example.org");
	check_statuses("enabled by_user - by_user by_bounces");
	api_forget(&server);
	check_sync(&desk, "");
	ck_assert_uint_eq(api_count(&server, ""), 0);
}
END_TEST

START_TEST(what_is_over_is_taken_back)
{
	suppress_for(&desk, "ann@example.org", "mailbox_full", NOON, NOON + DAY);
	check_sync(&desk, "suppressed ann@example.org");
	desk.now = NOON + DAY;
	check_sync(&desk, "released ann@example.org");
	check_statuses("enabled by_user - enabled by_bounces");
	/* It is told again when it is suppressed again. */
	suppress(&desk, "ann@example.org", "mailbox_unknown");
	check_sync(&desk, "suppressed ann@example.org");
}
END_TEST

START_TEST(a_lost_answer_is_made_good)
{
	suppress(&desk, "ann@example.org", "mailbox_unknown");
	desk.connection.tries = 1;
	server.drops = 1;
	check_failure(&desk, REBOUND_ERROR_BUSY, "try again later");
	check_statuses("by_bounces by_user - enabled by_bounces");
	/* That it stands as we wanted it is our doing, so it is changed back in the end. */
	check_sync(&desk, "suppressed ann@example.org");
	free_address(&desk, "ann@example.org");
	check_sync(&desk, "released ann@example.org");
	check_statuses("enabled by_user - enabled by_bounces");
}
END_TEST

START_TEST(freed_before_the_answer_came)
{
	suppress(&desk, "ann@example.org", "mailbox_unknown");
	desk.connection.tries = 1;
	server.drops = 1;
	check_failure(&desk, REBOUND_ERROR_BUSY, "try again later");
	free_address(&desk, "ann@example.org");
	check_sync(&desk, "released ann@example.org");
	check_statuses("enabled by_user - enabled by_bounces");
}
END_TEST

START_TEST(a_busy_server_is_asked_again)
{
	suppress(&desk, "ann@example.org", "mailbox_unknown");
	server.failures = 2;
	check_sync(&desk, "suppressed ann@example.org");
	suppress(&desk, "bob+x@example.org", "mailbox_unknown");
	server.failures = 100;
	check_failure(&desk, REBOUND_ERROR_BUSY, "too busy (503)");
	ck_assert_uint_eq(server.failures, 97);
	server.failures = 0;
	check_sync(&desk, "suppressed bob+x@example.org");
}
END_TEST

START_TEST(since_and_again)
{
	suppress_for(&desk, "ann@example.org", "mailbox_unknown", NOON - DAY, 0);
	suppress_for(&desk, "dan@example.org", "mailbox_unknown", NOON, 0);
	desk.since = NOON;
	check_sync(&desk, "absent dan@example.org");
	desk.since = 0;
	check_sync(&desk, "suppressed ann@example.org");
	/* He subscribes later. */
	members[4].email = "dan@example.org";
	members[4].status = NULL;
	check_sync(&desk, "");
	desk.again = TRUE;
	check_sync(&desk, "suppressed dan@example.org");
}
END_TEST

START_TEST(a_dry_run_asks_nobody)
{
	suppress(&desk, "ann@example.org", "mailbox_unknown");
	ck_assert(run_sync(&desk, TRUE));
	ck_assert_str_eq(desk.told->str, "suppressed ann@example.org");
	ck_assert_uint_eq(api_count(&server, ""), 0);
}
END_TEST

START_TEST(mistakes_are_told)
{
	suppress(&desk, "ann@example.org", "mailbox_unknown");
	rebound_credentials_free(desk.connection.credentials);
	desk.connection.credentials = make_credentials("user = restadmin\npassword = s3cretx\n");
	check_failure(&desk, REBOUND_ERROR_SYNTAX, "does not let us in (401)");
	rebound_credentials_free(desk.connection.credentials);
	desk.connection.credentials = make_credentials(LOGIN);
	g_free(desk.connection.url);
	desk.connection.url = g_strdup_printf("http://127.0.0.1:%u/3.0", server.port);
	check_failure(&desk, REBOUND_ERROR_SYNTAX, "is no Mailman 3 REST API");
	g_free(desk.connection.url);
	desk.connection.url = g_strdup("http://127.0.0.1:1/3.1");
	check_failure(&desk, REBOUND_ERROR_BUSY, "127.0.0.1:1/3.1");
	check_statuses("- by_user - enabled by_bounces");
}
END_TEST

/* Addresses that would change the path, were they not escaped; the stand-in knows none. */
START_TEST(no_address_leaves_its_place)
{
	static const char *const hostile[] = {"../../system/x@example.org", "a/b@example.org",
		"a?x=y@example.org", "a#b@example.org", "a%2fb@example.org"};

	for (guint i = 0; i < G_N_ELEMENTS(hostile); i++)
		suppress(&desk, hostile[i], "mailbox_unknown");
	check_sync(&desk,
		"absent ../../system/x@example.org; absent a#b@example.org; "
		"absent a%2fb@example.org; absent a/b@example.org; absent a?x=y@example.org");
	ck_assert_uint_eq(api_count(&server, "GET /3.1/addresses/"), G_N_ELEMENTS(hostile));
	ck_assert_uint_eq(api_count(&server, ""), G_N_ELEMENTS(hostile) + 1);
	ck_assert_uint_eq(
		api_count(&server, "GET /3.1/addresses/a%2Fb%40example.org/memberships"), 1);
}
END_TEST

/* A member's number that is none must not become a path either. */
START_TEST(no_answer_leaves_its_place)
{
	members[0].id = "../../lists/x";
	suppress(&desk, "ann@example.org", "mailbox_unknown");
	check_sync(&desk, "already ann@example.org");
	ck_assert_uint_eq(api_count(&server, "PATCH"), 0);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("mailman");
	TCase *tcase = tcase_create("mailman");

	tcase_set_timeout(tcase, 60);
	tcase_add_checked_fixture(tcase, setup, teardown);
	tcase_add_test(tcase, members_are_disabled_and_enabled_again);
	tcase_add_test(tcase, what_is_over_is_taken_back);
	tcase_add_test(tcase, a_lost_answer_is_made_good);
	tcase_add_test(tcase, freed_before_the_answer_came);
	tcase_add_test(tcase, a_busy_server_is_asked_again);
	tcase_add_test(tcase, since_and_again);
	tcase_add_test(tcase, a_dry_run_asks_nobody);
	tcase_add_test(tcase, mistakes_are_told);
	tcase_add_test(tcase, no_address_leaves_its_place);
	tcase_add_test(tcase, no_answer_leaves_its_place);
	suite_add_tcase(suite, tcase);
	return suite;
}
