/* SPDX-License-Identifier: MIT */
#include "core/cli/command.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#include <rebound/error.h>
#include "core/base/clock.h"
#include "core/base/text.h"
#include "core/cli/line_input.h"
#include "core/cli/output.h"
#include "core/cli/usage.h"
#include "core/policy/policy.h"
#include "core/smtp/address.h"
#include "core/smtp/token.h"

#define LINE_BYTES 1024
#define FLUSH	   256 /* lines that are written at once */

/* check exits with this where the token does not hold. */
enum { NOT_VALID = 1 };

static const char about[] =
	"A token proves that a mail was sent by you, to this recipient, not long ago. It comes "
	"back "
	"with\n"
	"the bounce; where the policy names a key file, a report without one suppresses nobody.\n\n"
	"  key    prints a new line for a key file; the last line of the file signs\n"
	"  make   prints the envelope sender for a mail to ADDRESS; without one, or with -, reads\n"
	"         addresses from standard input, one a line, and answers each with a line (an "
	"empty\n"
	"         one where there is no address in it)\n"
	"  check  says whether a token holds, for whom and until when; exits with 1 if it does "
	"not\n\n"
	"Examples:\n"
	"  (umask 077; rebound token key >>/etc/rebound/keys)\n"
	"  rebound token make --keys /etc/rebound/keys --domain bounces.example.com "
	"ann@example.org\n"
	"  rebound token make --keys keys --domain bounces.example.com <addresses >senders\n"
	"  rebound token check --keys keys b+TOKEN=ann=example.org@bounces.example.com\n";

struct token_options {
	char *keys, *policy, *job, *expires, *domain, *prefix, *now;
	gboolean header;
};

struct tokens {
	const struct token_options *options;
	struct rebound_token_keys *keys;
	struct rebound_arena *arena;
	gint64 expires;
};

static void free_options(struct token_options *options)
{
	g_free(options->keys);
	g_free(options->policy);
	g_free(options->job);
	g_free(options->expires);
	g_free(options->domain);
	g_free(options->prefix);
	g_free(options->now);
}

/* --keys, else the key file of the policy's settings. */
static struct rebound_token_keys *load_keys(const struct token_options *options, GError **error)
{
	if (options->keys != NULL)
		return rebound_token_keys_load(options->keys, error);
	g_autoptr(rebound_policy) policy =
		rebound_policy_load(rebound_cli_policy(options->policy), error);
	if (policy == NULL)
		return NULL;
	const char *path = rebound_policy_settings(policy)->keys;
	if (path != NULL)
		return rebound_token_keys_load(path, error);
	g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_USAGE,
		"the policy names no key file: give one with --keys, or write settings { keys = "
		"\"FILE\" } in it");
	return NULL;
}

/* The envelope sender, or a header line, for one recipient. */
static const char *make_one(const struct tokens *tokens, const char *recipient, GError **error)
{
	const struct token_options *options = tokens->options;
	struct rebound_token_order order = {
		.recipient = recipient, .job = options->job, .expires = tokens->expires};

	if (!options->header)
		order.room = REBOUND_TOKEN_LOCAL_BYTES - strlen(options->prefix);
	const char *token = rebound_token_make(tokens->keys, &order, tokens->arena, error);
	if (token == NULL)
		return NULL;
	return options->header
		       ? rebound_arena_printf(tokens->arena, REBOUND_TOKEN_HEADER ": %s", token)
		       : rebound_arena_printf(
				 tokens->arena, "%s%s@%s", options->prefix, token, options->domain);
}

static void tell_line(
	const struct tokens *tokens, guint64 number, const char *line, const char *problem)
{
	fprintf(stderr, "rebound: line %" G_GUINT64_FORMAT ": '%s': %s\n", number,
		rebound_text_line(tokens->arena, line, strlen(line), 80), problem);
}

/* One answer for each line, so that the two can be put side by side. */
static int make_all(const struct tokens *tokens)
{
	g_autoptr(GString) out = g_string_new(NULL);
	g_autoptr(GString) input = g_string_new(NULL);
	guint64 number = 0, bad = 0;
	gboolean written = TRUE, cut;

	while (written && rebound_line_input_next(stdin, input, &cut)) {
		g_autoptr(GError) error = NULL;
		char *line = g_strstrip(input->str);

		rebound_arena_clear(tokens->arena);
		const char *made = make_one(tokens, line, &error);
		if (made == NULL) {
			tell_line(tokens, number + 1, line, error->message);
			bad++;
		}
		g_string_append_printf(out, "%s\n", made != NULL ? made : "");
		if (++number % FLUSH == 0) {
			written = rebound_output_write(out->str, out->len);
			g_string_truncate(out, 0);
		}
	}
	if (ferror(stdin)) {
		fprintf(stderr, "rebound: standard input: %s\n", g_strerror(errno));
		return EX_IOERR;
	}
	rebound_output_write(out->str, out->len);
	int code = rebound_output_finish();
	return code == EX_OK && bad > 0 ? EX_DATAERR : code;
}

static gboolean check_form(const struct token_options *options, GError **error)
{
	const char *problem = NULL;

	if (options->header)
		return TRUE;
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	const char *sample = rebound_arena_printf(
		arena, "%sa@%s", options->prefix, options->domain != NULL ? options->domain : "");
	gsize len = strlen(options->prefix);
	if (options->domain == NULL)
		problem = "make needs --domain, the domain that bounces come to";
	else if (len >
		 REBOUND_TOKEN_LOCAL_BYTES - REBOUND_TOKEN_LENGTH - REBOUND_TOKEN_JOB_BYTES - 1)
		problem = "--prefix leaves no room for a token in 64 characters";
	else if (len > 0 && strchr("+-=_.", options->prefix[len - 1]) == NULL)
		problem =
			"--prefix must end with a mark such as + or -, as your mail system has it";
	else if (g_strcmp0(rebound_address_read(arena, sample, strlen(sample)), sample) != 0)
		problem = "--prefix and --domain make no mail address";
	if (problem == NULL)
		return TRUE;
	g_set_error_literal(error, REBOUND_ERROR, REBOUND_ERROR_USAGE, problem);
	return FALSE;
}

static gboolean read_expiry(const char *text, gint64 *expires, GError **error)
{
	gint64 span;

	if (rebound_clock_read_span(text, &span) && span > 0) {
		*expires = rebound_clock_now() + span;
		return TRUE;
	}
	if (rebound_clock_read_time(text, expires))
		return TRUE;
	g_set_error(error, REBOUND_ERROR, REBOUND_ERROR_USAGE,
		"--expires: '%s' is no span such as 30d, and no time", text);
	return FALSE;
}

static int run_make(struct tokens *tokens, int count, char **addresses)
{
	const struct token_options *options = tokens->options;
	g_autoptr(GError) error = NULL;

	if (!check_form(options, &error) ||
		!read_expiry(options->expires, &tokens->expires, &error))
		return rebound_cli_fail(error);
	if (count == 0 || (count == 1 && strcmp(addresses[0], "-") == 0))
		return make_all(tokens);
	for (int i = 0; i < count; i++) {
		const char *made = make_one(tokens, addresses[i], &error);

		if (made == NULL)
			return rebound_cli_misuse(
				"token make", "'%s': %s", addresses[i], error->message);
		rebound_output_print("%s\n", made);
	}
	return rebound_output_finish();
}

static const char *const state_words[] = {
	[REBOUND_TOKEN_NONE] = "there is no token in it",
	[REBOUND_TOKEN_UNKNOWN_KEY] = "not valid: made with none of these keys",
	[REBOUND_TOKEN_WRONG] = "not valid: not made with this key, or for somebody else",
	[REBOUND_TOKEN_KEY_ENDED] = "not valid any more: its key ended",
	[REBOUND_TOKEN_EXPIRED] = "not valid any more: it ended",
	[REBOUND_TOKEN_VALID] = "valid",
};

static int run_check(const struct tokens *tokens, int count, char **arguments)
{
	char end[REBOUND_CLOCK_TIME_SIZE];
	const char *const candidates[] = {count > 1 ? arguments[1] : NULL, NULL};
	struct rebound_token token;

	if (count < 1 || count > 2)
		return rebound_cli_misuse("token",
			"check needs an address or header with a token, and may have a recipient");
	rebound_token_check(
		tokens->keys, arguments[0], candidates, rebound_clock_now(), tokens->arena, &token);
	gboolean good = token.state == REBOUND_TOKEN_VALID;
	/* A token that carries its recipient is right without the one who was asked for. */
	if (good && count > 1 && !rebound_address_equal(token.recipient, arguments[1])) {
		rebound_output_print("not valid for %s: it is %s's\n",
			rebound_text_line(
				tokens->arena, arguments[1], strlen(arguments[1]), LINE_BYTES),
			token.recipient);
		good = FALSE;
	} else {
		rebound_output_print("%s", state_words[token.state]);
		if (token.recipient != NULL)
			rebound_output_print("%s for %s%s%s, key %c, %s %s", good ? "" : ";",
				token.recipient, token.job != NULL ? ", job " : "",
				token.job != NULL ? token.job : "", token.key,
				good ? "until" : "at", rebound_clock_write_time(token.ended, end));
		rebound_output_print("\n");
	}
	int code = rebound_output_finish();
	return code == EX_OK && !good ? NOT_VALID : code;
}

/* Keys that are there already only serve to pick another id. */
static int run_key(const struct token_options *options)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(rebound_token_keys) keys = NULL;

	if (options->keys != NULL) {
		keys = rebound_token_keys_load(options->keys, &error);
		if (keys == NULL)
			return rebound_cli_fail(error);
	}
	g_autofree char *line = rebound_token_keys_make_line(keys, &error);
	if (line == NULL)
		return rebound_cli_fail(error);
	rebound_output_print("%s\n", line);
	return rebound_output_finish();
}

static int run_verb(struct token_options *options, int argc, char **argv)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(rebound_arena) arena = rebound_arena_new();
	struct tokens tokens = {.options = options, .arena = arena};
	gboolean make = argc > 1 && strcmp(argv[1], "make") == 0;

	if (argc < 2)
		return rebound_cli_misuse("token", "say what to do: make, check or key");
	if (strcmp(argv[1], "key") == 0)
		return argc > 2 ? rebound_cli_misuse("token", "key takes no argument")
				: run_key(options);
	if (!make && strcmp(argv[1], "check") != 0)
		return rebound_cli_misuse(
			"token", "there is no verb '%s'; use make, check or key", argv[1]);
	if (!rebound_cli_set_now(options->now, &error))
		return rebound_cli_fail(error);
	g_autoptr(rebound_token_keys) keys = load_keys(options, &error);
	if (keys == NULL)
		return rebound_cli_fail(error);
	tokens.keys = keys;
	return make ? run_make(&tokens, argc - 2, argv + 2)
		    : run_check(&tokens, argc - 2, argv + 2);
}

static int run_token(int argc, char **argv)
{
	struct token_options options = {0};
	const GOptionEntry entries[] = {
		{"keys", 'k', 0, G_OPTION_ARG_FILENAME, &options.keys,
			"The key file; else the one that the policy names", "FILE"},
		{"policy", 'p', 0, G_OPTION_ARG_FILENAME, &options.policy,
			"Policy file, instead of the shipped one", "FILE"},
		{"domain", 0, 0, G_OPTION_ARG_STRING, &options.domain,
			"make: the domain that bounces come to", "DOMAIN"},
		{"prefix", 0, 0, G_OPTION_ARG_STRING, &options.prefix,
			"make: what stands before the token, b+ by default", "TEXT"},
		{"job", 0, 0, G_OPTION_ARG_STRING, &options.job,
			"make: a campaign that the token is bound to", "NAME"},
		{"expires", 0, 0, G_OPTION_ARG_STRING, &options.expires,
			"make: how long it holds, 30d by default", "SPAN"},
		{"header", 0, 0, G_OPTION_ARG_NONE, &options.header,
			"make: a header line for the mail, instead of an address", NULL},
		{"now", 0, 0, G_OPTION_ARG_STRING, &options.now, "Set the clock", "TIME"},
		{0},
	};

	int code = rebound_cli_options(
		&argc, &argv, "make [ADDRESS...] | check TOKEN [ADDRESS] | key", about, entries);
	if (code < 0 && argc > 1)
		code = rebound_usage_check_verb("token", argv[1], entries);
	if (code < 0) {
		if (options.prefix == NULL)
			options.prefix = g_strdup("b+");
		if (options.expires == NULL)
			options.expires = g_strdup("30d");
		code = run_verb(&options, argc, argv);
	}
	free_options(&options);
	return code;
}

const struct rebound_command rebound_command_token = {
	"token", "make and check the tokens that prove whose bounce it is", run_token};
