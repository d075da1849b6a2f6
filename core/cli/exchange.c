/* SPDX-License-Identifier: MIT */
#include "core/cli/exchange.h"

#include <string.h>

#include "core/base/text.h"

static const struct rebound_exchange_format formats[] = {
	{"csv", REBOUND_EXCHANGE_OURS, FALSE},
	{"jsonl", REBOUND_EXCHANGE_OURS, TRUE},
	{"plain", REBOUND_EXCHANGE_PLAIN, FALSE},
	{"ses", REBOUND_EXCHANGE_SES, FALSE},
	{"ses-json", REBOUND_EXCHANGE_SES, TRUE},
	{"sendgrid", REBOUND_EXCHANGE_SENDGRID, FALSE},
	{"sendgrid-json", REBOUND_EXCHANGE_SENDGRID, TRUE},
	{"mailgun", REBOUND_EXCHANGE_MAILGUN, FALSE},
	{"mailgun-json", REBOUND_EXCHANGE_MAILGUN, TRUE},
	{"postmark", REBOUND_EXCHANGE_POSTMARK, FALSE},
	{"postmark-json", REBOUND_EXCHANGE_POSTMARK, TRUE},
	{"sparkpost", REBOUND_EXCHANGE_SPARKPOST, FALSE},
	{"sparkpost-json", REBOUND_EXCHANGE_SPARKPOST, TRUE},
	{"postfix", REBOUND_EXCHANGE_POSTFIX, FALSE},
};

/* How a mail server would say it; what is not here says 5.7.1. */
static const struct {
	enum rebound_reason reason;
	const char *code;
} codes[] = {
	{REBOUND_REASON_MAILBOX_UNKNOWN, "550 5.1.1"},
	{REBOUND_REASON_ADDRESS_INVALID, "553 5.1.3"},
	{REBOUND_REASON_MAILBOX_DISABLED, "550 5.2.1"},
	{REBOUND_REASON_MAILBOX_MOVED, "550 5.1.6"},
	{REBOUND_REASON_MAILBOX_FULL, "552 5.2.2"},
	{REBOUND_REASON_DOMAIN_UNKNOWN, "550 5.1.2"},
	{REBOUND_REASON_DOMAIN_NO_MAIL, "556 5.1.10"},
};

const struct rebound_exchange_format *rebound_exchange_format(const char *name)
{
	for (guint i = 0; i < G_N_ELEMENTS(formats); i++)
		if (strcmp(formats[i].name, name) == 0)
			return &formats[i];
	return NULL;
}

const char *rebound_exchange_names(void)
{
	return "csv, jsonl, plain, ses, ses-json, sendgrid, sendgrid-json, mailgun, mailgun-json, "
	       "postmark, postmark-json, sparkpost, sparkpost-json, postfix";
}

gboolean rebound_exchange_kind_read(const char *name, enum rebound_exchange_kind *kind)
{
	static const char *const names[] = {
		NULL, "bounces", "blocks", "invalid", "complaints", "unsubscribes"};

	for (guint i = 1; i < G_N_ELEMENTS(names); i++)
		if (strcmp(names[i], name) == 0) {
			*kind = (enum rebound_exchange_kind)i;
			return TRUE;
		}
	return FALSE;
}

const char *rebound_exchange_code(const char *cause)
{
	enum rebound_reason reason;

	for (guint i = 0; rebound_reason_read(cause, &reason) && i < G_N_ELEMENTS(codes); i++)
		if (codes[i].reason == reason)
			return codes[i].code;
	return "550 5.7.1";
}

char *rebound_exchange_text(
	struct rebound_arena *arena, const struct rebound_suppression *row, gsize limit)
{
	const char *why = row->why != NULL ? row->why : "";
	/* A decision's why begins with its cause. */
	gboolean told = g_str_has_prefix(why, row->cause);
	const char *text =
		rebound_arena_printf(arena, "%s %s%s%s", rebound_exchange_code(row->cause),
			told ? "" : row->cause, told || *why == '\0' ? "" : ": ", why);

	return rebound_text_line(arena, text, strlen(text), limit);
}

gboolean rebound_exchange_is_cause(const char *word)
{
	enum rebound_reason reason;

	return rebound_reason_read(word, &reason) || strcmp(word, "manual") == 0 ||
	       strcmp(word, "complaint") == 0 || strcmp(word, "unsubscribe") == 0;
}

gboolean rebound_exchange_text_read(
	struct rebound_arena *arena, const char *text, const char **cause, const char **why)
{
	while (*text != '\0' && strchr("0123456789. ", *text) != NULL)
		text++;
	gsize len = strspn(text, "abcdefghijklmnopqrstuvwxyz_");
	const char *word = rebound_arena_copy(arena, text, len);
	const char *rest = text + len;
	if (!rebound_exchange_is_cause(word) ||
		(*rest != '\0' && !g_str_has_prefix(rest, ": ") && !g_str_has_prefix(rest, ", ")))
		return FALSE;
	*cause = word;
	*why = *rest == '\0' ? NULL : rebound_arena_string(arena, *rest == ':' ? rest + 2 : text);
	return TRUE;
}
