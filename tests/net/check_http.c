/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <rebound/error.h>
#include "core/net/http.h"
#include "net/test_server.h"

#define OK "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

static struct rebound_http *new_http(void)
{
	g_autoptr(GError) error = NULL;
	struct rebound_http *http = rebound_http_new(&error);

	ck_assert_msg(http != NULL, "%s", error != NULL ? error->message : "");
	return http;
}

START_TEST(a_request_arrives_whole)
{
	static const char *const answers[] = {
		"HTTP/1.1 201 Created\r\nX-Id: 7\r\nContent-Length: 4\r\n\r\nmade", NULL};
	static const char *const headers[] = {"Content-Type: application/json", "X-Key: abc", NULL};
	struct test_server server;
	struct rebound_http_response response;
	g_autoptr(rebound_http) http = new_http();
	g_autoptr(GError) error = NULL;

	test_server_start(&server, answers, NULL);
	g_autofree char *url = g_strdup_printf("http://127.0.0.1:%u/a?b=c", server.port);
	struct rebound_http_request request = {.method = "PUT",
		.url = url,
		.headers = headers,
		.body = "{\"a\":1}",
		.body_len = 7,
		.user = "rest",
		.password = "pass"};
	ck_assert(rebound_http_send(http, &request, &response, &error));
	test_server_stop(&server);
	ck_assert_uint_eq(response.status, 201);
	ck_assert_str_eq(response.body->str, "made");
	ck_assert_str_eq(rebound_http_response_header(&response, "x-id"), "7");
	ck_assert_ptr_null(rebound_http_response_header(&response, "x-i"));
	const char *seen = test_server_seen(&server, 0);
	ck_assert_msg(g_str_has_prefix(seen, "PUT /a?b=c HTTP/1.1\r\n"), "%s", seen);
	ck_assert_ptr_nonnull(strstr(seen, "\r\nX-Key: abc\r\n"));
	ck_assert_ptr_nonnull(strstr(seen, "\r\nContent-Type: application/json\r\n"));
	ck_assert_ptr_nonnull(strstr(seen, "\r\nAuthorization: Basic cmVzdDpwYXNz\r\n"));
	ck_assert(g_str_has_suffix(seen, "\r\n\r\n{\"a\":1}"));
	rebound_http_response_clear(&response);
	test_server_clear(&server);
}
END_TEST

START_TEST(one_client_makes_many_requests)
{
	static const char *const answers[] = {OK, "HTTP/1.1 404 Not Found\r\n\r\n", OK, NULL};
	static const guint expected[] = {200, 404, 200};
	struct test_server server;
	struct rebound_http_response response;
	g_autoptr(rebound_http) http = new_http();

	test_server_start(&server, answers, NULL);
	g_autofree char *url = g_strdup_printf("http://127.0.0.1:%u/", server.port);
	for (guint i = 0; i < G_N_ELEMENTS(expected); i++) {
		/* A body of the one before must not stay with the next. */
		struct rebound_http_request request = {.method = i == 0 ? "POST" : "GET",
			.url = url,
			.body = i == 0 ? "x" : NULL,
			.body_len = i == 0 ? 1 : 0};
		ck_assert(rebound_http_send(http, &request, &response, NULL));
		ck_assert_uint_eq(response.status, expected[i]);
		rebound_http_response_clear(&response);
	}
	test_server_stop(&server);
	ck_assert(g_str_has_prefix(test_server_seen(&server, 1), "GET / "));
	ck_assert_ptr_null(strstr(test_server_seen(&server, 1), "Content-Length"));
	test_server_clear(&server);
}
END_TEST

START_TEST(an_answer_is_read_up_to_the_limit)
{
	g_autofree char *many = g_strnfill(100000, 'x');
	g_autofree char *answer = g_strdup_printf("HTTP/1.1 200 OK\r\n\r\n%s", many);
	const char *const answers[] = {answer, NULL};
	struct test_server server;
	struct rebound_http_response response;
	g_autoptr(rebound_http) http = new_http();

	test_server_start(&server, answers, NULL);
	g_autofree char *url = g_strdup_printf("http://127.0.0.1:%u/", server.port);
	struct rebound_http_request request = {.method = "GET", .url = url, .body_limit = 1000};
	ck_assert(rebound_http_send(http, &request, &response, NULL));
	test_server_stop(&server);
	ck_assert_uint_eq(response.status, 200);
	ck_assert_uint_eq(response.body->len, 1000);
	ck_assert(response.is_cut);
	rebound_http_response_clear(&response);
	test_server_clear(&server);
}
END_TEST

static const struct {
	const char *to; /* %u is the server's port */
	guint redirects;
	guint status; /* 0: an error */
} moves[] = {
	{"http://127.0.0.1:%u/b", 0, 302},
	{"http://127.0.0.1:%u/b", 3, 200},
	{"file:///etc/passwd", 3, 0},
	{"gopher://127.0.0.1:%u/", 3, 0},
	{"smtp://127.0.0.1:%u/", 3, 0},
};

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
START_TEST(redirects_stay_with_http)
{
	struct test_server server;
	struct rebound_http_response response;
	g_autoptr(rebound_http) http = new_http();
	char answer[200];
	const char *const answers[] = {answer, OK, NULL};

	test_server_start(&server, answers, NULL);
	g_autofree char *to = g_strdup_printf(moves[_i].to, server.port);
	g_snprintf(answer, sizeof(answer),
		"HTTP/1.1 302 Found\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n", to);
	g_autofree char *url = g_strdup_printf("http://127.0.0.1:%u/", server.port);
	struct rebound_http_request request = {
		.method = "GET", .url = url, .redirects = moves[_i].redirects};
	gboolean good = rebound_http_send(http, &request, &response, NULL);
	test_server_stop(&server);
	ck_assert_int_eq(good, moves[_i].status != 0);
	if (good)
		ck_assert_uint_eq(response.status, moves[_i].status);
	rebound_http_response_clear(&response);
	test_server_clear(&server);
}
END_TEST
#pragma GCC diagnostic pop

static const struct {
	const char *url;
	const char *header;
	int code;
	const char *part; /* of the message */
} failures[] = {
	{"http://127.0.0.1:1/", NULL, REBOUND_ERROR_BUSY, "http://127.0.0.1:1/: "},
	{"http://ann:secret@127.0.0.1:1/x?key=secret", NULL, REBOUND_ERROR_BUSY,
		"http://127.0.0.1:1/x: "},
	{"ftp://127.0.0.1/", NULL, REBOUND_ERROR_USAGE, "ftp://127.0.0.1/"},
	{"file:///etc/passwd", NULL, REBOUND_ERROR_USAGE, "file:///etc/passwd"},
	{"http://", NULL, REBOUND_ERROR_USAGE, "http://"},
	{"http://127.0.0.1:1/", "X: a\r\nY: b", REBOUND_ERROR_USAGE, "control character"},
	{"http://127.0.0.1:1/\nX: y", NULL, REBOUND_ERROR_USAGE, "control character"},
};

START_TEST(failures_say_what_and_where)
{
	const char *const headers[] = {failures[_i].header, NULL};
	struct rebound_http_request request = {
		.method = "GET", .url = failures[_i].url, .headers = headers};
	struct rebound_http_response response;
	g_autoptr(rebound_http) http = new_http();
	g_autoptr(GError) error = NULL;

	g_setenv("no_proxy", "*", TRUE);
	ck_assert(!rebound_http_send(http, &request, &response, &error));
	rebound_http_response_clear(&response);
	ck_assert_msg(g_error_matches(error, REBOUND_ERROR, failures[_i].code), "%s (%d)",
		error->message, error->code);
	ck_assert_msg(strstr(error->message, failures[_i].part) != NULL, "%s", error->message);
	ck_assert_ptr_null(strstr(error->message, "secret"));
}
END_TEST

/* 100,000 values of headers from strangers: no header more than was meant (I6). */
START_TEST(i6_no_header_is_added)
{
	struct rebound_http_response response;
	g_autoptr(rebound_http) http = new_http();
	g_autoptr(GRand) random = g_rand_new_with_seed(6);

	g_setenv("no_proxy", "*", TRUE);
	for (guint i = 0; i < 100000; i++) {
		static const char breaks[] = "\r\n\v\f\x1b\x7f";
		g_autofree char *header =
			g_strdup_printf("X-Value: %u%cX-Inject: 1", g_rand_int(random),
				breaks[g_rand_int_range(random, 0, sizeof(breaks) - 1)]);
		const char *const headers[] = {header, NULL};
		struct rebound_http_request request = {
			.method = "GET", .url = "http://127.0.0.1:1/", .headers = headers};
		g_autoptr(GError) error = NULL;
		ck_assert(!rebound_http_send(http, &request, &response, &error));
		ck_assert(g_error_matches(error, REBOUND_ERROR, REBOUND_ERROR_USAGE));
		rebound_http_response_clear(&response);
	}
}
END_TEST

START_TEST(a_silent_server_is_left)
{
	struct rebound_http_response response;
	g_autoptr(rebound_http) http = new_http();
	g_autoptr(GError) error = NULL;
	guint port;
	int fd = loopback_listen(&port);
	g_autofree char *url = g_strdup_printf("http://127.0.0.1:%u/", port);
	struct rebound_http_request request = {.method = "GET", .url = url, .seconds = 1};
	ck_assert(!rebound_http_send(http, &request, &response, &error));
	ck_assert(g_error_matches(error, REBOUND_ERROR, REBOUND_ERROR_BUSY));
	rebound_http_response_clear(&response);
	close(fd);
}
END_TEST

/* 1994-11-06T08:49:37Z */
#define DATE G_GINT64_CONSTANT(784111777)

static const struct {
	const char *value;
	gint64 expected;
} waits[] = {
	{NULL, -1},
	{"120", 120},
	{"0", 0},
	{"Sun, 06 Nov 1994 08:49:37 GMT", 37},
	{"Sun, 06 Nov 1994 08:48:00 GMT", 0},
	{"Sun, 06 Nov 2094 08:48:00 GMT", 30 * 24 * 3600},
	{"99999999", 30 * 24 * 3600},
	{"-5", -1},
	{"soon", -1},
	{"Sun, 06 anF 1994 08:49:37 GMT", -1},
	{"Sun, 66 Nov 1994 08:49:37 GMT", -1},
	{"", -1},
};

START_TEST(retry_after_is_read)
{
	struct rebound_http_response response = {.headers = g_ptr_array_new_with_free_func(g_free)};

	if (waits[_i].value != NULL)
		g_ptr_array_add(
			response.headers, g_strdup_printf("retry-AFTER: %s", waits[_i].value));
	ck_assert_int_eq(
		rebound_http_response_retry_after(&response, DATE - 37), waits[_i].expected);
	rebound_http_response_clear(&response);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("http");
	TCase *tcase = tcase_create("http");

	tcase_set_timeout(tcase, 30);
	tcase_add_test(tcase, a_request_arrives_whole);
	tcase_add_test(tcase, one_client_makes_many_requests);
	tcase_add_test(tcase, an_answer_is_read_up_to_the_limit);
	tcase_add_loop_test(tcase, redirects_stay_with_http, 0, (int)G_N_ELEMENTS(moves));
	tcase_add_loop_test(tcase, failures_say_what_and_where, 0, (int)G_N_ELEMENTS(failures));
	tcase_add_test(tcase, i6_no_header_is_added);
	tcase_add_test(tcase, a_silent_server_is_left);
	tcase_add_loop_test(tcase, retry_after_is_read, 0, (int)G_N_ELEMENTS(waits));
	suite_add_tcase(suite, tcase);
	return suite;
}
