/* SPDX-License-Identifier: MIT */
#include "policy_help.h"

#include "core/store/holds.h"
#include "core/store/undo.h"

#define UNKNOWN "policy 'mailbox_unknown' { suppress {} }"

/* A permanent failure of the n-th address of a domain, told by a mail server (NULL: none). */
static struct rebound_decision refuse(
	struct desk *desk, guint n, const char *domain, const char *mta, gint64 time)
{
	struct rebound_event event = make_event(desk, time);

	event.address = event.address_key = rebound_arena_printf(desk->arena, "u%u@%s", n, domain);
	event.domain = domain;
	event.remote_mta = mta;
	return take(desk, &event);
}

static gboolean count_row(const struct rebound_suppression *row, void *data)
{
	((guint *)data)[row->state]++;
	return TRUE;
}

static void check_counts(struct desk *desk, guint active, guint held)
{
	guint counts[REBOUND_STATE_COUNT] = {0};
	struct rebound_suppression_filter filter = {.state = REBOUND_STATE_COUNT};

	ck_assert(rebound_store_suppressions(desk->store, &filter, count_row, counts, NULL));
	ck_assert_msg(counts[REBOUND_STATE_ACTIVE] == active && counts[REBOUND_STATE_HELD] == held,
		"%u active, %u held instead of %u, %u", counts[REBOUND_STATE_ACTIVE],
		counts[REBOUND_STATE_HELD], active, held);
}

static gboolean note_hold(const struct rebound_hold *hold, void *data)
{
	struct rebound_hold *holds = data;

	for (guint i = 0; i < 4; i++) {
		if (holds[i].id == 0) {
			holds[i] = *hold;
			return TRUE;
		}
	}
	return FALSE;
}

static guint list_holds(struct desk *desk, gboolean all, struct rebound_hold holds[4])
{
	guint count = 0;

	memset(holds, 0, 4 * sizeof(holds[0]));
	ck_assert(rebound_store_holds(desk->store, all, note_hold, holds, NULL));
	while (count < 4 && holds[count].id != 0)
		count++;
	return count;
}

/* History: an address a day of another domain, for some days before noon of day 0. */
static void live(struct desk *desk, guint days)
{
	for (guint day = 0; day < days; day++)
		refuse(desk, day, "elsewhere.example", NULL, NOON - (gint64)(days - day) * DAY);
}

static const struct {
	const char *name;
	const char *settings;
	guint days;	/* of history */
	guint norm;	/* addresses of the provider on each of those days */
	guint failures; /* minutes apart, in one day */
	guint held, active;
} spikes[] = {
	{"19 are none", "", 15, 0, 19, 0, 19},
	{"20 are one, and the first 19 are part of it", "", 15, 0, 20, 20, 0},
	{"all of it is held", "", 15, 0, 300, 300, 0},
	{"13 days are too few to tell", "", 13, 0, 300, 0, 300},
	{"no history at all", "", 0, 0, 300, 0, 300},
	{"nine times the norm", "", 16, 4, 36, 0, 36},
	{"ten times the norm", "", 16, 4, 40, 40, 0},
	{"the operator's number", "settings { spike = { addresses = 5 } } ", 15, 0, 5, 5, 0},
	{"the operator's factor", "settings { spike = { times = 20 } } ", 16, 4, 79, 0, 79},
	{"the operator's history", "settings { spike = { history = '3d' } } ", 4, 0, 20, 20, 0},
	{"the operator wants no guard", "settings { spike = false } ", 15, 0, 300, 0, 300},
	{"held without a history", "settings { spike = { hold_without_history = true } } ", 0, 0,
		20, 20, 0},
};

START_TEST(a_spike_is_held)
{
	g_autofree char *policy = g_strconcat(spikes[_i].settings, UNKNOWN, NULL);
	struct rebound_hold holds[4];
	guint before = spikes[_i].days * (1 + spikes[_i].norm);
	struct desk desk;

	open_desk(&desk, policy);
	live(&desk, spikes[_i].days);
	for (guint day = 1; day <= spikes[_i].days; day++)
		for (guint i = 0; i < spikes[_i].norm; i++)
			refuse(&desk, 10000 + day * 100 + i, "big.example", NULL,
				NOON - (gint64)day * DAY - DAY / 2);
	for (guint i = 0; i < spikes[_i].failures; i++)
		refuse(&desk, i, "big.example", NULL, NOON + i * 60);
	check_counts(&desk, before + spikes[_i].active, spikes[_i].held);
	ck_assert_uint_eq(list_holds(&desk, FALSE, holds), spikes[_i].held > 0 ? 1 : 0);
	if (spikes[_i].held > 0)
		ck_assert_int_eq(holds[0].addresses, spikes[_i].held);
	close_desk(&desk);
}
END_TEST

/* Whatever order the mails come in, the same is held. */
START_TEST(the_order_does_not_matter)
{
	struct rebound_hold holds[4];
	struct desk desk;

	open_desk(&desk, UNKNOWN);
	live(&desk, 15);
	for (guint i = 0; i < 50; i++) {
		guint n = _i == 0 ? 49 - i : i * 7 % 50;
		refuse(&desk, n, "big.example", NULL, NOON + n * 600);
	}
	check_counts(&desk, 15, 50);
	ck_assert_uint_eq(list_holds(&desk, FALSE, holds), 1);
	close_desk(&desk);
}
END_TEST

/* A person decides, and only then. */
START_TEST(a_hold_is_released_or_dropped)
{
	gboolean release = _i == 0;
	struct rebound_hold holds[4];
	g_autoptr(GError) error = NULL;
	struct desk desk;

	open_desk(&desk, UNKNOWN);
	live(&desk, 15);
	for (guint i = 0; i < 30; i++)
		refuse(&desk, i, "big.example", NULL, NOON + i * 60);
	/* Another failure, weeks later: still the person's to decide. */
	struct rebound_decision again = refuse(&desk, 3, "big.example", NULL, NOON + 20 * DAY);
	check_decision(&again, "suppress:held");
	check_counts(&desk, 15, 30);
	ck_assert_uint_eq(list_holds(&desk, FALSE, holds), 1);
	ck_assert_int_eq(rebound_store_decide_hold(
				 desk.store, holds[0].id, release, "because", NOON + DAY, &error),
		30);
	check_counts(&desk, release ? 45 : 15, 0);
	ck_assert_uint_eq(list_holds(&desk, FALSE, holds), 0);
	ck_assert_uint_eq(list_holds(&desk, TRUE, holds), 1);
	ck_assert_int_eq(holds[0].state, release ? REBOUND_HOLD_RELEASED : REBOUND_HOLD_DROPPED);
	ck_assert_int_eq(rebound_store_decide_hold(
				 desk.store, holds[0].id, TRUE, "again", NOON + DAY, &error),
		-1);
	ck_assert_ptr_nonnull(strstr(error->message, "decided already"));
	/* What comes late: true like the rest, or held anew once it is a spike of its own. */
	for (guint i = 30; i < 60; i++)
		refuse(&desk, i, "big.example", NULL, NOON + DAY / 2 + i * 60);
	check_counts(&desk, release ? 75 : 15, release ? 0 : 30);
	close_desk(&desk);
}
END_TEST

/* Undoing the run that opened the hold: what stood before stands again. */
START_TEST(undo_takes_a_hold_back)
{
	struct rebound_hold holds[4];
	struct rebound_undo undone;
	struct desk desk;

	open_desk(&desk, UNKNOWN);
	live(&desk, 15);
	for (guint i = 0; i < 10; i++)
		refuse(&desk, i, "big.example", NULL, NOON + i * 60);
	check_counts(&desk, 25, 0);
	desk.run = rebound_store_start_run(desk.store, "process", NOON, NULL);
	for (guint i = 10; i < 40; i++)
		refuse(&desk, i, "big.example", NULL, NOON + i * 60);
	check_counts(&desk, 15, 40);
	struct rebound_undo_filter filter = {.run = desk.run};
	struct rebound_undo_order order = {.why = "test", .now = NOON + DAY};
	ck_assert(rebound_store_undo(desk.store, &filter, &order, &undone, NULL));
	check_counts(&desk, 25, 0);
	ck_assert_uint_eq(list_holds(&desk, TRUE, holds), 0);
	/* And the same again gives the same. */
	desk.run = rebound_store_start_run(desk.store, "process", NOON, NULL);
	desk.events = 15 + 10;
	for (guint i = 10; i < 40; i++)
		refuse(&desk, i, "big.example", NULL, NOON + i * 60);
	check_counts(&desk, 15, 40);
	ck_assert_uint_eq(list_holds(&desk, TRUE, holds), 1);
	close_desk(&desk);
}
END_TEST

/* One outage of a provider that serves many domains, and many domains that have nothing to do with
 * each other. */
static const struct {
	const char *mta; /* %u: a number */
	gboolean held;
} servers[] = {
	{"mx%u.mail.hosting.example", TRUE},
	{"MX%u.Mail.Hosting.Example.", TRUE},
	{"mx%u.hosting.co.uk (192.0.2.1)", TRUE},
	{"mx.hosting%u.co.uk", FALSE},
	{"mx%u.hosting.kawasaki.jp", FALSE}, /* a city of which the names are handed out below */
	{"mx.hosting%u.com.br", FALSE},
	{"mx%u.xn--bcher-kva.example", TRUE},
	{"mx.hosting%u.example", FALSE},
	{"192.0.2.%u", FALSE}, /* the address of a host: by the domain */
	{"[192.0.2.%u]", FALSE},
	{"localhost", FALSE},
	{"relay%u.ours.example", FALSE}, /* our own relay answered for all */
	{"", FALSE},
};

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
START_TEST(a_provider_is_who_answers)
{
	struct desk desk;

	open_desk(&desk, "settings { own_domains = 'ours.example' } " UNKNOWN);
	live(&desk, 15);
	for (guint i = 0; i < 25; i++)
		refuse(&desk, i, rebound_arena_printf(desk.arena, "customer%u.example", i),
			rebound_arena_printf(desk.arena, servers[_i].mta, i), NOON + i * 60);
	check_counts(&desk, servers[_i].held ? 15 : 40, servers[_i].held ? 25 : 0);
	close_desk(&desk);
}
END_TEST
#pragma GCC diagnostic pop

/* Reports that bear a mark of ours only propose on the first day: these are held, too, lest
 * somebody accepts them. Where a key is set they are strangers'. */
START_TEST(proposals_are_held)
{
	struct rebound_hold holds[4];
	struct desk desk;

	open_desk(&desk, _i == 0 ? UNKNOWN : "settings { keys = '/etc/keys' } " UNKNOWN);
	live(&desk, 15);
	for (guint i = 0; i < 50; i++) {
		struct rebound_event event = make_event(&desk, NOON + i);

		event.address = event.address_key =
			rebound_arena_printf(desk.arena, "u%u@big.example", i);
		event.domain = "big.example";
		event.trust = REBOUND_TRUST_PLAIN;
		take(&desk, &event);
	}
	check_counts(&desk, 15, _i == 0 ? 50 : 0);
	ck_assert_uint_eq(list_holds(&desk, TRUE, holds), _i == 0 ? 1 : 0);
	close_desk(&desk);
}
END_TEST

/* What does not suppress at once is no part of a spike: nobody can bring a hold about with reports
 * that are not trusted. */
START_TEST(only_what_would_suppress_counts)
{
	struct rebound_hold holds[4];
	struct desk desk;

	open_desk(&desk, UNKNOWN);
	live(&desk, 15);
	for (guint i = 0; i < 100; i++) {
		struct rebound_event event = make_event(&desk, NOON + i);

		event.address = event.address_key =
			rebound_arena_printf(desk.arena, "u%u@big.example", i);
		event.domain = "big.example";
		event.trust = REBOUND_TRUST_NONE;
		take(&desk, &event);
	}
	for (guint i = 0; i < 19; i++)
		refuse(&desk, i, "big.example", NULL, NOON + i);
	/* The same address again is no other one. */
	for (guint i = 0; i < 19; i++)
		refuse(&desk, i, "big.example", NULL, NOON + HOUR + i);
	check_counts(&desk, 15 + 19, 0);
	ck_assert_uint_eq(list_holds(&desk, TRUE, holds), 0);
	close_desk(&desk);
}
END_TEST

static const struct {
	const char *settings;
	const char *problem;
} mistakes[] = {
	{"spike = 5", "settings: spike must be a table or false, not 5"},
	{"spike = { addresses = 1 }", "settings: spike: addresses must be a number from 2"},
	{"spike = { adresses = 5 }", "did you mean 'addresses'?"},
	{"spike = { history = 14 }", "history must be a span"},
	{"spike = { times = 'ten' }", "times must be a number"},
};

START_TEST(mistakes_are_told)
{
	g_autofree char *text = g_strdup_printf("settings { %s }", mistakes[_i].settings);
	g_autoptr(GError) error = NULL;

	ck_assert_ptr_null(rebound_policy_load_text("test.lua", text, &error));
	ck_assert_msg(strstr(error->message, mistakes[_i].problem) != NULL, "%s", error->message);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("spike");
	TCase *tcase = tcase_create("spike");

	tcase_add_loop_test(tcase, a_spike_is_held, 0, (int)G_N_ELEMENTS(spikes));
	tcase_add_loop_test(tcase, the_order_does_not_matter, 0, 2);
	tcase_add_loop_test(tcase, a_hold_is_released_or_dropped, 0, 2);
	tcase_add_test(tcase, undo_takes_a_hold_back);
	tcase_add_loop_test(tcase, a_provider_is_who_answers, 0, (int)G_N_ELEMENTS(servers));
	tcase_add_test(tcase, only_what_would_suppress_counts);
	tcase_add_loop_test(tcase, proposals_are_held, 0, 2);
	tcase_add_loop_test(tcase, mistakes_are_told, 0, (int)G_N_ELEMENTS(mistakes));
	suite_add_tcase(suite, tcase);
	return suite;
}
