/* SPDX-License-Identifier: MIT */
#include "program.h"

#define NOW " --now 2024-06-03T12:00:00Z"

/* A file as a service writes it, and what is known after it was imported: "address:state:cause". */
static const struct {
	const char *format, *file, *rows;
	int code;
} imports[] = {
	{"csv",
		"address,state,cause,since,until,why,rule\n"
		"a@x.example,active,mailbox_unknown,2024-01-02T03:04:05Z,,w,rules/m.lua:3\n"
		"b@x.example,proposed,mailbox_unknown,2024-01-02,,,\n"
		"c@x.example,active,reputation_block,2024-01-02,,,\n"
		"d@x.example,ended,complaint,2024-01-02,,,\n"
		"e@x.example,active,mailbox_full,2024-01-02,2024-01-03,,\n"
		"f@x.example,active,mailbox_full,2024-01-02,2025-01-03,,\n"
		"g@x.example,active,complaint,2030-01-02,,,\n",
		"a@x.example:active:mailbox_unknown b@x.example:proposed:mailbox_unknown "
		"c@x.example:proposed:reputation_block f@x.example:active:mailbox_full "
		"g@x.example:active:complaint ",
		0},
	{"jsonl",
		"{\"address\":\"a@x.example\",\"state\":\"held\",\"cause\":\"domain_unknown\"}\n"
		"{\"address\":\"b@x.example\",\"state\":\"active\",\"cause\":\"unsubscribe\"}\n",
		"a@x.example:held:domain_unknown b@x.example:active:unsubscribe ", 0},
	/* An accounting file of PowerMTA: its words, and the text where there is one. */
	{"csv",
		"type,timeLogged,rcpt,dsnStatus,dsnDiag,bounceCat\n"
		"b,2024-05-01 10:00:00+0000,a@x.example,5.1.1 (bad),,bad-mailbox\n"
		"b,2024-05-01 10:00:00+0000,b@x.example,5.7.1,,spam-related\n"
		"b,2024-05-01 10:00:00+0000,c@x.example,5.0.0,\"smtp;550 5.1.1 No such "
		"user\",other\n"
		"b,2024-05-01 10:00:00+0000,d@x.example,5.0.0,\"smtp;450 4.7.1 "
		"Greylisted\",other\n",
		"a@x.example:active:mailbox_unknown c@x.example:active:mailbox_unknown ", 0},
	{"plain", "a@x.example\n# no\n\nAnn <b@x.example>\nnobody\n#c@x.example\n#\n",
		"#c@x.example:active:manual a@x.example:active:manual b@x.example:active:manual ",
		0},
	{"plain", "nobody\n", "", 65},
	{"ses",
		"{\"SuppressedDestinationSummaries\":[{\"EmailAddress\":\"a@x.example\","
		"\"Reason\":\"COMPLAINT\",\"LastUpdateTime\":\"2020-04-10T21:03:05.123000+00:00\"},"
		"{\"EmailAddress\":\"b@x.example\",\"Reason\":\"BOUNCE\",\"LastUpdateTime\":"
		"1586552585.07}],"
		"\"NextToken\":\"t\"}",
		"a@x.example:active:complaint b@x.example:active:upstream_suppressed ", 0},
	{"ses",
		"{\"SuppressedDestination\":{\"EmailAddress\":\"a@x.example\",\"Reason\":"
		"\"BOUNCE\","
		"\"LastUpdateTime\":1,\"Attributes\":{\"MessageId\":\"m\"}}}",
		"a@x.example:active:upstream_suppressed ", 0},
	{"ses",
		"{\"emailAddress\":\"a@x.example\",\"reason\":\"BOUNCE\"}\n"
		"{\"emailAddress\":\"b@x.example\",\"reason\":\"NEITHER\"}\n",
		"a@x.example:active:upstream_suppressed ", 0},
	{"ses", "a@x.example,BOUNCE\nb@x.example,COMPLAINT\n",
		"a@x.example:active:upstream_suppressed b@x.example:active:complaint ", 0},
	/* A block is no dead address, whatever list it stands on. */
	{"sendgrid",
		"status,reason,email,created\n"
		"5.1.1,550 5.1.1 The email account that you tried to reach does not exist,"
		"a@x.example,1443651125\n"
		"4.0.0,error dialing remote address: i/o timeout,b@x.example,1443651125\n"
		"5.7.1,\"550 5.7.1 Service unavailable; client [192.0.2.1] blocked using "
		"Spamhaus\","
		"c@x.example,1443651125\n"
		"5.2.2,552 5.2.2 mailbox is full,d@x.example,1443651125\n"
		"5.0.0,550 qqq zzz,e@x.example,1443651125\n",
		"a@x.example:active:mailbox_unknown e@x.example:proposed:unknown ", 0},
	{"sendgrid --kind blocks", "status,reason,email,created\n5.0.0,550 qqq zzz,e@x.example,1\n",
		"", 65},
	{"sendgrid",
		"[{\"created\":1443651141,\"email\":\"a@x.example\",\"ip\":\"192.0.2.1\"},"
		"{\"created\":1443651141,\"email\":\"b@x.example\",\"reason\":"
		"\"Mail domain mentioned in email address is unknown\"}]",
		"a@x.example:active:complaint b@x.example:active:domain_unknown ", 0},
	{"sendgrid --kind unsubscribes", "email,created\na@x.example,1443651125\n",
		"a@x.example:active:unsubscribe ", 0},
	{"sendgrid --kind invalid", "email,reason,created\na@x.example,zzz qqq,1443651125\n",
		"a@x.example:active:address_invalid ", 0},
	{"mailgun",
		"{\"items\":[{\"address\":\"a@x.example\",\"code\":\"550\",\"error\":"
		"\"No such mailbox\",\"created_at\":\"Fri, 21 Oct 2011 11:02:55 UTC\"},"
		"{\"address\":\"b@x.example\",\"tags\":[\"*\"],\"created_at\":\"Fri, 21 Oct 2011 "
		"11:02:55 GMT\"}],"
		"\"paging\":{\"first\":\"https://api.example/\"}}",
		"a@x.example:active:mailbox_unknown b@x.example:active:unsubscribe ", 0},
	{"mailgun",
		"address,code,error,created_at\na@x.example,550,No such mailbox,"
		"\"Fri, 21 Oct 2011 11:02:55 GMT\"\nb@x.example,421,try again later,\n",
		"a@x.example:active:mailbox_unknown ", 0},
	{"postmark",
		"{\"Suppressions\":["
		"{\"EmailAddress\":\"a@x.example\",\"SuppressionReason\":\"ManualSuppression\","
		"\"Origin\":\"Recipient\",\"CreatedAt\":\"2019-12-17T08:58:33-05:00\"},"
		"{\"EmailAddress\":\"b@x.example\",\"SuppressionReason\":\"ManualSuppression\","
		"\"Origin\":\"Customer\"},"
		"{\"EmailAddress\":\"c@x.example\",\"SuppressionReason\":\"HardBounce\"},"
		"{\"EmailAddress\":\"d@x.example\",\"SuppressionReason\":\"SpamComplaint\"}]}",
		"a@x.example:active:unsubscribe b@x.example:active:manual "
		"c@x.example:active:upstream_suppressed d@x.example:active:complaint ",
		0},
	{"postmark",
		"Type,Email,Details,BouncedAt,Inactive\n"
		"HardBounce,a@x.example,\"smtp;550 5.1.1 user "
		"unknown\",2014-08-01T13:28:10.27-04:00,true\n"
		"SpamNotification,b@x.example,x,2014-08-01,true\nSoftBounce,c@x.example,x,,false\n"
		"BadEmailAddress,d@x.example,,,true\nSpamComplaint,e@x.example,,,true\n"
		"HardBounce,f@x.example,\"smtp;550 5.7.1 blocked using Spamhaus\",,true\n",
		"a@x.example:active:mailbox_unknown d@x.example:active:address_invalid "
		"e@x.example:active:complaint ",
		0},
	{"sparkpost",
		"{\"results\":[{\"recipient\":\"a@x.example\",\"type\":\"non_transactional\","
		"\"source\":\"Bounce Rule\",\"description\":\"550 5.1.1 no such user\","
		"\"created\":\"2015-05-02T16:29:56+00:00\",\"non_transactional\":true},"
		"{\"recipient\":\"b@x.example\",\"type\":\"non_transactional\",\"source\":"
		"\"Spam Complaint\"},{\"recipient\":\"c@x.example\",\"type\":\"transactional\","
		"\"source\":\"Bounce Rule\",\"description\":\"550 5.7.1 blocked using Spamhaus\"}],"
		"\"links\":[],\"total_count\":3}",
		"a@x.example:active:mailbox_unknown b@x.example:active:complaint ", 0},
	{"sparkpost", "recipient,type,description\na@x.example,transactional,\n",
		"a@x.example:active:upstream_suppressed ", 0},
	{"postfix",
		"# a map\na@x.example REJECT\nB@x.example\t550 5.1.1 User\n   unknown\n"
		"c@x.example OK\nd@x.example 450 4.1.1 later\ne@x.example REJECT 5.1.1 no such "
		"user\n"
		"x.example REJECT\nf@ REJECT\n",
		"a@x.example:active:manual B@x.example:active:mailbox_unknown "
		"e@x.example:active:mailbox_unknown ",
		0},
	{"ses", "[{\"EmailAddress\":\"a@x.example\",\"Reason\":\"BOUNCE\"},", "", 65},
	{"csv", "a,b\n1,2\n", "", 65},
	{"csv", "", "", 0},
};

static void check_rows(struct program *program, const char *rows)
{
	g_autoptr(GString) found = g_string_new(NULL);

	ck_assert_int_eq(
		program_run(program, "$REBOUND suppressions export --state all --format csv" NOW),
		0);
	g_auto(GStrv) lines = g_strsplit(program->out, "\n", -1);
	for (char **line = lines + 1; *line != NULL && **line != '\0'; line++) {
		g_auto(GStrv) cells = g_strsplit(*line, ",", 4);

		g_string_append_printf(found, "%s:%s:%s ", cells[0], cells[1], cells[2]);
	}
	ck_assert_str_eq(found->str, rows);
}

START_TEST(test_import)
{
	struct program program;
	g_autofree char *line = g_strdup_printf(
		"$REBOUND suppressions import" NOW " --format %s list", imports[_i].format);

	program_init(&program);
	program_write(&program, "list", imports[_i].file);
	ck_assert_msg(
		program_run(&program, line) == imports[_i].code, "%s%s", program.out, program.err);
	/* The same file twice changes nothing, and writes no run. */
	program_run(&program, line);
	ck_assert_ptr_null(strstr(program.out, "rebound undo"));
	check_rows(&program, imports[_i].rows);
	program_clear(&program);
}
END_TEST

/* Fields that each format keeps of an entry, when it is written and read again. */
static const struct {
	const char *format, *kind;
	gboolean cause, since, why;
} trips[] = {
	{"csv", "", TRUE, TRUE, TRUE},
	{"jsonl", "", TRUE, TRUE, TRUE},
	{"plain", "", FALSE, FALSE, FALSE},
	{"ses", "", FALSE, FALSE, FALSE},
	{"ses-json", "", FALSE, FALSE, FALSE},
	{"sendgrid", "bounces", TRUE, TRUE, TRUE},
	{"sendgrid-json", "bounces", TRUE, TRUE, TRUE},
	{"sendgrid", "complaints", TRUE, TRUE, FALSE},
	{"sendgrid-json", "unsubscribes", TRUE, TRUE, FALSE},
	{"mailgun", "bounces", TRUE, TRUE, TRUE},
	{"mailgun-json", "bounces", TRUE, TRUE, TRUE},
	{"mailgun", "unsubscribes", TRUE, TRUE, FALSE},
	{"mailgun-json", "complaints", TRUE, TRUE, FALSE},
	{"postmark", "", FALSE, TRUE, FALSE},
	{"postmark-json", "", FALSE, TRUE, FALSE},
	{"sparkpost", "", TRUE, FALSE, TRUE},
	{"sparkpost-json", "", TRUE, FALSE, TRUE},
	{"postfix", "", TRUE, FALSE, TRUE},
};

static const char entries[] = "{\"address\":\"ann@x.example\",\"cause\":\"mailbox_unknown\","
			      "\"since\":\"2024-01-02T03:04:05Z\","
			      "\"why\":\"=1+1, \\\"quoted\\\"\"}\n"
			      "{\"address\":\"o'neil+x@b\xC3\xBC"
			      "cher.example\",\"cause\":\"domain_no_mail\",\"since\":"
			      "\"2024-02-02\",\"why\":\"'=twice\"}\n"
			      "{\"address\":\"eve@x.example\",\"cause\":\"complaint\",\"since\":"
			      "\"2024-03-02\",\"why\":\"said so\"}\n"
			      "{\"address\":\"pat@x.example\",\"cause\":\"unsubscribe\",\"since\":"
			      "\"2024-04-02\",\"why\":\"-1\"}\n"
			      "{\"address\":\"joe@x.example\",\"cause\":\"manual\",\"since\":"
			      "\"2024-05-02\",\"why\":\"by hand\"}\n"
			      "{\"address\":\"kim@x.example\",\"cause\":\"mailbox_full\",\"since\":"
			      "\"2024-05-03\",\"why\":\"5 days\"}\n";

/* Address, and what a trip keeps, line by line, of entries of a kind. */
static char *describe(const char *lines, int trip)
{
	static const char *const kinds[][2] = {
		{"complaints", "complaint"}, {"unsubscribes", "unsubscribe"}};
	g_autoptr(GString) text = g_string_new(NULL);
	g_auto(GStrv) rows = g_strsplit(lines, "\n", -1);
	const char *kind = trips[trip].kind;

	for (char **row = rows; *row != NULL && **row != '\0'; row++) {
		static const char *const members[] = {"cause", "since", "why"};
		const gboolean kept[] = {trips[trip].cause, trips[trip].since, trips[trip].why};
		gboolean wanted = *kind == '\0' || strcmp(kind, "bounces") == 0;

		for (guint i = 0; i < 2; i++) {
			g_autofree char *mark = g_strdup_printf("\"cause\":\"%s\"", kinds[i][1]);
			gboolean is = strstr(*row, mark) != NULL;
			if (strcmp(kind, kinds[i][0]) == 0)
				wanted = is;
			else if (strcmp(kind, "bounces") == 0 && is)
				wanted = FALSE;
		}
		if (!wanted)
			continue;
		g_string_append_len(text, *row, strchr(*row, ',') - *row);
		for (guint i = 0; i < 3; i++) {
			g_autofree char *mark = g_strdup_printf("\"%s\":", members[i]);
			const char *at = strstr(*row, mark);
			if (kept[i] && at != NULL)
				g_string_append_len(
					text, at, strstr(at + strlen(mark) + 1, ",\"") - at);
		}
		g_string_append_c(text, '\n');
	}
	return g_string_free(g_steal_pointer(&text), FALSE);
}

START_TEST(test_round_trip)
{
	struct program program;
	const char *kind = trips[_i].kind;
	g_autofree char *option =
		*kind != '\0' ? g_strconcat(" --kind ", kind, NULL) : g_strdup("");
	g_autofree char *line =
		g_strdup_printf("$REBOUND suppressions export --format %s%s >list 2>left &&"
				" $REBOUND suppressions import --db other.db --format %s%s" NOW
				" list >told 2>&1 &&"
				" $REBOUND suppressions export --db other.db --format jsonl",
			trips[_i].format, option, trips[_i].format,
			strcmp(kind, "bounces") == 0 ? "" : option);

	program_init(&program);
	program_write(&program, "entries", entries);
	ck_assert_int_eq(
		program_run(&program, "$REBOUND suppressions import --format jsonl entries" NOW
				      " >told && $REBOUND suppressions export --format jsonl"),
		0);
	g_autofree char *before = describe(program.out, _i);
	ck_assert_msg(program_run(&program, line) == 0, "%s", program.err);
	g_autofree char *after = describe(program.out, _i);
	if (strcmp(kind, "complaints") == 0 || strcmp(kind, "unsubscribes") == 0)
		ck_assert_uint_eq(count_lines(before), 1);
	/* A map holds keys. */
	if (strcmp(trips[_i].format, "postfix") == 0) {
		g_auto(GStrv) parts = g_strsplit(before,
			"b\xC3\xBC"
			"cher",
			-1);

		g_free(before);
		before = g_strjoinv("xn--bcher-kva", parts);
	}
	ck_assert_str_eq(after, before);
	program_clear(&program);
}
END_TEST

START_TEST(test_undo)
{
	struct program program;

	program_init(&program);
	program_write(&program, "a", "a@x.example\nb@x.example\n");
	program_write(&program, "b", "b@x.example,COMPLAINT\nc@x.example,BOUNCE\n");
	ck_assert_int_eq(
		program_run(&program, "$REBOUND suppressions import --format plain a" NOW), 0);
	ck_assert_ptr_nonnull(strstr(program.out, "`rebound undo --run 1`"));
	ck_assert_int_eq(
		program_run(&program, "$REBOUND suppressions import --format ses b" NOW), 0);
	check_rows(&program, "a@x.example:active:manual b@x.example:active:manual "
			     "c@x.example:active:upstream_suppressed ");
	ck_assert_int_eq(program_run(&program, "$REBOUND undo --run 2" NOW), 0);
	ck_assert_int_eq(
		program_run(&program, "$REBOUND suppressions export --format plain" NOW), 0);
	ck_assert_str_eq(program.out, "a@x.example\nb@x.example\n");
	/* What a person ended later than the file's own date stays ended. */
	ck_assert_int_eq(program_run(&program, "$REBOUND suppressions remove a@x.example" NOW), 0);
	program_write(&program, "c", "address,cause,since\na@x.example,complaint,2024-01-01\n");
	ck_assert_int_eq(program_run(&program, "$REBOUND suppressions import c" NOW), 65);
	ck_assert_ptr_nonnull(strstr(program.out, "Left out: 1 ended by a person since.\n"));
	/* A list of one kind follows from the reason. */
	ck_assert_int_eq(
		program_run(&program,
			"$REBOUND suppressions export --format mailgun --reason complaint"),
		0);
	ck_assert_str_eq(program.out, "address,created_at\n");
	/* A dry run writes nothing. */
	ck_assert_int_eq(
		program_run(&program, "$REBOUND suppressions import -n --format plain a" NOW), 0);
	ck_assert_ptr_nonnull(strstr(program.out, "1 suppressed"));
	ck_assert_int_eq(
		program_run(&program, "$REBOUND suppressions export --format plain" NOW), 0);
	ck_assert_str_eq(program.out, "b@x.example\n");
	program_clear(&program);
}
END_TEST

/* A copy that is kept by cursors equals an export of all, whatever happened in between. */
START_TEST(test_since)
{
	static const struct {
		const char *line, *changes;
	} steps[] = {
		{"add a@x.example b@x.example --now 2024-06-01", "+a@x.example\n+b@x.example\n"},
		{"list --now 2024-06-01", ""},
		{"add c@x.example --now 2024-06-01", "+c@x.example\n"},
		{"remove a@x.example --now 2024-06-02", "-a@x.example\n"},
		{"add a@x.example --now 2024-06-02", "+a@x.example\n"},
		{"import --now 2024-06-02 list", "+d@x.example\n+e@x.example\n"},
		/* Its time is over, and nobody wrote that anywhere. */
		{"list --now 2024-06-05", "-e@x.example\n"},
		{"remove --run 1 --now 2024-06-06", "-d@x.example\n"},
	};
	struct program program;
	g_autofree char *cursor = g_strdup("@0");

	program_init(&program);
	program_write(&program, "list",
		"address,cause,until\nd@x.example,mailbox_unknown,\ne@x.example,mailbox_full,2024-"
		"06-04\n");
	for (guint i = 0; i < G_N_ELEMENTS(steps); i++) {
		const char *clock = strstr(steps[i].line, " --now");
		g_autofree char *line =
			g_strdup_printf("$REBOUND suppressions %s >told && "
					"$REBOUND suppressions export --format plain --since %s %s",
				steps[i].line, cursor, clock);

		ck_assert_msg(program_run(&program, line) == 0 || strstr(line, "import") != NULL,
			"%s: %s", line, program.err);
		if (strstr(line, "import") != NULL) {
			g_free(line);
			line = g_strdup_printf(
				"$REBOUND suppressions export --format plain --since %s"
				" --now 2024-06-02",
				cursor);
			ck_assert_int_eq(program_run(&program, line), 0);
		}
		ck_assert_msg(strcmp(program.out, steps[i].changes) == 0, "%s: %s", steps[i].line,
			program.out);
		ck_assert(g_str_has_prefix(program.err, "cursor "));
		g_free(cursor);
		cursor = g_strstrip(g_strdup(program.err + strlen("cursor ")));
	}
	/* A time takes what may have changed since; a cursor of another database is seen. */
	ck_assert_int_eq(program_run(&program, "$REBOUND suppressions export --since 2024-06-06 "
					       "--format postfix --now 2024-06-07"),
		0);
	ck_assert_str_eq(program.out, "d@x.example\tDUNNO\n");
	ck_assert_int_eq(program_run(&program, "$REBOUND suppressions export --since 9999.1"), 65);
	ck_assert_int_eq(program_run(&program, "$REBOUND suppressions export --since soon"), 64);
	/* What is free again, for formats that can't say it. */
	ck_assert_int_eq(program_run(&program, "$REBOUND suppressions export --since @0 --format "
					       "ses --ended free && cat free"),
		0);
	ck_assert_str_eq(program.out, "a@x.example,BOUNCE\nb@x.example,BOUNCE\nc@x.example,BOUNCE\n"
				      "d@x.example\ne@x.example\n");
	program_clear(&program);
}
END_TEST

START_TEST(test_check)
{
	struct program program;

	program_init(&program);
	ck_assert_int_eq(program_run(&program, "$REBOUND suppressions add a@b\xC3\xBC"
					       "cher.example" NOW),
		0);
	ck_assert_int_eq(
		program_run(&program, "printf 'A@xn--bcher-kva.example\\n\\nb@x.example\\n' | "
				      "$REBOUND suppressions check -"),
		1);
	ck_assert_ptr_nonnull(strstr(program.out, "active    a@b\xC3\xBC"
						  "cher.example"));
	ck_assert_ptr_nonnull(strstr(program.out, "free      b@x.example"));
	ck_assert_int_eq(
		program_run(&program,
			"printf 'x\\033y\\nb@x.example\\n' | $REBOUND suppressions check -"),
		65);
	ck_assert_ptr_nonnull(strstr(program.out, "free      b@x.example"));
	ck_assert_ptr_null(strchr(program.err, '\033'));
	ck_assert_int_eq(program_run(&program, "$REBOUND suppressions list --domain B\xC3\x9C"
					       "CHER.example. --rule none"),
		0);
	ck_assert_str_eq(program.out, "No suppressions.\n");
	ck_assert_int_eq(program_run(&program, "$REBOUND suppressions list --domain B\xC3\x9C"
					       "CHER.example."),
		0);
	ck_assert_ptr_nonnull(strstr(program.out, "added by hand"));
	program_clear(&program);
}
END_TEST

Suite *rebound_suite(void)
{
	Suite *suite = suite_create("exchange");
	TCase *tcase = tcase_create("exchange");

	tcase_set_timeout(tcase, 120);
	tcase_add_loop_test(tcase, test_import, 0, (int)G_N_ELEMENTS(imports));
	tcase_add_loop_test(tcase, test_round_trip, 0, (int)G_N_ELEMENTS(trips));
	tcase_add_test(tcase, test_undo);
	tcase_add_test(tcase, test_since);
	tcase_add_test(tcase, test_check);
	suite_add_tcase(suite, tcase);
	return suite;
}
