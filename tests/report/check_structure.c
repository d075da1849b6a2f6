/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/mail/html.h"
#include "core/report/structure.h"
#include "core/smtp/address.h"

/* Structures in which A and B stand for addresses; the first is a failed recipient. */
static const struct {
	const char *text;
	gboolean html;
} layouts[] = {
	{"No  Code  Address\n1  550  A  unknown\n2  552  B  full\n", FALSE},
	{"| A | 550 | unknown |\n| B | 250 | ok |\n", FALSE},
	{"|code|address|why|\n|550|A|unknown|\n|552|B|full|\n", FALSE},
	{"code\taddress\n550 no\tA\n552 no\tB\n", FALSE},
	{"address,code,text\nA,550,\"unknown, or gone\"\nB,250,ok\n", FALSE},
	{"A;550;unknown\nB;552;full\n", FALSE},
	{"Code: 550\nAddress: A\n\nCode: 552\nAddress: B\n", FALSE},
	{"code=550 unknown\nto=A\n", FALSE},
	{"code = 550 unknown\nto = A\nfrom = B\n", FALSE},
	{"Recipients:\n  A\n  B\nReason:\n  550 unknown\n", FALSE},
	{"Rejected (1):\n  A [550 unknown]\nAccepted (1):\n  B\n", FALSE},
	{"550 5.1.1 user unknown\nA\n552 full\nB\n\n", FALSE},
	{"**To:** `A`\n**Why:** 550 unknown\n", FALSE},
	{"# A\n- Code: 550 5.1.1\n\n# B\n- Code: 250\n", FALSE},
	{"{\"rcpt\":\"A\",\"code\":550,\"from\":\"B\"}\n", FALSE},
	{"<r><to>A</to><code>550</code></r>\n", FALSE},
	{"<r a=\"A\" code=\"550\"/>\n<r a=\"B\" code=\"552\"/>\n", FALSE},
	{"<table><tr><td>550 no</td><td>A<br>B</td></tr></table>", TRUE},
	{"<table><tr><td>A<br>B</td><td>550 no<br>552 full</td></tr></table>", TRUE},
	{"<table><tr><th>x</th><td>A</td><td>B</td></tr>"
	 "<tr><th>y</th><td>550 no</td><td>552 full</td></tr></table>",
		TRUE},
	{"<table><tr><td>A</td><td rowspan=2>550 no</td></tr><tr><td>B</td></tr></table>", TRUE},
	{"<dl><dt>To<dd>A<dt>Why<dd>550 no</dl>", TRUE},
	{"<div><div>To</div><div>A</div></div><div><div>Why</div><div>550 no</div></div>", TRUE},
};

/* Odd, and whole. */
static const char *const names[] = {"ann@a.example", "a|b@a.example", "a`b@a.example",
	"`ann@a.example", "ann**@a.example", "*ann@a.example", "ann=bob@a.example",
	"to=ann@a.example", "a'b@a.example", "-ann@a.example", "+ann@a.example", "#ann@a.example",
	"{ann}@a.example", "550@a.example", "ann/x@a.example", "\"a b\"@a.example",
	"\"a;b\"@a.example", "\"a,b\"@a.example", "\"a|b\"@a.example", "\"a  b\"@a.example",
	"\"a: b\"@a.example", "ann@[192.0.2.1]", "ann@sub.a.example", "ann+tag@a.example",
	"jürgen@a.example"};

static char *fill(const char *layout, const char *one, const char *other)
{
	GString *text = g_string_new(NULL);

	for (; *layout; layout++) {
		gboolean alone = !g_ascii_isalpha(layout[1]);
		if (*layout == 'A' && alone)
			g_string_append(text, one);
		else if (*layout == 'B' && alone)
			g_string_append(text, other);
		else
			g_string_append_c(text, *layout);
	}
	return g_string_free(text, FALSE);
}

/* Write the structures of a text; NULL: it has none. */
static const char *rewrite(struct rebound_arena *arena, const char *text, gboolean html, gsize *len)
{
	g_autoptr(GString) rows = g_string_new(NULL);

	if (html)
		rebound_html_append_rows(rows, text, strlen(text), strlen(text) * 2);
	else
		g_string_append(rows, text);
	const char *copy = rebound_arena_copy(arena, rows->str, rows->len);
	struct rebound_text_view view = {copy, rows->len, rows->len};
	return rebound_structure_read(arena, &view, html, NULL, len);
}

START_TEST(plain_names_are_found)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	g_autofree char *text = fill(layouts[_i].text, "ann@a.example", "bob@b.example");
	gsize len = 0;
	const char *result = rewrite(arena, text, layouts[_i].html, &len);

	/* Bars without a space may be of a name. */
	if (strstr(layouts[_i].text, "|550|")) {
		ck_assert_ptr_null(result);
		return;
	}
	ck_assert_msg(result != NULL, "nothing in %s", text);
	ck_assert_msg(strstr(result, "<ann@a.example>: 55") != NULL, "%s gave %s", text, result);
}
END_TEST

/* An address of a result is one of the text, byte for byte, or both read the text alike. */
START_TEST(no_name_is_changed)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();

	for (gsize n = 0; n < G_N_ELEMENTS(names) * G_N_ELEMENTS(names); n++) {
		const char *one = names[n % G_N_ELEMENTS(names)];
		const char *other = names[n / G_N_ELEMENTS(names)];
		g_autofree char *text = fill(layouts[_i].text, one, other);
		gsize len = 0;
		const char *result = rewrite(arena, text, layouts[_i].html, &len), *at = result;
		for (const char *entry; at && (entry = strstr(at, "<")) != NULL; at = entry + 1) {
			const char *end = strstr(entry, ">:");
			g_autofree char *name = end ? g_strndup(entry + 1, end - entry - 1) : NULL;
			if (!name || !strchr(name, '@') || strchr(name, '\n'))
				continue;
			const char *from = text, *found;
			gboolean known = strcmp(name, one) == 0 || strcmp(name, other) == 0;
			while (!known && (found = rebound_address_find(
						  arena, &from, text + strlen(text), NULL)))
				known = strcmp(found, name) == 0;
			ck_assert_msg(known, "%s in %s", name, text);
		}
		rebound_arena_clear(arena);
	}
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("structure");
	TCase *tcase = tcase_create("structure");

	tcase_add_loop_test(tcase, plain_names_are_found, 0, (int)G_N_ELEMENTS(layouts));
	tcase_add_loop_test(tcase, no_name_is_changed, 0, (int)G_N_ELEMENTS(layouts));
	suite_add_tcase(suite, tcase);
	return suite;
}
