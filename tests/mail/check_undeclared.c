/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include <string.h>

#include "core/mail/undeclared.h"

/* 57 bytes make a line of 76 characters, 45 one of 60. */
#define BASE64	    "VGhlIG1lc3NhZ2UgY291bGQgbm90IGJlIGRlbGl2ZXJlZCB0byBhbm5AZWFzdC50ZXN0OiB0aGVy\n"
#define BASE64_LAST "ZSBpcyBubyBzdWNoIG1haWxib3gu\n"
#define BASE64_60   "VGhlIG1lc3NhZ2UgY291bGQgbm90IGJlIGRlbGl2ZXJlZCB0byBhbm5AZWFz\n"
#define FULL_LINE   "A line that is as long as quoted-printable lets it be, and that goes on =\n"

static const struct {
	const char *subtype, *encoding, *raw;
	const char *expected; /* "subtype encoding" */
} rows[] = {
	{"plain", NULL, "", "plain -"},
	{"plain", NULL, "No such user\n", "plain -"},
	{"plain", NULL, BASE64 BASE64_LAST, "plain base64"},
	{"plain", "7bit", BASE64 BASE64_LAST "\n", "plain base64"},
	{"plain", "8bit", BASE64 BASE64_LAST "\n\n", "plain base64"},
	{"html", NULL, BASE64_60 BASE64_60 "YQ==\n", "html base64"},
	{"plain", NULL, BASE64, "plain base64"},
	{"plain", "quoted-printable", BASE64 BASE64_LAST, "plain quoted-printable"},
	{"plain", "x-odd", BASE64 BASE64_LAST, "plain x-odd"},
	/* A line that is none of the encoding, or too long, or behind the end. */
	{"plain", NULL, BASE64 "Regards, Ann\n", "plain -"},
	{"plain", NULL, BASE64 BASE64_LAST "\n" BASE64, "plain -"},
	{"plain", NULL, BASE64_60 BASE64, "plain -"},
	{"plain", NULL, BASE64 "YQ=\n", "plain -"},
	{"plain", NULL, BASE64 "YQ===\n", "plain -"},
	{"plain", NULL, BASE64_LAST, "plain -"},
	{"plain", NULL, "donaudampfschifffahrtsgesellschaftskapitaensmuetzenabzeichen\n",
		"plain -"},
	{"plain", NULL, FULL_LINE "to the end\n", "plain quoted-printable"},
	{"plain", NULL, "gr=C3=BCn\n" FULL_LINE "to =3D\n", "plain quoted-printable"},
	{"plain", NULL, FULL_LINE, "plain quoted-printable"},
	{"plain", NULL, "A line that is as long as quoted-printable lets it be, with CRLF, =\r\nok",
		"plain quoted-printable"},
	{"plain", NULL, "gr=C3=BCn\n", "plain quoted-printable"},
	{"plain", NULL, "gr=FCn\n", "plain -"},
	{"plain", NULL, "gr=FCn und sch=F6n und gro=DF\n", "plain quoted-printable"},
	{"plain", NULL, "id=41=42=43=44\n", "plain -"},
	{"plain", NULL, "id=C3=BC and key=value\n", "plain -"},
	{"plain", NULL, FULL_LINE "a=b\n", "plain -"},
	{"plain", NULL, FULL_LINE "a=c3\n", "plain -"},
	{"plain", NULL, FULL_LINE "key=\n", "plain -"},
	{"plain", NULL, FULL_LINE "==\n", "plain -"},
	{"plain", NULL, "key=\n", "plain -"},
	{"plain", NULL, "a =3", "plain -"},
	{"plain", NULL, "a =", "plain -"},
	{"plain", NULL, "<html><body>No such user", "html -"},
	{"plain", NULL, "\n <!DOCTYPE HTML>\n<html>", "html -"},
	{"plain", NULL, "Dear sender,<br>your mail<BR/>came back", "html -"},
	{"plain", NULL, "Dear sender,\nyour mail<br>came back<br>\n", "plain -"},
	{"plain", NULL, "<ann@east.test>:\nno such user<br>", "plain -"},
	{"plain", NULL, "<body@east.test>:\nno such user", "plain -"},
	{"plain", NULL, "<", "plain -"},
	{"rfc822-headers", NULL, "<html>", "rfc822-headers -"},
	{"plain", NULL, "<p>A paragraph " FULL_LINE, "html -"},
	{"plain", NULL, "<p>\n" FULL_LINE, "html quoted-printable"},
};

START_TEST(shows_itself)
{
	gsize len = strlen(rows[_i].raw);
	/* No NUL behind it, so that a sanitizer sees a step too far. */
	g_autofree char *raw = len > 0 ? g_memdup2(rows[_i].raw, len) : NULL;
	struct rebound_part part = {.type = "text",
		.subtype = rows[_i].subtype,
		.transfer_encoding = rows[_i].encoding};

	rebound_undeclared_read(&part, raw, len);
	g_autofree char *found = g_strdup_printf("%s %s", part.subtype,
		part.transfer_encoding != NULL ? part.transfer_encoding : "-");
	ck_assert_str_eq(found, rows[_i].expected);
}
END_TEST

START_TEST(leaves_others)
{
	struct rebound_part part = {.type = "application", .subtype = "octet-stream"};

	rebound_undeclared_read(&part, BASE64, strlen(BASE64));
	ck_assert_ptr_null(part.transfer_encoding);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("undeclared");
	TCase *tcase = tcase_create("undeclared");

	tcase_add_loop_test(tcase, shows_itself, 0, G_N_ELEMENTS(rows));
	tcase_add_test(tcase, leaves_others);
	suite_add_tcase(suite, tcase);
	return suite;
}
