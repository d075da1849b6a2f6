/* SPDX-License-Identifier: MIT */
#include "forge.h"
#include "hostile.h"

#include <sqlite3.h>

#include "core/cli/list_output.h"
#include "core/net/http.h"
#include "core/smtp/address.h"

/*
 * I1, I3, I4, I6 in the process, with the numbers of the threat model: what no test by hand thinks
 * of. check_injection tries the same through the program.
 */

static guint share(guint count)
{
	return FORGE_LONG ? count : count / FORGE_SHARE;
}

/* ---- I1 ---- */

/* Pieces that addresses are made of, and what must not be in them. */
static const char *const pieces[] = {"a", "ann", "Z9", ".", "..", "-", "_", "+", "=", "'", "/", "|",
	"@", "@", "@quay.example", "quay", ".example", "[192.0.2.1]", "[", "]", "\"", "\\", "\\\"",
	" ", "\t", "\r", "\n", "\\n", ",", ";", ":", "<", ">", "(", ")", "`", "$", "%", "!", "\x01",
	"\x1b", "\x7f", "\xc3\xa4", "\xc3", "\xff", "\xe2\x80\xae", "\xf0\x9f\x98\x80", "\xc2\x85",
	"xn--", "-oQ", "0123456789012345678901234567890123456789"};

static gsize make_bytes(GRand *random, char *bytes, gsize size)
{
	static const char domain[] = "@quay.example";
	gsize len = 0;
	guint count = (guint)g_rand_int_range(random, 1, 9);

	if (g_rand_int_range(random, 0, 4) == 0) {
		for (; len < count * 4; len++)
			bytes[len] = (char)g_rand_int_range(random, 0, 256);
		return len;
	}
	for (guint i = 0; i < count; i++) {
		const char *piece = pieces[g_rand_int_range(random, 0, G_N_ELEMENTS(pieces))];

		if (len + strlen(piece) >= size)
			break;
		memcpy(bytes + len, piece, strlen(piece));
		len += strlen(piece);
	}
	if (g_rand_boolean(random) && len + strlen(domain) < size) {
		memcpy(bytes + len, domain, strlen(domain));
		len += strlen(domain);
	}
	return len;
}

static gboolean is_good_domain(const char *domain)
{
	g_auto(GStrv) labels = g_strsplit(domain, ".", -1);

	if (domain[0] == '[')
		return g_str_has_suffix(domain, "]") &&
		       strspn(domain, "[]0123456789abcdefABCDEFIPv:.") == strlen(domain);
	for (guint i = 0; labels[i] != NULL; i++) {
		gsize len = strlen(labels[i]);

		if (len == 0 || g_utf8_strlen(labels[i], -1) > 63 || labels[i][0] == '-' ||
			labels[i][len - 1] == '-')
			return FALSE;
		for (const char *at = labels[i]; *at != '\0'; at++)
			if ((guchar)*at < 0x80 && !g_ascii_isalnum(*at) && *at != '-')
				return FALSE;
	}
	return TRUE;
}

/* The grammar of RFC 5321 section 4.1.2, said once more and in another way. Carriers gave out names
 * with dots in a row and at the end. */
static gboolean is_good_address(const char *address)
{
	const char *at = strrchr(address, '@');
	gsize local = at != NULL ? (gsize)(at - address) : 0;

	if (local == 0 || strlen(address) > 254 || !g_utf8_validate(address, -1, NULL) ||
		!rebound_text_is_safe(address) || !is_good_domain(at + 1) || address[0] == '|' ||
		address[0] == '/')
		return FALSE;
	if (address[0] == '"')
		return local > 1 && at[-1] == '"';
	return strcspn(address, "()<>[]:;,\\\" \t") >= local && address[0] != '.' &&
	       memchr(address, '@', local) == NULL;
}

START_TEST(test_i1_property)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	GRand *random = g_rand_new_with_seed(1);
	guint count = share(1000000), accepted = 0;
	char bytes[512];

	for (guint i = 0; i < count; i++) {
		gsize len = make_bytes(random, bytes, sizeof(bytes));

		rebound_arena_clear(arena);
		const char *address = rebound_address_read(arena, bytes, len);
		if (address == NULL)
			continue;
		accepted++;
		ck_assert_msg(is_good_address(address), "%s", address);
		ck_assert_ptr_nonnull(memmem(bytes, len, address, strlen(address)));
		const char *again = rebound_address_read(arena, address, strlen(address));
		ck_assert_pstr_eq(again, address);
	}
	ck_assert_uint_gt(accepted, count / 50);
	g_rand_free(random);
}
END_TEST

/* ---- I3 ---- */

static const char *const sql[] = {"'", "\"", "`", ";", "--", "/*", "*/", "%", "_", "?", "?1", ":a",
	"@a", "$a", "\\", "||", "NULL", "0x00", "')", "'); DROP TABLE events; --", "' OR '1'='1",
	"Robert');DROP--", "\xC2\xA0", "x", "ann"};

static const char *make_text(GRand *random, struct rebound_arena *arena)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (gint i = g_rand_int_range(random, 1, 6); i > 0; i--)
		g_string_append(text, sql[g_rand_int_range(random, 0, G_N_ELEMENTS(sql))]);
	return rebound_arena_string(arena, text->str);
}

static char *look_up(sqlite3 *database, const char *query)
{
	sqlite3_stmt *statement;

	ck_assert_int_eq(sqlite3_prepare_v2(database, query, -1, &statement, NULL), SQLITE_OK);
	ck_assert_int_eq(sqlite3_step(statement), SQLITE_ROW);
	char *value = g_strdup((const char *)sqlite3_column_text(statement, 0));
	sqlite3_finalize(statement);
	return value;
}

static gboolean check_text(const struct rebound_event *event, void *data)
{
	ck_assert_str_eq(event->text, (const char *)data);
	ck_assert_str_eq(event->rule, (const char *)data);
	return TRUE;
}

/* 100,000 texts made of marks of SQL: each is what it was, and the tables are what they were. */
START_TEST(test_i3_fuzzed_texts)
{
	struct program program;
	GRand *random = g_rand_new_with_seed(3);
	guint count = share(100000);
	sqlite3 *database;

	program_init(&program);
	g_autofree char *path = program_file(&program, "rebound.db");
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	struct rebound_store *store = rebound_store_open(path, REBOUND_STORE_WRITE, NULL);
	gint64 run = rebound_store_start_run(store, "process", FORGE_NOON, NULL);
	ck_assert(rebound_store_begin(store, NULL));
	for (guint i = 0; i < count; i++) {
		struct rebound_event event = {.run = run, .time = FORGE_NOON, .seen = FORGE_NOON};
		gboolean added = FALSE;

		rebound_arena_clear(arena);
		const char *text = make_text(random, arena);
		memcpy(event.key, &i, sizeof(i));
		event.text = event.rule = event.source = event.original_id = text;
		event.evidence = event.remote_mta = event.decision_why = text;
		event.address = event.address_key =
			rebound_arena_printf(arena, "%u%s@quay.example", i, text);
		event.domain = text;
		ck_assert(rebound_store_add_event(store, &event, &added, NULL));
		ck_assert(added);
		if (i % 100 == 0)
			ck_assert(rebound_store_events_of(
				store, event.address_key, 0, 0, check_text, (gpointer)text, NULL));
	}
	ck_assert(rebound_store_commit(store, NULL));
	rebound_store_free(store);
	ck_assert_int_eq(sqlite3_open_v2(path, &database, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	g_autofree char *good = look_up(database, "PRAGMA integrity_check");
	g_autofree char *events = look_up(database, "SELECT count(*) FROM events");
	g_autofree char *keys = look_up(
		database, "SELECT count(DISTINCT address_key) FROM events WHERE text = rule");
	g_autofree char *expected = g_strdup_printf("%u", count);
	ck_assert_str_eq(good, "ok");
	ck_assert_str_eq(events, expected);
	ck_assert_str_eq(keys, expected);
	sqlite3_close(database);
	g_rand_free(random);
	program_clear(&program);
}
END_TEST

/* SQL is written in literals, and values are bound: no source file makes a statement by printf. */
START_TEST(test_i3_sources)
{
	struct program program;

	program_init(&program);
	program_run(&program,
		"cd $TOP/core; grep -rnE 'sqlite3_v?(m|sn)printf|sqlite3_get_table' .;"
		"grep -rlE 'sqlite3_exec' . | grep -v '^./store/';"
		"grep -rnE '(SELECT|INSERT INTO|UPDATE|DELETE FROM) [^\"]*%[sd]' --include=*.c .;"
		"grep -rn 'sqlite3_exec' . | grep -v 'sql, NULL\\|, "
		"\"\\|rebound_schema_[a-z]*(\\|sqlite3_exec($'; "
		"true");
	ck_assert_str_eq(program.out, "");
	program_clear(&program);
}
END_TEST

/* ---- I4 ---- */

/* What a spreadsheet takes for a formula, or skips to find one. */
static const char *const leads[] = {"=", "+", "-", "@", "\xEF\xBC\x9D", "\xEF\xBC\x8B",
	"\xEF\xBC\x8D", "\xEF\xBC\xA0", "\t", "\r", "\n", "'=", "\"="};
enum { LEADS_OF_FORMULAS = 8 };
static const char *const before[] = {"", " ", "\xC2\xA0", "\xEF\xBB\xBF"};

/* The cells of a line of CSV by RFC 4180, marks of quoting taken off; NULL at the end. */
static GPtrArray *read_cells(const char *csv)
{
	GPtrArray *cells = g_ptr_array_new_with_free_func(g_free);
	GString *cell = g_string_new(NULL);
	gboolean quoted = FALSE;

	for (const char *at = csv;; at++) {
		if (*at == '"' && quoted && at[1] == '"') {
			g_string_append_c(cell, *at++);
		} else if (*at == '"' && (quoted || cell->len == 0)) {
			quoted = !quoted;
		} else if (*at == '\0' || (!quoted && (*at == ',' || *at == '\n'))) {
			g_ptr_array_add(cells, g_strdup(cell->str));
			g_string_truncate(cell, 0);
			if (*at == '\0')
				break;
		} else {
			g_string_append_c(cell, *at);
		}
	}
	g_string_free(cell, TRUE);
	return cells;
}

/* A cell must not begin a formula, with or without what spreadsheets skip. */
static void check_cell(const char *cell)
{
	const char *at = cell;

	ck_assert_msg(*at == '\0' || strchr("=+-@\t\r\n", *at) == NULL, "formula: %s", cell);
	for (guint i = 1; i < G_N_ELEMENTS(before); i++)
		if (g_str_has_prefix(at, before[i]))
			at += strlen(before[i]), i = 0;
	for (guint i = 0; i < LEADS_OF_FORMULAS; i++)
		ck_assert_msg(!g_str_has_prefix(at, leads[i]), "formula: %s", cell);
}

/* 13 lead characters in 4 positions, in cells that need quotes and in such that do not. */
START_TEST(test_i4_cells)
{
	for (guint i = 0; i < G_N_ELEMENTS(leads); i++)
		for (guint j = 0; j < G_N_ELEMENTS(before); j++)
			for (guint quoted = 0; quoted < 2; quoted++) {
				g_autofree char *value = g_strconcat(
					before[j], leads[i], quoted ? "1,\"2\"" : "1+1", NULL);
				const char *const fields[] = {"first", value, value};
				g_autoptr(GString) line = g_string_new(NULL);

				rebound_csv_append_line(line, fields, 3, ',');
				g_autoptr(GPtrArray) cells = read_cells(line->str);
				ck_assert_uint_eq(cells->len, 4);
				for (guint k = 0; k < cells->len; k++)
					check_cell(cells->pdata[k]);
				/* The value is there, with at most an apostrophe before it. */
				const char *cell = cells->pdata[1];
				ck_assert_str_eq(*cell == '\'' && *value != '\'' ? cell + 1 : cell,
					g_str_has_prefix(value, "'") ? cell : value);
			}
}
END_TEST

/* The writers of the program: what is ours in a CSV, whatever an operator wrote as a reason. */
static const char *const writers[] = {
	"$REBOUND suppressions export --state all --format csv",
	"$REBOUND suppressions export --state all --format ses",
	"$REBOUND suppressions export --state all --format sendgrid --kind bounces",
	"$REBOUND suppressions export --state all --format mailgun --kind bounces",
	"$REBOUND suppressions export --state all --format postmark",
	"$REBOUND suppressions export --state all --format sparkpost",
	"$REBOUND clean --quiet --annotate list.csv | cut -d, -f2-",
	("$REBOUND clean --quiet --removed gone.csv --output kept.csv list.csv; cut -d, -f2- "
	 "gone.csv"),
};

START_TEST(test_i4_writers)
{
	struct program program;

	program_init(&program);
	FILE *script = hostile_open(&program, "add.sh"), *list = hostile_open(&program, "list.csv");
	fputs("email\n", list);
	for (guint i = 0; i < G_N_ELEMENTS(leads); i++)
		for (guint j = 0; j < G_N_ELEMENTS(before); j++)
			for (guint quoted = 0; quoted < 2; quoted++) {
				g_autofree char *value = g_strconcat(
					before[j], leads[i], quoted ? "1,\"2\"" : "1+1", NULL);
				g_autofree char *shell = g_shell_quote(value);

				/* Controls and marks that nobody sees are refused already. */
				if (strpbrk(value, "\t\r\n") != NULL || j == 3)
					continue;

				fprintf(script,
					"\"$REBOUND\" suppressions add --why %s -- "
					"'%sa%u%u%u@quay.example'\n",
					shell, i < 3 ? leads[i] : "", i, j, quoted);
				fprintf(list, "%sa%u%u%u@quay.example\n", i < 3 ? leads[i] : "", i,
					j, quoted);
			}
	ck_assert_int_eq(fclose(script), 0);
	ck_assert_int_eq(fclose(list), 0);
	program_run(&program, "sh add.sh >/dev/null");
	ck_assert_msg(program.err[0] == 0, "%.300s", program.err);
	for (guint i = 0; i < G_N_ELEMENTS(writers); i++) {
		program_run(&program, writers[i]);
		/* A service's format may leave out an address that it can't tell exactly. */
		ck_assert_msg(
			count_lines(program.out) >= 40, "%s: %.900s", writers[i], program.out);
		g_autoptr(GPtrArray) cells = read_cells(program.out);
		ck_assert_uint_gt(cells->len, 80);
		for (guint k = 0; k < cells->len; k++)
			check_cell(cells->pdata[k]);
	}
	program_clear(&program);
}
END_TEST

/* ---- I6 ---- */

static const char *const breaks[] = {"\n", "\r", "\r\n", "\r\nBcc: evil@quay.example",
	"\nSubject: x", "\x0B", "\x0C", "\xC2\x85", "\xE2\x80\xA8", "=0D=0A", "%0d%0a",
	"=?utf-8?Q?=0D=0AX:_1?=", "\\r\\n", "\x7F", "\x01"};

static char *break_in(GRand *random, const char *text)
{
	GString *broken = g_string_new(text);

	for (gint i = g_rand_int_range(random, 1, 3); i > 0; i--)
		g_string_insert(broken, g_rand_int_range(random, 0, (gint)broken->len + 1),
			breaks[g_rand_int_range(random, 0, G_N_ELEMENTS(breaks))]);
	return g_string_free(broken, FALSE);
}

/* The header that is made for mails: one line, whatever recipient or job is asked for. */
START_TEST(test_i6_token_header)
{
	struct forge forge;
	guint count = share(100000), made = 0;

	forge_open(&forge, NULL);
	for (guint i = 0; i < count; i++) {
		g_autofree char *address = break_in(forge.random, "ann@quay.example");
		g_autofree char *job = break_in(forge.random, "spring");
		struct rebound_token_order order = {.recipient = address,
			.job = i % 2 == 0 ? job : NULL,
			.expires = FORGE_NOON + FORGE_DAY};

		rebound_arena_clear(forge.arena);
		const char *token = rebound_token_make(forge.keys, &order, forge.arena, NULL);
		if (token == NULL)
			continue;
		made++;
		for (const char *at = token; *at != '\0'; at++)
			ck_assert_msg((guchar)*at > ' ' && (guchar)*at < 0x7F, "%s", token);
	}
	/* Some breaks are valid letters of an address, or trimmed off its ends. */
	ck_assert_uint_gt(made, 0);
	forge_close(&forge);
}
END_TEST

/* The headers of requests to others: a line with a break in it is refused before anything is
 * sent. */
START_TEST(test_i6_requests)
{
	static const char *const texts[] = {"X-Rebound-Event: 12", "Authorization: Bearer 1"};
	g_autoptr(rebound_http) http = rebound_http_new(NULL);
	GRand *random = g_rand_new_with_seed(6);
	guint count = http != NULL ? share(100000) : 0;

	for (guint i = 0; i < count; i++) {
		const char *line_break = breaks[i % 5];
		GString *header = g_string_new(texts[i % G_N_ELEMENTS(texts)]);
		struct rebound_http_response response = {0};
		g_autoptr(GError) error = NULL;

		g_string_insert(
			header, g_rand_int_range(random, 0, (gint)header->len + 1), line_break);
		const char *const headers[] = {"Accept: */*", header->str, NULL};
		struct rebound_http_request request = {
			.method = "POST", .url = "http://127.0.0.1:1/", .headers = headers};
		ck_assert(!rebound_http_send(http, &request, &response, &error));
		ck_assert_msg(
			strstr(error->message, "control character") != NULL, "%s", error->message);
		rebound_http_response_clear(&response);
		g_string_free(header, TRUE);
	}
	g_rand_free(random);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("injection_property");
	TCase *tcase = tcase_create("properties");

	tcase_set_timeout(tcase, 300);
	tcase_add_test(tcase, test_i1_property);
	tcase_add_test(tcase, test_i3_fuzzed_texts);
	tcase_add_test(tcase, test_i3_sources);
	tcase_add_test(tcase, test_i4_cells);
	tcase_add_test(tcase, test_i4_writers);
	tcase_add_test(tcase, test_i6_token_header);
	tcase_add_test(tcase, test_i6_requests);
	suite_add_tcase(suite, tcase);
	return suite;
}
