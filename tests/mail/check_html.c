/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"
#include "sanitized.h"

#include <string.h>
#include <time.h>

#include "core/mail/html.h"

#define STORM_BYTES (4 * 1024 * 1024)

static const struct {
	const char *html;
	const char *text;
} rows[] = {
	{"plain", "plain\n"},
	{"  two   words \n here ", "two words here\n"},
	{"<p>One</p><p>Two</p>", "One\nTwo\n"},
	{"<p>One</p><p>&nbsp;</p><div>&#160; </div><p>Two</p>", "One\n\n\nTwo\n"},
	{"<p>One</p><p>&nbsp;Two</p>&nbsp;<br>Three", "One\n\n Two\n\nThree\n"},
	/* What is indented by no-break spaces. */
	{"a<br>&nbsp;&nbsp;b<br>&nbsp; &nbsp;c<div>&nbsp; d&nbsp; e</div>",
		"a\n  b\n   c\n  d e\n"},
	{"<table><tr><td>&nbsp;</td><td>a</td></tr></table>", "a\n"},
	/* What keeps its spaces and lines by its style. */
	{"<div style=\"white-space: pre-wrap\">a\n  b<div>c\nd</div></div>e\nf",
		"a\n  b\nc\nd\ne f\n"},
	{"<BODY STYLE='color:red;White-Space:pre-line'>a\nb", "a\nb\n"},
	{"<div style='line-break: after-white-space; x:pre'>a\nb</div>", "a b\n"},
	{"<div style='-webkit-white-space:pre'>a\nb</div>", "a b\n"},
	{"<div style='white-space:nowrap'>a\nb</div><p title='white-space:normal'>c\nd",
		"a b\nc d\n"},
	{"<p>One<br>Two</p>\n<p>Three</p><div>Four</div><div>Five</div>",
		"One\nTwo\n\nThree\n\nFour\nFive\n"},
	{"<p>One<br></p><p></p><p>Two<p>Three<bravo>", "One\n\nTwo\n\nThree\n"},
	{"<p>One</p><p>Two</p><bravo>", "One\nTwo\n"},
	{"<P class=x>One<BR>Two<br/>Three</P>", "One\nTwo\nThree\n"},
	{"<div><div>a</div></div><div>b</div>", "a\nb\n"},
	{"<b>550</b> <i>no</i>where", "550 nowhere\n"},
	/* What is shown to nobody. */
	{"<p>a</p><div style=\"display:none\">b<div>c</div>d</div><p>e</p>", "a\ne\n"},
	{"<span STYLE='color:red; Display : None'>b</span>e", "e\n"},
	{"<table><tr style=visibility:hidden><td>b</td></tr><tr><td>e</td></tr></table>", "e\n"},
	{"<div style=\"display:block\">b</div><div class=nodisplay>e</div>", "b\ne\n"},
	{"<div style=\"display:none\">b<div>c</div><p>e</p>", "b\nc\ne\n"},
	{"<p><a href=\"mailto:ann@x.org\">Ann</a>", "Ann <ann@x.org>\n"},
	{"<p><a href=' mailto:ann@x.org '>Ann</a>", "Ann <ann@x.org>\n"},
	{"<p><a href=' mailto:ann@x.org y'>Ann</a>", "Ann\n"},
	{"<p><a href=mailto:ann@x.org class=x>Ann</a>", "Ann <ann@x.org>\n"},
	{"<p><a href='mailto:ann@x.org?subject=x'>Ann</a>", "Ann <ann@x.org>\n"},
	{"<p><a href=\"mailto:ann@x.org \">Ann</a>", "Ann <ann@x.org>\n"},
	{"<p><a href=\"mailto:ann@ä.org\">Ann</a>", "Ann <ann@ä.org>\n"},
	/* A piece of an address is another one. */
	{"<p><a href=\"mailto:ann@x.org\\y\">Ann</a>", "Ann\n"},
	{"<p><a href=\"mailto:ann@x.org y\">Ann</a>", "Ann\n"},
	{"<p><a href=\"mailto:ann@x.org,lee@x.org\">Ann</a>", "Ann\n"},
	{"<p><a href=\"mailto:ann%2E@x.org\">Ann</a>", "Ann\n"},
	{"<p><a href=mailto:ann@x.org", ""},
	{"<table><tr><td>Status</td><td>5.1.1</td></tr><tr><td>x</td></tr></table>",
		"Status 5.1.1\nx\n"},
	{"<table><tr><td>a</td></tr><tr><td> </td></tr><tr><td>b</table>", "a\n\nb\n"},
	{"<pre>a\n  b\r\nc</pre>d", "a\n  b\nc\nd\n"},
	{"a<script>if (a<b) x()</script>b", "ab\n"},
	{"<style>p { }</STYLE>text", "text\n"},
	{"<title>Not this</title>But this", "But this\n"},
	{"<style>without end <p>text", "without end\ntext\n"},
	{"a<!-- <p> -->b<!doctype html>c<?xml x?>d", "abcd\n"},
	{"&lt;ann@example.org&gt; &amp; &quot;x&quot;", "<ann@example.org> & \"x\"\n"},
	{"&#65;&#x42;&#0;&#xD800;&#99999999999;", "AB\357\277\275\357\277\275\357\277\275\n"},
	{"a&nbsp;b &unknown; AT&T &", "a b &unknown; AT&T &\n"},
	{"&eacute;t&eacute &auml;", "\303\251t\303\251 \303\244\n"},
	{"mail to <ann@example.org> failed", "mail to <ann@example.org> failed\n"},
	{"1 < 2 and 3 > 2", "1 < 2 and 3 > 2\n"},
	{"<a href=\"x>y\">link</a>", "link\n"},
	{"<a href='it'>it's</a> so", "it's so\n"},
	{"open <a href=", "open\n"},
	{"<", "<\n"},
	{"</", "</\n"},
	{"", ""},
};

START_TEST(test_text)
{
	g_autoptr(GString) text = g_string_new(NULL);

	rebound_html_append_text(text, rows[_i].html, strlen(rows[_i].html), 1000);
	ck_assert_str_eq(text->str, rows[_i].text);
}
END_TEST

/* Rows and cells with their marks: a tab between two cells, two before a line that goes on. */
static const struct {
	const char *html;
	const char *text;
} marked[] = {
	{"<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a\tb\nc\n"},
	{"<tr><td>a<br>b</td><td><p>c</p></td><td>d</td></tr>", "a\n\t\tb\n\tc\n\td\n"},
	{"<tr><td>a<td><td>b</tr>", "a\t\tb\n"},
	{"<tr><td rowspan=2>a<td>b</tr><tr><td>c</tr>", "a\tb\na\tc\n"},
	{"<tr><td>a<td rowspan=2>b</tr><tr><td>c</tr><tr><td>d<td>e</tr>", "a\tb\nc\n\tb\nd\te\n"},
	{"<tr><td>a</td><td><table><tr><td>b</td><td>c</td></tr></table></td></tr>", "a\nb\tc\n"},
	{"<dl><dt>a<dd>b<dt>c<dd>d</dl>e", "a\n\tb\nc\n\td\ne\n"},
	{"<div><div>a</div><div>b</div></div>c", "a\n\tb\nc\n"},
	{"<div>a</div><div>b</div>", "a\nb\n"},
	{"a\tb", "a b\n"},
};

START_TEST(test_marks)
{
	g_autoptr(GString) text = g_string_new(NULL);

	rebound_html_append_rows(text, marked[_i].html, strlen(marked[_i].html), 1000);
	ck_assert_str_eq(text->str, marked[_i].text);
}
END_TEST

START_TEST(test_limit)
{
	g_autoptr(GString) text = g_string_new("kept ");

	rebound_html_append_text(text, "one two three four", 18, 5);
	ck_assert_str_eq(text->str, "kept one two\n");
}
END_TEST

START_TEST(test_nul)
{
	static const char html[] = "a\0b<p>c";
	g_autoptr(GString) text = g_string_new(NULL);

	rebound_html_append_text(text, html, sizeof(html) - 1, 100);
	ck_assert_uint_eq(text->len, 6);
	ck_assert_mem_eq(text->str, "a\0b\nc\n", 6);
}
END_TEST

static const char *const storms[] = {
	"<style>",
	"<!--",
	"<a ",
	"<",
	"&",
	"&#",
	"<a href=\"",
	"<script><style>",
	"</p",
	"<p>",
	"<pre>\n",
};

START_TEST(test_storm)
{
	g_autoptr(GString) html = g_string_new(NULL);
	g_autoptr(GString) text = g_string_new(NULL);

	while (html->len < STORM_BYTES)
		g_string_append(html, storms[_i]);
	clock_t start = clock();
	rebound_html_append_text(text, html->str, html->len, STORM_BYTES);
	ck_assert(clock() - start < SANITIZED_SECONDS(1) * CLOCKS_PER_SEC);
	ck_assert_uint_le(text->len, STORM_BYTES + 16);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("html");
	TCase *tcase = tcase_create("html");

	tcase_add_loop_test(tcase, test_text, 0, G_N_ELEMENTS(rows));
	tcase_add_loop_test(tcase, test_marks, 0, G_N_ELEMENTS(marked));
	tcase_add_test(tcase, test_limit);
	tcase_add_test(tcase, test_nul);
	tcase_add_loop_test(tcase, test_storm, 0, G_N_ELEMENTS(storms));
	suite_add_tcase(suite, tcase);
	return suite;
}
