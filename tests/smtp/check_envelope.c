/* SPDX-License-Identifier: MIT */
#include "check_rebound.h"

#include "core/smtp/envelope.h"

static const struct {
	const char *address;
	const char *inner;
} layers[] = {
	{"ann@example.org", "ann@example.org"},
	{"SRS0=AbCd=7x=example.org=ann@forward.example", "ann@example.org"},
	{"srs0+abcd=7x=example.org=ann@forward.example", "ann@example.org"},
	{"SRS0-abcd=7x=example.org=a=b@forward.example", "a=b@example.org"},
	{"SRS1=WxYz=forward.example==AbCd=7x=example.org=ann@second.example", "ann@example.org"},
	{"SRS1=WxYz=forward.example=+AbCd=7x=example.org=ann@second.example", "ann@example.org"},
	{"prvs=3042ab12cd=ann@example.org", "ann@example.org"},
	{"PRVS=3042AB12CD=ann@example.org", "ann@example.org"},
	{"prvs=ann=3042ab12cd@example.org", "ann@example.org"},
	{"btv1==3042ab12==ann@example.org", "ann@example.org"},
	{"msprvs1=19000AbCdEf=b-1@example.org", "b-1@example.org"},
	{"SRS0=AbCd=7x=example.org=prvs=3042ab12cd=ann@forward.example", "ann@example.org"},
	{"prvs=3042ab12cd=SRS0=AbCd=7x=example.org=ann@forward.example", "ann@example.org"},
	{"bob+SRS=AbCd=7x=example.org=ann@forward.example", "ann@example.org"},
	{"bob+SRS=AbCd=7x=example.org=b+ann=c.example@forward.example",
		"b+ann=c.example@example.org"},
	{"prvs=ann/3042ab12cd@example.org", "ann@example.org"},
	{"+SRS=AbCd=7x=example.org=ann@forward.example",
		"+SRS=AbCd=7x=example.org=ann@forward.example"},
	{"prvs=ann/short@example.org", "prvs=ann/short@example.org"},
	{"SRS0=AbCd=7x=example.org@forward.example", "SRS0=AbCd=7x=example.org@forward.example"},
	{"SRS0=AbCd=7x==ann@forward.example", "SRS0=AbCd=7x==ann@forward.example"},
	{"SRS0@forward.example", "SRS0@forward.example"},
	{"SRS0=@forward.example", "SRS0=@forward.example"},
	{"SRS1=WxYz=forward.example=@second.example", "SRS1=WxYz=forward.example=@second.example"},
	{"SRS0=AbCd=7x=bad_host=ann@forward.example", "SRS0=AbCd=7x=bad_host=ann@forward.example"},
	{"prvs=ann@example.org", "prvs=ann@example.org"},
	{"prvs=short=ann@example.org", "prvs=short=ann@example.org"},
	{"srsly=a=b=c=d@example.org", "srsly=a=b=c=d@example.org"},
};

START_TEST(layers_are_taken_off)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();

	ck_assert_str_eq(rebound_envelope_unwrap(arena, layers[_i].address), layers[_i].inner);
}
END_TEST

static const struct {
	const char *address;
	const char *recipient; /* NULL: none */
} verps[] = {
	{"list-bounces+ann=example.org@lists.example", "ann@example.org"},
	{"list-bounces+ann.lee+x=example.org@lists.example", "ann.lee+x@example.org"},
	{"list-bounces+a=b=example.org@lists.example", "a=b@example.org"},
	{"owner-list+ann=example.org@lists.example", "ann@example.org"},
	{"bounces+12345-ab12-ann=example.org@mail.example", "ann@example.org"},
	{"bounces+12345-ab12-ann-lee=example.org@mail.example", "ann-lee@example.org"},
	{"bounce+ab12cd.34ef-ann=example.org@mail.example", "ann@example.org"},
	{"bounce+ann-lee=example.org@mail.example", "ann-lee@example.org"},
	{"bounce+ann==a==example.org==list@lists.example", "ann@example.org"},
	{"bounce+ann==a==example.org==list==w@lists.example", "ann@example.org"},
	{"list-return-123-ann-lee=example.org@lists.example", "ann-lee@example.org"},
	{"list-return-probe-12.abcdef-ann=example.org@lists.example", "ann@example.org"},
	{"list-owner-ann=example.org@lists.example", "ann@example.org"},
	{"list-bounces-ann-lee=example.org@lists.example", "ann-lee@example.org"},
	{"owner-list-ann=example.org@lists.example", "ann@example.org"},
	{"bounces-ann=example.org@lists.example", "ann@example.org"},
	{"owner-list*ann**example.org@lists.example", "ann@example.org"},
	{"prvs=3042ab12cd=b+ann=example.org@lists.example", "ann@example.org"},
	{"SRS0=AbCd=7x=lists.example=b+ann=example.org@forward.example", "ann@example.org"},
	{"owner-list*ann.lee**sub*-example*-org@lists.example", "ann.lee@sub.example.org"},
	{"bounce-mc.us4_1234567.890123-ann-lee=example.org@mail.example", "ann-lee@example.org"},
	{"sentto-12345-67-890-ann-lee=example.org@returns.example", "ann-lee@example.org"},
	{"bob+caf_=ann=example.org@mail.example", "ann@example.org"},
	{"bob+SRS=AbCd=7x=lists.example=b+ann=example.org@forward.example", "ann@example.org"},
	{"ann.lee=example.org@bounces.example", "ann.lee@example.org"},
	{"ann=example.org__0-3h9k2l@mail.example", "ann@example.org"},
	/* Who is meant can't be said. */
	{"bob+SRS=AbCd=7x=lists.example=ann@forward.example", NULL},
	{"bounce-mc.us4_x.890123-ann-lee=example.org@mail.example", NULL},
	{"sentto-12345-ann-lee=example.org@returns.example", NULL},
	{"x-ann=example.org@bounces.example", NULL},
	{"bounce_ann=example.org@bounces.example", NULL},
	{"x-ann=example.org__1@bounces.example", NULL},
	{"a=b@bounces.example", NULL},
	{"owner-list*ann**example@lists.example", NULL},
	{"owner-my-list-ann=example.org@lists.example", NULL},
	{"bounces-123-ann=example.org@lists.example", NULL},
	{"ann@example.org", NULL},
	{"ann+tag@example.org", NULL},
	{"ann+a=b@example.org", NULL},
	{"list-bounces+ann=@lists.example", NULL},
	{"list-bounces+=example.org@lists.example", NULL},
	{"list-bounces+ann=bad_host.org@lists.example", NULL},
	{"+ann=example.org@lists.example", NULL},
	{"list-return-ann=example.org@lists.example", NULL},
	{"\"list+ann=example.org\"@lists.example", NULL},
};

START_TEST(recipient_is_read)
{
	g_autoptr(rebound_arena) arena = rebound_arena_new();

	ck_assert_pstr_eq(
		rebound_envelope_verp_recipient(arena, verps[_i].address), verps[_i].recipient);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("envelope");
	TCase *tcase = tcase_create("envelope");

	tcase_add_loop_test(tcase, layers_are_taken_off, 0, (int)G_N_ELEMENTS(layers));
	tcase_add_loop_test(tcase, recipient_is_read, 0, (int)G_N_ELEMENTS(verps));
	suite_add_tcase(suite, tcase);
	return suite;
}
