/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include "core/smtp/status.h"
#include "core/mail/undeclared.h"
#include "golden.h"

/*
 * Every mail of tests/mail as it could look after another way to us: with what gateways put around
 * it, in another encoding or layout, with other headers. None of it says anything about delivery,
 * so what is read must stay the same: whom it is about, what became of it and why.
 */

static struct golden_engine engine;
static GPtrArray *paths;

#define BANNER                                                                                     \
	"[EXTERNAL] This mail came from outside of the organization. Do not click links or open "  \
	"attachments,\nand ask helpdesk@desk.example if you are not sure.\n\n"
#define FOOTER                                                                                     \
	"\n\nThis mail is confidential. If you are not the intended recipient, please tell\n"      \
	"privacy@desk.example and delete it: unknown readers are blocked.\n\n"                     \
	"-- \nThis message has been scanned for viruses and is believed to be clean.\n"

/** A mail in its pieces; they point into its bytes. */
struct pieces {
	const char *header; /**< with the LF of its last line */
	gsize header_len;
	const char *body;
	gsize body_len;
};

static gboolean cut_in_pieces(const GString *mail, struct pieces *pieces)
{
	const char *border = strstr(mail->str, "\n\n");

	if (border == NULL || strlen(mail->str) != mail->len)
		return FALSE;
	*pieces = (struct pieces){
		.header = mail->str,
		.header_len = (gsize)(border + 1 - mail->str),
		.body = border + 2,
		.body_len = mail->len - (gsize)(border + 2 - mail->str),
	};
	return TRUE;
}

/** A field of the header, its value with its folds; the caller frees it. NULL: there is none. */
static char *get_field(const struct pieces *pieces, const char *name)
{
	g_autofree char *header = g_strndup(pieces->header, pieces->header_len);
	g_autofree char *pattern = g_strdup_printf("^%s:((?:[^\n]|\n[ \t])*)\n", name);
	g_autoptr(GRegex) regex = g_regex_new(
		pattern, G_REGEX_CASELESS | G_REGEX_MULTILINE, (GRegexMatchFlags)0, NULL);
	g_autoptr(GMatchInfo) match = NULL;

	return g_regex_match(regex, header, (GRegexMatchFlags)0, &match)
		       ? g_match_info_fetch(match, 1)
		       : NULL;
}

/** The header without the fields whose names begin so; the caller frees it. */
static char *drop_fields(const struct pieces *pieces, const char *start)
{
	g_autofree char *header = g_strndup(pieces->header, pieces->header_len);
	g_autofree char *pattern = g_strdup_printf("^%s[^\n:]*:(?:[^\n]|\n[ \t])*\n", start);
	g_autoptr(GRegex) regex = g_regex_new(
		pattern, G_REGEX_CASELESS | G_REGEX_MULTILINE, (GRegexMatchFlags)0, NULL);

	return g_regex_replace_literal(regex, header, -1, 0, "", (GRegexMatchFlags)0, NULL);
}

/** Whether a mail is one text that is not encoded. */
static gboolean is_plain_text(const struct pieces *pieces)
{
	g_autofree char *type = get_field(pieces, "Content-Type");
	g_autofree char *encoding = get_field(pieces, "Content-Transfer-Encoding");

	if (type != NULL && strstr(type, "text/plain") == NULL)
		return FALSE;
	struct rebound_part part = {.type = "text", .subtype = "plain"};
	rebound_undeclared_read(&part, pieces->body, pieces->body_len);
	if (part.transfer_encoding != NULL || strcmp(part.subtype, "plain") != 0)
		return FALSE;
	return encoding == NULL || strstr(encoding, "bit") != NULL;
}

/** Whether the bytes of a mail's text are its characters, as far as they are ASCII. */
static gboolean is_unicode_text(const struct pieces *pieces)
{
	g_autofree char *type = get_field(pieces, "Content-Type");

	return is_plain_text(pieces) && type != NULL &&
	       g_regex_match_simple(
		       "charset=\"?(utf-8|us-ascii)", type, G_REGEX_CASELESS, (GRegexMatchFlags)0);
}

/* --- the disguises; NULL: it does not fit the mail --- */

static GString *join(const char *header, const char *fields, const char *body, gsize len)
{
	GString *out = g_string_new(header);

	g_string_append_printf(out, "%s\n", fields);
	return g_string_append_len(out, body, (gssize)len);
}

static GString *with_banner_and_footer(const struct pieces *pieces)
{
	if (!is_plain_text(pieces))
		return NULL;
	g_autofree char *header = g_strndup(pieces->header, pieces->header_len);
	GString *out = g_string_new(header);
	g_string_append(out, "\n" BANNER);
	g_string_append_len(out, pieces->body, (gssize)pieces->body_len);
	return g_string_append(out, FOOTER);
}

/** The mail's content as a part of another one, between two parts that a gateway adds. */
static GString *wrapped(const struct pieces *pieces)
{
	g_autofree char *type = get_field(pieces, "Content-Type");
	g_autofree char *encoding = get_field(pieces, "Content-Transfer-Encoding");
	if (type != NULL && strstr(type, "application/") != NULL)
		return NULL;
	g_autofree char *header = drop_fields(pieces, "Content-");
	GString *out = g_string_new(header);

	g_string_append_printf(out,
		"Content-Type: multipart/mixed; boundary=\"a gateway\"\n\n--a gateway\n"
		"Content-Type: text/plain\n\n" BANNER "\n--a gateway\nContent-Type:%s\n",
		type != NULL ? type : " text/plain");
	if (encoding != NULL)
		g_string_append_printf(out, "Content-Transfer-Encoding:%s\n", encoding);
	g_string_append_c(out, '\n');
	g_string_append_len(out, pieces->body, (gssize)pieces->body_len);
	return g_string_append(
		out, "\n--a gateway\nContent-Type: text/plain\n" FOOTER "\n--a gateway--\n");
}

static GString *in_base64(const struct pieces *pieces)
{
	if (!is_plain_text(pieces))
		return NULL;
	g_autofree char *header = drop_fields(pieces, "Content-Transfer-Encoding");
	g_autofree char *code = g_base64_encode((const guchar *)pieces->body, pieces->body_len);
	GString *lines = g_string_new(code);
	for (gsize at = 76; at < lines->len; at += 77)
		g_string_insert_c(lines, (gssize)at, '\n');
	GString *out = join(header, "Content-Transfer-Encoding: base64\n", lines->str, lines->len);
	g_string_free(lines, TRUE);
	return out;
}

static GString *as_html(const struct pieces *pieces)
{
	g_autofree char *type = get_field(pieces, "Content-Type");
	if (!is_unicode_text(pieces) || memchr(pieces->body, '{', pieces->body_len))
		return NULL;
	g_autofree char *header = drop_fields(pieces, "Content-Type");
	g_autofree char *html = g_strdup_printf(
		"Content-Type: text/html%s\n", strchr(type, ';') != NULL ? strchr(type, ';') : "");
	g_autofree char *body = g_markup_escape_text(pieces->body, (gssize)pieces->body_len);
	g_autofree char *page = g_strdup_printf(
		"<html><head><style>p { color: red }</style></head>\n<body><pre>%s</pre>"
		"</body></html>\n",
		body);
	return join(header, html, page, strlen(page));
}

/** As mail programs write text that somebody typed: a block for each line, its indent of no-break
 * spaces. */
static GString *as_html_lines(const struct pieces *pieces)
{
	/* Who has got the mail is left out where HTML tells of the others in rows. */
	if (!is_unicode_text(pieces) || strstr(pieces->body, "\nAccepted (2):\n") != NULL)
		return NULL;
	g_autofree char *header = drop_fields(pieces, "Content-Type");
	g_autofree char *body = g_strndup(pieces->body, pieces->body_len);
	g_auto(GStrv) lines = g_strsplit(g_strchomp(body), "\n", -1);
	g_autoptr(GString) page = g_string_new("<html><body>\n");
	for (gsize i = 0; lines[i]; i++) {
		gsize indent = strspn(lines[i], " ");
		g_autofree char *words = g_markup_escape_text(lines[i] + indent, -1);
		g_string_append(page, "<div>");
		for (gsize j = 0; j < indent; j++)
			g_string_append(page, "&nbsp;");
		g_string_append_printf(page, "%s</div>\n", *lines[i] ? words : "<br>");
	}
	g_string_append(page, "</body></html>\n");
	return join(header, "Content-Type: text/html; charset=utf-8\n", page->str, page->len);
}

static GString *as_styled_html(const struct pieces *pieces)
{
	if (!is_unicode_text(pieces))
		return NULL;
	g_autofree char *header = drop_fields(pieces, "Content-Type");
	g_autofree char *body = g_markup_escape_text(pieces->body, (gssize)pieces->body_len);
	g_autofree char *page = g_strdup_printf(
		"<div style=\"font-family: Arial; white-space: pre-wrap\">%s</div>\n", body);
	return join(header, "Content-Type: text/html; charset=utf-8\n", page, strlen(page));
}

/** Beside a text that only says that there is another one. */
static GString *beside_stand_in(const struct pieces *pieces)
{
	GString *html = as_styled_html(pieces);
	if (html == NULL)
		return NULL;
	g_autofree char *header = drop_fields(pieces, "Content-");
	const char *page = strstr(html->str, "\n\n") + 2;
	GString *out = g_string_new(header);
	g_string_append_printf(out,
		"Content-Type: multipart/alternative; boundary=\"two of it\"\n\n--two of it\n"
		"Content-Type: text/plain\n\n"
		"Please use a program that shows HTML to read this message.\n"
		"--two of it\nContent-Type: text/html; charset=utf-8\n\n%s\n--two of it--\n",
		page);
	g_string_free(html, TRUE);
	return out;
}

/** As programs write the links of HTML in plain text: each address twice. */
static GString *with_links(const struct pieces *pieces)
{
	static const char address[] = "(?<![\\w.+/@:<\"'`\\[(=-])[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+"
				      "(?![\\w@])";
	if (!is_unicode_text(pieces) || strstr(pieces->body, "&lt;") != NULL)
		return NULL;
	g_autofree char *header = g_strndup(pieces->header, pieces->header_len);
	g_autoptr(GRegex) regex =
		g_regex_new(address, (GRegexCompileFlags)0, (GRegexMatchFlags)0, NULL);
	g_autofree char *body = g_regex_replace(regex, pieces->body, (gssize)pieces->body_len, 0,
		"\\0<mailto:\\0>", (GRegexMatchFlags)0, NULL);
	return body != NULL ? join(header, "", body, strlen(body)) : NULL;
}

static GString *with_trailing_spaces(const struct pieces *pieces)
{
	if (!is_plain_text(pieces))
		return NULL;
	g_autofree char *header = g_strndup(pieces->header, pieces->header_len);
	g_autofree char *body = g_strndup(pieces->body, pieces->body_len);
	g_auto(GStrv) lines = g_strsplit(body, "\n", -1);
	g_autofree char *spaced = g_strjoinv(" \t\n", lines);
	return join(header, "", spaced, strlen(spaced));
}

/** Moved to the right whole, as in the note of a ticket. */
static GString *with_margin(const struct pieces *pieces)
{
	if (!is_plain_text(pieces))
		return NULL;
	g_autofree char *header = g_strndup(pieces->header, pieces->header_len);
	g_autofree char *body = g_strndup(pieces->body, pieces->body_len);
	g_auto(GStrv) lines = g_strsplit(body, "\n", -1);
	g_autoptr(GString) moved = g_string_new(NULL);
	for (gsize i = 0; lines[i]; i++)
		g_string_append_printf(moved, "%s%s%s", *lines[i] ? "    " : "", lines[i],
			lines[i + 1] ? "\n" : "");
	return join(header, "", moved->str, moved->len);
}

static GString *with_spaces(const struct pieces *pieces, const char *spaces)
{
	g_autofree char *type = get_field(pieces, "Content-Type");
	if (!is_unicode_text(pieces) || strstr(type, "utf-8") == NULL)
		return NULL;
	g_autofree char *header = g_strndup(pieces->header, pieces->header_len);
	g_autofree char *body = g_strndup(pieces->body, pieces->body_len);
	g_autoptr(GRegex) space =
		g_regex_new("(?<=\\w) (?=\\w)", (GRegexCompileFlags)0, (GRegexMatchFlags)0, NULL);
	g_autofree char *wide =
		g_regex_replace_literal(space, body, -1, 0, spaces, (GRegexMatchFlags)0, NULL);
	return wide != NULL ? join(header, "", wide, strlen(wide)) : NULL;
}

static GString *with_no_break_spaces(const struct pieces *pieces)
{
	return with_spaces(pieces, "\xC2\xA0");
}

static GString *with_ideographic_spaces(const struct pieces *pieces)
{
	return with_spaces(pieces, "\xE3\x80\x80");
}

static GString *with_other_headers(const struct pieces *pieces)
{
	GString *out = g_string_new(NULL);

	for (guint i = 0; i < 12; i++)
		g_string_append_printf(out,
			"Received: from hop%u.desk.example (hop%u.desk.example [192.0.2.%u])\n"
			"\tby gate.desk.example (Postfix) with ESMTP id 4F%u;"
			" Wed, 12 Mar 2025 11:00:%02u +0000\n",
			i, i, i, i, i);
	g_string_append(out, "X-Spam-Status: No, score=-1.0 tests=BOUNCE\n"
			     "X-Virus-Scanned: by the gate of desk.example\n"
			     "Authentication-Results: gate.desk.example; spf=none; dkim=fail\n");
	g_string_append_len(out, pieces->header, (gssize)pieces->header_len);
	g_string_append_c(out, '\n');
	return g_string_append_len(out, pieces->body, (gssize)pieces->body_len);
}

/** Names of fields in capitals, those of the header and of the parts of a report. */
static gboolean raise_name(const GMatchInfo *match, GString *out, gpointer data G_GNUC_UNUSED)
{
	g_autofree char *name = g_match_info_fetch(match, 0);
	g_autofree char *raised = g_ascii_strup(name, -1);

	g_string_append(out, raised);
	return FALSE;
}

static GString *with_raised_names(const struct pieces *pieces)
{
	g_autofree char *header = g_strndup(pieces->header, pieces->header_len);
	g_autoptr(GRegex) name =
		g_regex_new("^[\\w-]+(?=:)", G_REGEX_MULTILINE, (GRegexMatchFlags)0, NULL);
	g_autofree char *raised = g_regex_replace_eval(
		name, header, -1, 0, (GRegexMatchFlags)0, raise_name, NULL, NULL);
	return raised != NULL ? join(raised, "", pieces->body, pieces->body_len) : NULL;
}

/** The lines of a report's fields, as systems that follow no standard write them. */
static GString *with_odd_fields(const struct pieces *pieces)
{
	static const char fields[] = "^(Final-Recipient|Original-Recipient|Action|Status|"
				     "Diagnostic-Code|Remote-MTA|Reporting-MTA): *";
	g_autofree char *header = g_strndup(pieces->header, pieces->header_len);
	g_autofree char *body = g_strndup(pieces->body, pieces->body_len);
	if (strstr(body, "delivery-status") == NULL)
		return NULL;
	g_autoptr(GRegex) field = g_regex_new(fields, G_REGEX_MULTILINE, (GRegexMatchFlags)0, NULL);
	g_autofree char *odd =
		g_regex_replace(field, body, -1, 0, "\\1 :   ", (GRegexMatchFlags)0, NULL);
	return odd != NULL ? join(header, "", odd, strlen(odd)) : NULL;
}

/** A reply in the diagnostic that is broken into lines. */
static GString *with_broken_replies(const struct pieces *pieces)
{
	static const char reply[] =
		"^(Diagnostic-Code: *smtp; *)([45]\\d\\d) ([45]\\.\\d+\\.\\d+ )?"
		"([^\n]{8,}?) ([^\n]+)$";
	g_autofree char *header = g_strndup(pieces->header, pieces->header_len);
	g_autofree char *body = g_strndup(pieces->body, pieces->body_len);
	g_autoptr(GRegex) regex =
		g_regex_new(reply, G_REGEX_MULTILINE | G_REGEX_CASELESS, (GRegexMatchFlags)0, NULL);
	g_autofree char *broken = g_regex_replace(
		regex, body, -1, 0, "\\1\\2-\\3\\4\n \\2 \\3\\5", (GRegexMatchFlags)0, NULL);
	return broken != NULL ? join(header, "", broken, strlen(broken)) : NULL;
}

struct disguise {
	const char *name;
	GString *(*put_on)(const struct pieces *pieces);
};

static const struct disguise disguises[] = {
	{"banner and footer", with_banner_and_footer},
	{"wrapped by a gateway", wrapped},
	{"base64", in_base64},
	{"HTML", as_html},
	{"lines of HTML", as_html_lines},
	{"styled HTML", as_styled_html},
	{"beside a stand-in", beside_stand_in},
	{"links", with_links},
	{"margin", with_margin},
	{"trailing spaces", with_trailing_spaces},
	{"no-break spaces", with_no_break_spaces},
	{"ideographic spaces", with_ideographic_spaces},
	{"other headers", with_other_headers},
	{"names in capitals", with_raised_names},
	{"odd fields", with_odd_fields},
	{"broken replies", with_broken_replies},
};

/* --- what must stay --- */

static const char *or_dash(const char *text)
{
	return text != NULL ? text : "-";
}

/** What is done because of a mail, a line for each recipient. The caller frees it. */
static char *describe(const char *path, const GString *mail)
{
	const struct rebound_report *report = golden_read(&engine, path, mail->str, mail->len);
	GString *out = g_string_new(rebound_kind_name(report->kind));
	char status[REBOUND_STATUS_SIZE];

	for (guint i = 0; i < report->recipient_count; i++) {
		const struct rebound_recipient *one = &report->recipients[i];
		g_string_append_printf(out, "\n  %s <%s> <%s> %d %s %s",
			rebound_kind_name(one->kind), or_dash(one->address),
			or_dash(one->original_address), one->reply,
			or_dash(rebound_status_write(one->status, status)),
			rebound_reason_name(one->verdict.reason));
		g_string_append_printf(
			out, " %s", rebound_permanence_name(one->verdict.permanence));
	}
	return g_string_free(out, FALSE);
}

static void start(void)
{
	golden_open(&engine);
}

static void stop(void)
{
	golden_close(&engine);
}

START_TEST(a_disguise_hides_nothing)
{
	const char *path = paths->pdata[_i];
	g_autofree char *bytes = NULL;
	struct pieces pieces;
	gsize len;

	ck_assert_msg(g_file_get_contents(path, &bytes, &len, NULL), "%s: can't be read", path);
	GString *mail = g_string_new_len(bytes, (gssize)len);
	if (cut_in_pieces(mail, &pieces)) {
		g_autofree char *expected = describe(path, mail);
		for (gsize i = 0; i < G_N_ELEMENTS(disguises); i++) {
			GString *other = disguises[i].put_on(&pieces);
			if (other == NULL)
				continue;
			g_autofree char *found = describe(path, other);
			ck_assert_msg(strcmp(found, expected) == 0, "%s, %s:\n%s\nwas\n%s", path,
				disguises[i].name, found, expected);
			g_string_free(other, TRUE);
		}
	}
	g_string_free(mail, TRUE);
}
END_TEST

/* --- what must not come --- */

static const gsize columns[] = {64, 72};

/** A text as somebody leaves it who breaks its lines at a column and indents nothing. */
static GString *break_lines(const char *text, gsize len, gsize column)
{
	GString *out = g_string_new(NULL);

	for (const char *line = text, *end = text + len; line < end;) {
		const char *stop = memchr(line, '\n', (gsize)(end - line));
		if (stop == NULL)
			stop = end;
		const char *next = stop + 1;
		while (stop > line && stop[-1] == ' ')
			stop--;
		while ((gsize)(stop - line) > column) {
			const char *space = memrchr(line + 1, ' ', column);
			if (space == NULL || space - line == (glong)strspn(line, " \t"))
				break;
			g_string_append_len(out, line, space - line);
			g_string_append_c(out, '\n');
			line = space + 1;
		}
		g_string_append_len(out, line, stop - line);
		g_string_append_c(out, '\n');
		line = next;
	}
	return out;
}

/** The addresses that would be suppressed. */
static GHashTable *find_dead(const char *path, const GString *mail)
{
	const struct rebound_report *report = golden_read(&engine, path, mail->str, mail->len);
	GHashTable *dead = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; i < report->recipient_count; i++) {
		const struct rebound_recipient *one = &report->recipients[i];
		if (one->verdict.advice == REBOUND_ADVICE_SUPPRESS && one->address != NULL)
			g_hash_table_add(dead, g_strdup(one->address));
	}
	return dead;
}

START_TEST(nobody_dies_of_a_broken_line)
{
	const char *path = paths->pdata[_i];
	g_autofree char *bytes = NULL;
	struct pieces pieces;
	gsize len;

	ck_assert_msg(g_file_get_contents(path, &bytes, &len, NULL), "%s: can't be read", path);
	GString *mail = g_string_new_len(bytes, (gssize)len);
	if (cut_in_pieces(mail, &pieces) && is_plain_text(&pieces)) {
		g_autofree char *header = g_strndup(pieces.header, pieces.header_len);
		g_autoptr(GHashTable) expected = find_dead(path, mail);
		for (gsize i = 0; i < G_N_ELEMENTS(columns); i++) {
			GString *body = break_lines(pieces.body, pieces.body_len, columns[i]);
			GString *other = join(header, "", body->str, body->len);
			g_autoptr(GHashTable) found = find_dead(path, other);
			GHashTableIter iter;
			gpointer address;

			g_hash_table_iter_init(&iter, found);
			while (g_hash_table_iter_next(&iter, &address, NULL))
				ck_assert_msg(g_hash_table_contains(expected, address),
					"%s: broken at column %zu, %s dies", path, columns[i],
					(const char *)address);
			g_string_free(body, TRUE);
			g_string_free(other, TRUE);
		}
	}
	g_string_free(mail, TRUE);
}
END_TEST

Suite *rebound_suite(void)
{
	g_autofree char *folder = rebound_test_path(GOLDEN_MAILS);
	Suite *suite = suite_create("mails in disguise");
	TCase *mails = tcase_create("mails");

	paths = g_ptr_array_new_with_free_func(g_free);
	golden_list(paths, folder, ".eml");
	tcase_add_unchecked_fixture(mails, start, stop);
	tcase_set_timeout(mails, 120);
	tcase_add_loop_test(mails, a_disguise_hides_nothing, 0, (int)paths->len);
	tcase_add_loop_test(mails, nobody_dies_of_a_broken_line, 0, (int)paths->len);
	suite_add_tcase(suite, mails);
	return suite;
}
