/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include <rebound/error.h>
#include "rules/support.h"

#define CARD(fields) "rule \"a\" { says = \"no such user\", reason = \"mailbox_unknown\", " fields " }"

/* What is wrong with a file, and what its author is told. */
static const struct {
	const char *text;
	const char *message;
} rows[] = {
	/* Fields. */
	{CARD("sayz = \"x\""), "mine.lua:1: rule 'a' has no field 'sayz'; did you mean 'says'?"},
	{CARD("resaon = \"x\""), "mine.lua:1: rule 'a' has no field 'resaon'; did you mean 'reason'?"},
	{CARD("wherever = 1"), "mine.lua:1: rule 'a' has no field 'wherever'"},
	{"\n\n\nrule \"a\" {\n\n\treason = \"mailbox_full\",\n\tsayz = \"x\",\n}\n",
		"mine.lua:4: rule 'a' has no field 'sayz'; did you mean 'says'?"},
	{"rule \"a\" { \"no such user\", reason = \"mailbox_unknown\" }",
		"mine.lua:1: rule 'a' has a value without a field's name ('no such user'); write FIELD = VALUE"},
	/* Types. */
	{"rule \"a\" { says = 5, reason = \"mailbox_full\" }",
		"mine.lua:1: rule 'a': says must be a phrase, not 5"},
	{"rule \"a\" { says = { \"over quota\", 5 }, reason = \"mailbox_full\" }",
		"mine.lua:1: rule 'a': says (entry 2) must be a phrase, not 5"},
	{"rule \"a\" { says = { first = \"over quota\" }, reason = \"mailbox_full\" }",
		"mine.lua:1: rule 'a': says must be a list of phrases, but has the key 'first'"},
	{"rule \"a\" { says = { \"over quota\", nil, \"full\" }, reason = \"mailbox_full\" }",
		"mine.lua:1: rule 'a': says has a hole at entry 2"},
	{"rule \"a\" { says = {}, reason = \"mailbox_full\" }",
		"mine.lua:1: rule 'a': says is an empty list; give it phrases or leave it out"},
	{"rule \"a\" { says = \"  \", reason = \"mailbox_full\" }",
		"mine.lua:1: rule 'a': says must be a phrase, not an empty one"},
	{"rule \"a\" { says = \"\", reason = \"mailbox_full\" }",
		"mine.lua:1: rule 'a': says must be a phrase, not an empty one"},
	{"rule \"a\" { says = \"* *\", reason = \"mailbox_full\" }",
		"mine.lua:1: rule 'a': says must be a phrase, not only gaps"},
	{"rule \"a\" { says = \"\\xff\\xfe bad\", reason = \"mailbox_full\" }",
		"mine.lua:1: rule 'a': says must be valid UTF-8"},
	{"rule \"a\" { says = \"over\\0quota\", reason = \"mailbox_full\" }",
		"mine.lua:1: rule 'a': says must not hold a NUL byte"},
	{CARD("host = 12"), "mine.lua:1: rule 'a': host must be a wildcard such as \"*.example.org\", not 12"},
	{CARD("host = { {} }"),
		"mine.lua:1: rule 'a': host (entry 1) must be a wildcard such as \"*.example.org\", not a table"},
	{CARD("doc = 1"), "mine.lua:1: rule 'a': doc must be a text, not 1"},
	{CARD("check = \"x\""), "mine.lua:1: rule 'a': check must be a function, not 'x'"},
	{CARD("yes = 550"),
		"mine.lua:1: rule 'a': yes must be a line, or the name of a mail that ends with .eml, not 550"},
	/* Codes. */
	{CARD("status = \"5.1\""), "mine.lua:1: rule 'a': status must be a status such as \"5.1.1\", \"x.1.1\""
				   " or \"5.7.*\", not '5.1'"},
	{CARD("status = { \"5.1.1\", \"5.1.*.1\" }"),
		"mine.lua:1: rule 'a': status (entry 2) must be a status such as \"5.1.1\", \"x.1.1\" or \"5.7.*\","
		" not '5.1.*.1'"},
	{CARD("status = 5.1"), "mine.lua:1: rule 'a': status must be a status such as \"5.1.1\", \"x.1.1\" or"
			       " \"5.7.*\", not 5.1"},
	{CARD("reply = 5500"), "mine.lua:1: rule 'a': reply must be a reply code such as 550, \"55x\" or \"4*\","
			       " not 5500"},
	{CARD("reply = \"5.5.0\""), "mine.lua:1: rule 'a': reply must be a reply code such as 550, \"55x\" or"
				    " \"4*\", not '5.5.0'"},
	{CARD("command = \"HALLO\""), "mine.lua:1: rule 'a': command must be an SMTP command such as \"RCPT\" or"
				      " \"DATA\", not 'HALLO'"},
	/* Answers. */
	{"rule \"a\" { says = \"x y\", reason = \"mailbox_unknwon\" }",
		"mine.lua:1: rule 'a': reason 'mailbox_unknwon' is not known; did you mean 'mailbox_unknown'?"},
	{"rule \"a\" { says = \"x y\", reason = \"it was the weather\" }",
		"mine.lua:1: rule 'a': reason 'it was the weather' is not known"},
	{"rule \"a\" { says = \"x y\", reason = 5 }", "mine.lua:1: rule 'a': reason must be a word, not 5"},
	{"rule \"a\" { says = \"x y\" }",
		"mine.lua:1: rule 'a' has no reason; give it one, such as reason = \"mailbox_unknown\""},
	{CARD("permanence = \"permanant\""),
		"mine.lua:1: rule 'a': permanence 'permanant' is not known; did you mean 'permanent'?"},
	{CARD("permanence = \"never\""),
		"mine.lua:1: rule 'a': permanence 'never' is not known; it may be permanent, temporary"},
	{CARD("kind = \"failure\""), "mine.lua:1: rule 'a': kind 'failure' is not known; it may be delay"},
	{CARD("confidence = 1.5"), "mine.lua:1: rule 'a': confidence must be a number from 0 to 1, not 1.5"},
	{CARD("confidence = -1"), "mine.lua:1: rule 'a': confidence must be a number from 0 to 1, not -1"},
	{CARD("confidence = 0/0"), "mine.lua:1: rule 'a': confidence must be a number from 0 to 1, not"},
	{CARD("confidence = \"high\""), "mine.lua:1: rule 'a': confidence must be a number from 0 to 1, not 'high'"},
	{CARD("retry = \"4 hours\""), "mine.lua:1: rule 'a': retry must be a span such as \"90s\", \"15m\","
				      " \"4h\" or \"3d\", not '4 hours'"},
	{CARD("retry = 600"), "mine.lua:1: rule 'a': retry must be a span such as \"90s\", \"15m\", \"4h\" or"
			      " \"3d\", not 600"},
	{CARD("retry = \"0s\""), "mine.lua:1: rule 'a': retry must be a span such as \"90s\", \"15m\", \"4h\" or"
				 " \"3d\", not '0s'"},
	{CARD("retry = \"-4h\""), "mine.lua:1: rule 'a': retry must be a span"},
	/* Headers. */
	{CARD("header = \"List-Id\""),
		"mine.lua:1: rule 'a': header must be a table such as { [\"List-Id\"] = \"*.example.org*\" }, not"
		" 'List-Id'"},
	{CARD("header = {}"), "mine.lua:1: rule 'a': header is empty; give it a header and a wildcard"},
	{CARD("header = { \"List-Id\" }"), "mine.lua:1: rule 'a': header has a name that is none of a header: 1"},
	{CARD("header = { [\"List Id\"] = \"x\" }"),
		"mine.lua:1: rule 'a': header has a name that is none of a header: 'List Id'"},
	{CARD("header = { [\"List-Id\"] = 5 }"), "mine.lua:1: rule 'a': header 'List-Id' must be a wildcard such as"
						 " \"*.example.org\", not 5"},
	/* Unless. */
	{CARD("unless = \"too many\""),
		"mine.lua:1: rule 'a': unless must be a table of fields that must not hold, not 'too many'"},
	{CARD("unless = { \"too many\" }"),
		"mine.lua:1: rule 'a': unless must be a table of fields, not 'too many'; write unless = { says ="
		" ... }"},
	{CARD("unless = {}"),
		"mine.lua:1: rule 'a': unless is empty; give it a field that must not hold, or leave it out"},
	{CARD("unless = { sayz = \"x\" }"),
		"mine.lua:1: rule 'a': unless has no field 'sayz'; did you mean 'says'?"},
	{CARD("unless = { says = 5 }"), "mine.lua:1: rule 'a': unless: says must be a phrase, not 5"},
	{CARD("unless = { reason = \"mailbox_full\" }"), "mine.lua:1: rule 'a': unless has no field 'reason'"},
	{CARD("unless = { { says = \"x y\" }, reply = 550 }"),
		"mine.lua:1: rule 'a': unless mixes fields and a list; write one table, or a list of tables"},
	/* The card as a whole. */
	{"rule \"a\" { reason = \"mailbox_full\" }",
		"mine.lua:1: rule 'a' matches nothing; give it says, matches, status, reply or another field that"
		" must hold"},
	{"rule \"a\" { reason = \"mailbox_full\", unless = { says = \"x y\" } }",
		"mine.lua:1: rule 'a' matches nothing"},
	{"rule \"a\" { status = \"5.2.2\", reason = \"mailbox_full\" }\n\nrule \"a\" { status = \"5.1.1\", reason ="
	 " \"mailbox_unknown\" }",
		"mine.lua:3: rule 'a' stands twice, first at mine.lua:1; give one of them another name"},
	{"rule \"a\"\nrule \"b\" { says = \"x y\", reason = \"mailbox_full\" }",
		"mine.lua:1: rule 'a' has no fields; write rule \"a\" { ... }"},
	{"\nrule \"a\"", "mine.lua:2: rule 'a' has no fields; write rule \"a\" { ... }"},
	{"rule \"a\" \"b\"", "mine.lua:1: rule 'a' needs a table of fields, not 'b'; write rule \"a\" { ... }"},
	{"rule { says = \"x y\" }",
		"mine.lua:1: rule needs a name, and then a table; write rule \"name\" { ... }"},
	{"rule(\"a\", { says = \"x y\" })",
		"mine.lua:1: rule needs a name, and then a table; write rule \"name\" { ... }"},
	{"rule \"a b\" { says = \"x y\" }",
		"mine.lua:1: rule 'a b' needs a name of letters, digits, '_', '-' and '.'"},
	{"", "mine.lua:1: there is no rule in it; write use \"all\" for the shipped ones"},
	{"-- nothing\n", "mine.lua:1: there is no rule in it; write use \"all\" for the shipped ones"},
	/* Regular expressions: the offset is told. */
	{"rule \"a\" { matches = \"user (unknown\", reason = \"mailbox_unknown\" }", "mine.lua:1: rule 'a': matches: "},
	{"rule \"a\" { matches = \"(?<=x)unknown\", reason = \"mailbox_unknown\" }", "mine.lua:1: rule 'a': matches: "},
	{"rule \"a\" { says = \"*x*y*\", reason = \"mailbox_unknown\" }", "mine.lua:1: rule 'a': says: "},
	/* What is no card at all. */
	{"rul \"a\" { says = \"x y\" }", "mine.lua:1: 'rul' is not known; did you mean 'rule'?"},
	{"weather { }",
		"mine.lua:1: 'weather' is not known: it is no word of this file, and nothing was given that name "
		"before"},
	{"rule \"a\" { says = \"x\", ", "mine.lua:1: unexpected symbol near <eof>; the file ends within it: "
							"is a } or an end missing?"},
	{"rule \"a\" {\n\tsays = \"x\"\n\treason = \"mailbox_full\",\n}",
		"mine.lua:3: '}' expected (to close '{' at line 1) near 'reason'; is a comma missing before it?"},
	{"rule \"a\" { says = \"x,\n}", "mine.lua:1: unfinished string near '\"x,'; write the \" at its end"},
	{"rule \xE2\x80\x9C" "a\xE2\x80\x9D { says = \"x\" }",
		"mine.lua:1: syntax error near '<\\226>'; a quote, dash or space of a word processor?"},
	{"policy \"mailbox_full\" { suppress {} }",
		"mine.lua:1: 'policy' is a word of a policy file, which --policy takes"},
	/* Readers in the same file. */
	{"reader \"a\" { sign = \"the glade\", read = function() end }",
		"mine.lua:1: reader 'a' has no field 'sign'; did you mean 'signs'?"},
	{"reader \"a\" { signs = \"the glade\", read = 5 }", "mine.lua:1: reader 'a': read must be a function, not 5"},
	{"reader \"a\" { signs = \"the glade\" }",
		"mine.lua:1: reader 'a' needs read, a function that takes a mail"},
	{"reader \"a\" { read = function() end }",
		"mine.lua:1: reader 'a' needs signs: a phrase, or a list of phrases, of which its mails bear one"},
	{"reader \"a\" \"b\"", "mine.lua:1: reader 'a' needs a table of fields; write reader \"a\" { ... }"},
	{"local x = nil\nx.y = 1", "mine.lua:2: attempt to index a nil value (local 'x')"},
	{"error(\"stop here\")", "mine.lua:1: stop here"},
	{"error()", "mine.lua:1: "},
	{"while true do end", "mine.lua:1: stopped"},
	{"\033Lua", "mine.lua:1: this is compiled Lua, which is refused; give its source text"},
	{"io.open(\"x\")", "mine.lua:1: 'io' is not offered here: files can't be read or written; write what "
			  "is needed into this file"},
	{"require \"x\"", "mine.lua:1: 'require' is not offered here: take in another file with use "
			  "\"./name.lua\""},
	{"local f = string.dump(rule)", "mine.lua:1: there is no function 'dump' here; it is misspelt, or not "
				       "offered"},
	{"local s = (\"x\"):swap()", "mine.lua:1: there is no function 'swap' here"},
	/* use. */
	{"use \"mailbxo\"", "mine.lua:1: there are no shipped rules 'mailbxo'; "},
	{"use \"policy\"", "mine.lua:1: there are no shipped rules 'policy'; "},
	{"use \"../rules/all\"", "mine.lua:1: use \"../rules/all\": '../rules/all' must lie beside this file or below"},
	{"use(5)", "mine.lua:1: use needs a name; write use \"all\""},
	{"use \"\"", "mine.lua:1: use needs a name; write use \"all\""},
	{"use \"all\\0x\"", "mine.lua:1: use has a name that no file can have; write use \"all\""},
	{"use((\"a\"):rep(100000))", "mine.lua:1: use has a name that no file can have; write use \"all\""},
	{"rule((\"a\"):rep(101)) {}", "mine.lua:1: rule needs a name of at most 100 characters"},
	{"\nuse \"./no-such-file.lua\"", "mine.lua:2: use \"./no-such-file.lua\": no-such-file.lua: No such file or"
					 " directory"},
	{"use \"/etc/passwd\"", "mine.lua:1: use \"/etc/passwd\": '/etc/passwd' must lie beside this file or below"},
	{"use \"x/../../y.lua\"", "mine.lua:1: use \"x/../../y.lua\": 'x/../../y.lua' must lie beside this file or"
				  " below"},
};

START_TEST(a_mistake)
{
	GError *error = NULL;
	struct rebound_ruleset *ruleset = rebound_ruleset_load_text("mine.lua", rows[_i].text, &error);

	ck_assert_msg(ruleset == NULL, "no error for: %s", rows[_i].text);
	ck_assert(error->domain == REBOUND_ERROR);
	ck_assert_int_eq(error->code, REBOUND_ERROR_SYNTAX);
	ck_assert_msg(g_str_has_prefix(error->message, rows[_i].message), "for: %s\ngot:      %s\nexpected: %s",
		rows[_i].text, error->message, rows[_i].message);
	ck_assert_ptr_null(strchr(error->message, '\n'));
	g_error_free(error);
}
END_TEST

START_TEST(a_long_name)
{
	g_autofree char *deep = g_strnfill(200, 'd');
	g_autofree char *name = g_strconcat(deep, "/mine.lua", NULL);
	g_autofree char *expected = g_strconcat(name, ":1: rule 'a' has no field 'sayz'", NULL);
	g_autoptr(GError) error = NULL;

	ck_assert_ptr_null(rebound_ruleset_load_text(name, CARD("sayz = 1"), &error));
	ck_assert_msg(g_str_has_prefix(error->message, expected), "%s", error->message);
}
END_TEST

START_TEST(a_missing_file)
{
	g_autoptr(GError) error = NULL;

	ck_assert_ptr_null(rebound_ruleset_load("/nowhere/mine.lua", &error));
	ck_assert_int_eq(error->code, REBOUND_ERROR_IO);
	ck_assert_str_eq(error->message, "/nowhere/mine.lua: No such file or directory");
}
END_TEST

START_TEST(a_folder)
{
	g_autoptr(GError) error = NULL;

	ck_assert_ptr_null(rebound_ruleset_load("/tmp", &error));
	ck_assert_int_eq(error->code, REBOUND_ERROR_IO);
	ck_assert_str_eq(error->message, "/tmp: Is a directory");
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("mistakes");
	TCase *tcase = tcase_create("messages");

	tcase_set_timeout(tcase, 60);
	tcase_add_loop_test(tcase, a_mistake, 0, G_N_ELEMENTS(rows));
	tcase_add_test(tcase, a_long_name);
	tcase_add_test(tcase, a_missing_file);
	tcase_add_test(tcase, a_folder);
	suite_add_tcase(suite, tcase);
	return suite;
}
