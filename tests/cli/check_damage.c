/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include "core/base/text.h"
#include "core/mail/message.h"
#include "core/report/text_disguise.h"
#include "golden.h"

/*
 * Every mail of tests/mail, damaged in the ways that mails are on their way: none may break the
 * engine, take it long, or make it name an address that does not stand in the bytes. Where a
 * folder of more mails is at hand (REBOUND_SHARED, or shared/ beside the source folder), they are
 * taken too.
 */

#define MORE_MAILS     "REBOUND_SHARED"
#define LONGEST_READ   (5 * G_USEC_PER_SEC)
#define LONGEST_PART   (4 * 1024 * 1024)
#define KEPT_OF_CUT(n) ((n) / 5 * 3)

static struct golden_engine engine;
static struct rebound_message *message;
static GPtrArray *paths;

/* --- the damage --- */

/* With LF only, whatever it had. */
static GString *with_lf(const char *data, gsize len)
{
	GString *out = g_string_sized_new(len);
	gboolean bare = memchr(data, '\n', len) == NULL;

	for (gsize i = 0; i < len; i++) {
		if (data[i] != '\r')
			g_string_append_c(out, data[i]);
		else if (bare)
			g_string_append_c(out, '\n');
		else if (i + 1 == len || data[i + 1] != '\n')
			g_string_append_c(out, '\r');
	}
	return out;
}

static GString *with_line_ends(const GString *mail, const char *end)
{
	GString *out = g_string_sized_new(mail->len + mail->len / 16);

	for (gsize i = 0; i < mail->len; i++) {
		if (mail->str[i] == '\n')
			g_string_append(out, end);
		else
			g_string_append_c(out, mail->str[i]);
	}
	return out;
}

static GString *cut(const GString *mail)
{
	return g_string_new_len(mail->str, (gssize)KEPT_OF_CUT(mail->len));
}

/* One bit of one byte in each line, the place and the bit by the line's number. */
static GString *flipped(const GString *mail)
{
	GString *out = g_string_new_len(mail->str, (gssize)mail->len);
	gsize start = 0;
	guint line = 0;

	while (start < out->len) {
		const char *found = memchr(out->str + start, '\n', out->len - start);
		gsize end = found != NULL ? (gsize)(found - out->str) : out->len;
		if (end > start)
			out->str[start + (line * 31 + 7) % (end - start)] ^=
				(char)(1U << (line % 7));
		start = end + 1;
		line++;
	}
	return out;
}

static GString *forwarded(const GString *mail)
{
	GString *out = g_string_new("Return-Path: <ada@people.example>\n"
				    "From: Ada Person <ada@people.example>\n"
				    "To: help@desk.example\nSubject: Fwd: what came back\n"
				    "Message-ID: <forwarded.1@people.example>\n"
				    "Date: Thu, 6 Mar 2025 09:00:00 +0000\nMIME-Version: 1.0\n"
				    "Content-Type: multipart/mixed; boundary=\"a-person-wraps\"\n\n"
				    "--a-person-wraps\nContent-Type: text/plain\n\n"
				    "Can you tell me what this is?\n\nAda\n\n"
				    "--a-person-wraps\nContent-Type: message/rfc822\n"
				    "Content-Disposition: attachment; filename=\"mail.eml\"\n\n");

	g_string_append_len(out, mail->str, (gssize)mail->len);
	g_string_append(out, "\n--a-person-wraps--\n");
	return out;
}

/* --- where addresses may stand --- */

static void add_headers(GString *places, const struct rebound_header *headers, guint count)
{
	for (guint i = 0; i < count; i++)
		g_string_append_printf(places, "%s\n", headers[i].value);
}

static void add_parts(GString *places, const struct rebound_part *part)
{
	for (; part != NULL; part = part->next) {
		gsize len;
		guint count = 0;
		const struct rebound_header *headers =
			rebound_message_part_headers(message, part, &count);
		add_headers(places, headers, count);
		if (part->child != NULL) {
			add_parts(places, part->child);
			continue;
		}
		const char *bytes = rebound_message_bytes(message, part, LONGEST_PART, &len);
		g_string_append_len(places, bytes, (gssize)len);
		const char *text = rebound_message_text(message, part, LONGEST_PART, &len);
		g_string_append_c(places, '\n');
		g_string_append_len(places, text, (gssize)len);
		g_string_append_c(places, '\n');
	}
}

/* The same with the escapes of an internationalised address undone: \x{F6} (RFC 6533 section 3). */
static void add_unescaped(GString *places)
{
	gsize len = places->len;

	if (strstr(places->str, "\\x{") == NULL)
		return;
	g_string_append_c(places, '\n');
	for (gsize i = 0; i < len; i++) {
		char *end = NULL;
		gunichar point = 0;
		if (strncmp(places->str + i, "\\x{", 3) == 0)
			point = (gunichar)g_ascii_strtoull(places->str + i + 3, &end, 16);
		if (end != NULL && *end == '}' && g_unichar_validate(point)) {
			i = (gsize)(end - places->str);
			g_string_append_unichar(places, point);
		} else {
			g_string_append_c(places, places->str[i]);
		}
	}
}

/* The same with addresses that are written for people only: "ann [at] example.org". */
static void add_shown(GString *places)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	gsize len = places->len;
	const char *shown = rebound_text_show_addresses(arena, places->str, &len);

	if (shown == NULL)
		return;
	g_string_append_c(places, '\n');
	g_string_append_len(places, shown, (gssize)len);
}

/* The same with the "@" of links, and with the dots and the "@" of Listserv's reverse paths. */
static void add_unquoted(GString *places)
{
	if (strstr(places->str, "%40") == NULL && strstr(places->str, "**") == NULL)
		return;
	g_autoptr(GString) copy = g_string_new_len(places->str, (gssize)places->len);
	g_string_replace(copy, "%40", "@", 0);
	g_string_replace(copy, "**", "@", 0);
	g_string_replace(copy, "*-", ".", 0);
	g_string_append_c(places, '\n');
	g_string_append_len(places, copy->str, (gssize)copy->len);
}

/* The mail's bytes and what they say with every encoding undone, in lower case. */
static GString *find_places(const GString *mail)
{
	GString *places = g_string_new_len(mail->str, (gssize)mail->len);
	guint count;

	g_string_append_c(places, '\n');
	rebound_message_parse(message, mail->str, mail->len);
	const struct rebound_header *headers = rebound_message_headers(message, &count);
	add_headers(places, headers, count);
	add_parts(places, rebound_message_top(message));
	for (gsize i = 0; i < places->len; i++) {
		if (places->str[i] == '\0')
			places->str[i] = ' ';
	}
	add_unescaped(places);
	add_shown(places);
	add_unquoted(places);
	return g_string_ascii_down(places);
}

static gboolean goes_on(const char *after)
{
	return g_ascii_isalnum(*after) || *after == '-' ||
	       (*after == '.' && g_ascii_isalnum(after[1]));
}

/* Whether the words stand there whole, not as a piece of a longer address. */
static gboolean stands_whole(const GString *places, const char *words)
{
	gsize len = strlen(words);

	for (const char *at = places->str; (at = strstr(at, words)) != NULL; at++) {
		gboolean joined =
			at > places->str && g_ascii_isalnum(at[-1]) && g_ascii_isalnum(*at);
		if (!joined && !goes_on(at + len))
			return TRUE;
	}
	return FALSE;
}

/* As itself, or as the reverse path of a list bears it: user=domain (VERP). */
static gboolean stands_in(const GString *places, const char *address)
{
	g_autofree char *low = g_ascii_strdown(address, -1);

	if (stands_whole(places, low))
		return TRUE;
	char *at = strrchr(low, '@');
	if (at == NULL)
		return FALSE;
	*at = '=';
	gboolean found = strstr(places->str, low) != NULL;
	*at = '-';
	return found;
}

/* --- the tests --- */

struct damaged {
	const char *path;
	const char *how;
	const GString *bytes;
	const GString *source; /**< where its addresses must stand; NULL: in its bytes */
};

static struct rebound_report *read_damaged(const struct damaged *mail)
{
	gint64 start = g_get_monotonic_time();
	struct rebound_report *report =
		golden_read(&engine, mail->path, mail->bytes->str, mail->bytes->len);
	gint64 spent = g_get_monotonic_time() - start;

	ck_assert_msg(spent < LONGEST_READ, "%s, %s: read in %" G_GINT64_FORMAT " ms", mail->path,
		mail->how, spent / 1000);
	return report;
}

static void check_addresses(const struct damaged *mail, const struct rebound_report *report)
{
	if (report->recipient_count == 0)
		return;
	GString *places = find_places(mail->source != NULL ? mail->source : mail->bytes);
	for (guint i = 0; i < report->recipient_count; i++) {
		const char *both[] = {
			report->recipients[i].address, report->recipients[i].original_address};
		for (guint k = 0; k < G_N_ELEMENTS(both); k++) {
			ck_assert_msg(both[k] == NULL || stands_in(places, both[k]),
				"%s, %s: <%s> does not stand in the mail", mail->path, mail->how,
				both[k]);
		}
	}
	g_string_free(places, TRUE);
}

static void check_bytes(const char *path, const char *how, GString *bytes, const GString *source)
{
	struct damaged mail = {path, how, bytes, source};

	check_addresses(&mail, read_damaged(&mail));
	g_string_free(bytes, TRUE);
}

/* What is printed without the faults: that the line ends are odd is one. The caller frees it. */
static char *print(struct rebound_report *report)
{
	static const char *const none[] = {NULL};

	report->faults = none;
	report->received = 0; /* now, where no header tells */
	return g_strdup(golden_print(&engine, report));
}

static void check_line_ends(
	const char *path, const GString *mail, const char *expected, const char *end)
{
	GString *bytes = with_line_ends(mail, end);
	struct damaged other = {
		path, strcmp(end, "\r") == 0 ? "with CR" : "with CRLF", bytes, NULL};
	g_autofree char *found = print(read_damaged(&other));
	gsize same = 0;

	while (found[same] != '\0' && found[same] == expected[same])
		same++;
	ck_assert_msg(strcmp(found, expected) == 0,
		"%s, %s: with LF it is\n%.200s\nand now\n%.200s", path, other.how, expected + same,
		found + same);
	g_string_free(bytes, TRUE);
}

static void check_forwarded(const char *path, const GString *mail)
{
	GString *bytes = forwarded(mail);
	struct damaged other = {path, "forwarded", bytes, NULL};
	const struct rebound_report *report = read_damaged(&other);

	ck_assert_msg(report->kind != REBOUND_KIND_FAILURE, "%s, forwarded: is a failure", path);
	for (guint i = 0; i < report->recipient_count; i++)
		ck_assert_msg(report->recipients[i].verdict.advice != REBOUND_ADVICE_SUPPRESS,
			"%s, forwarded: <%s> is to be suppressed", path,
			report->recipients[i].address);
	check_addresses(&other, report);
	g_string_free(bytes, TRUE);
}

static void check_mail(const char *path, const struct rebound_mail *given)
{
	GString *mail = with_lf(given->data, given->len);
	struct damaged whole = {path, "as it is", mail, NULL};
	struct rebound_report *report = read_damaged(&whole);

	check_addresses(&whole, report);
	g_autofree char *expected = print(report);
	if (memchr(mail->str, '\r', mail->len) == NULL) {
		check_line_ends(path, mail, expected, "\r\n");
		check_line_ends(path, mail, expected, "\r");
	}
	check_forwarded(path, mail);
	/* What is cut off in the middle of an address leaves none. */
	check_bytes(path, "cut", cut(mail), mail);
	check_bytes(path, "with a bit flipped in each line", flipped(mail), NULL);
	g_string_free(mail, TRUE);
}

static void start(void)
{
	golden_open(&engine);
	message = rebound_message_new();
}

static void stop(void)
{
	rebound_message_free(message);
	golden_close(&engine);
}

START_TEST(damage_does_no_harm)
{
	const char *path = paths->pdata[_i];
	g_autoptr(GError) error = NULL;
	g_autoptr(rebound_source) source = rebound_source_open(path, &error);
	struct rebound_mail mail;

	ck_assert_msg(source != NULL, "%s: can't be read", path);
	while (rebound_source_next(source, &mail, &error))
		check_mail(path, &mail);
	ck_assert_msg(error == NULL, "%s: can't be read", path);
}
END_TEST

static void list_more(void)
{
	const char *named = g_getenv(MORE_MAILS);
	g_autofree char *beside = rebound_test_path("../shared");
	g_autofree char *folder = g_build_filename(named != NULL ? named : beside, "corpus", NULL);
	g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(g_free);

	golden_list(all, folder, NULL);
	for (guint i = 0; i < all->len; i++) {
		const char *path = all->pdata[i];
		if (g_str_has_suffix(path, ".eml") || g_str_has_suffix(path, ".txt") ||
			g_str_has_suffix(path, ".msg"))
			g_ptr_array_add(paths, g_strdup(path));
	}
}

Suite *rebound_suite(void)
{
	g_autofree char *folder = rebound_test_path(GOLDEN_MAILS);
	Suite *suite = suite_create("damaged mails");
	TCase *mails = tcase_create("mails");

	paths = g_ptr_array_new_with_free_func(g_free);
	golden_list(paths, folder, ".eml");
	list_more();
	tcase_add_unchecked_fixture(mails, start, stop);
	tcase_set_timeout(mails, 120);
	tcase_add_loop_test(mails, damage_does_no_harm, 0, (int)paths->len);
	suite_add_tcase(suite, mails);
	return suite;
}
