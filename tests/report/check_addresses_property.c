/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/report/read.h"
#include "core/smtp/address.h"

/*
 * Reports are made of random addresses, in each way that mail systems write reports: what is found
 * is what was put in, to the letter. The numbers are random, but the same in every run.
 */

#define REPORTS	    400
#define MOST	    6
#define SEED	    20250306
#define LONG_LOCAL  64
#define LONG_LABELS 3

#define FROM   "mailer-daemon@out.south.test"
#define SENDER "news@south.test"
#define HEADERS                                                                                    \
	"Return-Path: <>\nFrom: Mail Delivery System <" FROM ">\nTo: <" SENDER ">\n"               \
	"Message-ID: <1@out.south.test>\nMIME-Version: 1.0\n"
#define RETURNED                                                                                   \
	"Return-Path: <" SENDER ">\nFrom: News <" SENDER ">\nTo: Readers <readers@south.test>\n"   \
	"Subject: News\nMessage-ID: <2@south.test>\n\nWrite to desk@south.test.\n"
#define UTF8_TEXT "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n"

/* --- addresses --- */

/* What is odd about an address. */
enum oddity {
	PLAIN,
	TAGGED,
	DOTTED,
	SIGNS,
	RARE_SIGNS,
	LONG,
	NUMBER,
	MANY_DOTS,
	UTF8,
	QUOTED,
	ODDITIES
};

#define BIT(oddity)  (1U << (oddity))
#define ALL_ODDITIES (BIT(ODDITIES) - 1)

/* In human text these may be marks around an address, so that no whole one is seen there. */
#define TEXT_ODDITIES (ALL_ODDITIES & ~BIT(RARE_SIGNS))

static GRand *numbers;

static guint below(guint limit)
{
	return (guint)g_rand_int_range(numbers, 0, (gint32)limit);
}

static void add_letters(GString *out, guint count)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCXYZ0123456789";

	/* No digit first: what stands before a number in a text may well belong to it. */
	for (guint i = 0; i < count; i++)
		g_string_append_c(out, letters[below(i == 0 ? 26 : G_N_ELEMENTS(letters) - 1)]);
}

static void add_local(GString *out, enum oddity oddity)
{
	static const char signs[] = "_-'+=#&~";
	static const char rare_signs[] = "!$%*/?^`{|}";
	static const char *const words[] = {"jürgen", "почта", "利用者", "añil", "σοφία"};

	switch (oddity) {
	case TAGGED:
		add_letters(out, 2 + below(8));
		g_string_append_c(out, '+');
		add_letters(out, 1 + below(12));
		break;
	case DOTTED:
		for (guint i = below(4); i > 0; i--) {
			add_letters(out, 1 + below(5));
			g_string_append_c(out, '.');
		}
		add_letters(out, 1 + below(6));
		break;
	case SIGNS:
		/* With the digit no word stands before "=" that could be a key, such as "to=". */
		add_letters(out, 1 + below(4));
		g_string_append_c(out, '0');
		g_string_append_c(out, signs[below(G_N_ELEMENTS(signs) - 1)]);
		add_letters(out, 1 + below(4));
		break;
	case RARE_SIGNS:
		add_letters(out, 1 + below(4));
		g_string_append_c(out, rare_signs[below(G_N_ELEMENTS(rare_signs) - 1)]);
		add_letters(out, 1 + below(4));
		break;
	case LONG:
		add_letters(out, LONG_LOCAL);
		break;
	case NUMBER:
		g_string_append_printf(out, "%u", 100000 + below(900000));
		break;
	case MANY_DOTS:
		add_letters(out, 2 + below(4));
		g_string_append(out, "..");
		add_letters(out, 2 + below(4));
		g_string_append(out, below(2) == 0 ? "." : "");
		break;
	case UTF8:
		g_string_append(out, words[below(G_N_ELEMENTS(words))]);
		break;
	case QUOTED:
		g_string_append_c(out, '"');
		add_letters(out, 1 + below(5));
		g_string_append(out, below(2) == 0 ? " " : "..");
		add_letters(out, 1 + below(5));
		g_string_append_c(out, '"');
		break;
	default:
		add_letters(out, 3 + below(9));
	}
}

static void add_domain(GString *out)
{
	static const char *const ends[] = {
		"north.test", "east.example", "co.west.test", "a.example"};

	for (guint i = below(LONG_LABELS); i > 0; i--) {
		add_letters(out, 1 + below(12));
		g_string_append(out, below(3) == 0 ? "-x." : ".");
	}
	g_string_append(out, ends[below(G_N_ELEMENTS(ends))]);
}

static char *make_address(guint oddities)
{
	enum oddity oddity;

	do {
		oddity = (enum oddity)below(ODDITIES);
	} while ((oddities & BIT(oddity)) == 0);
	GString *out = g_string_new(NULL);
	add_local(out, oddity);
	g_string_append_c(out, '@');
	add_domain(out);
	return g_string_free(out, FALSE);
}

static gboolean holds(const GPtrArray *addresses, const char *address)
{
	for (guint i = 0; i < addresses->len; i++) {
		if (rebound_address_equal(addresses->pdata[i], address))
			return TRUE;
	}
	return FALSE;
}

static GPtrArray *make_addresses(guint oddities)
{
	GPtrArray *addresses = g_ptr_array_new_with_free_func(g_free);
	guint count = 1 + below(MOST);

	while (addresses->len < count) {
		char *address = make_address(oddities);
		if (holds(addresses, address) || rebound_address_is_daemon(address))
			g_free(address);
		else
			g_ptr_array_add(addresses, address);
	}
	return addresses;
}

/* --- reports --- */

static const char *pick_reply(void)
{
	static const char *const replies[] = {"550 5.1.1 No such user here",
		"552 5.2.2 Mailbox is full", "554 5.7.1 Message refused", "550 User unknown"};

	return replies[below(G_N_ELEMENTS(replies))];
}

static void add_fields(GString *mail, const GPtrArray *addresses, const char *between)
{
	g_string_append(mail, HEADERS "Subject: Undelivered mail\n"
				      "Content-Type: multipart/report; report-type=delivery-status;"
				      " boundary=b\n\n--b\n\nIt could not be delivered.\n\n"
				      "--b\nContent-Type: message/delivery-status\n\n"
				      "Reporting-MTA: dns; out.south.test\n\n");
	for (guint i = 0; i < addresses->len; i++)
		g_string_append_printf(mail,
			"Final-Recipient: rfc822;%s%s\nAction: failed\nStatus: 5.0.0\n"
			"Diagnostic-Code: smtp; %s\n%s",
			below(2) == 0 ? " " : "", (const char *)addresses->pdata[i], pick_reply(),
			between);
	g_string_append(mail, "--b\nContent-Type: message/rfc822\n\n" RETURNED "\n--b--\n");
}

static void write_dsn(GString *mail, const GPtrArray *addresses)
{
	add_fields(mail, addresses, "\n");
}

static void write_dsn_in_one_block(GString *mail, const GPtrArray *addresses)
{
	add_fields(mail, addresses, "");
}

static void write_qsbmf(GString *mail, const GPtrArray *addresses)
{
	g_string_append(mail, HEADERS UTF8_TEXT
		"Subject: failure notice\n\n"
		"Hi. This is the qmail-send program at out.south.test.\n"
		"I'm afraid I wasn't able to deliver your message to the following addresses.\n"
		"This is a permanent error; I've given up. Sorry it didn't work out.\n\n");
	for (guint i = 0; i < addresses->len; i++)
		g_string_append_printf(mail,
			"<%s>:\n192.0.2.7 does not like recipient.\nRemote host said: %s\n\n",
			(const char *)addresses->pdata[i], pick_reply());
	g_string_append(mail, "--- Below this line is a copy of the message.\n\n" RETURNED);
}

static void write_failed_recipients(GString *mail, const GPtrArray *addresses)
{
	g_string_append(mail, HEADERS "X-Failed-Recipients: ");
	for (guint i = 0; i < addresses->len; i++)
		g_string_append_printf(mail, "%s%s",
			i == 0		? ""
			: below(2) == 0 ? ",\n  "
					: ", ",
			(const char *)addresses->pdata[i]);
	g_string_append(mail, "\nSubject: Mail delivery failed\n" UTF8_TEXT
			      "\nYour message could not be delivered.\n");
}

/* A reply in the form of Postfix, folded where chance wants. */
static void write_colons(GString *mail, const GPtrArray *addresses)
{
	g_string_append(mail, HEADERS UTF8_TEXT
		"Subject: Undelivered Mail Returned to Sender\n\n"
		"This is the mail system at host out.south.test.\n\n"
		"I'm sorry to have to inform you that your message could not\n"
		"be delivered to one or more recipients. It's attached below.\n\n");
	for (guint i = 0; i < addresses->len; i++)
		g_string_append_printf(mail,
			"<%s>: host mx.north.test[192.0.2.7] said:%s%s (in\n"
			"    reply to RCPT TO command)\n%s",
			(const char *)addresses->pdata[i], below(2) == 0 ? "\n    " : " ",
			pick_reply(), below(4) == 0 ? "" : "\n");
	g_string_append(mail, "\n--- Below this line is a copy of the message.\n\n" RETURNED);
}

/* A list in which replies stand below the addresses, in the form of Exim. */
static void write_indented(GString *mail, const GPtrArray *addresses)
{
	g_string_append(mail, HEADERS UTF8_TEXT
		"Subject: Mail delivery failed: returning message to sender\n\n"
		"A message that you sent could not be delivered to one or more of its\n"
		"recipients. This is a permanent error. The following address(es) failed:\n\n");
	for (guint i = 0; i < addresses->len; i++)
		g_string_append_printf(mail, "  %s\n    host mx.north.test [192.0.2.7]\n    %s\n",
			(const char *)addresses->pdata[i], pick_reply());
	g_string_append(mail, "\n------ This is a copy of the message. ------\n\n" RETURNED);
}

/* Addresses without a word about each, one a line. */
static void write_bare_list(GString *mail, const GPtrArray *addresses)
{
	const char *mark = below(2) == 0 ? "  " : "\t";

	g_string_append(mail, HEADERS UTF8_TEXT
		"Subject: Returned mail\n\nYour message could not be delivered to:\n\n");
	for (guint i = 0; i < addresses->len; i++)
		g_string_append_printf(mail, "%s%s\n", mark, (const char *)addresses->pdata[i]);
	g_string_append(mail, "\nThe mailboxes do not exist.\n\n"
			      "----- Original message follows -----\n\n" RETURNED);
}

/* Several addresses a line. */
static void write_running(GString *mail, const GPtrArray *addresses)
{
	const char *mark = below(2) == 0 ? ", " : "; ";

	g_string_append(mail, HEADERS UTF8_TEXT "Subject: Undeliverable mail\n\n"
						"Your message could not be delivered to\n");
	for (guint i = 0; i < addresses->len; i++)
		g_string_append_printf(
			mail, "%s<%s>", i == 0 ? "" : mark, (const char *)addresses->pdata[i]);
	g_string_append(mail, "\nbecause there is no such user.\n\n"
			      "----- Original message follows -----\n\n" RETURNED);
}

/* Several in a line, some with a person's name. */
static void write_names(GString *mail, const GPtrArray *addresses)
{
	static const char *const forms[] = {"%s", "<%s>", "\"Ann Lee\" <%s>", "Ann Lee <%s>"};

	g_string_append(mail, HEADERS UTF8_TEXT "Subject: Undeliverable mail\n\n"
						"It was not delivered to these recipients: ");
	for (guint i = 0; i < addresses->len; i++) {
		g_autoptr(GString) form = g_string_new(forms[below(G_N_ELEMENTS(forms))]);
		g_string_replace(form, "%s", addresses->pdata[i], 1);
		g_string_append_printf(mail, "%s%s", i == 0 ? "" : "; ", form->str);
	}
	g_string_append(mail, ".\n\nThe reason was: 550 User unknown.\n");
}

/* A sentence for each, broken before the address or not. */
static void write_sentences(GString *mail, const GPtrArray *addresses)
{
	g_string_append(mail, HEADERS UTF8_TEXT "Subject: Undeliverable mail\n\n");
	for (guint i = 0; i < addresses->len; i++)
		g_string_append_printf(mail,
			"We regret that your message of the tenth could not be delivered to%s%s"
			" since\nthe mailbox does not exist any more.\n\n",
			below(2) == 0 ? "\n" : " ", (const char *)addresses->pdata[i]);
}

/* Quotes and brackets of other scripts around the addresses. */
static void write_wide_quotes(GString *mail, const GPtrArray *addresses)
{
	static const char *const quotes[][2] = {
		{"« ", " »"}, {"„", "“"}, {"“", "”"}, {"「", "」"}, {"‹", "›"}};

	g_string_append(mail, HEADERS UTF8_TEXT "Subject: Undeliverable mail\n\n"
						"It could not be delivered:\n\n");
	for (guint i = 0; i < addresses->len; i++) {
		const char *const *pair = quotes[below(G_N_ELEMENTS(quotes))];
		g_string_append_printf(mail, "%s%s%s – %s\n", pair[0],
			(const char *)addresses->pdata[i], pair[1], pick_reply());
	}
}

/* Labels that else stand in a summary of the message, with the reason behind them. */
static void write_labels(GString *mail, const GPtrArray *addresses)
{
	g_string_append(mail, HEADERS UTF8_TEXT "Subject: Undeliverable mail\n\n");
	for (guint i = 0; i < addresses->len; i++)
		g_string_append_printf(mail, "收件人：%s，退信原因：用户不存在。\n",
			(const char *)addresses->pdata[i]);
}

/* A list of those who got it beside the list of those who did not. */
static void write_beside_delivered(GString *mail, const GPtrArray *addresses)
{
	g_string_append(mail, HEADERS UTF8_TEXT "Subject: Undeliverable mail\n\n"
						"Your message was delivered to:\n"
						"    fine@north.test\n    well@south.test\n\n"
						"It could not be delivered to:\n");
	for (guint i = 0; i < addresses->len; i++)
		g_string_append_printf(
			mail, "    %s: %s\n", (const char *)addresses->pdata[i], pick_reply());
}

struct shape {
	const char *name;
	void (*write)(GString *mail, const GPtrArray *addresses);
	guint oddities;
};

static const struct shape shapes[] = {
	{"dsn", write_dsn, ALL_ODDITIES},
	{"dsn in one block", write_dsn_in_one_block, ALL_ODDITIES},
	{"qsbmf", write_qsbmf, ALL_ODDITIES},
	{"failed recipients", write_failed_recipients, ALL_ODDITIES},
	{"colons", write_colons, TEXT_ODDITIES},
	{"indented", write_indented, TEXT_ODDITIES},
	{"bare list", write_bare_list, TEXT_ODDITIES},
	{"running", write_running, TEXT_ODDITIES},
	{"names", write_names, TEXT_ODDITIES},
	{"sentences", write_sentences, TEXT_ODDITIES},
	{"wide quotes", write_wide_quotes, TEXT_ODDITIES},
	{"labels", write_labels, TEXT_ODDITIES},
	{"beside delivered", write_beside_delivered, TEXT_ODDITIES},
};

/* --- the test --- */

static int compare(gconstpointer left, gconstpointer right)
{
	return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* Sorted, one a line. The caller frees it. */
static char *list(GPtrArray *addresses)
{
	GString *out = g_string_new(NULL);

	g_ptr_array_sort(addresses, compare);
	for (guint i = 0; i < addresses->len; i++)
		g_string_append_printf(out, "%s\n", (const char *)addresses->pdata[i]);
	return g_string_free(out, FALSE);
}

static char *list_found(const struct rebound_report *report)
{
	g_autoptr(GPtrArray) found = g_ptr_array_new();

	for (guint i = 0; i < report->recipient_count; i++) {
		const char *address = report->recipients[i].address;
		if (report->recipients[i].kind == REBOUND_KIND_SUCCESS)
			continue;
		g_ptr_array_add(found, (gpointer)(address != NULL ? address : "no address"));
	}
	return list(found);
}

START_TEST(what_is_found_is_what_was_put_in)
{
	const struct shape *shape = &shapes[_i];
	static const struct rebound_reader_options none = {0};
	g_autoptr(rebound_reader) reader = rebound_reader_new(&none);

	numbers = g_rand_new_with_seed(SEED);
	for (guint i = 0; i < REPORTS; i++) {
		g_autoptr(GPtrArray) addresses = make_addresses(shape->oddities);
		g_autoptr(GString) bytes = g_string_new(NULL);
		shape->write(bytes, addresses);
		struct rebound_mail mail = {
			.source = "made", .data = bytes->str, .len = bytes->len};
		const struct rebound_report *report = rebound_reader_read(reader, &mail);
		g_autofree char *expected = list(addresses);
		g_autofree char *found = list_found(report);
		ck_assert_msg(strcmp(found, expected) == 0, "%s, report %u: found\n%snot\n%sin\n%s",
			shape->name, i, found, expected, bytes->str);
		ck_assert_int_eq(report->kind, REBOUND_KIND_FAILURE);
	}
	g_rand_free(numbers);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("addresses");
	TCase *property = tcase_create("property");

	tcase_set_timeout(property, 120);
	tcase_add_loop_test(
		property, what_is_found_is_what_was_put_in, 0, (int)G_N_ELEMENTS(shapes));
	suite_add_tcase(suite, property);
	return suite;
}
