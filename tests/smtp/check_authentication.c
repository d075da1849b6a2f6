/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include "core/smtp/authentication.h"

#define U REBOUND_AUTHENTICATION_UNKNOWN
#define P REBOUND_AUTHENTICATION_PASS
#define F REBOUND_AUTHENTICATION_FAIL

static const struct {
	const char *value;
	enum rebound_authentication result;
} headers[] = {
	{"mx.own.example; dkim=pass header.d=quay.example", P},
	{"MX.Own.Example; DKIM=Pass", P},
	{"mx.own.example 1; dmarc=fail (p=reject) header.from=quay.example; dkim=pass", F},
	{"(c) mx.own.example (x) 1 (y); (z) dkim (a) = (b) fail (c)", F},
	{"mx.own.example; dkim/1=pass", P},
	{"mx.own.example; spf=fail smtp.mailfrom=x@quay.example; dkim=none", F},
	{"mx.own.example; spf=pass smtp.mailfrom=x@quay.example", U},
	{"mx.own.example; spf=fail; dkim=pass", P},
	{"mx.own.example; none", U},
	{"mx.own.example", U},
	{"mx.own.example; reason=\"a; dmarc=fail\"; dkim=pass", P},
	{"mx.own.example; dkim=neutral (dmarc=fail; dmarc=fail)", U},
	{"mx.own.example; x=\"\\\"; dmarc=fail", U},
	/* Another's word, and none. */
	{"evil.example; dmarc=fail", U},
	{"mx.own.example.evil.example; dmarc=fail", U},
	{"xmx.own.example; dmarc=fail", U},
	{"; mx.own.example; dmarc=fail", U},
	{"evil.example; x=mx.own.example; dmarc=fail", U},
	{"", U},
	{"(((((", U},
	{";;;;", U},
	{"mx.own.example;;;=;dmarc;=fail;dmarc=", U},
	{"mx.own.example; dmarc=failed", U},
};

START_TEST(what_it_says)
{
	ck_assert_msg(rebound_authentication_read(headers[_i].value, "mx.own.example", NULL) ==
			      headers[_i].result,
		"%s", headers[_i].value);
}
END_TEST

START_TEST(whose_it_is)
{
	gboolean ours = FALSE;

	rebound_authentication_read("mx.own.example; none", "MX.own.example", &ours);
	ck_assert(ours);
	rebound_authentication_read("mx.own.example; none", "own.example", &ours);
	ck_assert(!ours);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("authentication");
	TCase *tcase = tcase_create("authentication");

	tcase_add_loop_test(tcase, what_it_says, 0, G_N_ELEMENTS(headers));
	tcase_add_test(tcase, whose_it_is);
	suite_add_tcase(suite, tcase);
	return suite;
}
