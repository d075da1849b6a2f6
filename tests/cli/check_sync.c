/* SPDX-License-Identifier: MIT */
#include "program.h"

#include "connect/api_server.h"

/* A listmonk that takes all but one address. */
static void answer_request(
	struct api_server *server, const struct api_request *request, GString *answer)
{
	if (g_strcmp0(request->user, "rebound:s3cret") != 0)
		api_answer_json(answer, 403, "{\"message\":\"invalid API credentials\"}");
	else if (strstr(request->body, "eve@") != NULL)
		api_answer_json(answer, 400, "{\"message\":\"Invalid \\u001b[31memail\"}");
	else
		api_answer_json(answer, 200, "{\"data\":true}");
}

static void setup(struct program *program, struct api_server *server)
{
	program_init(program);
	program_write(program, "login", "user = rebound\npassword = s3cret\n");
	ck_assert_int_eq(program_run(program, "chmod 600 login; $REBOUND suppressions add "
					      "ann@example.org bob@example.org"),
		0);
	api_start(server, answer_request, NULL);
}

static void teardown(struct program *program, struct api_server *server)
{
	api_stop(server);
	program_clear(program);
}

static int sync_with(struct program *program, const struct api_server *server, const char *options)
{
	g_autofree char *line = g_strdup_printf("URL=http://127.0.0.1:%u CREDENTIALS=login "
						"$TOP/examples/sync_listmonk --rate 1000 %s",
		server->port, options);

	return program_run(program, line);
}

START_TEST(each_change_is_told_once)
{
	struct program program;
	struct api_server server;

	setup(&program, &server);
	ck_assert_int_eq(sync_with(&program, &server, "--dry-run"), 0);
	ck_assert_str_eq(program.out, "would disable ann@example.org (manual)\n"
				      "would disable bob@example.org (manual)\n"
				      "      2  to disable\n");
	ck_assert_uint_eq(api_count(&server, ""), 0);
	ck_assert_int_eq(sync_with(&program, &server, ""), 0);
	ck_assert_str_eq(program.out, "      2  disabled\n");
	ck_assert_int_eq(sync_with(&program, &server, ""), 0);
	ck_assert_str_eq(program.out, "Nothing is new.\n");
	ck_assert_uint_eq(api_count(&server, "POST /webhooks/bounce"), 2);
	/* Another one knows nothing of it; a slash at the end is no other one. */
	g_autofree char *other = g_strdup_printf("URL=http://127.0.0.1:%u//", server.port);
	g_autofree char *line = g_strconcat(
		other, " CREDENTIALS=login $TOP/examples/sync_listmonk --rate 1000", NULL);
	ck_assert_int_eq(program_run(&program, line), 0);
	ck_assert_str_eq(program.out, "Nothing is new.\n");
	program_run(&program, "$REBOUND suppressions remove ann@example.org");
	ck_assert_int_eq(sync_with(&program, &server, ""), 0);
	ck_assert_str_eq(program.out,
		"ann@example.org is no longer suppressed: enable it there by hand\n"
		"      1  to enable by hand\n");
	teardown(&program, &server);
}
END_TEST

START_TEST(one_refused_address_is_told)
{
	struct program program;
	struct api_server server;

	setup(&program, &server);
	program_run(&program, "$REBOUND suppressions add eve@example.org");
	ck_assert_int_eq(sync_with(&program, &server, ""), 75);
	ck_assert_ptr_nonnull(strstr(program.out, "eve@example.org: not told: Invalid "));
	ck_assert_ptr_null(strchr(program.out, '\x1b'));
	ck_assert_ptr_nonnull(strstr(program.out, "      2  disabled\n      1  not told\n"));
	teardown(&program, &server);
}
END_TEST

/* Mistakes, and the exit codes that say whose. */
static const struct {
	const char *line;
	int status;
	const char *message;
} mistakes[] = {
	{"$REBOUND sync", 64, "say which: mailman, listmonk, mautic or sympa"},
	{"$REBOUND sync phplist", 64, "'phplist' is none of mailman, listmonk, mautic, sympa"},
	{"$REBOUND sync mailman", 64, "needs --url and --credentials"},
	{"$REBOUND sync mailman --url ftp://x --credentials login", 64, "is no URL of a server"},
	{"$REBOUND sync mailman --url http://me:s3cret@localhost --credentials login", 64,
		"holds a user or password"},
	{"$REBOUND sync mailman --url http://lists.example.org --credentials login", 64,
		"would go in clear to another machine"},
	{"$REBOUND sync mailman --url 'http://localhost/?x' --credentials login", 64,
		"must end with the path"},
	{"$REBOUND sync mailman --url http://localhost --credentials none", 66,
		"none: No such file or directory"},
	{"chmod 644 login; $REBOUND sync mailman --url http://localhost --credentials login", 66,
		"login: others can read it: chmod 600 it"},
	{"$REBOUND sync sympa --url http://localhost --credentials login", 78,
		"login:1: has a name that is not known here; the names are application, "
		"password, listmaster"},
	{"grep user login > l; chmod 600 l; $REBOUND sync listmonk --url http://localhost "
	 "--credentials l",
		78, "l: has no line 'password = ...'"},
	{"$REBOUND sync listmonk --url http://localhost --credentials login --rate 0", 64,
		"--rate takes a number from 1 to 1000"},
	{"$REBOUND sync listmonk --url http://localhost --credentials login --since soon", 64,
		"--since: 'soon' is no time"},
	{"$REBOUND sync listmonk --url http://localhost --credentials login --db none.db", 66,
		"none.db"},
};

START_TEST(mistakes_are_told)
{
	struct program program;
	struct api_server server;

	setup(&program, &server);
	program_run(&program, mistakes[_i].line);
	ck_assert_msg(program.status == mistakes[_i].status &&
			      strstr(program.err, mistakes[_i].message) != NULL,
		"%d: %s", program.status, program.err);
	ck_assert_ptr_null(strstr(program.err, "s3cret"));
	teardown(&program, &server);
}
END_TEST

START_TEST(a_wrong_password_is_told)
{
	struct program program;
	struct api_server server;

	setup(&program, &server);
	program_write(&program, "login", "user = rebound\npassword = s3cretx\n");
	program_run(&program, "chmod 600 login");
	ck_assert_int_eq(sync_with(&program, &server, ""), 78);
	ck_assert_ptr_nonnull(strstr(program.err, "the server does not let us in (403)"));
	ck_assert_ptr_null(strstr(program.err, "s3cret"));
	teardown(&program, &server);
}
END_TEST

/* The examples name their connector and its credentials rightly. */
START_TEST(the_examples_work)
{
	static const char *const names[] = {"mailman", "listmonk", "mautic", "sympa"};
	struct program program;
	struct api_server server;

	setup(&program, &server);
	program_write(&program, "sympa",
		"application = rebound\npassword = s3cret\nlistmaster = m@example.org\n");
	program_run(&program, "chmod 600 sympa; cp -p login mailman; cp -p login mautic; "
			      "cp -p login listmonk");
	g_autofree char *line = g_strdup_printf(
		"URL=http://localhost CREDENTIALS=%s $TOP/examples/sync_%s --dry-run", names[_i],
		names[_i]);
	ck_assert_int_eq(program_run(&program, line), 0);
	ck_assert_ptr_nonnull(strstr(program.out, "      2  to disable\n"));
	teardown(&program, &server);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("sync");
	TCase *tcase = tcase_create("sync");

	tcase_set_timeout(tcase, 60);
	tcase_add_test(tcase, each_change_is_told_once);
	tcase_add_test(tcase, one_refused_address_is_told);
	tcase_add_loop_test(tcase, mistakes_are_told, 0, G_N_ELEMENTS(mistakes));
	tcase_add_test(tcase, a_wrong_password_is_told);
	tcase_add_loop_test(tcase, the_examples_work, 0, 4);
	suite_add_tcase(suite, tcase);
	return suite;
}
