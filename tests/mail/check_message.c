/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/mail/message.h"

static struct rebound_message *message;

static void set_up(void)
{
	message = rebound_message_new();
}

static void tear_down(void)
{
	rebound_message_free(message);
}

static void write_part(GString *shape, const struct rebound_part *part)
{
	g_string_append_printf(shape, "%s/%s", part->type, part->subtype);
	if (part->child == NULL)
		return;
	g_string_append_c(shape, '(');
	for (const struct rebound_part *child = part->child; child != NULL; child = child->next) {
		ck_assert_ptr_eq(child->parent, part);
		ck_assert_uint_eq(child->depth, part->depth + 1);
		ck_assert_uint_gt(child->number, part->number);
		write_part(shape, child);
		if (child->next != NULL)
			g_string_append_c(shape, ' ');
	}
	g_string_append_c(shape, ')');
}

static const struct rebound_part *find_part(const struct rebound_part *part, guint number)
{
	const struct rebound_part *found = part->number == number ? part : NULL;

	for (const struct rebound_part *child = part->child; child != NULL && found == NULL;
		child = child->next)
		found = find_part(child, number);
	return found;
}

static char *join_faults(void)
{
	return g_strjoinv(" ", (char **)rebound_message_faults(message));
}

#define MIXED  "Content-Type: multipart/mixed; boundary=b\n\n"
#define REPORT "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n"

/* A message, its tree, the text of one of its parts, and its faults. */
static const struct {
	const char *mail;
	const char *shape;
	guint number;
	const char *text;
	const char *faults;
} rows[] = {
	{"Subject: x\n\nHello\n", "text/plain", 0, "Hello\n", ""},
	{"Subject: x\r\n\r\nHello\r\n", "text/plain", 0, "Hello\n", ""},
	{"Subject: x\r\rHello\r", "text/plain", 0, "Hello\n", "cr-line-ends"},
	{"Subject: x\r\r\n\r\r\nHello\r\r\n", "text/plain", 0, "Hello\n", "crcrlf-line-ends"},
	{"Subject: x\n", "text/plain", 0, "", ""},
	{"Subject: x", "text/plain", 0, "", ""},
	{"", "text/plain", 0, "", "empty"},
	{"\n\nSubject: x\n\nHello", "text/plain", 0, "Hello", ""},
	{"\n\nHello there\n\nyou", "text/plain", 0, "\nHello there\n\nyou", ""},
	{"From ann@example.org Mon Jan  5 12:00:00 2026\nSubject: x\n\nHello", "text/plain", 0,
		"Hello", ""},
	{">From nowhere\nSubject: x\n\nHello", "text/plain", 0, "Hello", ""},
	{"Subject: x\nHello there\n\nyou", "text/plain", 0, "Hello there\n\nyou",
		"missing-blank-line"},
	{"Subject: x\nstray line\nTo: y\n\nHello", "text/plain", 0, "Hello", "bad-header"},
	{"Content-Type: TEXT/Plain; charset=\"UTF-8\"\n\nHello", "text/plain", 0, "Hello", ""},
	{"Content-Type: text\n\nHello", "text/plain", 0, "Hello", "bad-content-type"},
	{"Content-Type: ;;/\n\nHello", "text/plain", 0, "Hello", "bad-content-type"},
	{"Content-Type:\n\nHello", "text/plain", 0, "Hello", "bad-content-type"},
	{"Content-Type: text / (of) html (kind)\n\n<p>Hello", "text/html", 0, "Hello\n", ""},
	{"Content-Type: text/plain; format=flowed; DelSp=Yes\n\nto \nann@e \nast.example\n-- \nMe",
		"text/plain", 0, "toann@east.example\n-- \nMe", ""},
	{"Content-Type: text/plain; format=flowed\n\nto \nann\n", "text/plain", 0, "to \nann\n",
		""},
	{"Content-Type: text/plain; charset=iso-8859-1\n"
	 "Content-Transfer-Encoding: Quoted-Printable (so)\n\ngr=FCn=\n und",
		"text/plain", 0, "gr\303\274n und", ""},
	{"Content-Transfer-Encoding: base64\n\nSGVsbG8K\n", "text/plain", 0, "Hello\n", ""},
	{"Content-Transfer-Encoding: base64\n\nSGVs*bG8\nK", "text/plain", 0, "Hello\n", ""},
	{"Content-Transfer-Encoding: x-odd\n\nHello", "text/plain", 0, "Hello", ""},
	{"Content-Type: text/plain; charset=unicode-1-1-utf-7\n\n+AOk-t+AOk-", "text/plain", 0,
		"\303\251t\303\251", ""},

	{MIXED "--b\n\none\n--b\nContent-Type: text/html\n\n<b>two\n--b--\n",
		"multipart/mixed(text/plain text/html)", 2, "two\n", ""},
	{MIXED "--b\n\none\n--b\n\ntwo\n--b--\n", "multipart/mixed(text/plain text/plain)", 1,
		"one", ""},
	{MIXED "before\n--b  \n\none\n\n--b--\t\nafter\n", "multipart/mixed(text/plain)", 1,
		"one\n", ""},
	{MIXED "--b\n\none\n--bb\n--b-\n-- b\n--b--\n", "multipart/mixed(text/plain)", 1,
		"one\n--bb\n--b-\n-- b", ""},
	{MIXED "--b\n\none\n--b--\n--b\n\nafter the end\n", "multipart/mixed(text/plain)", 1, "one",
		""},
	{MIXED "--b\n\none\n", "multipart/mixed(text/plain)", 1, "one\n", "truncated"},
	{MIXED "--b\n\n", "multipart/mixed(text/plain)", 1, "", "truncated"},
	{MIXED "--b\nContent-Type: text/html\n--b\n\ntwo\n--b--\n",
		"multipart/mixed(text/html text/plain)", 1, "", ""},
	{MIXED "--b\n--b\n\ntwo\n--b--\n", "multipart/mixed(text/plain text/plain)", 2, "two", ""},
	{MIXED "--b--\n", "multipart/mixed(text/plain)", 1, "", "boundary-missing"},
	{MIXED "no boundary ever\n", "multipart/mixed(text/plain)", 1, "no boundary ever\n",
		"boundary-missing"},
	{"Content-Type: multipart/mixed\n\ntext\n--x\n\nmore\n", "multipart/mixed(text/plain)", 1,
		"text\n--x\n\nmore\n", "boundary-missing"},
	{"Content-Type: multipart/mixed; boundary=\"\"\n\ntext\n-- \nmore\n",
		"multipart/mixed(text/plain)", 1, "text\n-- \nmore\n", "boundary-missing"},
	{"Content-Type: multipart/mixed\n\ntext\n--x\nContent-Type: text/html\n\nmore\n--x--\n",
		"multipart/mixed(text/html)", 1, "more\n", "boundary-missing"},
	{"Content-Type: multipart/mixed\n\n--x \n\nmore\n\n--x--\n--y\nContent-Id: 1\n",
		"multipart/mixed(text/plain)", 1, "more\n", "boundary-missing"},
	{MIXED "--x\nMIME-Version: 1.0\nContent-Type: text/html\n\nmore\n",
		"multipart/mixed(text/html)", 1, "more\n", "boundary-missing truncated"},
	{MIXED "--x\nSubject: y\n\nmore\n--\nContent-Type: text/html\n",
		"multipart/mixed(text/plain)", 1,
		"--x\nSubject: y\n\nmore\n--\nContent-Type: "
		"text/html\n",
		"boundary-missing"},
	{"Subject: x\n\n\n--x\nContent-Type: text/html\n\nmore\n--x--\n",
		"multipart/mixed(text/html)", 1, "more\n", "boundary-missing"},
	{"Subject: x\n\nThis is a multi-part message in MIME format. Your mail reader does\nnot "
	 "know it.\n\n--x\n\nmore\n--x--\n",
		"multipart/mixed(text/plain)", 1, "more", "boundary-missing"},
	{"Subject: x\n\nWhat is this?\n\n--x\nContent-Type: text/html\n\nmore\n--x--\n",
		"text/plain", 0, "What is this?\n\n--x\nContent-Type: text/html\n\nmore\n--x--\n",
		""},
	{"Subject: x\n\n--x\nContent to read\n\nmore\n", "text/plain", 0,
		"--x\nContent to read\n\nmore\n", ""},
	{"Content-Type: multipart/mixed\nContent-Transfer-Encoding: base64\n\nSGVsbG8K\n",
		"multipart/mixed(text/plain)", 1, "Hello\n", "boundary-missing"},
	{"Content-Type: multipart/odd-one; boundary=b\n\n--b\n\none\n--b--\n",
		"multipart/odd-one(text/plain)", 1, "one", ""},
	{"Content-Type: multipart/mixed; boundary*0=\"a b\"; boundary*1=c\n\n--a bc\n\none\n--a "
	 "bc--\n",
		"multipart/mixed(text/plain)", 1, "one", ""},
	{"Content-Type: multipart/mixed; boundary=\"b \"\n\n--b\n\none\n--b --\n",
		"multipart/mixed(text/plain)", 1, "one", ""},
	{"Content-Type: multipart/mixed (a (b\\)) \"c); boundary=\"b (x\" (y)\n\n--b "
	 "(x\n\none\n--b (x--\n",
		"multipart/mixed(text/plain)", 1, "one", ""},
	{"Content-Type: multipart/mixed; boundary=b(1) (unclosed\n\n--b(1) (unclosed\n\none\n",
		"multipart/mixed(text/plain)", 1, "one\n", "truncated"},
	{"Content-Type: multipart/mixed;\nboundary=b\n\n--b\n\none\n--b--\n",
		"multipart/mixed(text/plain)", 1, "one", "bad-header"},
	{"Content-Type: multipart/mixed; boundary=a\n\n--a\n" MIXED
	 "--b\n\none\n--a\n\ntwo\n--a--\n",
		"multipart/mixed(multipart/mixed(text/plain) text/plain)", 3, "two", ""},
	{"Content-Type: multipart/mixed; boundary=b\n\n--b\n" MIXED "--b\n\none\n--b--\n--b--\n",
		"multipart/mixed(multipart/mixed(text/plain))", 2, "one", ""},

	{REPORT "--b\n\nSorry\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; "
		"mx.example.org\n\nAction: failed\n--b\nContent-Type: message/rfc822\n\n"
		"Subject: was sent\n\nText of it\n--b--\n",
		"multipart/report(text/plain message/delivery-status message/rfc822(text/plain))",
		2, "Reporting-MTA: dns; mx.example.org\n\nAction: failed", ""},
	{REPORT "--b\nContent-Type: message/delivery-status\nX-Long:\nbm90aGluZyBidXQgd29yZHM=\n\n"
		"Action: failed\n--b--\n",
		"multipart/report(message/delivery-status)", 1, "Action: failed",
		"bad-part-header"},
	{REPORT "--b\nContent-Type: message/delivery-status\nX-Long:\nbm90aGluZyBidXQgd29yZHM=\n"
		"X-More: 1\n\nAction: failed\n--b--\n",
		"multipart/report(message/delivery-status)", 1, "Action: failed",
		"bad-part-header"},
	{REPORT "--b\nContent-Type: message/delivery-status\nContent-Transfer-Encoding: base64\n\n"
		"QWN0aW9uOiBmYWlsZWQK\n--b--\n",
		"multipart/report(message/delivery-status)", 1, "Action: failed\n", ""},
	{REPORT "--b\nContent-Type: message/delivery-status\n\nContent-Type: text/plain\n\n"
		"Action: failed\n--b--\n",
		"multipart/report(message/delivery-status)", 1, "Action: failed", ""},
	{REPORT "--b\nContent-Type: message/delivery-status\n\nContent-Type: text/plain\n"
		"Content-Transfer-Encoding: base64\n\nQWN0aW9uOiBmYWlsZWQK\n--b--\n",
		"multipart/report(message/delivery-status)", 1, "Action: failed\n", ""},
	{REPORT "--b\nContent-Type: message/delivery-status\n\nContent-Type: text/plain\n"
		"Action: failed\n\nStatus: 5.1.1\n--b--\n",
		"multipart/report(message/delivery-status)", 1,
		"Content-Type: text/plain\nAction: failed\n\nStatus: 5.1.1", ""},
	{REPORT "--b\nContent-Type: text/rfc822-headers\nContent-Transfer-Encoding: "
		"quoted-printable\n\nSubject: =3D?utf-8?Q?x?=3D\n--b--\n",
		"multipart/report(text/rfc822-headers)", 1, "Subject: =?utf-8?Q?x?=", ""},

	{MIXED "--b\nContent-Type: message/rfc822\n\n" MIXED "--b\n\nin both\n--b--\n",
		"multipart/mixed(message/rfc822(multipart/mixed(text/plain)))", 3, "in both",
		"truncated"},
	{MIXED "--b\nContent-Type: message/rfc822\n\n"
	       "Content-Type: multipart/mixed; boundary=c\n\n--c\n\ncut\n--b--\n",
		"multipart/mixed(message/rfc822(multipart/mixed(text/plain)))", 3, "cut", ""},
	{MIXED "--b\nContent-Type: message/rfc822\n\n--b--\n", "multipart/mixed(message/rfc822)", 1,
		"", ""},
	{MIXED "--b\nContent-Type: message/rfc822\n\n\n\nSubject: late\n\nx\n--b--\n",
		"multipart/mixed(message/rfc822(text/plain))", 2, "x", ""},
	{MIXED "--b\nContent-Type: message/global\n\nSubject: x\n\nx\n--b--\n",
		"multipart/mixed(message/global(text/plain))", 2, "x", ""},
	{MIXED "--b\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n"
	       "U3ViamVjdDogd2FzIHNlbnQKCkhlbGxvCg==\n--b\n\nlast\n--b--\n",
		"multipart/mixed(message/rfc822(text/plain) text/plain)", 2, "Hello\n",
		"encoded-message"},
	{"Content-Type: message/rfc822\n\nSubject: inner\n\nHello\n", "message/rfc822(text/plain)",
		1, "Hello\n", ""},
	{"Content-Type: message/partial; id=x; number=1\n\nHello\n", "message/partial", 0,
		"Hello\n", ""},
	{"Content-Type: message/external-body; name=\"/etc/passwd\"\n\nHello\n",
		"message/external-body", 0, "Hello\n", ""},
	{"Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: x\n\nHello\n--b--\n",
		"multipart/digest(message/rfc822(text/plain))", 2, "Hello", ""},
};

START_TEST(test_tree)
{
	g_autoptr(GString) shape = g_string_new(NULL);
	gsize len = 0;

	rebound_message_parse(message, rows[_i].mail, strlen(rows[_i].mail));
	write_part(shape, rebound_message_top(message));
	ck_assert_str_eq(shape->str, rows[_i].shape);
	const struct rebound_part *part = find_part(rebound_message_top(message), rows[_i].number);
	ck_assert_ptr_nonnull(part);
	ck_assert_str_eq(rebound_message_text(message, part, 1000, &len), rows[_i].text);
	ck_assert_uint_eq(len, strlen(rows[_i].text));
	g_autofree char *faults = join_faults();
	ck_assert_str_eq(faults, rows[_i].faults);
}
END_TEST

START_TEST(test_part)
{
	static const char mail[] =
		"Content-Type: multipart/Report; report-type=\"Delivery-Status\" (RFC 3464);\n"
		" boundary=b (so)\n\n--b\n"
		"Content-Type: Text/HTML; charset=\"ISO-8859-1\"; name=x.html\n"
		"Content-Disposition: attachment; filename*=utf-8''gr%C3%BCn.html\n"
		"Content-Transfer-Encoding: 8BIT\nX-Own: yes\n\n<p>x\n--b--\n";

	rebound_message_parse(message, mail, strlen(mail));
	const struct rebound_part *top = rebound_message_top(message), *part = top->child;
	ck_assert_str_eq(top->report_type, "delivery-status");
	ck_assert_ptr_nonnull(part);
	ck_assert_ptr_null(part->report_type);
	ck_assert_str_eq(part->charset, "iso-8859-1");
	ck_assert_str_eq(part->file_name, "gr\303\274n.html");
	ck_assert_str_eq(part->transfer_encoding, "8bit");
	ck_assert_int_eq(part->attachment, TRUE);
	guint count = 0;
	const struct rebound_header *headers = rebound_message_part_headers(message, part, &count);
	ck_assert_str_eq(rebound_header_find(headers, count, "x-own"), "yes");
}
END_TEST

START_TEST(test_headers)
{
	static const char mail[] = "Subject: outer\n" MIXED "--b\nContent-Type: message/rfc822\n"
				   "Subject: of the part\n\nSubject: inner\n\nx\n--b--\n";
	guint count = 0;

	rebound_message_parse(message, mail, strlen(mail));
	const struct rebound_header *headers = rebound_message_headers(message, &count);
	ck_assert_uint_eq(count, 2);
	ck_assert_str_eq(rebound_header_find(headers, count, "SUBJECT"), "outer");
	ck_assert_str_eq(headers[1].name, "Content-Type");
	const struct rebound_part *returned = rebound_message_top(message)->child;
	headers = rebound_message_part_headers(message, returned, &count);
	ck_assert_str_eq(rebound_header_find(headers, count, "Subject"), "inner");
}
END_TEST

START_TEST(test_headers_of_forwarded)
{
	static const char mail[] = "Subject: outer\nContent-Type: message/rfc822\n\n"
				   "Subject: inner\n\nx\n";
	guint count = 0;

	rebound_message_parse(message, mail, strlen(mail));
	const struct rebound_header *headers = rebound_message_headers(message, &count);
	ck_assert_str_eq(rebound_header_find(headers, count, "Subject"), "outer");
}
END_TEST

START_TEST(test_nul)
{
	static const char mail[] = "Subject: a\0b\n\nfrom\0here\n";
	gsize len = 0;
	guint count = 0;

	rebound_message_parse(message, mail, sizeof(mail) - 1);
	const char *bytes = rebound_message_bytes(message, rebound_message_top(message), 100, &len);
	ck_assert_uint_eq(len, 10);
	ck_assert_mem_eq(bytes, "from\0here\n", 11);
	const struct rebound_header *headers = rebound_message_headers(message, &count);
	ck_assert_str_eq(headers[0].value, "a\357\277\275b");
	g_autofree char *faults = join_faults();
	ck_assert_str_eq(faults, "nul-bytes");
}
END_TEST

START_TEST(test_limits_of_bytes)
{
	static const char mail[] = "Content-Transfer-Encoding: base64\n\nSGVsbG8gdGhlcmUK\n";
	gsize len = 0;

	rebound_message_parse(message, mail, strlen(mail));
	const struct rebound_part *top = rebound_message_top(message);
	ck_assert_str_eq(rebound_message_bytes(message, top, 5, &len), "Hello");
	ck_assert_uint_eq(len, 5);
	ck_assert_str_eq(rebound_message_text(message, top, 3, &len), "Hel");
	ck_assert_uint_eq(len, 3);
}
END_TEST

/* Messages that are the same one. */
static const char *const same[] = {
	"Subject: x\n\nHello\n\nyou\n",
	"Subject: x\n\nHello\n\nyou",
	"Subject: x\n\nHello\n\nyou\n\n\n",
	"Subject: x\r\n\r\nHello\r\n\r\nyou\r\n",
	"Subject: x\r\rHello\r\ryou\r",
	"Subject: x\r\r\n\r\r\nHello\r\r\n\r\r\nyou\r\r\n",
};

/* Messages that are others. */
static const char *const others[] = {
	"Subject: x\n\nHello\nyou\n",
	"Subject: x\n\nHello\n\nyou \n",
	"\nSubject: x\n\nHello\n\nyou\n",
	"",
};

START_TEST(test_hash)
{
	/* Of the first of the table, by sha256sum without its last line end. */
	static const guint8 expected[] = {0xbe, 0xe5, 0x08, 0xb7, 0xf7, 0x82, 0xf8, 0x8a, 0xd3,
		0x3e, 0xdc, 0xd5, 0x74, 0xc0, 0xd1, 0xee, 0x71, 0x86, 0x16, 0x59, 0x13, 0x8e, 0x11,
		0x10, 0xf2, 0xf0, 0x6d, 0x13, 0x18, 0xd8, 0x45, 0x99};

	for (gsize i = 0; i < G_N_ELEMENTS(same); i++) {
		rebound_message_parse(message, same[i], strlen(same[i]));
		ck_assert_mem_eq(rebound_message_hash(message), expected, sizeof(expected));
	}
	for (gsize i = 0; i < G_N_ELEMENTS(others); i++) {
		rebound_message_parse(message, others[i], strlen(others[i]));
		ck_assert_mem_ne(rebound_message_hash(message), expected, sizeof(expected));
	}
}
END_TEST

/* A Content-Type that makes three calls of GMime 3.2.13 run for ever. */
START_TEST(test_endless)
{
	g_autoptr(GString) mail = g_string_new("Content-Type: multipart/mixed; ");
	gsize len = 0;

	for (guint i = 0; i < 71; i++)
		g_string_append_c(mail, 'n');
	g_string_append(mail, "=\"gr\303\274n\"\n\ntext\n");
	rebound_message_parse(message, mail->str, mail->len);
	const struct rebound_part *part = rebound_message_top(message)->child;
	ck_assert_ptr_nonnull(part);
	ck_assert_str_eq(rebound_message_text(message, part, 100, &len), "text\n");
}
END_TEST

/* Every cut and every changed byte of a report is read without harm. */
START_TEST(test_damage)
{
	const char *mail = rows[_i].mail;
	gsize len = strlen(mail), text_len = 0;
	g_autofree char *damaged = g_strdup(mail);
	static const char bytes[] = "\0\r\n-:;=\"(\377";

	for (gsize i = 0; i < len; i++) {
		rebound_message_parse(message, mail, i);
		rebound_message_text(message, rebound_message_top(message), 1000, &text_len);
		damaged[i] = bytes[i % (sizeof(bytes) - 1)];
		rebound_message_parse(message, damaged, len);
		rebound_message_text(message, rebound_message_top(message), 1000, &text_len);
		damaged[i] = mail[i];
	}
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("message");
	TCase *tcase = tcase_create("message");

	tcase_add_checked_fixture(tcase, set_up, tear_down);
	tcase_add_loop_test(tcase, test_tree, 0, G_N_ELEMENTS(rows));
	tcase_add_test(tcase, test_part);
	tcase_add_test(tcase, test_headers);
	tcase_add_test(tcase, test_headers_of_forwarded);
	tcase_add_test(tcase, test_nul);
	tcase_add_test(tcase, test_limits_of_bytes);
	tcase_add_test(tcase, test_hash);
	tcase_add_test(tcase, test_endless);
	tcase_add_loop_test(tcase, test_damage, 0, G_N_ELEMENTS(rows));
	suite_add_tcase(suite, tcase);
	return suite;
}
